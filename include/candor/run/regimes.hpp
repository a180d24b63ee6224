#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "candor/run/comparison.hpp"
#include "candor/run/merged_sweep.hpp"
#include "candor/run/sensitivity.hpp"

namespace candor::run {

/// One field of the map: all points whose two factors lie there.
struct RegimeField {
    std::int64_t points = 0;
    std::int64_t replicates = 0;        ///< the first ones, which all of its points have
    std::vector<double> means;          ///< by policy; NaN where there are no points
    std::vector<Estimate> differences;  ///< of each policy from the first; that of the first is 0
    std::optional<std::size_t> winner;  ///< clearly better than every other; none: not clear
};

/// Where the best policy changes along x, in one row of y: between two fields that have different winners, with none but
/// unclear ones between them.
struct Border {
    double y;
    std::size_t left, right;  ///< policies that win on either side
    Estimate x;  ///< where their difference is 0, between the fields' x, with the interval of the bootstrap
};

/// Who wins where over two factors, averaged over all others.
struct Regimes {
    std::string outcome;
    model::Better better;
    std::vector<std::string> policies;
    std::string x_name, y_name;
    std::vector<double> x, y;                     ///< levels, or the means of the values in bins, ascending
    std::vector<std::string> x_labels, y_labels;  ///< of text factors, in the order of levels; else empty
    std::vector<RegimeField> fields;              ///< [y, x]
    std::vector<Border> borders;                  ///< row by row; none along a text factor
    std::int64_t points = 0;
    std::int64_t replicates = 0;  ///< the most that a point has
};

/// The mean of values [points, replicates] with its 95 % interval. Of several points and replicates: both are random and
/// crossed, as all points may share the luck of a replicate; Satterthwaite's degrees of freedom (Satterthwaite 1946,
/// doi:10.2307/3002019). Of one value: no interval.
[[nodiscard]] Estimate crossed_mean(std::vector<double> const& values, std::size_t replicates);

/// The map of a merged sweep with at least two policies. Factors with at most `bins` values keep their levels; others are
/// cut into `bins` bins of equal numbers of points, where ties allow. With `bins` 0, up to 40 levels are kept, and bins
/// are so many that about ten points lie in a field. The winner of a field is the best by the mean, if the 95 % interval
/// (`crossed_mean`) of its difference from each other policy excludes zero. Differences are paired by replicate; where
/// the file says that policies meet different people, fields of one point have Welch's interval instead.
/// Throws OutputError if a factor, the outcome or a second policy is not there, both factors are the same, or if runs
/// are missing or undefined.
[[nodiscard]] Regimes regimes(MergedSweep const& sweep, std::string const& x, std::string const& y,
                              std::string const& outcome, int bins, Bootstrap const& bootstrap);

}  // namespace candor::run
