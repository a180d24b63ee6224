#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "candor/output/dataset.hpp"
#include "candor/output/recorder.hpp"
#include "candor/run/simulate.hpp"
#include "candor/run/weekly_outcomes.hpp"
#include "candor/scenario/scenario.hpp"

namespace candor::run {

/// One side of an experiment: an organization under a policy.
struct Arm {
    std::string label;
    scenario::Scenario scenario;
    std::shared_ptr<model::Plan const> plan;  ///< shared by arms with one chart and one set of parameters
    model::StyleIndex policy;
};

/// Several arms, run for the same weeks and replicates with the same random numbers.
struct Experiment {
    std::vector<Arm> arms;
    bool paired = true;              ///< all arms have the same chart: same people, same shocks
    std::vector<std::string> notes;  ///< what importing the organization had to leave out

    [[nodiscard]] scenario::Scenario const& first() const { return arms.front().scenario; }
};

/// The charts made last, so that scenarios with one organization share the work of making or importing it. Not for several
/// threads at once.
class Charts {
public:
    /// As `scenario::build_structure`.
    [[nodiscard]] model::Structure const& of(scenario::Organization const& organization, std::uint32_t seed,
                                             std::vector<std::string>& notes);

private:
    struct Made {
        scenario::Organization organization;
        std::uint32_t seed;
        model::Structure structure;
        std::vector<std::string> notes;
    };
    std::vector<Made> made_;
};

/// One replicate of an arm, numbered from 1; refers to the arm, which must outlive it.
[[nodiscard]] RunPlan run_plan_of(Arm const& arm, int replicate);

/// One arm: the scenario under its own policy. Throws ScenarioError for a chart that cannot be imported.
[[nodiscard]] Experiment run_of(scenario::Scenario const& scenario);
/// One arm for each name, POLICY or POLICY@VARIANT. Throws ScenarioError as above; Error for a name that is unknown, or if
/// arms have different charts and are recorded by unit or member.
[[nodiscard]] Experiment experiment_of(scenario::Scenario const& scenario, std::vector<std::string> const& arms);
/// The same with charts made before.
[[nodiscard]] Experiment experiment_of(scenario::Scenario const& scenario, std::vector<std::string> const& arms,
                                       Charts& charts);
/// One arm for each that `scenario.compare` names. Throws as above.
[[nodiscard]] Experiment comparison_of(scenario::Scenario const& scenario);
/// One arm for each scenario, under its own policy; labels are the names of their files, numbered where they repeat.
/// Throws Error if there is none, or if they differ in weeks, replicates, seed or what they record; ScenarioError as above.
[[nodiscard]] Experiment comparison_of(std::vector<scenario::Scenario> const& scenarios);

/// Whether two arms have the same chart, hence the same people and the same shocks.
[[nodiscard]] bool are_paired(Arm const& one, Arm const& other);

/// What came of an experiment.
class Results final : public WeeklyOutcomes {
public:
    /// Nothing yet.
    explicit Results(Experiment const& experiment);

    /// Keeps a run that was recorded elsewhere: arm by index, replicate by its number from 1. Throws std::invalid_argument
    /// if it is none of this experiment.
    void take(std::size_t arm, int replicate, std::span<std::byte const> bytes);
    /// Notes that a run is whole; at the end of the last arm's its replicate is finished.
    void done(std::size_t arm, int replicate);

    [[nodiscard]] bool partial() const {
        return finished.size() < static_cast<std::size_t>(recorder.plan().replicates);
    }

    [[nodiscard]] bool paired() const override { return paired_; }
    [[nodiscard]] std::size_t replicates() const override { return finished.size(); }
    [[nodiscard]] int weeks() const override { return recorder.plan().weeks; }
    [[nodiscard]] std::vector<double> series(std::size_t arm, std::size_t replicate,
                                             model::Outcome const& outcome) const override {
        return recorder.series(arm, finished[replicate], outcome);
    }
    [[nodiscard]] std::size_t entries(std::size_t arm) const override {
        return recorder.plan().interventions.at(arm).size();
    }
    [[nodiscard]] std::optional<int> touched(std::size_t arm, std::size_t replicate, int week,
                                             std::size_t entry) const override {
        return recorder.touched(arm, finished[replicate], week, entry);
    }

    output::Recorder recorder;
    std::vector<std::size_t> finished{};  ///< indexes of the replicates that every arm finished
    double seconds = 0;
    std::vector<std::string> warnings{};

private:
    bool paired_;
    std::vector<char> whole_;  ///< [replicates, arms]
};

/// Runs one replicate of an arm and keeps it in `results`: arm by index, replicate by its number from 1. Different runs may
/// be carried out by different threads; each is told to be done by one of them at a time. Throws RunError if it fails,
/// Interrupted when asked to stop.
void carry_out_run(Experiment const& experiment, std::size_t arm, int replicate, Results& results,
                   StopRequest const* stop = nullptr);

/// Told after every finished run, from any thread, one at a time.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// Runs every replicate of every arm, over all threads. When asked to stop, it returns what is whole by then.
/// Throws RunError if a run fails.
[[nodiscard]] Results carry_out(Experiment const& experiment, Progress const& progress = {},
                                StopRequest const* stop = nullptr);
/// The same into results that hold nothing yet. Whoever holds the mutex may look at what is finished meanwhile.
void carry_out(Experiment const& experiment, Results& results, std::mutex& mutex, Progress const& progress = {},
               StopRequest const* stop = nullptr);

/// One run alone: arm by index, replicate by its number from 1; recorded as in the whole, as the only replicate.
/// Throws RunError if it fails, Interrupted when asked to stop.
[[nodiscard]] output::Dataset carry_out_one(Experiment const& experiment, std::size_t arm, int replicate,
                                            StopRequest const* stop = nullptr);

/// The result as a dataset: data, attributes, provenance, timing, content hash. `command` is noted as history.
[[nodiscard]] output::Dataset result_of(Experiment const& experiment, Results const& results,
                                        std::string const& command);

/// The result of one run alone, as a file of its own: the arm by index, the replicate by its number from 1. Throws as
/// `carry_out_one`.
[[nodiscard]] output::Dataset result_of_one(Experiment const& experiment, std::size_t arm, int replicate,
                                            std::string const& command, StopRequest const* stop = nullptr);

/// The content hash of a dataset that was read back; throws OutputError if it holds no scenario to hash.
[[nodiscard]] std::string content_hash_of(output::Dataset const& dataset);

}  // namespace candor::run
