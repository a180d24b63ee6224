// What recording costs beside simulating, and how fast results are written.
#include "candor/output/recorder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "benchmarks.hpp"
#include "candor/output/netcdf_file.hpp"
#include "candor/run/experiment.hpp"
#include "company.hpp"
#include "measure.hpp"

namespace candor::bench {

namespace {

class LooksAway final : public run::Observer {
public:
    void week_ended(int /*week*/, model::WeekTally const& tally, std::span<model::Tally const> /*units*/) override {
        benchmark::DoNotOptimize(&tally);
    }
};

class Records final : public run::Observer {
public:
    explicit Records(output::Recorder& recorder) : recorder_(recorder) {}
    void week_ended(int week, model::WeekTally const& tally, std::span<model::Tally const> /*units*/) override {
        recorder_.week(0, 0, week, tally);
    }

private:
    output::Recorder& recorder_;
};

/// A run with all weekly means against the same run without, in turns, on one thread.
void record(benchmark::State& state, int members) {
    parallel::ThreadLimit const limit(1);
    scenario::Scenario const scenario = default_scenario(members);
    std::shared_ptr<model::Plan const> const plan = make_plan(members);
    run::RunPlan const run{*plan, command, luck, scenario.run.weeks, {}};
    output::RecordPlan record_plan;
    record_plan.policies = {"command"};
    record_plan.weeks = scenario.run.weeks;
    record_plan.levels = plan->seating.level_count();
    output::Recorder recorder(record_plan);
    Records records(recorder);
    LooksAway looks_away;
    double bare = 0;
    double recorded = 0;
    for (auto _ : state) {
        bare += seconds_of([&] { run::simulate(run, looks_away); });
        double const seconds = seconds_of([&] { run::simulate(run, records); });
        recorded += seconds;
        state.SetIterationTime(seconds);
    }
    state.counters["week_recorded"] = (recorded - bare) / (static_cast<double>(state.iterations()) * run.weeks);
    state.counters["cost_percent"] = 100.0 * (recorded - bare) / bare;
}

double bytes_of(output::Dataset const& dataset) {
    double bytes = 0;
    for (output::Variable const& variable : dataset.variables) {
        std::visit([&](auto const& values) { bytes += static_cast<double>(values.size() * sizeof values[0]); },
                   variable.values);
    }
    return bytes;
}

/// The result of an experiment into a file, whole and synchronized.
void write(benchmark::State& state) {
    scenario::Scenario const scenario = default_scenario(400);
    run::Experiment const experiment = run::run_of(scenario);
    output::Dataset const result = run::result_of(experiment, run::carry_out(experiment), "candor-bench");
    std::filesystem::path const path =
        std::filesystem::temp_directory_path() / fmt::format("candor-bench-{}.h5", getpid());
    for (auto _ : state) output::write_netcdf(result, path);
    state.counters["file_bytes"] = static_cast<double>(std::filesystem::file_size(path));
    state.counters["bytes"] = rate(bytes_of(result));
    std::filesystem::remove(path);
}

}  // namespace

void register_recording() {
    for (int const members : {400, 1'000, 10'000}) {
        std::string const name = fmt::format("record/members:{}/weeks:208", members);
        benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) { record(state, members); })
            ->UseManualTime()
            ->Unit(benchmark::kMillisecond);
    }
    benchmark::RegisterBenchmark("write_netcdf/replicates:40/weeks:208", write)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
}

}  // namespace candor::bench
