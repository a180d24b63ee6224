#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "candor/model/calendar.hpp"
#include "candor/model/organization.hpp"
#include "candor/model/tally.hpp"

namespace candor::run {

/// Set from outside (a signal, another thread) to make runs end at the next week; `Interrupted` is thrown.
using StopRequest = std::atomic<bool>;

/// One run: one organization under one policy with the luck of one replicate.
struct RunPlan {
    model::Plan const& plan;
    model::StyleIndex policy;
    random::Key key;
    int weeks;
    std::span<model::Intervention const> timeline;
};

/// What looks on while an organization lives.
class Observer {
public:
    virtual ~Observer() = default;
    /// What happened at the start of the week, in the order of the timeline; often nothing.
    virtual void intervened(int /*week*/, std::span<model::Happening const> /*happenings*/) {}
    /// The state as the week begins, after the interventions of that week.
    virtual void week_begins(int /*week*/, model::Organization const& /*organization*/) {}
    /// What the week added up to; `units` is [slots], empty unless `wants_units`.
    virtual void week_ended(int week, model::WeekTally const& tally, std::span<model::Tally const> units) = 0;
    [[nodiscard]] virtual bool wants_units() const { return false; }
};

/// Founds an organization and steps it to its last week: interventions, the ten steps, the observer.
/// Throws Interrupted when asked to stop, Error for what an intervention cannot do.
void simulate(RunPlan const& run, Observer& observer, StopRequest const* stop = nullptr);

}  // namespace candor::run
