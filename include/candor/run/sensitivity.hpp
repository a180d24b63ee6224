#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "candor/output/dataset.hpp"
#include "candor/run/comparison.hpp"

namespace candor::run {

/// How intervals are found: resampling of base rows (trajectories) and of replicates, both with replacement.
struct Bootstrap {
    int samples = 1000;
    std::uint32_t seed = 1;
};

/// Variance-based indices of one outcome (Sobol 2001; estimators of Saltelli et al. 2010 and Jansen 1999).
struct SobolIndices {
    std::vector<Estimate> first;   ///< by factor
    std::vector<Estimate> total;   ///< by factor
    std::vector<Estimate> second;  ///< by pair, in the order (1,2), (1,3), ..., (2,3), ...; empty unless asked for
};

/// Elementary effects of one outcome (Morris 1991; Campolongo et al. 2007), per width of the factor's range.
struct MorrisIndices {
    std::vector<std::string> names;          ///< factors, or groups where there are any
    std::vector<Estimate> mean;              ///< mu; none (NaN) for groups of several factors
    std::vector<Estimate> mean_of_absolute;  ///< mu*
    std::vector<Estimate> deviation;         ///< sigma; none for groups of several factors
};

/// Of values [points, replicates], points in the order of the design: for each base row A, AB_1..AB_D, (BA_1..BA_D,) B.
/// The indices are of the mean over replicates.
[[nodiscard]] SobolIndices sobol_indices(std::vector<double> const& values, std::size_t factors, bool second_order,
                                         std::size_t replicates, Bootstrap const& bootstrap);

/// What matters for one outcome under one policy, or for the difference between two.
struct Sensitivity {
    std::string outcome;
    std::string policy;  ///< or "level2 - command"
    std::vector<std::string> factors;
    std::int64_t base_rows = 0;  ///< or trajectories
    std::int64_t replicates = 0;
    std::optional<SobolIndices> sobol;  ///< one of the two
    std::optional<MorrisIndices> morris;
};

/// Sensitivities in a merged sweep: for every outcome named (all where none is), each policy, and each other policy's
/// difference from the first. Throws OutputError if its design is neither saltelli nor morris, if runs are missing, or
/// if an outcome is unknown or undefined in a run.
[[nodiscard]] std::vector<Sensitivity> sensitivities(output::Dataset const& results,
                                                     std::vector<std::string> const& outcomes,
                                                     Bootstrap const& bootstrap);

}  // namespace candor::run
