#pragma once

#include <string>

#include "yaml_tree.hpp"

namespace candor::scenario {

/// Writes the value of `path=value` into the tree, making maps on the way where there are none. What is wrong with the
/// argument is added to `problems`, and the tree is left as it was.
void apply_override(Node& root, std::string const& argument, int order, Problems& problems);

}  // namespace candor::scenario
