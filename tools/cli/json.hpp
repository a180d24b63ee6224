#pragma once

#include <string>
#include <vector>

#include "headline.hpp"
#include "report.hpp"

namespace candor::cli {

/// What `run --json` prints: schema `candor.run/1`. Undefined values are null.
[[nodiscard]] std::string run_json(Report const& report);

/// What `compare --json` prints: schema `candor.compare/1`; differences are from the first policy.
[[nodiscard]] std::string comparison_json(Report const& report, std::vector<Pair> const& pairs);

}  // namespace candor::cli
