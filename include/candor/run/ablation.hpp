#pragma once

#include <array>
#include <string>
#include <vector>

#include "candor/run/comparison.hpp"
#include "candor/run/experiment.hpp"

namespace candor::run {

/// What one mechanism carries of the difference between two arms.
struct Carried {
    scenario::Null null;
    std::string holds;      ///< at which value, in words
    Difference difference;  ///< with the mechanism held still
    Estimate share;         ///< (difference - that) / difference; no interval where the difference is not clear
};

/// A difference between two arms, and what remains of it when one mechanism after the other is held still.
struct Ablation {
    std::string first;
    std::string other;
    Difference whole;
    std::vector<Carried> carried;
};

/// The two arms as the scenario has them, then once more for each null model that it does not hold itself: same people,
/// same shocks. Throws as `experiment_of`; Error where the two have different charts.
[[nodiscard]] Experiment ablation_of(scenario::Scenario const& scenario, std::array<std::string, 2> const& arms);

/// What came of it for one outcome in the last year.
[[nodiscard]] Ablation ablate(Experiment const& experiment, Results const& results, model::Outcome const& outcome);

}  // namespace candor::run
