#pragma once

#include <string>
#include <string_view>

namespace candor::scenario {

/// Every key a scenario knows, readable: name, default, range, unit, meaning, source. `section` picks what is shown by
/// the beginning of its path (`voice`, `evidence.safety`, `timeline`); empty shows all. Behind `sweep` it is one of a
/// sweep file (`sweep`, `sweep.design`). Lines are wrapped to `width`.
/// Throws ScenarioError where `section` names nothing.
[[nodiscard]] std::string describe_text(std::string_view section = {}, int width = 100);

/// The same as a JSON array of {path, kind, choices, default, least, most, range, unit, meaning, source}; empty where `section`
/// names nothing.
[[nodiscard]] std::string describe_json(std::string_view section = {});

/// A scenario that says every default, with comments: what is one's own choice written out, the model's numbers behind
/// `#`. It reads back as the default scenario, with or without them.
[[nodiscard]] std::string baseline_yaml();

/// JSON Schema (draft-07) of a scenario file, for editors.
[[nodiscard]] std::string json_schema();

/// The same of a sweep file.
[[nodiscard]] std::string sweep_json_schema();

}  // namespace candor::scenario
