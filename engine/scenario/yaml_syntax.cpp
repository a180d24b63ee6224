#include "yaml_syntax.hpp"

#include <array>
#include <utility>
#include <vector>

namespace candor::scenario {

namespace {

/// Walks over YAML text just far enough to know which brackets and quotes are structure.
class BracketScanner {
public:
    explicit BracketScanner(std::string_view text) : text_(text) {}

    std::optional<Unclosed> run() {
        while (!done()) {
            auto const c = peek();
            if (c == '#' && blank_before_) {
                skip_line();
            } else if (token_may_start_ && (c == '"' || c == '\'')) {
                auto const opened = Unclosed{c, line_, column_};
                if (!skip_quoted()) {
                    return opened;
                }
                token_may_start_ = false;
                blank_before_ = false;
            } else if (token_may_start_ && open_.empty() && (c == '|' || c == '>')) {
                skip_block();
            } else {
                step(c);
            }
        }
        return open_.empty() ? std::nullopt : std::optional(open_.back());
    }

private:
    [[nodiscard]] bool done() const { return at_ >= text_.size(); }
    [[nodiscard]] char peek() const { return text_[at_]; }
    [[nodiscard]] bool blank_follows() const {
        return at_ + 1 >= text_.size() || text_[at_ + 1] == ' ' || text_[at_ + 1] == '\n' || text_[at_ + 1] == '\t';
    }

    void advance() {
        if (text_[at_++] == '\n') {
            ++line_;
            column_ = 0;
        } else {
            ++column_;
        }
    }

    void skip_line() {
        while (!done() && peek() != '\n') {
            advance();
        }
    }

    /// False if the text ends inside.
    bool skip_quoted() {
        auto const size = end_of_quoted(text_.substr(at_));
        if (size == std::string_view::npos) {
            return false;
        }
        for (std::size_t i = 0; i < size; ++i) {
            advance();
        }
        return true;
    }

    /// A text block `|` or `>`: the lines that are indented more than the one it begins in.
    void skip_block() {
        auto const line_begin = at_ - static_cast<std::size_t>(column_);
        auto const indent = text_.find_first_not_of(' ', line_begin) - line_begin;
        skip_line();
        while (!done()) {
            auto const next = text_.find_first_not_of(' ', at_ + 1);
            auto const blank = next == std::string_view::npos || text_[next] == '\n';
            if (!blank && next - (at_ + 1) <= indent) {
                return;
            }
            advance();
            skip_line();
        }
    }

    void step(char c) {
        auto const in_flow = !open_.empty();
        auto const opens = (c == '[' || c == '{') && (token_may_start_ || in_flow);
        auto const closes = in_flow && (c == ']' || c == '}');
        auto const separates =
            (in_flow && c == ',') || ((c == ':' || c == '-' || c == '?') && (blank_follows() || in_flow));
        if (opens) {
            open_.push_back({c, line_, column_});
        } else if (closes) {
            open_.pop_back();
        }
        blank_before_ = c == ' ' || c == '\n' || c == '\t';
        if (c == '\n' || opens || separates) {
            token_may_start_ = true;
        } else if (c != ' ' && c != '\t') {
            token_may_start_ = false;
        }
        advance();
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 0;
    int column_ = 0;
    bool token_may_start_ = true;
    bool blank_before_ = true;
    std::vector<Unclosed> open_;
};

}  // namespace

std::size_t end_of_quoted(std::string_view text) {
    auto const quote = text.front();
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (quote == '\'' && text.substr(i, 2) == "''") {
            ++i;
        } else if (text[i] == quote) {
            return i + 1;
        }
    }
    return std::string_view::npos;
}

std::optional<Unclosed> find_unclosed(std::string_view text) { return BracketScanner(text).run(); }

SyntaxMessage explain_syntax_error(std::string const& yaml_cpp_message) {
    struct Known {
        char const* theirs;
        SyntaxMessage ours;
    };
    static std::array<Known, 12> const known{{
        {"illegal tab", {"a tab cannot indent", "YAML allows spaces only", "replace the tab by spaces"}},
        {"end of map not found",
         {"this line does not fit the lines above", "", "check its indentation, and that a key ends in `:`"}},
        {"end of sequence not found", {"this line does not fit the list above", "", "check its indentation"}},
        {"end of sequence flow not found",
         {"the list in brackets is broken here", "", "put `,` between values and `]` at the end"}},
        {"end of map flow not found",
         {"the map in braces is broken here", "", "put `,` between entries and `}` at the end"}},
        {"illegal map value",
         {"a second `:` stands here", "one line holds one key", "put text that contains `: ` in quotes"}},
        {"illegal map key", {"a key cannot stand here", "", "check the indentation"}},
        {"illegal block entry", {"a list item `-` cannot stand here", "", "put it on a line of its own"}},
        {"illegal flow end", {"a bracket is closed that was not opened", "", ""}},
        {"unknown escape character",
         {"this escape is unknown", "in double quotes `\\` begins an escape", "use single quotes"}},
        {"the referenced anchor is not defined",
         {"this alias refers to nothing", "no `&anchor` of that name stands above", ""}},
        {"unknown token", {"no value can begin with this character", "YAML reserves it", "put the text in quotes"}},
    }};
    for (auto const& [theirs, ours] : known) {
        if (yaml_cpp_message.find(theirs) != std::string::npos) {
            return ours;
        }
    }
    return {"this is not YAML", yaml_cpp_message, ""};
}

}  // namespace candor::scenario
