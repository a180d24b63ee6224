#pragma once

#include <string>
#include <vector>

#include "run_source.hpp"

/// The blocks of a report on a run or a comparison, each under its name in payload.ts.
namespace candor::cli::page {

// beginning.cpp
[[nodiscard]] std::vector<std::string> headlines(RunSource const& source);
[[nodiscard]] std::vector<std::string> facts(RunSource const& source);

// courses.cpp
using Outcomes = std::vector<model::Outcome const*>;
/// Those whose courses a report shows.
[[nodiscard]] Outcomes main_outcomes();
[[nodiscard]] Json weeks_json(RunSource const& source);
[[nodiscard]] Json fans_json(RunSource const& source, Outcomes const& outcomes);
[[nodiscard]] Json differences_json(RunSource const& source, Outcomes const& outcomes);
[[nodiscard]] Json interventions_json(RunSource const& source);

// means.cpp
[[nodiscard]] Json table_json(RunSource const& source);
[[nodiscard]] Json voice_json(RunSource const& source);
/// Null where the file has no means by level.
[[nodiscard]] Json levels_json(RunSource const& source);

}  // namespace candor::cli::page
