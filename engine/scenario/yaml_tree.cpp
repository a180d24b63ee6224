#include "yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <tuple>
#include <utility>

#include "text.hpp"
#include "yaml_syntax.hpp"

namespace candor::scenario {

namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_values = 50'000;
constexpr std::size_t most_problems = 200;

/// The tree cannot be built further.
struct GivenUp {
    Problem problem;
};

std::size_t count_values(Node const& node) {
    std::size_t count = 1;
    for (auto const& item : node.items) {
        count += count_values(item);
    }
    for (auto const& entry : node.entries) {
        count += count_values(entry.value);
    }
    return count;
}

/// Receives yaml-cpp's events and builds the tree.
class TreeBuilder : public YAML::EventHandler {
public:
    TreeBuilder(std::string_view text, std::shared_ptr<Source const> source, Problems& problems)
        : text_(text), source_(std::move(source)), problems_(problems) {
        for (std::size_t at = 0; at != std::string_view::npos; at = text.find('\n', at)) {
            at += line_begins_.empty() ? 0 : 1;
            line_begins_.push_back(at);
        }
    }

    [[nodiscard]] Node take() { return std::move(root_); }

    void OnDocumentStart(YAML::Mark const&) override {}
    void OnDocumentEnd() override {}

    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        Node node;
        auto const at = line_from(mark);
        auto const written = at.starts_with('~') || lower_case(at.substr(0, 4)) == "null";
        node.kind = written ? Node::Kind::null : Node::Kind::empty;
        node.mark = mark_of(mark, !written ? 1 : at.starts_with('~') ? 1 : 4);
        finish(std::move(node), anchor);
    }

    void OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        auto const found = anchors_.find(anchor);
        if (found == anchors_.end()) {
            give_up({mark_of(mark, 1), "an alias stands inside the value it repeats"});
        }
        values_ += count_values(found->second);
        check_size(mark);
        finish(Node(found->second), 0);
    }

    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override {
        check_tag(mark, tag);
        Node node;
        node.kind = Node::Kind::scalar;
        node.text = value;
        node.quoted = tag == "!";
        node.mark = mark_of(mark, scalar_length(line_from(mark), value));
        if (node.quoted && !is_closed(mark)) {
            auto const quote = line_from(mark).front();
            problems_.add({mark_of(mark, 1), fmt::format("`{}` is never closed", quote), "opened here",
                           fmt::format("add `{}`", quote)});
        }
        // The file is UTF-8, so an escape it was: yaml-cpp makes half a character of `\N` and of `\_`.
        if (first_invalid_byte(value)) {
            give_up({node.mark, "an escape that gives no text", R"(a NUL, `\N` or `\_`)",
                     R"(write `\u0085` for `\N`, `\u00A0` for `\_`)"});
        }
        finish(std::move(node), anchor);
    }

    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        open(Node::Kind::list, mark, tag, anchor, style);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        open(Node::Kind::map, mark, tag, anchor, style);
    }
    void OnMapEnd() override { close(); }

    [[nodiscard]] Mark mark_of(YAML::Mark const& mark, int length) {
        auto const line = static_cast<std::size_t>(std::max(mark.line, 0));
        auto const column = static_cast<std::size_t>(std::max(mark.column, 0));
        if (line != counted_.line || column < counted_.column) {
            counted_ = {line, 0, 0};
        }
        if (line < source_->lines.size()) {
            auto const begin = std::min(counted_.column, source_->lines[line].size());
            counted_.characters +=
                count_characters(std::string_view(source_->lines[line]).substr(begin, column - counted_.column));
        }
        counted_.column = column;
        return {source_, mark.line + 1, counted_.characters + 1, length};
    }

