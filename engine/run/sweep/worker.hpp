#pragma once

#include <cstdint>
#include <string>

#include "candor/run/sweep.hpp"

namespace candor::run {

/// Runs the runs of a sweep, one after the other; keeps what its last point was made of. One for each thread.
class SweepWorker {
public:
    explicit SweepWorker(SweepPlan const* plan) : plan_(*plan), reader_(plan->sweep) {}

    /// One run. What goes wrong is noted in the outcome; throws Interrupted when asked to stop.
    [[nodiscard]] RunOutcome run(std::int64_t run, StopRequest const* stop);

private:
    void go_to(std::int64_t point);

    SweepPlan const& plan_;
    scenario::PointReader reader_;
    Charts charts_{};
    Experiment experiment_{};
    std::int64_t point_ = -1;
    std::string failure_{};  ///< why the point cannot be run at all
};

}  // namespace candor::run
