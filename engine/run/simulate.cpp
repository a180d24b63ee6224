#include "candor/run/simulate.hpp"

#include "candor/core/error.hpp"
#include "candor/model/interventions.hpp"
#include "candor/model/week.hpp"

namespace candor::run {

namespace {

void intervene_at_start_of(std::uint32_t week, RunPlan const& run, model::Organization& organization) {
    std::uint32_t event = 0;
    for (model::Intervention const& intervention : run.timeline) {
        if (static_cast<std::uint32_t>(intervention.week) == week) {
            model::intervene(organization, intervention, event, week);
        }
        ++event;
    }
}

}  // namespace

void simulate(RunPlan const& run, Observer& observer, StopRequest const* stop) {
    auto const stop_if_asked = [&] {
        if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw Interrupted("interrupted");
    };
    stop_if_asked();
    model::Organization organization(run.plan, run.policy, run.key);
    model::Stepper stepper(organization, observer.wants_units());
    for (int week = 1; week <= run.weeks; ++week) {
        stop_if_asked();
        intervene_at_start_of(static_cast<std::uint32_t>(week), run, organization);
        observer.week_begins(week, organization);
        model::WeekTally const& tally = stepper.step(static_cast<std::uint32_t>(week));
        observer.week_ended(week, tally, stepper.units());
    }
}

}  // namespace candor::run