private:
    /// A list or map being filled, and the key that waits for its value.
    struct Open {
        Node node;
        YAML::anchor_t anchor = 0;
        bool has_key = false;
        bool keep = true;  ///< whether the value of the key is wanted (false for a duplicate)
        std::string key{};
        Mark key_mark{};
    };

    [[noreturn]] static void give_up(Problem problem) { throw GivenUp{std::move(problem)}; }

    [[nodiscard]] std::string_view line_from(YAML::Mark const& mark) const {
        auto const line = static_cast<std::size_t>(std::max(mark.line, 0));
        auto const column = static_cast<std::size_t>(std::max(mark.column, 0));
        if (line >= source_->lines.size() || column >= source_->lines[line].size()) {
            return {};
        }
        return std::string_view(source_->lines[line]).substr(column);
    }

    /// Characters that a scalar takes in its line.
    static int scalar_length(std::string_view line, std::string const& value) {
        if (!line.empty() && (line.front() == '"' || line.front() == '\'')) {
            return count_characters(line.substr(0, end_of_quoted(line)));
        }
        return line.starts_with(value) ? std::max(count_characters(value), 1) : 1;
    }

    /// Whether the quoted scalar that begins here ends (yaml-cpp lets the end of the file end it); true for blocks.
    [[nodiscard]] bool is_closed(YAML::Mark const& mark) const {
        auto const first = line_from(mark);
        if (first.empty() || (first.front() != '"' && first.front() != '\'')) {
            return true;
        }
        auto const begin = line_begins_.at(static_cast<std::size_t>(mark.line)) + static_cast<std::size_t>(mark.column);
        return end_of_quoted(text_.substr(begin)) != std::string_view::npos;
    }

    void check_tag(YAML::Mark const& mark, std::string const& tag) {
        if (!tag.empty() && tag != "?" && tag != "!") {
            problems_.add({mark_of(mark, 1), "tags have no meaning here", fmt::format("`{}`", tag), "leave it out"});
        }
    }

    void check_size(YAML::Mark const& mark) {
        if (values_ > most_values) {
            give_up({mark_of(mark, 1), fmt::format("more than {} values", most_values), "aliases count in full"});
        }
    }

    void open(Node::Kind kind, YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
              YAML::EmitterStyle::value style) {
        check_tag(mark, tag);
        if (stack_.size() >= deepest) {
            give_up({mark_of(mark, 1), fmt::format("nested more than {} levels deep", deepest)});
        }
        if (expects_key()) {
            give_up({mark_of(mark, 1), "a key must be plain text"});
        }
        Open opened;
        opened.node.kind = kind;
        opened.node.flow = style == YAML::EmitterStyle::Flow;
        opened.node.mark = mark_of(mark, 1);
        opened.anchor = anchor;
        stack_.push_back(std::move(opened));
    }

    void close() {
        auto opened = std::move(stack_.back());
        stack_.pop_back();
        finish(std::move(opened.node), opened.anchor);
    }

    [[nodiscard]] bool expects_key() const {
        return !stack_.empty() && stack_.back().node.kind == Node::Kind::map && !stack_.back().has_key;
    }

    void finish(Node node, YAML::anchor_t anchor) {
        if (++values_ > most_values) {
            give_up({node.mark, fmt::format("more than {} values", most_values)});
        }
        if (anchor != 0) {
            anchors_[anchor] = node;
        }
        if (stack_.empty()) {
            root_ = std::move(node);
        } else if (expects_key()) {
            take_key(std::move(node));
        } else if (auto& parent = stack_.back(); parent.node.kind == Node::Kind::map) {
            parent.has_key = false;
            if (parent.keep) {
                parent.node.entries.push_back({std::move(parent.key), std::move(parent.key_mark), std::move(node)});
            }
        } else {
            parent.node.items.push_back(std::move(node));
        }
    }

    void take_key(Node key) {
        auto& map = stack_.back();
        map.has_key = true;
        map.keep = false;
        if (key.kind != Node::Kind::scalar) {
            problems_.add({key.mark, "a key must be plain text"});
        } else if (key.text == "<<" && !key.quoted) {
            problems_.add(
                {key.mark, "merge keys `<<` are not read", "", "use `extends:`, or an alias for the whole value"});
        } else if (auto const* first = map.node.find(key.text)) {
            auto const where =
                first->mark.source->numbered ? fmt::format("first given in line {}", first->mark.line) : "";
            problems_.add({key.mark, fmt::format("duplicate key `{}`", key.text), where});
        } else {
            map.keep = true;
            map.key = std::move(key.text);
            map.key_mark = std::move(key.mark);
        }
    }

    /// How far characters are counted, so that a long line is walked once.
    struct Counted {
        std::size_t line = 0;
        std::size_t column = 0;
        int characters = 0;
    };

    std::string_view text_;
    std::vector<std::size_t> line_begins_;
    Counted counted_{};
    std::shared_ptr<Source const> source_;
    Problems& problems_;
    std::vector<Open> stack_;
    std::map<YAML::anchor_t, Node> anchors_;
    std::size_t values_ = 0;
    Node root_;
};

