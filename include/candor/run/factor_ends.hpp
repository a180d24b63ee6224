#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "candor/run/comparison.hpp"
#include "candor/run/merged_sweep.hpp"

namespace candor::run {

/// One end of a factor: the points with its lowest (highest) value, or of many values the lowest (highest) tenth.
struct FactorEnd {
    double least, most;  ///< values of the factor there
    double mean;         ///< of the outcome over these points and the replicates that all points have
};

/// What an outcome is at both ends of a factor that is a number, averaged over all other factors; of a design that
/// varies one at a time with all others as in the base.
struct FactorEnds {
    std::size_t factor;  ///< index into `MergedSweep::factors`
    FactorEnd low, high;
    /// With its 95 % interval: over replicates where the design fixes the points, over points (Welch) where it draws them.
    Estimate high_minus_low;
};

/// Of one outcome under one policy, or of the difference between two.
struct EndsOfOutcome {
    std::string outcome;
    std::string policy;               ///< or "level2 - command"
    std::vector<FactorEnds> factors;  ///< in the order of the sweep; without those that are texts or have one value
};

/// For every outcome named, each policy and each other policy's difference from the first. Throws OutputError if runs are
/// missing, or if an outcome is unknown or undefined in a run.
[[nodiscard]] std::vector<EndsOfOutcome> factor_ends(MergedSweep const& sweep,
                                                     std::vector<std::string> const& outcomes);

}  // namespace candor::run
