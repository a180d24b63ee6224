#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "candor/scenario/scenario.hpp"
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

/// What a file is to be, in messages.
struct FileKind {
    char const* name;
    char const* begin;  ///< how one begins
};
inline constexpr FileKind scenario_file{"scenario", "begin with a section such as `run:`"};
inline constexpr FileKind sweep_file{"sweep", "begin with `base: SCENARIO.yaml` and `factors:`"};

/// Reads a whole file. Throws ScenarioError `cannot read scenario '…' (why)`.
[[nodiscard]] Start read_start(std::filesystem::path const& file, FileKind const& kind = scenario_file);

/// The map of keys that a text holds; problems with it are reported in the place `order`. Throws ScenarioError where there
/// is none to go on with.
[[nodiscard]] Node parse_map(Start const& start, int order, FileKind const& kind, Problems& problems);

/// What of a map only a sweep file says; null where it says nothing of the kind.
[[nodiscard]] Entry const* sweep_entry(Node const& root);

/// Parses, follows `extends`, lays `over` on it where there is one, and applies `overrides`. Throws ScenarioError where
/// the result would not be a tree that can be checked further (syntax, `extends`, not a map); other problems are added
/// to `problems`.
[[nodiscard]] Document resolve_document(Start const& start, std::vector<std::string> const& overrides,
                                        Problems& problems, Node const* over = nullptr);

/// Writes a value into the scenario and all its variants, as `set_at_path` does.
void set_everywhere(Document& document, std::string_view path, Mark const& place, Node const& value,
                    Problems& problems);

/// The scenario that a document tells, variants included; what is wrong with it is added to `problems`. `file` is where
/// it was read from.
[[nodiscard]] Scenario read_document(Document const& document, std::filesystem::path const& file, Problems& problems);

/// Of one `organization` that another is laid over, removes the keys that exclude one of the other's.
void remove_excluded(Node& below, Node const& above);

}  // namespace candor::scenario
