#include "roofline/roofline.hpp"

#include <algorithm>

#include "company.hpp"
#include "roofline/machine.hpp"

namespace candor::bench {

namespace {

constexpr int repetitions = 10;

double weeks_per_second(Company& company, int members) {
    int const weeks = std::clamp(4'000'000 / members, 3, Company::weeks_of_a_run);
    double seconds = std::numeric_limits<double>::infinity();
    for (int i = 0; i < repetitions; ++i) {
        if (company.weeks_left() < weeks) company.begin_again();
        seconds = std::min(seconds, seconds_of([&] {
                               for (int week = 0; week < weeks; ++week) company.step();
                           }));
    }
    return weeks / seconds;
}

/// Measures one thing after another on memory that is asked for once.
class Measurement {
public:
    [[nodiscard]] Machine machine(Threads threads) {
        return {triad_.bytes_per_second(triad_.most_bytes(), threads), flops_per_second(set_, threads)};
    }

    [[nodiscard]] MeasuredWeek week(PlanOnDemand& on_demand, Threads threads, Machine const& machine) {
        parallel::ThreadLimit const limit = limit_to(threads);
        int const members = on_demand.members();
        Company company(on_demand.plan(), command, set_);
        WeekCounts const counts = counts_per_member(company.organization());
        auto const touched = static_cast<std::size_t>(counts.bytes_held * members);
        return {members,
                threads,
                counts,
                members * weeks_per_second(company, members),
                triad_.bytes_per_second(touched, threads),
                machine};
    }

private:
    model::InstructionSet set_ = model::chosen_instruction_set();
    Triad triad_;
};

}  // namespace

char const* name_of(Roof roof) {
    switch (roof) {
        case Roof::memory: return "memory";
        case Roof::cache: return "cache";
        case Roof::compute: return "compute";
    }
    return "";
}

double MeasuredWeek::roof_flops_per_second() const { return std::min(machine.peak, intensity() * triad_at_this_size); }

Roof MeasuredWeek::roof() const {
    if (machine.peak < intensity() * triad_at_this_size) return Roof::compute;
    return counts.bytes_held * members < static_cast<double>(last_cache_bytes()) ? Roof::cache : Roof::memory;
}

Roofline measure_roofline() {
    Measurement measurement;
    Roofline roofline{};
    roofline.instruction_set = model::name_of(model::chosen_instruction_set());
    roofline.threads = parallel::thread_count();
    roofline.one = measurement.machine(Threads::one);
    roofline.all = measurement.machine(Threads::all);
    PlanOnDemand small(1'000);
    PlanOnDemand large(1'000'000);
    roofline.weeks = {measurement.week(small, Threads::one, roofline.one),
                      measurement.week(large, Threads::one, roofline.one),
                      measurement.week(large, Threads::all, roofline.all)};
    return roofline;
}

}  // namespace candor::bench
