#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace candor::scenario::markdown {

/// Somebody else's text as Markdown that shows just that: control characters replaced, marks escaped.
[[nodiscard]] std::string plain(std::string_view text);
/// The text as a code span.
[[nodiscard]] std::string code(std::string_view text);

/// A table whose columns stand below each other in a terminal too; the last one is as wide as it is.
class Table {
public:
    explicit Table(std::vector<std::string> header) : rows_{std::move(header)} {}
    /// Adds a row of Markdown; bars in it are escaped unless they are already.
    void add(std::vector<std::string> row);
    [[nodiscard]] bool empty() const { return rows_.size() == 1; }
    [[nodiscard]] std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;
};

/// The text with its prose wrapped to `width` columns, never within a code span, and at most one empty line in a row;
/// headings, tables and code blocks stay as they are.
[[nodiscard]] std::string wrapped(std::string_view text, int width);

}  // namespace candor::scenario::markdown
