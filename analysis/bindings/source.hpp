#pragma once

#include <string>
#include <variant>
#include <vector>

#include "candor/scenario/scenario.hpp"
#include "candor/scenario/sweep.hpp"

namespace candor::python {

/// A file with a scenario or a sweep, by its path.
struct File {
    std::string path;
};
/// A scenario or a sweep itself, as YAML; relative paths in it start at the current folder.
struct Text {
    std::string yaml;
};
using Source = std::variant<File, Text>;

/// Reads a scenario, with `PATH=VALUE` as overrides. Throws ScenarioError.
[[nodiscard]] scenario::Scenario load_scenario(Source const& source, std::vector<std::string> const& overrides);
/// The same for a sweep; overrides are of its base.
[[nodiscard]] scenario::Sweep load_sweep(Source const& source, std::vector<std::string> const& overrides);
/// Whether a source is meant as a sweep.
[[nodiscard]] bool is_sweep(Source const& source);

}  // namespace candor::python
