#pragma once
// What the tests of the folder of parts share.

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "candor/run/sweep_store.hpp"
#include "unit/output/netcdf_support.hpp"

namespace candor::tests {

namespace fs = std::filesystem;
using output::test::bytes_of;
using output::test::message_of;
using output::test::put_bytes;
using output::test::SmallDisk;
using output::test::TemporaryFolder;

inline std::string hash_of(char digit) { return std::string(32, digit); }

/// A design of three points.
inline output::Dataset small_design(std::string const& hash = hash_of('a')) {
    output::Dataset design;
    design.dimensions = {{"point", 3}};
    design.coordinates = {{"point", {"point"}, std::vector<std::int64_t>{1, 2, 3}, {}}};
    design.variables = {{"volatility", {"point"}, std::vector<double>{.1, .2, .3}, {{"units", "1"}}}};
    design.attributes = {{"Conventions", "CF-1.10"}, {"design_hash", hash}};
    return design;
}

/// 24 runs: 3 points, 2 policies, 4 replicates; two outcomes, one series of 5 weeks.
inline run::SweepFacts small_facts(std::string const& hash = hash_of('a')) {
    return {hash, {3, 2, 4}, {{"trust_leader", "performance"}, {"performance"}, 5}};
}

/// Values that tell run, outcome and week.
inline run::RunOutcome outcome_of(std::int64_t run, run::SweepFacts const& facts) {
    run::RunOutcome outcome{.run = run};
    for (std::size_t i = 0; i < facts.kept.outcomes.size(); ++i)
        outcome.outcomes.push_back(1 / (static_cast<double>(run) + 1) + static_cast<double>(i));
    for (std::size_t i = 0; i < facts.kept.series_values(); ++i)
        outcome.series.push_back(static_cast<float>(run) + static_cast<float>(i) / 100);
    return outcome;
}

inline run::RunOutcome failure_of(std::int64_t run, std::string const& message) {
    return {.run = run, .failure = message};
}

/// So that nothing is written before it is due by size, or at the end.
inline constexpr run::PartLimits at_the_end{std::chrono::hours(1), std::size_t{1} << 40U};

inline void write_part(fs::path const& folder, run::SweepFacts const& facts, std::vector<std::int64_t> const& runs,
                       run::Shard shard = {}) {
    run::PartWriter writer(folder, facts, shard, at_the_end);
    for (std::int64_t const run : runs) writer.add(outcome_of(run, facts));
    writer.finish();
}

/// A folder with the small design.
class SweepFolder {
public:
    SweepFolder() { run::open_sweep_folder(path(), small_design()); }
    [[nodiscard]] fs::path path() const { return folder_.path() / "sweep"; }
    [[nodiscard]] fs::path parts() const { return path() / "parts"; }
    [[nodiscard]] std::vector<std::string> part_names() const {
        std::vector<std::string> names;
        for (auto const& entry : fs::directory_iterator(parts())) names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }

private:
    TemporaryFolder folder_;
};

inline std::vector<std::int64_t> runs_in(run::RunSet const& set, std::int64_t total) {
    std::vector<std::int64_t> runs;
    for (std::int64_t run = 0; run < total; ++run) {
        if (set.has(run)) runs.push_back(run);
    }
    return runs;
}

/// Another process that does something; `status` is what `waitpid` says of its end.
template <class Action>
pid_t start_process(Action action) {
    pid_t const child = ::fork();
    if (child == 0) {
        int code = 1;
        try {
            code = action() ? 0 : 1;
        } catch (...) {
            code = 2;
        }
        ::_exit(code);
    }
    return child;
}

inline int end_of(pid_t child) {
    int status = -1;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

}  // namespace candor::tests
