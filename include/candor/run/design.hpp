#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "candor/scenario/sweep.hpp"

namespace candor::run {

/// The points of a sweep: what each factor is at each.
///
/// - `grid`: all combinations of levels, the last factor fastest; `zip`: the i-th level of each; `list`: as written.
/// - `random`: independent draws.
/// - `latin_hypercube`: of each factor one draw from each of as many equally likely strata as there are points, in an
///   order of its own (McKay, Beckman & Conover 1979, doi:10.1080/00401706.1979.10489755).
/// - `sobol`: the first points of a Sobol sequence with the directions of Joe & Kuo (2008, doi:10.1137/070709359), with
///   nested uniform scrambling (Owen 1995; by hashing, Burley 2020); up to 256 factors.
/// - `saltelli`: for each of N base rows the points A, AB_1..AB_D, (BA_1..BA_D,) B, where AB_j is A with factor j of B
///   (Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018); A and B are the halves of a scrambled Sobol sequence in 2D
///   dimensions, so up to 128 factors. In the order of SALib.
/// - `morris`: trajectories in which one factor, or group of factors, moves at a time, by p/(2(p-1)) of the way on a grid
///   of p levels (Morris 1991, doi:10.1080/00401706.1991.10484804; Campolongo et al. 2007,
///   doi:10.1016/j.envsoft.2006.10.004); one trajectory after the other.
/// - `one_at_a_time`: the base scenario, then each factor at each other level; of distributions the .05 and .95 quantiles.
struct Design {
    std::size_t factors = 0;
    std::vector<double> values{};  ///< [points, factors]; of text factors the place of the level
    std::int64_t left_out = 0;     ///< points that broke a constraint

    [[nodiscard]] std::int64_t points() const {
        return factors == 0 ? 0 : static_cast<std::int64_t>(values.size() / factors);
    }
    /// The values at a point, numbered from 0; [factors].
    [[nodiscard]] std::span<double const> row(std::int64_t point) const {
        return {values.data() + static_cast<std::size_t>(point) * factors, factors};
    }
};

/// How many points the design has before constraints; so that cost can be told before anything is made.
[[nodiscard]] std::int64_t design_size(scenario::Sweep const& sweep);

/// Lays out the points. The same bytes on every machine: drawn from Philox with the design's seed.
///
/// Points that break a constraint are left out; `random` and `sobol` draw on until they have as many as they should.
/// Constraints are judged before values are rounded to floats, and take numbers that differ by rounding as equal.
///
/// Throws ScenarioError for a constraint that cannot be read or is no number somewhere; for constraints on `list`,
/// `saltelli` and `morris`; where they leave no point, not the base of `one_at_a_time`, or of draws fewer than one in a
/// thousand; for more factors than the Sobol sequence has dimensions; for distributions without ends in `morris`; and for
/// more than 10^9 numbers.
[[nodiscard]] Design make_design(scenario::Sweep const& sweep);

/// The value at which the spread has this share of its probability below; 0 <= share < 1. Levels are equally likely.
[[nodiscard]] double quantile(scenario::Spread const& spread, double share);

/// The value as the factor can hold it: the nearest float or whole number, within the range of its key.
[[nodiscard]] double held(scenario::Factor const& factor, double value);

}  // namespace candor::run
