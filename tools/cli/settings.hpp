#pragma once

#include <string>
#include <vector>

#include "candor/scenario/diagnostic.hpp"

namespace candor::cli {

/// One value that the command line sets in the scenario.
struct Setting {
    std::string path_value;  ///< as the scenario layer takes it: `run.weeks=12`
    std::string option;      ///< as it was typed: `--weeks`
    std::string value;       ///< as it was typed: `12`
};

/// The settings as `load_scenario` takes them.
[[nodiscard]] std::vector<std::string> overrides_of(std::vector<Setting> const& settings);

/// The same problems, where they lie in a setting said in the words of the command line (`--weeks`, not `--set`).
[[nodiscard]] scenario::ScenarioError as_typed(scenario::ScenarioError const& error,
                                               std::vector<Setting> const& settings);

}  // namespace candor::cli
