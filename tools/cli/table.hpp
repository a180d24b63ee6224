#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "terminal.hpp"

namespace candor::cli {

/// A text in a table, and how it looks.
struct Cell {
    std::string text{};
    Style style = Style::plain;
};

/// Cells below each other. The first column is flush left, the others flush right unless told otherwise.
class Table {
public:
    explicit Table(std::size_t column_count);

    void align_left(std::size_t column) { flush_left_[column] = true; }
    void row(std::vector<Cell> cells) { rows_.push_back({std::move(cells), false}); }
    /// A line across all columns, that rows below belong to.
    void group(std::string title) { rows_.push_back({{{std::move(title), Style::bold}}, true}); }

    /// Columns of the terminal that the widest line needs.
    [[nodiscard]] std::size_t width() const;
    /// The table as lines; what does not fit the terminal is clipped.
    [[nodiscard]] std::string render(Terminal const& terminal) const;

private:
    struct Row {
        std::vector<Cell> cells;
        bool is_group;
    };

    [[nodiscard]] std::vector<std::size_t> column_widths() const;

    std::vector<bool> flush_left_;
    std::vector<Row> rows_{};
};

}  // namespace candor::cli
