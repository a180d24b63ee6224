#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "candor/core/error.hpp"
#include "candor/output/netcdf_file.hpp"
#include "part.hpp"

namespace candor::run {

namespace {

/// One more than the highest number that a part of this shard ever had, so far as files tell; from 1.
std::int64_t next_counter(std::filesystem::path const& folder, int shard) {
    std::int64_t highest = 0;
    for (sweep_store::PartFile const& file : sweep_store::part_files(folder)) {
        if (file.name.shard == shard) highest = std::max(highest, file.name.counter);
    }
    return highest + 1;
}

}  // namespace

/// Two sets of columns: runs are added to one while the thread writes the other.
class PartWriter::Implementation {
public:
    Implementation(std::filesystem::path const& folder, SweepFacts const& facts, Shard shard, PartLimits limits)
        : folder_(folder),
          facts_(facts),
          shard_(shard),
          limits_(limits),
          counter_(next_counter(folder, shard.index)),
          collected_(facts.kept),
          thread_([this] { write_until_the_end(); }) {}
    Implementation(Implementation const&) = delete;
    Implementation& operator=(Implementation const&) = delete;
    ~Implementation() { end(End::dropped); }

    void add(RunOutcome&& outcome) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [this] { return !is_full() || !failure_.empty(); });
        require_no_failure();
        if (end_ != End::none) throw std::logic_error("candor::run::PartWriter: a run comes after the last");
        if (collected_.runs.empty()) first_ = std::chrono::steady_clock::now();
        collected_.add(std::move(outcome), facts_.kept);
        if (collected_.runs.size() == 1 || is_full()) work_.notify_one();
    }

    void finish() {
        end(End::finished);
        std::lock_guard const lock(mutex_);
        require_no_failure();
    }

    [[nodiscard]] std::int64_t parts_written() const {
        std::lock_guard const lock(mutex_);
        return written_;
    }

private:
    enum class End { none, finished, dropped };

    [[nodiscard]] bool is_full() const { return collected_.bytes >= limits_.bytes; }

    void require_no_failure() const {
        if (!failure_.empty()) throw OutputError(failure_);
    }

    void end(End how) {
        {
            std::lock_guard const lock(mutex_);
            if (end_ == End::none) end_ = how;
        }
        work_.notify_one();
        if (thread_.joinable()) thread_.join();
    }

    void write_until_the_end() {
        try {
            for (auto columns = next(); !columns.runs.empty(); columns = next()) {
                write(std::move(columns));
                std::lock_guard const lock(mutex_);
                ++written_;
            }
        } catch (OutputError const& error) {
            fail(error.what());
        } catch (std::exception const& error) {
            fail(fmt::format("cannot write a part of '{}' ({})", folder_.string(), error.what()));
        }
    }

    /// Waits until a part is due, and takes it; nothing at the end.
    sweep_store::Columns next() {
        std::unique_lock lock(mutex_);
        work_.wait(lock, [this] { return !collected_.runs.empty() || end_ != End::none; });
        work_.wait_until(lock, first_ + limits_.interval, [this] { return is_full() || end_ != End::none; });
        sweep_store::Columns columns(facts_.kept);
        if (end_ != End::dropped) std::swap(columns, collected_);
        room_.notify_all();
        return columns;
    }

    void write(sweep_store::Columns&& columns) {
        output::Dataset const dataset = dataset_of(std::move(columns), facts_, shard_);
        auto const path = [this] {
            return folder_ / sweep_store::parts_folder / sweep_store::PartName{shard_.index, counter_++, ".h5"}.text();
        };
        while (!output::write_new_netcdf(dataset, path())) {
            // Where locks are unknown, another process may be at the same shard: the next number then.
        }
    }

    void fail(std::string message) {
        std::lock_guard const lock(mutex_);
        failure_ = std::move(message);
        room_.notify_all();
    }

    std::filesystem::path const folder_;
    SweepFacts const facts_;
    Shard const shard_;
    PartLimits const limits_;
    std::int64_t counter_;  ///< of the next part; the thread's own

    mutable std::mutex mutex_;  ///< guards what follows
    std::condition_variable work_, room_;
    sweep_store::Columns collected_;
    std::chrono::steady_clock::time_point first_{};  ///< when the oldest of them came
    std::int64_t written_ = 0;
    std::string failure_{};
    End end_ = End::none;

    std::thread thread_;  ///< last, as it uses all the others
};

PartWriter::PartWriter(std::filesystem::path const& folder, SweepFacts const& facts, Shard shard, PartLimits limits)
    : implementation_(std::make_unique<Implementation>(folder, facts, shard, limits)) {}

PartWriter::~PartWriter() = default;

void PartWriter::add(RunOutcome&& outcome) { implementation_->add(std::move(outcome)); }

void PartWriter::finish() { implementation_->finish(); }

std::int64_t PartWriter::parts_written() const { return implementation_->parts_written(); }

}  // namespace candor::run
