#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "candor/run/design.hpp"
#include "candor/run/experiment.hpp"
#include "candor/run/sweep_store.hpp"
#include "candor/scenario/sweep.hpp"

namespace candor::run {

/// A sweep laid out: its points, its runs, and the hash that tells it from every other.
struct SweepPlan {
    scenario::Sweep sweep;
    Design design;
    output::Dataset file;  ///< what `design.h5` holds
    SweepFacts facts;
};

/// Lays out a sweep; `command` makes it again, and is noted to repeat runs with. Throws ScenarioError as `make_design`,
/// and Error for more runs than can be numbered.
[[nodiscard]] SweepPlan plan_of(scenario::Sweep sweep, std::string const& command);

/// What `design.h5` of a folder holds. Throws OutputError as `read_design`, and if it is not as it was written.
[[nodiscard]] output::Dataset design_in(std::filesystem::path const& folder);
/// What the folder of a sweep knows of it, from its design. Throws OutputError if that is no design of this program.
[[nodiscard]] SweepFacts facts_of(output::Dataset const& design);
/// The policies of a sweep, likewise.
[[nodiscard]] std::vector<std::string> policies_of(output::Dataset const& design);

/// The command that repeats a run, from 0.
[[nodiscard]] std::string command_for(output::Dataset const& design, std::int64_t run);

/// One run of a sweep in the words that repeat it.
struct RunPlace {
    std::int64_t point;  ///< from 1
    std::string policy;
    std::int64_t replicate;   ///< from 1, at its point
    std::int64_t random_key;  ///< number of its random key: the replicate, unless random numbers are independent
    std::vector<std::string> settings;  ///< PATH=VALUE of its point, as in `--set`
};
[[nodiscard]] RunPlace place_of(SweepPlan const& plan, std::int64_t run);

/// How a sweep is carried out.
struct SweepSettings {
    Shard shard{};
    bool fail_fast = false;     ///< the first failing run ends it
    bool retry_failed = false;  ///< runs that failed before are run again
};

/// How far a shard is.
struct SweepProgress {
    std::int64_t done = 0;    ///< runs of this shard, with those done before
    std::int64_t before = 0;  ///< of them done by earlier processes
    std::int64_t total = 0;   ///< runs of this shard; of a sweep that ends points early, at most
    std::int64_t failed = 0;
};
using ShowSweep = std::function<void(SweepProgress const&)>;

/// What came of it.
struct SweepEnd {
    SweepProgress progress;
    std::int64_t ended_early = 0;  ///< points that were sure enough before their last replicate
    std::int64_t parts = 0;        ///< written now
    double seconds = 0;
    std::vector<BadPart> bad{};  ///< set aside, their runs computed again
    std::string first_failure{};
    std::int64_t first_failed_run = -1;
    bool interrupted = false;
};

/// Runs what is not done yet of a shard, over all threads, and writes it as parts. The folder was opened and the shard
/// locked. When asked to stop, it writes what is finished and returns. `show` is told from any thread, one at a time.
/// Throws OutputError when parts cannot be read or written; RunError for a failing run with `fail_fast`.
[[nodiscard]] SweepEnd carry_out(SweepPlan const& plan, std::filesystem::path const& folder,
                                 SweepSettings const& settings, ShowSweep const& show = {},
                                 StopRequest const* stop = nullptr);

/// One run of a sweep as a result file of its own, for `candor explain`, `trace` and `verify`. Throws what makes it fail.
[[nodiscard]] output::Dataset repeat_run(SweepPlan const& plan, std::int64_t run, std::string const& command,
                                         StopRequest const* stop = nullptr);

/// Seconds that a run takes on one thread, from running some of the sweep for about a second; 0 where all fail.
[[nodiscard]] double seconds_a_run(SweepPlan const& plan, StopRequest const* stop = nullptr);

/// What is missing of a sweep.
struct Missing {
    std::int64_t runs = 0;
    std::int64_t failed = 0;
    std::vector<std::int64_t> first{};  ///< the first ten missing runs
};

/// How far the sweep of a folder is, in all shards.
struct SweepStanding {
    RunSet finished;  ///< failed ones included
    RunSet failed;
    std::int64_t parts = 0;  ///< those that count
    Missing missing{};       ///< its `failed` says nothing
    std::vector<BadPart> bad{};
};
/// Reads all outcomes, so that every part that is damaged shows; only in series damage may lie hidden. Changes nothing.
/// Throws OutputError when the folder cannot be read.
[[nodiscard]] SweepStanding standing_of(std::filesystem::path const& folder, output::Dataset const& design);

/// Puts the parts of a folder together as the dataset of `results.h5`: design, outcomes, where they come from, hash. Parts
/// that turn out to be damaged are set aside.
struct SweepResults {
    output::Dataset dataset;
    Missing missing;
    std::int64_t finished;  ///< runs, failed ones included
    std::vector<BadPart> bad;
    std::int64_t twice = 0;
};
[[nodiscard]] SweepResults merge(std::filesystem::path const& folder, std::string const& command);

}  // namespace candor::run
