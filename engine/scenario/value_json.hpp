#pragma once

#include <string>
#include <vector>

#include "keys.hpp"

namespace candor::scenario {

/// The value a key is bound to as compact JSON.
[[nodiscard]] std::string value_json(Key const& key, std::vector<model::Style> const& styles);

}  // namespace candor::scenario
