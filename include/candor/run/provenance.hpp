#pragma once

#include <string>
#include <utility>
#include <vector>

namespace candor::run {

/// What this program is and what it was made from, as names and values: engine version, model version, commit, compiler,
/// flags, instruction sets.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> build_facts();

/// The version of the engine, as in `candor --version`.
[[nodiscard]] std::string engine_version();

/// Changes when the same scenario may give other numbers.
inline constexpr char const* model_version = "1";

/// Changes when the layout of result files does.
inline constexpr int format_version = 1;

}  // namespace candor::run
