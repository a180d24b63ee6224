#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "candor/scenario/diagnostic.hpp"
#include "candor/scenario/scenario.hpp"

namespace candor::scenario {

/// The scenario of an empty section: every default, the built-in styles, `compare` of command and level2.
[[nodiscard]] Scenario default_scenario();

/// Reads, resolves (`extends`, `overrides`) and checks a scenario file. Paths of data files come out relative to the
/// current folder. `overrides` are `path=value` as in `--set`, e.g. `environment.turbulence=.2` or
/// `timeline[0].week=10`; later ones win, and relative paths in them are relative to the current folder.
/// Throws ScenarioError with every problem found.
[[nodiscard]] Scenario load_scenario(std::filesystem::path const& file, std::vector<std::string> const& overrides = {});

/// The same from text: `source_name` is shown in messages, `base_folder` is where relative paths start.
[[nodiscard]] Scenario parse_scenario(std::string_view text, std::string const& source_name = "scenario",
                                      std::filesystem::path const& base_folder = {},
                                      std::vector<std::string> const& overrides = {});

}  // namespace candor::scenario
