#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "headline.hpp"
#include "run_report.hpp"

namespace candor::cli {

/// Readable by people too: objects line by line, lists of numbers or names in one line. Bytes that are no UTF-8 (of
/// file names) are replaced.
[[nodiscard]] std::string readable(nlohmann::ordered_json const& json, std::string const& indent = "");

/// What `run --json` prints: schema `candor.run/1`. Undefined values are null.
[[nodiscard]] std::string run_json(RunReport const& report);

/// What `compare --json` prints: schema `candor.compare/1`; differences are from the first policy.
[[nodiscard]] std::string comparison_json(RunReport const& report, std::vector<Pair> const& pairs);

}  // namespace candor::cli
