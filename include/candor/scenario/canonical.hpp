#pragma once

#include <string>

#include "candor/scenario/scenario.hpp"

namespace candor::scenario {

/// The resolved scenario as compact JSON: every key present, keys sorted, numbers as the shortest decimal that reads
/// back the same, styles with all their elements, files by their bare name. The same bytes on every platform, so that
/// it can be hashed. What cannot change a result is left out: title, question, what is expected, where it was read from,
/// the names of nulls, whose work is in the parameters; and the variants, as each is a scenario of its own: `compare` is empty where it names one. Being YAML too, it can be
/// read as a scenario, with the same canonical JSON.
[[nodiscard]] std::string canonical_json(Scenario const& scenario);

/// The same with line breaks, indented by two, title and question included: for people and for provenance.
[[nodiscard]] std::string resolved_json(Scenario const& scenario);

}  // namespace candor::scenario
