#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog.hpp"
#include "keys.hpp"

namespace candor::scenario {

/// Every key that a sweep file knows, in the order in which they are described; PATH stands for the path of a factor. The
/// one list that reading, messages, schema and descriptions are made from.
[[nodiscard]] std::vector<Description> const& sweep_catalog();

/// One of them, by its path.
[[nodiscard]] Description const& sweep_key(std::string_view path);

/// The key of a sweep file at a path, bound to where its value is kept.
[[nodiscard]] Key bound(std::string_view path, Target target);

}  // namespace candor::scenario
