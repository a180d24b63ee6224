#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "candor/scenario/diagnostic.hpp"

/// A strict reader of CSV files after RFC 4180, with line numbers. Own code because Debian has no small, well-kept
/// header-only CSV library (its C++ candidates come with Boost, Arrow or a database).
namespace candor::scenario::csv {

/// A file in memory: valid UTF-8 without byte order mark and control characters.
class Text {
public:
    /// Reads the file. Errors: ScenarioError if it cannot be read or is not text.
    explicit Text(std::filesystem::path const& file);
    /// Takes `bytes` as the content of a file of that name. Errors: ScenarioError if they are not text.
    Text(std::string source, std::string bytes);

    [[nodiscard]] std::string const& source() const { return source_; }
    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    /// Line, column (both from 1; columns count characters) and text of the bytes [begin, end). Scans the file.
    [[nodiscard]] Location location(std::size_t begin, std::size_t end) const;

private:
    void check() const;

    std::string source_;
    std::string bytes_;
};

/// Collects what is wrong with one file, so that all of it is reported at once: the first 20 and how many more.
class Complaints {
public:
    explicit Complaints(Text const& text) : text_(&text) {}

    void add(std::size_t begin, std::size_t end, std::string problem, std::string why, std::string help = {});
    [[nodiscard]] bool empty() const { return count_ == 0; }
    /// Whether further ones are only counted, so that their text need not be worked out.
    [[nodiscard]] bool full() const { return count_ >= most_kept; }
    /// Errors: ScenarioError with everything collected, in the order of the file, if there is anything.
    void throw_if_any();

private:
    struct Complaint {
        std::size_t begin;
        Diagnostic diagnostic;
    };

    static constexpr std::size_t most_kept = 20;

    Text const* text_;
    std::vector<Complaint> kept_{};
    std::size_t count_ = 0;
};

/// One cell: its value, without quotes and surrounding blanks, and the bytes [begin, end) where it stands.
struct Cell {
    std::string_view text{};
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// The rows of a file below its header, all of the header's width. The separator is the most frequent of comma,
/// semicolon and tab in the header. Blank lines are skipped; lines end with LF, CRLF or CR.
class Table {
public:
    /// Errors: ScenarioError, with all of: unclosed or stray quotes, rows that are not of the header's width, no rows.
    explicit Table(Text text);

    [[nodiscard]] Text const& text() const { return *text_; }
    [[nodiscard]] std::vector<Cell> const& columns() const { return columns_; }
    [[nodiscard]] std::size_t rows() const { return cells_.size() / columns_.size(); }
    [[nodiscard]] Cell const& cell(std::size_t row, std::size_t column) const {
        return cells_[row * columns_.size() + column];
    }
    /// The line, from 1, in which a cell begins. Scans the file.
    [[nodiscard]] int line(Cell const& cell) const;

private:
    friend class Parser;

    std::unique_ptr<Text const> text_;  ///< stays in place when the table moves, as cells point into it
    std::vector<Cell> columns_{};
    std::vector<Cell> cells_{};
    std::deque<std::string> unescaped_{};  ///< values of cells with doubled quotes
};

/// The value for messages: in backquotes, on one line, cut if long.
[[nodiscard]] std::string backquoted(std::string_view value);

}  // namespace candor::scenario::csv
