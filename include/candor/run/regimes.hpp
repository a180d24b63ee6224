#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "candor/output/dataset.hpp"
#include "candor/run/comparison.hpp"
#include "candor/run/sensitivity.hpp"

namespace candor::run {

/// One field of the map: all points whose two factors lie there.
struct RegimeField {
    std::int64_t points = 0;
    std::vector<double> means;          ///< by policy
    std::vector<Estimate> differences;  ///< of each policy from the first; that of the first is 0
    std::optional<std::size_t> winner;  ///< clearly better than every other; none: not clear
};

/// Where the best policy changes along x, in one row of y.
struct Border {
    double y;
    std::size_t left, right;  ///< policies that win on either side
    Estimate x;               ///< where their difference is 0, with the interval of the bootstrap
};

/// Who wins where over two factors, averaged over all others.
struct Regimes {
    std::string outcome;
    model::Better better;
    std::vector<std::string> policies;
    std::string x_name, y_name;
    std::vector<double> x, y;                     ///< levels, or the middles of bins, ascending
    std::vector<std::string> x_labels, y_labels;  ///< of text factors, in the order of levels; else empty
    std::vector<RegimeField> fields;              ///< [y, x]
    std::vector<Border> borders;
};

/// The map of a merged sweep with at least two policies. Factors with at most `bins` values keep their levels; others are
/// cut into `bins` bins of equal numbers of points. Differences are paired by replicate where the file says so.
/// Throws OutputError if a factor, the outcome or a second policy is not there, or if runs are missing.
[[nodiscard]] Regimes regimes(output::Dataset const& results, std::string const& x, std::string const& y,
                              std::string const& outcome, int bins, Bootstrap const& bootstrap);

}  // namespace candor::run
