#include "worker.hpp"

#include <new>

#include "candor/core/error.hpp"
#include "candor/run/comparison.hpp"
#include "internal.hpp"
#include "summary.hpp"

namespace candor::run {

namespace {

constexpr char const* no_memory = "there is not enough memory";

/// What is wrong, in one line, as a table of failures holds it; where it is wrong, repeating the run tells.
std::string message_of(Error const& error) {
    auto const* const problems = dynamic_cast<scenario::ScenarioError const*>(&error);
    if (problems == nullptr) return error.what();
    std::string message;
    for (scenario::Diagnostic const& problem : problems->diagnostics()) {
        message += (message.empty() ? "" : "; ") + problem.problem;
        if (!problem.why.empty()) message += " (" + problem.why + ")";
    }
    return message;
}

}  // namespace

void SweepWorker::go_to(std::int64_t point) {
    if (point == point_) return;
    point_ = point;
    failure_.clear();
    try {
        auto const row = plan_.design.row(point);
        experiment_ = experiment_of(reader_.at(row), policies_at(plan_.sweep, row), charts_);
    } catch (Error const& error) {
        failure_ = message_of(error);
    } catch (std::bad_alloc const&) {
        experiment_ = {};
        failure_ = no_memory;
    }
}

RunOutcome SweepWorker::run(std::int64_t run, StopRequest const* stop) {
    RunNumbers const& numbers = plan_.facts.numbers;
    go_to(numbers.point(run));
    if (!failure_.empty()) return {run, {}, {}, failure_};
    Arm const& arm = experiment_.arms[static_cast<std::size_t>(numbers.policy(run))];
    RunSummary summary(plan_.facts.kept, window_of(plan_.sweep.weeks, arm.scenario.run.weeks));
    try {
        simulate(run_plan_of(arm, static_cast<int>(random_key_of(plan_, run))), summary, stop);
    } catch (Interrupted const&) {
        throw;
    } catch (Error const& error) {
        return {run, {}, {}, message_of(error)};
    } catch (std::bad_alloc const&) {
        return {run, {}, {}, no_memory};
    }
    return std::move(summary).outcome(run);
}

}  // namespace candor::run
