#pragma once

#include <string>

#include "study.hpp"

namespace candor::studio {

/// The source as one YAML text: the base with the changes in it, its comments, and what it extends. Throws ScenarioError
/// for what is no YAML, Error for a key or a base that nobody knows.
[[nodiscard]] std::string written(Source const& source);

}  // namespace candor::studio
