#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "candor/core/error.hpp"
#include "candor/core/parallel.hpp"
#include "internal.hpp"
#include "worker.hpp"

namespace candor::run {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// What all threads of a process do to one shard.
class ShardRunner {
public:
    ShardRunner(SweepPlan const& plan, std::filesystem::path const& folder, SweepSettings const& settings,
                ShowSweep const& show, StopRequest const* stop)
        : plan_(plan),
          numbers_(plan.facts.numbers),
          settings_(settings),
          rule_(stopping_rule_of(plan.file)),
          judged_outcome_(until_outcome_of(plan.file, plan.facts.kept)),
          show_(show),
          stop_(stop),
          workers_(&plan),
          folder_(folder) {}

    SweepEnd run() {
        auto const begin = std::chrono::steady_clock::now();
        take_stock();
        PartWriter writer(folder_, plan_.facts, settings_.shard);
        writer_ = &writer;
        tell();
        if (rule_) {
            run_points();
        } else {
            run_pieces();
        }
        writer.finish();
        end_.parts = writer.parts_written();
        end_.interrupted = stopped();
        end_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        if (settings_.fail_fast && end_.first_failed_run >= 0) throw RunError(first_failure());
        return end_;
    }

private:
    [[nodiscard]] bool is_ours(std::int64_t run) const {
        return (rule_ ? numbers_.point(run) : run) % settings_.shard.count == settings_.shard.index;
    }
    [[nodiscard]] bool is_open(std::int64_t run) const {
        return is_ours(run) && (!found_.finished.has(run) || (settings_.retry_failed && found_.failed.has(run)));
    }
    [[nodiscard]] std::string first_failure() const {
        return fmt::format("run {} failed ({}; `{}` repeats it)", end_.first_failed_run + 1, end_.first_failure,
                           command_for(plan_.file, end_.first_failed_run));
    }
    [[nodiscard]] bool stopped() const { return stop_ != nullptr && stop_->load(std::memory_order_relaxed); }
    [[nodiscard]] bool must_end() const { return stopped() || gave_up_.load(std::memory_order_relaxed); }

    /// What earlier processes left.
    void take_stock() {
        for (bool again = true; again;) {
            found_ = scan_parts(folder_, plan_.facts);
            again = recall();
            set_aside(found_.bad);
            end_.bad.insert(end_.bad.end(), found_.bad.begin(), found_.bad.end());
        }
        for (std::int64_t run = 0; run < numbers_.total(); ++run) {
            if (!is_ours(run)) continue;
            ++end_.progress.total;
            if (is_open(run)) continue;
            ++end_.progress.before;
            if (found_.failed.has(run)) ++end_.progress.failed;
        }
        end_.progress.done = end_.progress.before;
    }

    /// The values by which points are judged, of runs that are finished. Returns whether that showed further parts not to
    /// count, so that stock has to be taken again.
    bool recall() {
        recalled_.clear();
        if (!rule_) return false;
        auto const take = [&](RunOutcome const& run) {
            if (!is_ours(run.run)) return;
            if (run.failure.empty()) {
                recalled_[run.run] = run.outcomes.front();
            } else {
                recalled_.emplace(run.run, undefined);  // unless it succeeded when it was tried again
            }
        };
        std::vector<BadPart> bad = read_runs(folder_, plan_.facts, {&judged_outcome_, 1}, take);
        bool const more = bad.size() > found_.bad.size();
        found_.bad = std::move(bad);
        return more;
    }

    /// The runs of each point in pieces, so that a thread makes a point once and there are enough pieces for all.
    void run_pieces() {
        std::int64_t const of_point = numbers_.policies * numbers_.replicates;
        std::int64_t const open = end_.progress.total - end_.progress.before;
        std::int64_t const wanted = open / (std::int64_t{8} * parallel::thread_count()) * settings_.shard.count;
        std::int64_t const piece = std::clamp<std::int64_t>(wanted, 1, std::int64_t{16} * settings_.shard.count);
        std::int64_t const pieces = (of_point + piece - 1) / piece;
        parallel::for_each(static_cast<std::size_t>(numbers_.points * pieces), [&](std::size_t item) {
            std::int64_t const point = static_cast<std::int64_t>(item) / pieces;
            std::int64_t const first = static_cast<std::int64_t>(item) % pieces * piece;
            for (std::int64_t i = first; i < std::min(first + piece, of_point); ++i) {
                std::int64_t const run = point * of_point + i;
                if (must_end()) return;
                if (is_open(run)) carry_out_one(run);
            }
        });
    }

    /// Each point until it is sure enough.
    void run_points() {
        parallel::for_each(static_cast<std::size_t>(numbers_.points), [&](std::size_t item) {
            auto const point = static_cast<std::int64_t>(item);
            if (point % settings_.shard.count == settings_.shard.index && !must_end()) run_until_sure(point);
        });
    }

