// The week, phase by phase, compiled as the week is. Each phase goes over all bundles of a block before the next one
// begins, which the real week does the other way round: so what one phase hands to the next comes from a farther cache,
// and the sum is more than a week takes ("phase/all" says by how much).
#define CANDOR_INSTRUCTION_SET bench_native

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "benchmarks.hpp"
#include "candor/model/week.hpp"
#include "company.hpp"
#include "measure.hpp"
#include "phases/evidence.hpp"
#include "phases/leaders.hpp"
#include "phases/observe.hpp"
#include "phases/relations.hpp"
#include "phases/task.hpp"
#include "phases/ties.hpp"
#include "phases/voice.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

namespace {

/// An organization of one block, stepped phase by phase: every bundle has a bench of its own.
struct WeekByPhase {
    explicit WeekByPhase(Organization& organization_)
        : organization(organization_),
          seating(organization_.plan().seating),
          scratch(seating.bundles().size(), Scratch(seating.bundles().front().seats)),
          whole{organization, 0, 0, scratch.front(), result, nullptr},
          ahead(whole) {
        benches.reserve(scratch.size());
        for (std::size_t b = 0; b < scratch.size(); ++b) {
            benches.emplace_back(BlockWork{organization, 0, 0, scratch[b], result, nullptr}, seating.bundles()[b],
                                 ahead);
        }
    }
    WeekByPhase(WeekByPhase const&) = delete;
    WeekByPhase& operator=(WeekByPhase const&) = delete;

    void begin(std::uint32_t week) {
        whole.week = week;
        for (Workbench& bench : benches) bench.week = week;
        result.tally = {};
        result.arrivals.clear();
    }

    Organization& organization;
    Seating const& seating;
    BlockWeek result;
    std::vector<Scratch> scratch;
    BlockWork whole;
    Lookahead ahead;  // never told to begin: all of it is in the cache
    std::vector<Workbench> benches;
};

template <auto phase>
void for_organization(WeekByPhase& week) {
    for (Bundle const& bundle : week.seating.bundles()) phase(week.organization, bundle.first_slot);
}

template <auto phase>
void for_benches(WeekByPhase& week) {
    for (Workbench& bench : week.benches) phase(bench);
}

/// Adding up is part of both phases that observe members; a week does it once for both.
template <auto phase>
void for_tallies(WeekByPhase& week) {
    BlockTallies tallies(week.whole);
    for (Workbench const& bench : week.benches) {
        tallies.begin(bench.bundle);
        tallies.each(bench.bundle, [&](LaneTallies& of) { phase(bench, of); });
        tallies.end(bench.bundle);
    }
    tallies.hand_in();
}

void meet_conditions(WeekByPhase& week) {
    for (Bundle const& bundle : week.seating.bundles()) {
        meet_condition(week.organization, week.whole.week, bundle.first_slot);
    }
}

void add_conditions_from_the_top(WeekByPhase& week) {
    Column& theta = week.organization.units.theta;
    auto const at = [](Slot slot) { return static_cast<std::size_t>(slot); };
    theta[at(week.seating.top_slot())] = 0.F;
    for (std::size_t u = week.seating.generation_begin(1); u < week.seating.top_down().size(); ++u) {
        Slot const slot = week.seating.top_down()[u];
        theta[at(slot)] += theta[at(week.seating.above(slot))];
    }
}

void output_of_leaders(WeekByPhase& week) {
    for (Bundle const& bundle : week.seating.bundles()) leaders_output(week.whole, bundle.first_slot);
}

void end_week(WeekByPhase& week) {
    Organization& organization = week.organization;
    std::swap(organization.shown, organization.next_shown);
    for (Position const position : week.result.arrivals) organization.welcome_newcomer(position, week.whole.week);
    std::swap(organization.leaders.adoption, organization.leaders.next_adoption);
}

struct Phase {
    char const* name;
    void (*carry_out)(WeekByPhase&);
};

/// In the order of week.cpp.
constexpr Phase phases[] = {
    {"meet_condition", meet_conditions},
    {"meet_leader", for_organization<meet_leader>},
    {"lead", for_organization<lead>},
    {"conditions_from_the_top", add_conditions_from_the_top},
    {"feel_leaders", for_benches<feel_leaders>},
    {"meet_ties", for_benches<meet_ties>},
    {"take_stock", for_benches<take_stock>},
    {"relate", for_benches<relate>},
    {"draw", for_benches<draw>},
    {"observe_state", for_tallies<observe_state>},
    {"environment", for_benches<environment>},
    {"perceive", for_benches<perceive>},
    {"observe_surprise", for_benches<observe_surprise>},
    {"act", for_benches<act>},
    {"speak_up", for_benches<speak_up>},
    {"spend_leaders_hours", for_benches<spend_leaders_hours>},
    {"answer_voices", for_benches<answer_voices>},
    {"work_out", for_benches<work_out>},
    {"feel_satisfied", for_benches<feel_satisfied>},
    {"learn_from_the_week", for_benches<learn_from_the_week>},
    {"relate_and_delegate", for_benches<relate_and_delegate>},
    {"grow", for_benches<grow>},
    {"stay_or_leave", for_benches<stay_or_leave>},
    {"show", for_benches<show>},
    {"observe_flows", for_tallies<observe_flows>},
    {"listen", for_organization<listen>},
    {"leaders_output", output_of_leaders},
    {"end_week", end_week},
};

}  // namespace

}  // namespace candor::model::CANDOR_INSTRUCTION_SET

