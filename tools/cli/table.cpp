#include "table.hpp"

#include <algorithm>
#include <numeric>

#include "text.hpp"

namespace candor::cli {

namespace {

constexpr std::size_t indent = 2;
constexpr std::size_t gap = 2;

}  // namespace

Table::Table(std::size_t column_count) : flush_left_(column_count, false) { flush_left_.front() = true; }

std::vector<std::size_t> Table::column_widths() const {
    std::vector<std::size_t> widths(flush_left_.size(), 0);
    for (Row const& row : rows_) {
        for (std::size_t c = 0; c < row.cells.size() && !row.is_group; ++c) {
            widths[c] = std::max(widths[c], columns(row.cells[c].text));
        }
    }
    return widths;
}

std::size_t Table::width() const {
    std::vector<std::size_t> const widths = column_widths();
    return std::accumulate(widths.begin(), widths.end(), indent + gap * (widths.size() - 1));
}

std::string Table::render(Terminal const& terminal) const {
    std::vector<std::size_t> const widths = column_widths();
    std::string out;
    for (Row const& row : rows_) {
        std::string line = row.is_group ? "" : std::string(indent, ' ');
        std::size_t used = line.size();
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            Cell const& cell = row.cells[c];
            std::size_t const before = row.is_group || c == 0 ? 0 : gap;
            if (used + before >= terminal.width()) break;
            std::string const shown = clip(cell.text, std::min(terminal.width() - used - before, terminal.width()));
            std::size_t const blanks = row.is_group ? 0 : widths[c] - std::min(widths[c], columns(shown));
            std::size_t const fitting = std::min(blanks, terminal.width() - used - before - columns(shown));
            std::string const painted = terminal.paint(cell.style, shown);
            line += std::string(before, ' ');
            line += flush_left_[c] ? painted + std::string(fitting, ' ') : std::string(fitting, ' ') + painted;
            used += before + fitting + columns(shown);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    }
    return out;
}

}  // namespace candor::cli
