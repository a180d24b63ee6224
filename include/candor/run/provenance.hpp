#pragma once

#include <string>
#include <utility>
#include <vector>

#include "candor/output/dataset.hpp"

namespace candor::run {

/// What this program is and what it was made from, as names and values: engine version, model version, commit, compiler,
/// flags, instruction sets.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> build_facts();

/// The version of the engine, as in `candor --version`.
[[nodiscard]] std::string engine_version();

/// What a file's `history` says of a command: `2026-11-22T17:15:37Z candor compare …`, the time of now in UTC.
[[nodiscard]] std::string history_entry(std::string const& command);

/// A text of the group `provenance`. Throws OutputError where there is none: not a result of candor.
[[nodiscard]] std::string provenance_text(output::Dataset const& dataset, std::string const& name);

/// Changes when the same scenario may give other numbers.
inline constexpr char const* model_version = "1";

/// Changes when the layout of result files does.
inline constexpr int format_version = 1;

}  // namespace candor::run
