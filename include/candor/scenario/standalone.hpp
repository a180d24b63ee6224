#pragma once

#include <functional>
#include <string>
#include <vector>

namespace candor::scenario {

/// Gives the text of the file that a scenario extends, by the name it has there.
using ReadBase = std::function<std::string(std::string const& name)>;

/// A scenario file and what it `extends` as one text that needs no other file and reads as the same scenario. Comments
/// stay with the keys they stand above; the file's own come first, those above keys that it replaces go.
/// Files must be written in block style at the top; errors: ScenarioError for one that is no YAML map.
[[nodiscard]] std::string standalone_text(std::string const& text, std::string const& name, ReadBase const& read);

/// The data files (charts, ties) that the file itself names.
[[nodiscard]] std::vector<std::string> data_files_of(std::string const& text, std::string const& name);

}  // namespace candor::scenario
