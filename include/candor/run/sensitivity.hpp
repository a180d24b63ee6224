#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "candor/run/comparison.hpp"
#include "candor/run/merged_sweep.hpp"

namespace candor::run {

/// How intervals are found: resampling of base rows (trajectories) and of replicates, both with replacement. Replicates
/// are drawn once for all points, as points may share their luck. The interval holds 95 % of the samples, moved so that
/// the median of the samples lies on the estimate: chance in the means over replicates inflates indices, and what is
/// drawn again from replicates has that twice.
struct Bootstrap {
    int samples = 1000;  ///< 0: no intervals
    std::uint32_t seed = 1;
};

/// Variance-based indices of one outcome (Sobol 2001; estimators of Saltelli et al. 2010,
/// doi:10.1016/j.cpc.2009.09.018, and Jansen 1999; second order: Saltelli 2002), as shares of its variance.
/// NaN where the outcome does not vary.
struct SobolIndices {
    std::vector<Estimate> first;   ///< by factor
    std::vector<Estimate> total;   ///< by factor
    std::vector<Estimate> second;  ///< by pair, in the order (1,2), (1,3), ..., (2,3), ...; empty unless asked for
    Estimate interactions;         ///< 1 less the sum of the first: what no factor carries alone
};

/// Elementary effects of one outcome (Morris 1991; Campolongo et al. 2007, doi:10.1016/j.envsoft.2006.10.004), per width
/// of the factor's range. NaN where the outcome does not vary.
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

/// Of values [points, replicates], points in the order of the design: trajectory by trajectory, each of one point more
/// than there are groups. What moves at a step is read from the values of the factors; one that is held at its value by
/// rounding has no effect there. `levels` is that of the design. The indices are of the mean over replicates.
[[nodiscard]] MorrisIndices morris_indices(std::vector<double> const& values, std::vector<SweptFactor> const& factors,
                                           std::int64_t levels, std::size_t replicates, Bootstrap const& bootstrap);

/// How much of the variance of the means over replicates is chance, as a share of it: the part of the mean square that is
/// left when points and replicates have had theirs. Total indices contain it (all of it with independent random numbers,
/// less with common ones). NaN of one replicate, or where nothing varies.
[[nodiscard]] double chance_in_means(std::vector<double> const& values, std::size_t replicates);

/// What matters for one outcome under one policy, or for the difference between two.
struct Sensitivity {
    std::string outcome;
    std::string policy;  ///< or "level2 - command"
    bool is_difference = false;
    std::vector<std::string> factors;
    std::int64_t base_rows = 0;           ///< or trajectories
    std::int64_t replicates = 0;          ///< of those that every point has
    double chance = 0;                    ///< `chance_in_means`
    std::optional<SobolIndices> sobol{};  ///< one of the two
    std::optional<MorrisIndices> morris{};
};

/// Sensitivities in a merged sweep: for every outcome named (all where none is), each policy, and each other policy's
/// difference from the first, replicate by replicate. Where points have different numbers of replicates, the first ones
/// that all have count. Throws OutputError if its design is neither saltelli nor morris, if runs are missing, or if an
/// outcome is unknown or undefined in a run.
[[nodiscard]] std::vector<Sensitivity> sensitivities(MergedSweep const& sweep, std::vector<std::string> const& outcomes,
                                                     Bootstrap const& bootstrap);

}  // namespace candor::run
