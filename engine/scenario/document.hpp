#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "yaml_tree.hpp"

namespace candor::scenario {

/// A variant with the tree of the whole scenario in it.
struct VariantDocument {
    std::string name;
    Mark mark;
    Node root;
};

/// A scenario file with what it extends and what `--set` changes merged in; every value knows where it was written.
struct Document {
    Node root;               ///< a map
    std::string as_written;  ///< the file's own text
    std::vector<VariantDocument> variants{};
};

/// A text to start from.
struct Start {
    std::string text;
    std::string name;                ///< as shown in messages
    std::filesystem::path folder{};  ///< where relative paths start
    std::filesystem::path file{};    ///< empty: the text is from no file
};

/// Reads a whole file. Throws ScenarioError `cannot read scenario '…' (why)`.
[[nodiscard]] Start read_start(std::filesystem::path const& file);

/// Parses, follows `extends` and applies `overrides`. Throws ScenarioError where the result would not be a tree that
/// can be checked further (syntax, `extends`, not a map); other problems are added to `problems`.
[[nodiscard]] Document resolve_document(Start const& start, std::vector<std::string> const& overrides,
                                        Problems& problems);

/// Of one `organization` that another is laid over, removes the keys that exclude one of the other's.
void remove_excluded(Node& below, Node const& above);

}  // namespace candor::scenario
