#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "candor/scenario/sweep.hpp"

namespace candor::run {

/// The points of a sweep: what each factor is at each.
struct Design {
    std::size_t factors = 0;
    std::vector<double> values{};  ///< [points, factors]; of text factors the place of the level
    std::int64_t left_out = 0;     ///< points that met no constraint, or were drawn again

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
/// Throws ScenarioError for a constraint that cannot be read or that the kind of design cannot keep, and where
/// constraints leave no point (or, of designs that draw again, hardly any).
[[nodiscard]] Design make_design(scenario::Sweep const& sweep);

/// The value at which the spread has this share of its probability below; 0 <= share < 1.
[[nodiscard]] double quantile(scenario::Spread const& spread, double share);

/// The value as the factor can hold it: the nearest float or whole number, within the range of its key.
[[nodiscard]] double held(scenario::Factor const& factor, double value);

}  // namespace candor::run