/// An opening that is never closed explains most other complaints.
std::optional<Problem> unclosed_problem(std::string const& text, TreeBuilder& builder) {
    auto const unclosed = find_unclosed(text);
    if (!unclosed) {
        return std::nullopt;
    }
    YAML::Mark mark;
    mark.line = unclosed->line;
    mark.column = unclosed->byte_column;
    auto const quote = unclosed->opening == '"' || unclosed->opening == '\'';
    auto const closing = quote ? unclosed->opening : unclosed->opening == '[' ? ']' : '}';
    return Problem{builder.mark_of(mark, 1), fmt::format("`{}` is never closed", unclosed->opening), "opened here",
                   fmt::format("add `{}`", closing)};
}

}  // namespace

Entry const* Node::find(std::string_view key) const {
    auto const found =
        std::find_if(entries.begin(), entries.end(), [&](Entry const& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

Entry* Node::find(std::string_view key) { return const_cast<Entry*>(std::as_const(*this).find(key)); }

Location location_of(Mark const& mark) {
    Location location{mark.source->name, mark.source->numbered ? mark.line : 0, mark.column, mark.length, ""};
    auto const index = static_cast<std::size_t>(mark.line - 1);
    if (mark.column != 0 && index < mark.source->lines.size()) {
        location.text = mark.source->lines[index];
    }
    return location;
}

void Problems::throw_if_any() const {
    if (problems_.empty()) {
        return;
    }
    auto sorted = problems_;
    auto const key = [](Problem const& p) { return std::tie(p.mark.source->order, p.mark.line, p.mark.column); };
    std::stable_sort(sorted.begin(), sorted.end(), [&](auto const& a, auto const& b) { return key(a) < key(b); });
    // What variants share is read once for each.
    std::set<std::tuple<int, int, int, std::string>> seen;
    std::erase_if(sorted,
                  [&](Problem const& p) { return !seen.insert(std::tuple_cat(key(p), std::tie(p.problem))).second; });
    auto const left_out = sorted.size() - std::min(sorted.size(), most_problems);
    sorted.resize(sorted.size() - left_out);
    std::vector<Diagnostic> diagnostics;
    for (auto const& [mark, problem, why, help] : sorted) {
        diagnostics.push_back({problem, why, location_of(mark), help});
    }
    if (left_out > 0) {
        diagnostics.push_back({fmt::format("and {} more problems", left_out)});
    }
    throw ScenarioError(std::move(diagnostics));
}

std::string normalize(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            continue;
        }
        out += text[i];
    }
    return out;
}

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::optional<Node> parse_yaml(std::string const& text, std::shared_ptr<Source const> const& source,
                               Problems& problems) {
    TreeBuilder builder(text, source, problems);
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder);
        auto node = builder.take();
        TreeBuilder second(text, source, problems);
        if (parser.HandleNextDocument(second)) {
            problems.add(
                {second.take().mark, "a second document begins", "a file is one document", "remove the `---`"});
        }
        return node;
    } catch (YAML::Exception const& error) {
        auto const line = std::min(static_cast<std::size_t>(std::max(error.mark.line, 0)), source->lines.size());
        auto const indentation =
            line < source->lines.size() ? source->lines[line].find_first_not_of(' ') : std::string::npos;
        auto const tab = indentation != std::string::npos && source->lines[line][indentation] == '\t';
        auto message = explain_syntax_error(tab ? "illegal tab" : error.msg);
        Problem other{builder.mark_of(error.mark, 1), std::move(message.problem), std::move(message.why),
                      std::move(message.help)};
        problems.add(unclosed_problem(text, builder).value_or(std::move(other)));
    } catch (GivenUp const& given_up) {
        problems.add(unclosed_problem(text, builder).value_or(given_up.problem));
    }
    return std::nullopt;
}

void lay_over(Node& base, Node over) {
    if (base.kind != Node::Kind::map || over.kind != Node::Kind::map) {
        if (base.kind != Node::Kind::map || over.kind != Node::Kind::empty) {
            base = std::move(over);
        }
        return;
    }
    for (auto& entry : over.entries) {
        if (auto* const known = base.find(entry.key)) {
            lay_over(known->value, std::move(entry.value));
            known->mark = std::move(entry.mark);
        } else {
            base.entries.push_back(std::move(entry));
        }
    }
}

Mark value_mark(Entry const& entry) {
    using Kind = Node::Kind;
    auto const& value = entry.value;
    auto const shown = value.kind == Kind::scalar || value.kind == Kind::null || value.flow;
    return shown ? value.mark : entry.mark;
}

}  // namespace candor::scenario
