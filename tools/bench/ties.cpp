// Ties at founding, on one thread: drawing them and laying them out. (What a week does with them: phase/meet_ties.)
#include "candor/model/ties.hpp"

#include <fmt/format.h>

#include "benchmarks.hpp"
#include "company.hpp"
#include "measure.hpp"

namespace candor::bench {

namespace {

constexpr double ties_per_member = 2.0;

std::vector<model::Tie> draw_from(model::Plan const& plan) {
    return model::draw_ties(plan.seating, plan.structure.chart.size(), ties_per_member, luck);
}

void draw(benchmark::State& state, model::Plan const& plan) {
    parallel::ThreadLimit const limit(1);
    std::size_t ties = 0;
    for (auto _ : state) {
        std::vector<model::Tie> const drawn = draw_from(plan);
        ties = drawn.size();
        benchmark::DoNotOptimize(drawn.data());
    }
    state.counters["half_edge"] = time_of_one(2.0 * static_cast<double>(ties));
}

void lay_out(benchmark::State& state, model::Plan const& plan) {
    std::vector<model::Tie> const drawn = draw_from(plan);
    for (auto _ : state) {
        model::Ties const ties(plan.seating, drawn, plan.parameters.learning.tie_strength);
        benchmark::DoNotOptimize(ties.half_edges());
    }
    state.counters["half_edge"] = time_of_one(2.0 * static_cast<double>(drawn.size()));
}

}  // namespace

void register_ties() {
    for (int const members : {1'000, 100'000, 1'000'000}) {
        auto const on_demand = std::make_shared<PlanOnDemand>(members);
        benchmark::RegisterBenchmark(fmt::format("ties/draw/members:{}", members).c_str(),
                                     [=](benchmark::State& state) { draw(state, on_demand->plan()); })
            ->Unit(benchmark::kMicrosecond);
        benchmark::RegisterBenchmark(fmt::format("ties/lay_out/members:{}", members).c_str(),
                                     [=](benchmark::State& state) { lay_out(state, on_demand->plan()); })
            ->Unit(benchmark::kMicrosecond);
    }
}

}  // namespace candor::bench
