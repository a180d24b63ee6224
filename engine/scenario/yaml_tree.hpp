#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "candor/scenario/diagnostic.hpp"

namespace candor::scenario {

/// A text that values come from: a file, or an argument of `--set`.
struct Source {
    std::string name;
    std::filesystem::path folder;  ///< where relative paths in it start
    std::vector<std::string> lines;
    int order = 0;         ///< problems are reported in this order
    bool numbered = true;  ///< whether line and column say anything
};

/// Where something stands in its source.
struct Mark {
    std::shared_ptr<Source const> source{};
    int line = 1;    ///< from 1
    int column = 1;  ///< from 1, in characters
    int length = 1;  ///< in characters
};

/// The place as it is shown to people.
[[nodiscard]] Location location_of(Mark const& mark);

struct Entry;

/// A value of a YAML document.
struct Node {
    enum class Kind { empty, null, scalar, list, map };
    Kind kind = Kind::empty;  ///< `null` is written (`~`, `null`), `empty` is nothing after the colon
    std::string text{};       ///< of a scalar
    bool quoted = false;
    bool flow = false;  ///< a list or map in brackets
    Mark mark{};
    std::vector<Node> items{};   ///< of a list
    std::vector<Entry> entries;  ///< of a map, in the order of the document, keys unique

    [[nodiscard]] Entry const* find(std::string_view key) const;
    [[nodiscard]] Entry* find(std::string_view key);
};

/// A key with its value.
struct Entry {
    std::string key;
    Mark mark;
    Node value;
};

/// A map that holds nothing yet.
[[nodiscard]] inline Node empty_map() {
    Node node;
    node.kind = Node::Kind::map;
    return node;
}

/// A problem with where it is; the order of marks is the order of reports.
struct Problem {
    Mark mark;
    std::string problem;
    std::string why{};
    std::string help{};
};

/// Collects problems; there may be many.
class Problems {
public:
    void add(Problem problem) { problems_.push_back(std::move(problem)); }
    void add_all(Problems const& other) {
        problems_.insert(problems_.end(), other.problems_.begin(), other.problems_.end());
    }
    [[nodiscard]] bool empty() const { return problems_.empty(); }
    [[nodiscard]] std::vector<Problem> const& all() const { return problems_; }
    [[nodiscard]] std::size_t count() const { return problems_.size(); }
    /// Throws ScenarioError with all problems, each once, by source, line and column, if there are any;
    /// the first 200 of them where there are more.
    void throw_if_any() const;

private:
    std::vector<Problem> problems_;
};

/// The text prepared for parsing: without byte order mark, lines ended by line feeds.
[[nodiscard]] std::string normalize(std::string_view text);

[[nodiscard]] std::vector<std::string> split_lines(std::string_view text);

/// Parses one YAML document. `text` is normalized and has the lines of `source`, or is a part of it with the rest
/// blanked out. Anchors and aliases are resolved. What is wrong (syntax, duplicate keys, merge keys, tags, several
/// documents, too deep, too large) is added to `problems`; none is returned where there is no tree to go on with.
[[nodiscard]] std::optional<Node> parse_yaml(std::string const& text, std::shared_ptr<Source const> const& source,
                                             Problems& problems);

/// Lays `over` on `base`: maps key by key, everything else replaces; a written `null` takes a key back to its default.
void lay_over(Node& base, Node over);

/// The place of a value; that of its key where the value has none worth showing.
[[nodiscard]] Mark value_mark(Entry const& entry);

}  // namespace candor::scenario
