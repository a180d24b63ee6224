#include "candor/run/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <numeric>

#include "candor/core/error.hpp"
#include "candor/core/parallel.hpp"
#include "candor/run/occurrences.hpp"
#include "candor/scenario/chart_import.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "candor/scenario/wording.hpp"
#include "member_recorder.hpp"

namespace candor::run {

namespace {

/// As many as can be compared with what was written while somebody waits.
std::vector<std::string> some_ids(model::Chart const& chart) {
    constexpr model::Position enough = 20'000;
    std::vector<std::string> ids;
    for (model::Position p = 0; p < std::min(chart.size(), enough); ++p) ids.push_back(chart.id(p));
    return ids;
}

/// Only the chart itself knows its levels and the ids of an imported one, so this comes after reading the scenario.
void check_scopes(scenario::Scenario const& scenario, model::Chart const& chart) {
    std::vector<scenario::Diagnostic> problems;
    for (std::size_t entry = 0; entry < scenario.timeline.size(); ++entry) {
        model::Scope const& scope = scenario.timeline[entry].scope;
        scenario::ScopePlaces const places =
            entry < scenario.scope_places.size() ? scenario.scope_places[entry] : scenario::ScopePlaces{};
        for (std::size_t i = 0; i < scope.levels.size(); ++i) {
            if (scope.levels[i] <= chart.depth()) continue;
            problems.push_back({fmt::format("no member is on level {}", scope.levels[i]),
                                fmt::format("the chart has levels 0 to {}", chart.depth()),
                                i < places.levels.size() ? places.levels[i] : scenario::Location{}});
        }
        if (scope.branch.empty() || chart.find(scope.branch) != model::nobody) continue;
        problems.push_back({fmt::format("`branch` names no member, got {}", scope.branch),
                            fmt::format("the chart has {} members, the top is {}", chart.size(), chart.id(0)),
                            places.branch, scenario::did_you_mean(scope.branch, some_ids(chart))});
    }
    if (!problems.empty()) throw scenario::ScenarioError(problems);
}

std::shared_ptr<model::Plan const> plan_of(scenario::Scenario const& scenario, std::vector<std::string>& notes,
                                           Charts& charts) {
    auto plan = std::make_shared<model::Plan const>(charts.of(scenario.organization, scenario.run.seed, notes),
                                                    scenario.parameters, scenario.leadership);
    check_scopes(scenario, plan->structure.chart);
    notes.insert(notes.end(), scenario.notes.begin(), scenario.notes.end());
    return plan;
}

model::StyleIndex style_named(std::string const& name, model::Leadership const& leadership) {
    auto const found = std::find_if(leadership.styles.begin(), leadership.styles.end(),
                                    [&](model::Style const& style) { return style.name == name; });
    if (found == leadership.styles.end()) throw Error(fmt::format("no style is called '{}'", name));
    return static_cast<model::StyleIndex>(found - leadership.styles.begin());
}

bool same_chart(model::Plan const& a, model::Plan const& b) {
    model::Chart const& one = a.structure.chart;
    model::Chart const& other = b.structure.chart;
    if (one.size() != other.size() || a.structure.ties != b.structure.ties) return false;
    if (a.structure.ties_per_member != b.structure.ties_per_member) return false;
    for (model::Position p = 0; p < one.size(); ++p) {
        if (one.manager(p) != other.manager(p) || one.id(p) != other.id(p)) return false;
    }
    return true;
}

std::vector<std::string> ids_of_leaders(model::Plan const& plan) {
    std::vector<std::string> ids;
    for (model::Slot const slot : plan.seating.top_down()) {
        if (slot != plan.seating.top_slot()) ids.push_back(plan.structure.chart.id(plan.seating.leader(slot)));
    }
    return ids;
}

std::vector<std::string> ids_of_members(model::Plan const& plan) {
    std::vector<std::string> ids;
    for (model::Position p = 0; p < plan.structure.chart.size(); ++p) ids.push_back(plan.structure.chart.id(p));
    return ids;
}

std::vector<std::string> entries_of(scenario::Scenario const& scenario) {
    std::vector<std::string> entries;
    for (model::Intervention const& intervention : scenario.timeline)
        entries.push_back(scenario::words(intervention, scenario.leadership.styles));
    return entries;
}

/// For the replicates of these numbers.
output::RecordPlan record_plan_of(Experiment const& experiment, std::vector<int> const& replicates) {
    scenario::Scenario const& scenario = experiment.first();
    model::Plan const& plan = *experiment.arms.front().plan;
    output::RecordPlan record;
    for (Arm const& arm : experiment.arms) {
        record.policies.push_back(arm.label);
        record.interventions.push_back(entries_of(arm.scenario));
        if (scenario.record.by_level) record.levels = std::max(record.levels, arm.plan->seating.level_count());
    }
    record.replicates = static_cast<int>(replicates.size());
    record.weeks = scenario.run.weeks;
    record.snapshots = scenario.record.snapshots;
    if (!record.snapshots.empty()) record.members = ids_of_members(plan);
    if (scenario.record.by_unit) record.units = ids_of_leaders(plan);
    draw_samples(record, experiment, replicates);
    return record;
}

/// Of all its replicates.
std::vector<int> numbers_of(Experiment const& experiment) {
    std::vector<int> numbers(static_cast<std::size_t>(experiment.first().run.replicates));
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

/// Hands what a run shows to the recorder.
class RunRecorder final : public Observer {
public:
    RunRecorder(output::Recorder& recorder, Arm const& arm, std::size_t policy, std::size_t replicate)
        : recorder_(recorder),
          seating_(arm.plan->seating),
          policy_(policy),
          replicate_(replicate),
          members_(recorder, policy, replicate) {}

    [[nodiscard]] bool wants_units() const override { return !recorder_.plan().units.empty(); }

    void intervened(int week, std::span<model::Happening const> happenings) override {
        for (model::Happening const& happening : happenings)
            recorder_.intervention(policy_, replicate_, week, happening.entry, happening.touched);
    }

    void week_begins(int week, model::Organization const& organization) override {
        members_.week_begins(week, organization);
        std::vector<int> const& snapshots = recorder_.plan().snapshots;
        auto const found = std::find(snapshots.begin(), snapshots.end(), week);
        if (found == snapshots.end()) return;
        recorder_.snapshot(policy_, replicate_, static_cast<std::size_t>(found - snapshots.begin()), organization);
    }

    void week_ended(int week, model::WeekTally const& tally, std::span<model::Tally const> units) override {
        units_.clear();
        if (wants_units()) keep_units(units);
        recorder_.week(policy_, replicate_, week, tally, units_);
    }

private:
    void keep_units(std::span<model::Tally const> units) {
        for (model::Slot const slot : seating_.top_down()) {
            if (slot != seating_.top_slot()) units_.push_back(units[static_cast<std::size_t>(slot)]);
        }
    }

    output::Recorder& recorder_;
    model::Seating const& seating_;
    std::size_t policy_;
    std::size_t replicate_;
    MemberRecorder members_;
    std::vector<model::Tally> units_;
};

/// Units and members can be recorded side by side only where they are the same.
void check_recorded_alike(Experiment const& experiment) {
    scenario::Record const& record = experiment.first().record;
    if (!experiment.paired && (record.by_unit || !record.snapshots.empty() || record.panel || !record.survey.empty())) {
        throw Error(
            "scenarios with different charts cannot be recorded by unit or member (leave out record.by_unit, "
            "record.snapshots, record.panel and record.survey)");
    }
}

/// Arms on one chart note the same.
void tell_once(std::vector<std::string>& notes) {
    std::sort(notes.begin(), notes.end());
    notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
}

/// Runs one replicate of an arm, numbered from 1. Throws RunError if it fails, Interrupted when asked to stop.
void run_one(Arm const& arm, int replicate, Observer& observer, StopRequest const* stop) {
    try {
        simulate(run_plan_of(arm, replicate), observer, stop);
    } catch (Interrupted const&) {
        throw;
    } catch (Error const& error) {
        throw RunError(fmt::format("replicate {} of '{}' failed ({})", replicate, arm.label, error.what()));
    }
}

}  // namespace

RunPlan run_plan_of(Arm const& arm, int replicate) {
    scenario::Run const& run = arm.scenario.run;
    random::Key const key{run.seed, static_cast<std::uint32_t>(replicate)};
    return {*arm.plan, arm.policy, key, run.weeks, arm.scenario.timeline};
}

bool are_paired(Arm const& one, Arm const& other) {
    return one.plan == other.plan || same_chart(*one.plan, *other.plan);
}

model::Structure const& Charts::of(scenario::Organization const& organization, std::uint32_t seed,
                                   std::vector<std::string>& notes) {
    constexpr std::size_t most = 8;
    auto found = std::find_if(made_.begin(), made_.end(),
                              [&](Made const& made) { return made.seed == seed && made.organization == organization; });
    if (found == made_.end()) {
        std::vector<std::string> own;
        model::Structure structure = scenario::build_structure(organization, seed, own);
        if (made_.size() == most) made_.erase(made_.begin());
        made_.push_back({organization, seed, std::move(structure), std::move(own)});
        found = std::prev(made_.end());
    }
    notes.insert(notes.end(), found->notes.begin(), found->notes.end());
    return found->structure;
}

Experiment run_of(scenario::Scenario const& scenario) {
    Experiment experiment;
    Charts charts;
    model::StyleIndex const policy = scenario.leadership.policy;
    std::string const label = scenario.leadership.styles[static_cast<std::size_t>(policy)].name;
    experiment.arms.push_back({label, scenario, plan_of(scenario, experiment.notes, charts), policy});
    return experiment;
}

Experiment experiment_of(scenario::Scenario const& scenario, std::vector<std::string> const& arms) {
    Charts charts;
    return experiment_of(scenario, arms, charts);
}

Experiment experiment_of(scenario::Scenario const& scenario, std::vector<std::string> const& arms, Charts& charts) {
    Experiment experiment;
    std::map<std::string, std::shared_ptr<model::Plan const>> plans;
    for (std::string const& name : arms) {
        scenario::ArmName const arm = scenario::arm_of(name);
        scenario::Scenario const& variant = scenario.in_variant(arm.variant);
        auto& plan = plans[arm.variant];
        if (!plan) plan = plan_of(variant, experiment.notes, charts);
        experiment.arms.push_back({name, variant, plan, style_named(arm.policy, variant.leadership)});
        experiment.paired = experiment.paired && are_paired(experiment.arms.front(), experiment.arms.back());
    }
    check_recorded_alike(experiment);
    if (plans.size() > 1) tell_once(experiment.notes);
    return experiment;
}

Experiment comparison_of(scenario::Scenario const& scenario) { return experiment_of(scenario, scenario.compare); }

Experiment comparison_of(std::vector<scenario::Scenario> const& scenarios) {
    if (scenarios.empty()) throw Error("there is nothing to compare (no scenario is given)");
    Experiment experiment;
    Charts charts;
    std::map<std::string, int> used;
    for (scenario::Scenario const& scenario : scenarios) {
        scenario::Scenario const& first = scenarios.front();
        if (scenario.run.weeks != first.run.weeks || scenario.run.replicates != first.run.replicates ||
            scenario.run.seed != first.run.seed || scenario.record != first.record) {
            throw Error(fmt::format(
                "'{}' and '{}' cannot be compared (weeks, replicates, seed and what is recorded must be the "
                "same; use --weeks, --replicates, --seed)",
                first.file.string(), scenario.file.string()));
        }
        std::string label = scenario.file.stem().string();
        if (int const before = used[label]++; before > 0) label += fmt::format("_{}", before + 1);
        experiment.arms.push_back(
            {label, scenario, plan_of(scenario, experiment.notes, charts), scenario.leadership.policy});
        experiment.paired = experiment.paired && are_paired(experiment.arms.front(), experiment.arms.back());
    }
    check_recorded_alike(experiment);
    tell_once(experiment.notes);
    return experiment;
}

Results::Results(Experiment const& experiment)
    : recorder(record_plan_of(experiment, numbers_of(experiment))),
      paired_(experiment.paired),
      whole_(experiment.arms.size() * numbers_of(experiment).size(), 0) {}

void Results::take(std::size_t arm, int replicate, std::span<std::byte const> bytes) {
    recorder.take(arm, static_cast<std::size_t>(replicate) - 1, bytes);
    done(arm, replicate);
}

void Results::done(std::size_t arm, int replicate) {
    std::size_t const arms = recorder.plan().policies.size();
    auto const index = static_cast<std::size_t>(replicate) - 1;
    auto const first = whole_.begin() + static_cast<std::ptrdiff_t>(index * arms);
    first[static_cast<std::ptrdiff_t>(arm)] = 1;
    if (!std::all_of(first, first + static_cast<std::ptrdiff_t>(arms), [](char w) { return w != 0; })) return;
    auto const place = std::lower_bound(finished.begin(), finished.end(), index);
    if (place == finished.end() || *place != index) finished.insert(place, index);
}

void carry_out_run(Experiment const& experiment, std::size_t arm, int replicate, Results& results,
                   StopRequest const* stop) {
    Arm const& side = experiment.arms.at(arm);
    RunRecorder observer(results.recorder, side, arm, static_cast<std::size_t>(replicate) - 1);
    run_one(side, replicate, observer, stop);
}

Results carry_out(Experiment const& experiment, Progress const& progress, StopRequest const* stop) {
    Results results(experiment);
    std::mutex mutex;
    carry_out(experiment, results, mutex, progress, stop);
    return results;
}

void carry_out(Experiment const& experiment, Results& results, std::mutex& mutex, Progress const& progress,
               StopRequest const* stop) {
    auto const begin = std::chrono::steady_clock::now();
    std::size_t const arms = experiment.arms.size();
    std::size_t const runs = arms * static_cast<std::size_t>(experiment.first().run.replicates);
    std::size_t done = 0;
    parallel::for_each(runs, [&](std::size_t item) {
        std::size_t const arm = item % arms;
        int const replicate = static_cast<int>(item / arms) + 1;
        try {
            carry_out_run(experiment, arm, replicate, results, stop);
        } catch (Interrupted const&) {
            return;
        }
        std::lock_guard const lock(mutex);
        results.done(arm, replicate);
        if (progress) progress(++done, runs);
    });
    std::lock_guard const lock(mutex);
    results.warnings = idle_interventions(experiment, results);
    results.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

output::Dataset carry_out_one(Experiment const& experiment, std::size_t arm, int replicate, StopRequest const* stop) {
    output::RecordPlan plan = record_plan_of(experiment, {replicate});
    plan.policies = {experiment.arms[arm].label};
    std::size_t entries = 0;  // of the longest timeline: shorter ones are filled up
    for (auto const& timeline : plan.interventions) entries = std::max(entries, timeline.size());
    plan.interventions = {plan.interventions[arm]};
    plan.interventions.front().resize(entries);
    output::Recorder recorder(plan);
    RunRecorder observer(recorder, experiment.arms[arm], 0, 0);
    run_one(experiment.arms[arm], replicate, observer, stop);
    std::size_t const first = 0;
    return recorder.dataset({&first, 1});
}

}  // namespace candor::run