    void run_until_sure(std::int64_t point) {
        auto const policies = static_cast<std::size_t>(numbers_.policies);
        std::vector<std::vector<double>> values(policies);
        for (std::int64_t looked = 0; looked < numbers_.replicates;) {
            std::int64_t const next = rule_->next_look(looked);
            auto const more = static_cast<std::size_t>(next - looked);
            for (auto& of_policy : values) of_policy.resize(static_cast<std::size_t>(next), undefined);
            parallel::for_each(more * policies, [&](std::size_t item) {
                std::size_t const policy = item / more;
                std::int64_t const replicate = looked + static_cast<std::int64_t>(item % more);
                std::int64_t const run = numbers_.of(point, static_cast<std::int64_t>(policy), replicate);
                if (!must_end()) values[policy][static_cast<std::size_t>(replicate)] = judged_by(run);
            });
            if (must_end()) return;
            looked = next;
            if (looked < numbers_.replicates && rule_->is_sure(values)) {
                end_early(numbers_.policies * (numbers_.replicates - looked));
                return;
            }
        }
    }

    /// The value of a run that its point is judged by, from an earlier process or now.
    double judged_by(std::int64_t run) {
        if (!is_open(run)) {
            auto const found = recalled_.find(run);
            return found == recalled_.end() ? undefined : found->second;
        }
        return carry_out_one(run);
    }

    double carry_out_one(std::int64_t run) {
        try {
            RunOutcome outcome = workers_.local().run(run, stop_);
            double const value = rule_ && outcome.failure.empty() ? outcome.outcomes[judged_outcome_] : undefined;
            note(outcome);
            writer_->add(std::move(outcome));
            return value;
        } catch (Interrupted const&) {
            return undefined;
        }
    }

    void note(RunOutcome const& outcome) {
        std::lock_guard const lock(mutex_);
        ++end_.progress.done;
        if (!outcome.failure.empty()) {
            ++end_.progress.failed;
            if (end_.first_failed_run < 0 || outcome.run < end_.first_failed_run) {
                end_.first_failed_run = outcome.run;
                end_.first_failure = outcome.failure;
            }
            if (settings_.fail_fast) gave_up_ = true;
        }
        if (show_) show_(end_.progress);
    }

    void end_early(std::int64_t skipped) {
        std::lock_guard const lock(mutex_);
        ++end_.ended_early;
        end_.progress.total -= skipped;
        if (show_) show_(end_.progress);
    }

    void tell() const {
        if (show_) show_(end_.progress);
    }

    SweepPlan const& plan_;
    RunNumbers const& numbers_;
    SweepSettings const& settings_;
    std::optional<StoppingRule> rule_;
    std::size_t judged_outcome_;
    ShowSweep const& show_;
    StopRequest const* stop_;
    parallel::PerThread<SweepWorker> workers_;
    std::filesystem::path folder_;
    Scan found_;
    std::unordered_map<std::int64_t, double> recalled_{};
    PartWriter* writer_ = nullptr;
    std::atomic<bool> gave_up_{false};
    std::mutex mutex_{};
    SweepEnd end_{};
};

}  // namespace

SweepEnd carry_out(SweepPlan const& plan, std::filesystem::path const& folder, SweepSettings const& settings,
                   ShowSweep const& show, StopRequest const* stop) {
    return ShardRunner(plan, folder, settings, show, stop).run();
}

output::Dataset repeat_run(SweepPlan const& plan, std::int64_t run, std::string const& command,
                           StopRequest const* stop) {
    RunNumbers const& numbers = plan.facts.numbers;
    scenario::PointReader reader(plan.sweep);
    auto const row = plan.design.row(numbers.point(run));
    Experiment const experiment = experiment_of(reader.at(row), policies_at(plan.sweep, row));
    return result_of_one(experiment, static_cast<std::size_t>(numbers.policy(run)),
                         static_cast<int>(random_key_of(plan, run)), command, stop);
}

double seconds_a_run(SweepPlan const& plan, StopRequest const* stop) {
    constexpr double enough = 1.0;
    constexpr std::int64_t most = 1000;
    std::int64_t const total = plan.facts.numbers.total();
    SweepWorker worker(&plan);
    auto const begin = std::chrono::steady_clock::now();
    double spent = 0;
    std::int64_t whole = 0;
    for (std::int64_t i = 0; i < most && spent < enough; ++i) {
        // Spread over the sweep, as runs at one end may be longer; an odd step meets all policies.
        std::int64_t const run = i * (total / most * 2 + 1) % total;
        if (worker.run(run, stop).failure.empty()) ++whole;
        spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    return whole == 0 ? 0 : spent / static_cast<double>(whole);
}

}  // namespace candor::run
