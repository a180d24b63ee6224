// Stepping by size, and what it costs to found an organization and to hold it.
#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <vector>

#include "benchmarks.hpp"
#include "company.hpp"
#include "measure.hpp"

namespace candor::bench {

namespace {

std::vector<int> sizes_in(Sizes sizes) {
    std::vector<int> all{400, 1'000, 10'000, 100'000, 1'000'000};
    if (sizes == Sizes::large) all.push_back(10'000'000);
    return all;
}

struct Policy {
    char const* name;
    model::StyleIndex style;
};
constexpr Policy policies[] = {{"command", command}, {"level2", level2}};

/// Weeks of one organization, one after the other.
void step(benchmark::State& state, PlanOnDemand& on_demand, model::StyleIndex policy, Threads threads,
          model::InstructionSet set) {
    parallel::ThreadLimit const limit = limit_to(threads);
    Company company(on_demand.plan(), policy, set);
    for (auto _ : state) {
        if (company.run_is_over()) {
            state.PauseTiming();
            company.begin_again();
            state.ResumeTiming();
        }
        company.step();
    }
    state.counters["member_weeks"] = rate(on_demand.members());
    state.counters["member_week"] = time_of_one(on_demand.members());
}

void found(benchmark::State& state, PlanOnDemand& on_demand, Threads threads) {
    parallel::ThreadLimit const limit = limit_to(threads);
    std::optional<model::Organization> organization;
    model::Plan const& plan = on_demand.plan();
    for (auto _ : state) {
        organization.emplace(plan, command, luck);
        state.PauseTiming();
        organization.reset();
        state.ResumeTiming();
    }
    state.counters["member"] = time_of_one(on_demand.members());
}

/// Bytes that this process holds in memory, free ones given back.
double resident_bytes() {
    malloc_trim(0);
    std::ifstream statm("/proc/self/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

void memory(benchmark::State& state, int members) {
    for (auto _ : state) {
        double const before = resident_bytes();
        std::shared_ptr<model::Plan const> const plan = make_plan(members);
        double const with_plan = resident_bytes();
        model::Organization const organization(*plan, command, luck);
        double const with_all = resident_bytes();
        state.counters["plan_bytes_per_member"] = (with_plan - before) / members;
        state.counters["organization_bytes_per_member"] = (with_all - with_plan) / members;
        state.counters["bytes_per_member"] = (with_all - before) / members;
    }
}

}  // namespace

void register_step(Sizes sizes) {
    model::InstructionSet const chosen = model::chosen_instruction_set();
    for (int const members : sizes_in(sizes)) {
        auto const plan = std::make_shared<PlanOnDemand>(members);
        for (Policy const& policy : policies) {
            for (Threads const threads : {Threads::one, Threads::all}) {
                std::string const name =
                    fmt::format("step/members:{}/policy:{}/threads:{}", members, policy.name, name_of(threads));
                benchmark::RegisterBenchmark(name.c_str(), [=, style = policy.style](benchmark::State& state) {
                    step(state, *plan, style, threads, chosen);
                })->UseRealTime();
            }
        }
    }
    auto const plan = std::make_shared<PlanOnDemand>(1'000);
    for (model::InstructionSet const set : model::available_instruction_sets()) {
        std::string const name = fmt::format("step/members:1000/instruction_set:{}", model::name_of(set));
        benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
            step(state, *plan, command, Threads::one, set);
        })->UseRealTime();
    }
}

void register_founding(Sizes sizes) {
    for (int const members : sizes_in(sizes)) {
        auto const plan = std::make_shared<PlanOnDemand>(members);
        for (Threads const threads : {Threads::one, Threads::all}) {
            std::string const name = fmt::format("found/members:{}/threads:{}", members, name_of(threads));
            benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
                found(state, *plan, threads);
            })->UseRealTime();
        }
    }
    benchmark::RegisterBenchmark("memory/members:1000000", [](benchmark::State& state) { memory(state, 1'000'000); })
        ->Iterations(1)
        ->Unit(benchmark::kMillisecond);
}

}  // namespace candor::bench