namespace candor::bench {

namespace {

namespace native = model::CANDOR_INSTRUCTION_SET;

constexpr int members = 1'000;
constexpr std::uint32_t weeks = 208;
constexpr std::size_t phase_count = std::size(native::phases);

/// Seconds of each phase, summed over weeks.
using PhaseSeconds = std::array<double, phase_count>;

/// One look at the clock between two phases; it costs a few hundredths of a nanosecond per member.
void step(native::WeekByPhase& by_phase, std::uint32_t week, PhaseSeconds& seconds) {
    by_phase.begin(week);
    auto before = std::chrono::steady_clock::now();
    for (std::size_t p = 0; p < phase_count; ++p) {
        native::phases[p].carry_out(by_phase);
        auto const now = std::chrono::steady_clock::now();
        seconds[p] += std::chrono::duration<double>(now - before).count();
        before = now;
    }
}

/// Whether the same happened to the same members.
bool same_week(model::WeekTally const& a, model::WeekTally const& b) {
    for (std::size_t level = 0; level < model::reported_levels; ++level) {
        model::Tally const& one = a.levels[level];
        model::Tally const& other = b.levels[level];
        if (one.sum != other.sum || one.square != other.square) return false;
        for (model::Count const count : {model::Count::members, model::Count::spoken, model::Count::quits}) {
            if (one.of(count) != other.of(count)) return false;
        }
    }
    return a.tie_strength == b.tie_strength && a.tie_strength_square == b.tie_strength_square &&
           a.surprise_top == b.surprise_top && a.surprise_front == b.surprise_front;
}

/// Whether the list of phases is that of the week; newcomers come from the eighth week on.
bool phases_make_a_week(model::Plan const& plan) {
    model::Organization organization(plan, command, luck);
    model::Organization same(plan, command, luck);
    model::Stepper stepper(organization);
    native::WeekByPhase by_phase(same);
    PhaseSeconds ignored{};
    for (std::uint32_t week = 1; week <= 12; ++week) {
        step(by_phase, week, ignored);
        if (!same_week(stepper.step(week), by_phase.result.tally)) return false;
    }
    return true;
}

double total_of(PhaseSeconds const& seconds) {
    double total = 0;
    for (double const one : seconds) total += one;
    return total;
}

/// One phase of each week, or all of them (`phase_count`).
void measure_phase(benchmark::State& state, PlanOnDemand& on_demand, std::size_t phase) {
    model::Plan const& plan = on_demand.plan();
    if (plan.seating.blocks() != 1 || !phases_make_a_week(plan)) {
        state.SkipWithError("the phases listed here are not those of the week");
        return;
    }
    model::Organization organization(plan, command, luck);
    native::WeekByPhase by_phase(organization);
    PhaseSeconds all{};
    std::uint32_t week = 0;
    for (auto _ : state) {
        PhaseSeconds seconds{};
        step(by_phase, ++week, seconds);
        state.SetIterationTime(phase == phase_count ? total_of(seconds) : seconds[phase]);
        for (std::size_t p = 0; p < phase_count; ++p) all[p] += seconds[p];
    }
    state.counters["member_week"] = time_of_one(members);
    if (phase < phase_count) {
        state.counters["share_percent"] = 100.0 * all[phase] / total_of(all);
        return;
    }
    Company company(plan, command, model::chosen_instruction_set());
    double const stepping = seconds_of([&] {
        while (!company.run_is_over()) company.step();
    });
    state.counters["against_step"] = total_of(all) / week / (stepping / Company::weeks_of_a_run);
}

}  // namespace

void register_phases() {
    auto const plan = std::make_shared<PlanOnDemand>(members);
    for (std::size_t phase = 0; phase <= phase_count; ++phase) {
        char const* const name = phase < phase_count ? native::phases[phase].name : "all";
        benchmark::RegisterBenchmark(fmt::format("phase/{}", name).c_str(),
                                     [=](benchmark::State& state) { measure_phase(state, *plan, phase); })
            ->Iterations(weeks)
            ->UseManualTime();
    }
}

}  // namespace candor::bench
