#include "candor/run/ablation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "candor/core/error.hpp"

namespace candor::run {

namespace {

/// The arm with one mechanism more held still.
Arm held_still(Arm const& arm, scenario::Null null) {
    Arm held = arm;
    held.label += fmt::format(", {}", scenario::null_model(null).name);
    held.scenario.nulls.push_back(null);
    held.scenario.notes = {scenario::hold(null, held.scenario.parameters)};
    held.plan =
        std::make_shared<model::Plan const>(arm.plan->structure, held.scenario.parameters, held.scenario.leadership);
    return held;
}

/// Replicate by replicate, the difference between two arms.
std::vector<double> differences(Results const& results, std::size_t first, std::size_t other,
                                model::Outcome const& outcome) {
    Window const window = last_year(results.recorder.plan().weeks);
    std::vector<double> const a = replicate_means(results, first, outcome, window);
    std::vector<double> values = replicate_means(results, other, outcome, window);
    for (std::size_t r = 0; r < a.size(); ++r) values[r] -= a[r];
    return values;
}

}  // namespace

Experiment ablation_of(scenario::Scenario const& scenario, std::array<std::string, 2> const& arms) {
    Experiment experiment = experiment_of(scenario, {arms.begin(), arms.end()});
    if (!experiment.paired) {
        throw Error(fmt::format("'{}' and '{}' have different charts (what a mechanism carries is told by pairs)",
                                arms[0], arms[1]));
    }
    for (Arm& arm : experiment.arms) arm.scenario.record = {.by_level = false};
    std::vector<scenario::Null> const held = experiment.first().nulls;
    for (scenario::NullModel const& model : scenario::null_models()) {
        if (std::find(held.begin(), held.end(), model.null) != held.end()) continue;
        for (std::size_t arm = 0; arm < arms.size(); ++arm)
            experiment.arms.push_back(held_still(experiment.arms[arm], model.null));
    }
    return experiment;
}

Ablation ablate(Experiment const& experiment, Results const& results, model::Outcome const& outcome) {
    Ablation ablation{experiment.arms[0].label, experiment.arms[1].label, compare(results, 0, 1, outcome), {}};
    std::vector<double> const whole = differences(results, 0, 1, outcome);
    for (std::size_t arm = 2; arm < experiment.arms.size(); arm += 2) {
        std::vector<double> gone = differences(results, arm, arm + 1, outcome);
        for (std::size_t r = 0; r < whole.size(); ++r) gone[r] = whole[r] - gone[r];
        scenario::Scenario const& scenario = experiment.arms[arm].scenario;
        ablation.carried.push_back({scenario.nulls.back(), scenario.notes.back(),
                                    compare(results, arm, arm + 1, outcome), ratio(gone, whole)});
    }
    return ablation;
}

}  // namespace candor::run
