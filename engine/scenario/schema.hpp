#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catalog.hpp"

namespace candor::scenario {

/// An object that knows exactly these keys; `nullable` where an empty section is allowed.
[[nodiscard]] nlohmann::ordered_json object_schema(std::vector<Description> const& keys, bool nullable);

/// What a value of the key must be, and what the key means.
[[nodiscard]] nlohmann::ordered_json schema_of(Description const& key);

[[nodiscard]] nlohmann::ordered_json number_schema(char const* type, Range const& range);

/// What a value of a key of a sweep file must be.
[[nodiscard]] nlohmann::ordered_json sweep_kind_schema(Description const& key);

}  // namespace candor::scenario
