// From a scenario file to founders: what one waits for before the first week.
#include <filesystem>

#include "benchmarks.hpp"
#include "candor/run/experiment.hpp"
#include "candor/scenario/load.hpp"
#include "company.hpp"
#include "measure.hpp"

namespace candor::bench {

namespace {

std::filesystem::path file() {
    return std::filesystem::path(CANDOR_SOURCE_DIR) / "scenarios" / "hierarchy_or_level2.yaml";
}

void found(run::Experiment const& experiment) {
    model::Organization const organization(*experiment.arms.front().plan, command, luck);
    benchmark::DoNotOptimize(organization.members);
}

void parse(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(scenario::load_scenario(file()));
}

void build(benchmark::State& state) {
    scenario::Scenario const scenario = scenario::load_scenario(file());
    for (auto _ : state) benchmark::DoNotOptimize(run::comparison_of(scenario));
}

void found(benchmark::State& state) {
    run::Experiment const experiment = run::comparison_of(scenario::load_scenario(file()));
    for (auto _ : state) found(experiment);
}

void all(benchmark::State& state) {
    for (auto _ : state) found(run::comparison_of(scenario::load_scenario(file())));
}

}  // namespace

void register_start_up() {
    benchmark::RegisterBenchmark("start_up/parse", parse)->UseRealTime()->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("start_up/build", build)->UseRealTime()->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("start_up/found", [](benchmark::State& state) { found(state); })
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("start_up/all", all)->UseRealTime()->Unit(benchmark::kMillisecond);
}

}  // namespace candor::bench
