#pragma once

#include <string>

#include "candor/run/sweep.hpp"
#include "terminal.hpp"

namespace candor::cli {

/// So many of something: `1 run`, `2,000 runs`.
[[nodiscard]] std::string counted(std::int64_t number, std::string const& what);

/// The sweep in a few lines: title, points, runs, what is varied how.
[[nodiscard]] std::string sweep_header(run::SweepPlan const& plan, Terminal const& terminal);

/// What a sweep would cost, and its first points. `seconds` is of one run on one thread.
[[nodiscard]] std::string dry_run_text(run::SweepPlan const& plan, double seconds, int threads,
                                       Terminal const& terminal);
[[nodiscard]] std::string dry_run_json(run::SweepPlan const& plan, double seconds, int threads);

/// Runs that are missing, in one sentence without its end: `120 of 500 runs are missing, the first ones 3, 11 and 19`.
[[nodiscard]] std::string missing_text(run::Missing const& missing, std::int64_t finished);

}  // namespace candor::cli
