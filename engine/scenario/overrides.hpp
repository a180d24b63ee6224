#pragma once

#include <string>
#include <string_view>

#include "yaml_tree.hpp"

namespace candor::scenario {

/// Writes a value into the tree at a path as in `--set`, making maps on the way where there are none. What is wrong with
/// the path, which stands at `place`, is added to `problems`, and the tree is left as it was.
void set_at_path(Node& root, std::string_view path, Mark const& place, Node value, Problems& problems);

/// Writes the value of `path=value` into the tree, making maps on the way where there are none. What is wrong with the
/// argument is added to `problems`, and the tree is left as it was.
void apply_override(Node& root, std::string const& argument, int order, Problems& problems);

}  // namespace candor::scenario
