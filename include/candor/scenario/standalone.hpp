#pragma once

#include <functional>
#include <map>
#include <string>

namespace candor::scenario {

/// Gives the text of the file that a scenario extends, by the name it has there.
using ReadBase = std::function<std::string(std::string const& name)>;

/// A scenario file and what it `extends` as one text that needs no other file and reads as the same scenario. Comments
/// stay with the keys they stand above; the file's own come first, those above keys that it replaces go.
/// Errors: ScenarioError for one that is no YAML map, or that extends itself in the end.
[[nodiscard]] std::string standalone_text(std::string const& text, std::string const& name, ReadBase const& read);

/// Whether the text says that it `extends` something, however that is written, and whatever else is wrong with it.
[[nodiscard]] bool extends_another(std::string const& text);

/// The data files (charts, ties) that the file itself names, by the key of `organization` that names them.
[[nodiscard]] std::map<std::string, std::string> data_files_of(std::string const& text, std::string const& name);

}  // namespace candor::scenario
