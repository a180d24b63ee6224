// How well threads share work: over the runs of an experiment, and over the blocks of one large organization.
#include "benchmarks.hpp"
#include "candor/run/experiment.hpp"
#include "company.hpp"
#include "measure.hpp"

namespace candor::bench {

namespace {

constexpr int runs_for_each_thread = 16;  // the last ones to finish should not matter

/// Whole runs as `candor run` carries them out: founding, 208 weeks, recording.
void over_runs(benchmark::State& state, int members) {
    scenario::Scenario scenario = default_scenario(members);
    scenario.run.replicates = runs_for_each_thread * parallel::thread_count();
    run::Experiment const experiment = run::run_of(scenario);
    OneAndAll seconds;
    for (auto _ : state) {
        seconds.measure([&] { benchmark::DoNotOptimize(run::carry_out(experiment).finished.data()); });
        state.SetIterationTime(seconds.last_on_all());
    }
    state.counters["runs"] = rate(scenario.run.replicates);
    state.counters["runs_on_one_thread"] =
        scenario.run.replicates * static_cast<double>(state.iterations()) / seconds.seconds_on_one();
    state.counters["member_weeks"] = rate(static_cast<double>(scenario.run.replicates) * members * scenario.run.weeks);
    state.counters["threads"] = parallel::thread_count();
    state.counters["efficiency"] = seconds.efficiency();
}

/// Weeks of one organization.
void over_blocks(benchmark::State& state, PlanOnDemand& on_demand) {
    Company company(on_demand.plan(), command, model::chosen_instruction_set());
    OneAndAll seconds;
    for (auto _ : state) {
        if (company.run_is_over()) company.begin_again();
        seconds.measure([&] { company.step(); });
        state.SetIterationTime(seconds.last_on_all());
    }
    state.counters["member_weeks"] = rate(on_demand.members());
    state.counters["threads"] = parallel::thread_count();
    state.counters["efficiency"] = seconds.efficiency();
}

}  // namespace

void register_runs() {
    benchmark::RegisterBenchmark("runs/members:400/weeks:208", [](benchmark::State& state) { over_runs(state, 400); })
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
    auto const plan = std::make_shared<PlanOnDemand>(1'000'000);
    benchmark::RegisterBenchmark("blocks/members:1000000", [=](benchmark::State& state) { over_blocks(state, *plan); })
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
}

}  // namespace candor::bench
