#include "candor/run/simulate.hpp"

#include "candor/core/error.hpp"
#include "candor/model/calendar.hpp"
#include "candor/model/week.hpp"

namespace candor::run {

void simulate(RunPlan const& run, Observer& observer, StopRequest const* stop) {
    auto const stop_if_asked = [&] {
        if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw Interrupted("interrupted");
    };
    stop_if_asked();
    model::Organization organization(run.plan, run.policy, run.key);
    model::Stepper stepper(organization, observer.wants_units());
    model::Calendar calendar(run.timeline, organization);
    for (int week = 1; week <= run.weeks; ++week) {
        stop_if_asked();
        observer.intervened(week, calendar.begin(static_cast<std::uint32_t>(week)));
        observer.week_begins(week, organization);
        model::WeekTally const& tally = stepper.step(static_cast<std::uint32_t>(week));
        calendar.end(tally);
        observer.week_ended(week, tally, stepper.units());
    }
}

}  // namespace candor::run
