#include "worker.hpp"

#include "candor/core/error.hpp"
#include "candor/run/comparison.hpp"
#include "internal.hpp"
#include "summary.hpp"

namespace candor::run {

void SweepWorker::go_to(std::int64_t point) {
    if (point == point_) return;
    point_ = point;
    failure_.clear();
    try {
        experiment_ = experiment_of(reader_.at(plan_.design.row(point)), plan_.sweep.policies, charts_);
    } catch (Error const& error) {
        failure_ = error.what();
    }
}

RunOutcome SweepWorker::run(std::int64_t run, StopRequest const* stop) {
    RunNumbers const& numbers = plan_.facts.numbers;
    go_to(numbers.point(run));
    if (!failure_.empty()) return {run, {}, {}, failure_};
    Arm const& arm = experiment_.arms[static_cast<std::size_t>(numbers.policy(run))];
    scenario::Weeks const& weeks = plan_.sweep.weeks;
    RunSummary summary(plan_.facts.kept,
                       weeks.is_last_year() ? last_year(arm.scenario.run.weeks) : Window{weeks.first, weeks.last});
    try {
        simulate(run_plan_of(arm, static_cast<int>(random_key_of(plan_, run))), summary, stop);
    } catch (Interrupted const&) {
        throw;
    } catch (Error const& error) {
        return {run, {}, {}, error.what()};
    }
    return std::move(summary).outcome(run);
}

}  // namespace candor::run
