#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "candor/output/dataset.hpp"

/// The folder of a sweep (sweeps.md): `design.h5`, immutable; `parts/SHARD-COUNTER.h5`, each whole; `locks/`; and
/// `results.h5`, what `merge` makes of them.
namespace candor::run {

/// Runs of a sweep numbered from 0: by point, then policy, then replicate. People see numbers from 1.
struct RunNumbers {
    std::int64_t points = 0;
    std::int64_t policies = 1;
    std::int64_t replicates = 1;

    [[nodiscard]] std::int64_t total() const { return points * policies * replicates; }
    [[nodiscard]] std::int64_t of(std::int64_t point, std::int64_t policy, std::int64_t replicate) const {
        return (point * policies + policy) * replicates + replicate;
    }
    [[nodiscard]] std::int64_t point(std::int64_t run) const { return run / (policies * replicates); }
    [[nodiscard]] std::int64_t policy(std::int64_t run) const { return run / replicates % policies; }
    [[nodiscard]] std::int64_t replicate(std::int64_t run) const { return run % replicates; }
    /// Its place in the arrays of results, [policy, point, replicate].
    [[nodiscard]] std::size_t place(std::int64_t run) const {
        return static_cast<std::size_t>((policy(run) * points + point(run)) * replicates + replicate(run));
    }
};

/// What is kept of every run, in the order in which values are handed over.
struct Kept {
    std::vector<std::string> outcomes;
    std::vector<std::string> series;
    int weeks = 0;  ///< of a series

    [[nodiscard]] std::size_t series_values() const { return series.size() * static_cast<std::size_t>(weeks); }
};

/// A sweep as its folder knows it.
struct SweepFacts {
    std::string hash;  ///< of the design
    RunNumbers numbers;
    Kept kept;
};

/// A set of runs, one bit each.
class RunSet {
public:
    explicit RunSet(std::int64_t total = 0) : words_(static_cast<std::size_t>((total + 63) / 64), 0) {}
    [[nodiscard]] bool has(std::int64_t run) const {
        return (words_[static_cast<std::size_t>(run) / 64] >> (static_cast<std::uint64_t>(run) % 64) & 1U) != 0;
    }
    void add(std::int64_t run) {
        words_[static_cast<std::size_t>(run) / 64] |= std::uint64_t{1} << (static_cast<std::uint64_t>(run) % 64);
    }
    /// Takes out what the other has; of the same size.
    void remove(RunSet const& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    }
    [[nodiscard]] std::int64_t count() const;

private:
    std::vector<std::uint64_t> words_;
};

/// What came of one run.
struct RunOutcome {
    std::int64_t run = 0;
    std::vector<double> outcomes{};  ///< [Kept::outcomes]
    std::vector<float> series{};     ///< [Kept::series, weeks]
    std::string failure{};           ///< empty: it did not fail; if it did, there are no values
};

/// One of N equal shares of a sweep; `index` from 0.
struct Shard {
    int index = 0;
    int count = 1;
};

/// Makes the folder, or finds it made by the same design. `design` is what `design.h5` holds, with its hash as the
/// attribute `design_hash`. Several processes may do so at the same time.
/// Throws OutputError when the folder belongs to another design (both hashes are shown), holds something else, or cannot
/// be written.
void open_sweep_folder(std::filesystem::path const& folder, output::Dataset const& design);

/// What `design.h5` holds. Throws OutputError when there is none: no folder of a sweep.
[[nodiscard]] output::Dataset read_design(std::filesystem::path const& folder);

/// Held by the one process that computes a shard; freed however the process ends, `kill -9` included. Where the file system
/// knows no locks, nothing is held. Once it is held, unfinished files of killed processes are removed.
class ShardLock {
public:
    /// Throws OutputError naming process and machine when another one holds it.
    ShardLock(std::filesystem::path const& folder, Shard shard);
    ShardLock(ShardLock const&) = delete;
    ShardLock& operator=(ShardLock const&) = delete;
    ~ShardLock();

private:
    int descriptor_ = -1;
};

/// A process that holds the lock of a shard now.
struct ShardHolder {
    int shard;
    std::string process;  ///< "process 1234 on machine"
};
[[nodiscard]] std::vector<ShardHolder> shard_holders(std::filesystem::path const& folder);

/// A part that does not count: truncated, damaged, or of another design.
struct BadPart {
    std::filesystem::path file;
    std::string why;
};

/// Which runs the whole parts of a folder hold.
struct Scan {
    RunSet finished;  ///< failed ones included
    RunSet failed;    ///< in all parts that hold them: one that was tried again with success did not fail
    std::int64_t parts = 0;
    std::vector<BadPart> bad{};
};

/// Reads the numbers of the runs in every part, and no more of it; there may be no part yet. Throws OutputError when the
/// folder cannot be read.
[[nodiscard]] Scan scan_parts(std::filesystem::path const& folder, SweepFacts const& facts);

/// Renames bad parts to `NAME.bad`, so that their runs are computed again; one that is gone already is left alone.
void set_aside(std::vector<BadPart> const& bad);

/// Calls `take` with every finished run of the folder's whole parts, part by part in the order of their names; with no
/// more than the values of these outcomes, by index into Kept::outcomes, and no series. A run may come twice.
/// Gives back the parts that do not count: with those that a scan finds, those in which these values are damaged.
[[nodiscard]] std::vector<BadPart> read_runs(std::filesystem::path const& folder, SweepFacts const& facts,
                                             std::span<std::size_t const> outcomes,
                                             std::function<void(RunOutcome const&)> const& take);

/// When a part is written: so long after the first run that is unwritten came, or at so many bytes.
struct PartLimits {
    std::chrono::milliseconds interval = std::chrono::seconds(5);
    std::size_t bytes = std::size_t{128} * 1024 * 1024;
};

/// Collects finished runs and writes them as parts from a thread of its own. `add` may be called from several threads and
/// waits while two parts are full. No other thread may read or write result files meanwhile (HDF5).
class PartWriter {
public:
    /// The shard must be locked. Counts on behind the parts that are there.
    PartWriter(std::filesystem::path const& folder, SweepFacts const& facts, Shard shard, PartLimits limits = {});
    PartWriter(PartWriter const&) = delete;
    PartWriter& operator=(PartWriter const&) = delete;
    /// Leaves what is unwritten unwritten; call `finish`.
    ~PartWriter();

    /// Throws OutputError if an earlier part could not be written (the disk is full): whole parts stay. Throws
    /// std::invalid_argument when it brings neither a failure nor as many values as are kept.
    void add(RunOutcome&& outcome);
    /// Writes what is left; nothing may be added behind it. Throws OutputError as `add`.
    void finish();
    [[nodiscard]] std::int64_t parts_written() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

/// What came of putting parts together.
struct Merged {
    output::Dataset dataset;  ///< coordinates and outcomes; without what the design and the command add
    RunSet finished;
    std::vector<BadPart> bad;
    std::int64_t twice = 0;  ///< runs that two parts held, bit by bit the same
};

/// Puts all whole parts together: `OUTCOME(policy, point, replicate)` as float64, `OUTCOME_by_week(policy, point,
/// replicate, week)` as float32, `policy` only where there are several, missing values (NaN) for runs that failed or are
/// not there; `failure_run(failure)`, `failure_message(failure)` where runs failed in all parts that hold them. Checks
/// every part's content hash.
/// Throws OutputError if two parts hold different values of one run; both are named.
[[nodiscard]] Merged merge_parts(std::filesystem::path const& folder, SweepFacts const& facts,
                                 std::vector<std::string> const& policies);

}  // namespace candor::run
