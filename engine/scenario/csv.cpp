#include "csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "text.hpp"

namespace candor::scenario::csv {

namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 31;

[[noreturn]] void refuse(std::string const& source, std::string problem, std::string why, std::string help = {}) {
    Location location;
    location.source = source;
    throw ScenarioError({Diagnostic{std::move(problem), std::move(why), std::move(location), std::move(help)}});
}

std::string read_file(std::filesystem::path const& file) {
    std::string const source = file.generic_string();
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored)) {
        refuse(source, "cannot read " + backquoted(source), "it is a folder");
    }
    errno = 0;
    std::ifstream in(file, std::ios::binary);
    std::string bytes;
    std::vector<char> piece(std::size_t{1} << 20);
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
        bytes.append(piece.data(), static_cast<std::size_t>(in.gcount()));
        if (bytes.size() >= most_bytes) {
            refuse(source, "cannot read " + backquoted(source), "it is larger than 2 GiB");
        }
    }
    if (!in.eof() || in.bad()) {
        refuse(source, "cannot read " + backquoted(source), std::generic_category().message(errno == 0 ? EIO : errno));
    }
    return bytes;
}

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

/// The first byte that is not text: no UTF-8, or a control character other than tab and line ends; none if all is well.
std::optional<std::size_t> first_strange_byte(std::string_view text) {
    auto const is_control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    };
    auto const control = std::find_if(text.begin(), text.end(), is_control);
    if (auto const invalid = first_invalid_byte(text.substr(0, static_cast<std::size_t>(control - text.begin())))) {
        return invalid;
    }
    return control == text.end() ? std::nullopt : std::optional(static_cast<std::size_t>(control - text.begin()));
}

/// Whether a line ends at `i`: at LF, or at CR without LF after it (of CRLF, the LF ends the line).
bool ends_line(std::string_view text, std::size_t i) {
    return text[i] == '\n' || (text[i] == '\r' && text.substr(i + 1, 1) != "\n");
}

/// Removes blanks, tabs, line ends and no-break spaces around the value.
std::string_view trim(std::string_view value) {
    constexpr std::string_view no_break = "\xC2\xA0";
    auto const is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    for (bool trimmed = true; trimmed && !value.empty();) {
        trimmed = false;
        if (is_blank(value.front()) || starts_with(value, no_break)) {
            value.remove_prefix(is_blank(value.front()) ? 1 : no_break.size());
            trimmed = true;
        } else if (is_blank(value.back()) ||
                   (value.size() >= 2 && value.substr(value.size() - no_break.size()) == no_break)) {
            value.remove_suffix(is_blank(value.back()) ? 1 : no_break.size());
            trimmed = true;
        }
    }
    return value;
}

}  // namespace

std::string backquoted(std::string_view value) {
    constexpr std::size_t longest = 60;
    constexpr std::size_t longest_character = 4;
    std::vector<std::string> const characters = split_characters(value.substr(0, (longest + 1) * longest_character));
    std::string shown;
    for (std::size_t i = 0; i < std::min(characters.size(), longest); ++i) {
        shown += printable(characters[i]);
    }
    return "`" + shown + (characters.size() > longest ? "...`" : "`");
}

Text::Text(std::filesystem::path const& file) : Text(file.generic_string(), read_file(file)) {}

Text::Text(std::string source, std::string bytes) : source_(std::move(source)), bytes_(std::move(bytes)) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (starts_with(bytes_, byte_order_mark)) {
        bytes_.erase(0, byte_order_mark.size());
    }
    check();
}

void Text::check() const {
    constexpr char const* help = "save it as CSV in UTF-8";
    std::string const name = backquoted(source_);
    if (starts_with(bytes_, "PK\x03\x04")) {
        refuse(source_, name + " is not a CSV file", "it is a spreadsheet or another zip archive", help);
    }
    if (starts_with(bytes_, "\xFF\xFE") || starts_with(bytes_, "\xFE\xFF")) {
        refuse(source_, name + " is not text in UTF-8", "it is in UTF-16", help);
    }
    if (auto const strange = first_strange_byte(bytes_)) {
        auto const byte = static_cast<unsigned char>(bytes_[*strange]);
        auto const line = location(*strange, *strange).line;
        refuse(source_, name + " is not text in UTF-8", fmt::format("byte 0x{:02X} in line {}", byte, line), help);
    }
}

Location Text::location(std::size_t begin, std::size_t end) const {
    std::string_view const text = bytes_;
    Location found;
    found.source = source_;
    std::size_t line_begin = 0;
    int line = 1;
    for (std::size_t i = 0; i < begin; ++i) {
        if (ends_line(text, i)) {
            line_begin = i + 1;
            ++line;
        }
    }
    std::size_t const line_end = std::min(text.find_first_of("\r\n", line_begin), text.size());
    begin = std::min(begin, line_end);
    end = std::clamp(end, begin, line_end);
    found.line = line;
    found.column = count_characters(text.substr(line_begin, begin - line_begin)) + 1;
    found.length = std::max(count_characters(text.substr(begin, end - begin)), 1);
    found.text = text.substr(line_begin, line_end - line_begin);
    return found;
}

void Complaints::add(std::size_t begin, std::size_t end, std::string problem, std::string why, std::string help) {
    ++count_;
    if (kept_.size() < most_kept) {
        kept_.push_back({begin, {std::move(problem), std::move(why), text_->location(begin, end), std::move(help)}});
    }
}

void Complaints::throw_if_any() {
    if (count_ == 0) {
        return;
    }
    std::stable_sort(kept_.begin(), kept_.end(), [](auto const& a, auto const& b) { return a.begin < b.begin; });
    std::vector<Diagnostic> diagnostics;
    for (Complaint& complaint : kept_) {
        diagnostics.push_back(std::move(complaint.diagnostic));
    }
    if (count_ > kept_.size()) {
        Location whole_file;
        whole_file.source = text_->source();
        diagnostics.push_back({fmt::format("and {} more", count_ - kept_.size()), {}, std::move(whole_file), {}});
    }
    throw ScenarioError(std::move(diagnostics));
}

/// Reads the text of a table once from its beginning to its end.
class Parser {
public:
    explicit Parser(Table& table)
        : table_(&table),
          text_(table.text().bytes()),
          complaints_(table.text()),
          separator_(recognize_separator(text_)) {}

    void run() {
        if (!skip_blank_lines()) {
            refuse(table_->text().source(), backquoted(table_->text().source()) + " is empty",
                   "a header and rows are needed");
        }
        std::size_t const header_begin = at_;
        read_row(table_->columns_);
        std::size_t const header_end = at_;
        while (skip_blank_lines()) {
            read_row_below_header();
        }
        if (rows_ == 0) {
            complaints_.add(header_begin, header_end, "there are no rows below the header", {});
        }
        complaints_.throw_if_any();
    }

private:
    static char recognize_separator(std::string_view text) {
        std::size_t const begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
        std::array<std::pair<char, int>, 3> found{{{',', 0}, {';', 0}, {'\t', 0}}};
        bool in_quotes = false;
        for (std::size_t i = begin; i < text.size() && (in_quotes || !ends_line(text, i)); ++i) {
            in_quotes = (text[i] == '"') != in_quotes;
            for (auto& [separator, count] : found) {
                count += !in_quotes && text[i] == separator ? 1 : 0;
            }
        }
        return std::max_element(found.begin(), found.end(),
                                [](auto const& a, auto const& b) { return a.second < b.second; })
            ->first;
    }

    [[nodiscard]] bool is_blank(std::size_t i) const {
        return text_[i] == ' ' || (text_[i] == '\t' && separator_ != '\t');
    }
    [[nodiscard]] bool is_line_end(std::size_t i) const { return text_[i] == '\n' || text_[i] == '\r'; }
    [[nodiscard]] bool ends_cell(std::size_t i) const {
        return i == text_.size() || text_[i] == separator_ || is_line_end(i);
    }

    /// Goes to the first character of the next row; false if there is none.
    bool skip_blank_lines() {
        for (std::size_t i = at_; i < text_.size(); ++i) {
            if (is_line_end(i)) {
                at_ = i + 1;
            } else if (!is_blank(i)) {
                return true;
            }
        }
        return false;
    }

    void read_row_below_header() {
        std::vector<Cell>& cells = table_->cells_;
        std::size_t const before = cells.size();
        std::size_t const begin = at_;
        ++rows_;
        read_row(cells);
        std::size_t const found = cells.size() - before;
        std::size_t const wanted = table_->columns_.size();
        if (found != wanted) {
            complaints_.add(begin, at_, fmt::format("this row has {} {}", found, found == 1 ? "cell" : "cells"),
                            fmt::format("the header has {}", wanted),
                            found > wanted ? fmt::format("put a cell that contains `{}` in quotes", separator_) : "");
            cells.resize(before);
        }
    }

    /// Appends the cells from here to the end of the line, where it stops.
    void read_row(std::vector<Cell>& cells) {
        while (true) {
            cells.push_back(read_cell());
            if (at_ == text_.size() || text_[at_] != separator_) {
                return;
            }
            ++at_;
        }
    }

    Cell read_cell() {
        while (at_ < text_.size() && is_blank(at_)) {
            ++at_;
        }
        return at_ < text_.size() && text_[at_] == '"' ? read_quoted_cell() : read_bare_cell();
    }

    Cell read_bare_cell() {
        std::size_t const begin = at_;
        bool has_quote = false;
        for (; !ends_cell(at_); ++at_) {
            has_quote = has_quote || text_[at_] == '"';
        }
        std::string_view const value = trim(text_.substr(begin, at_ - begin));
        if (has_quote) {
            complaints_.add(begin, at_, "a quote inside a cell without quotes", {},
                            "put the whole cell in quotes and double the quotes inside");
        }
        return make_cell(value, begin, begin + value.size());
    }

    Cell read_quoted_cell() {
        std::size_t const begin = at_++;
        std::string unescaped;
        std::size_t piece_begin = at_;
        while (true) {
            std::size_t const quote = text_.find('"', at_);
            if (quote == std::string_view::npos) {
                complaints_.add(begin, begin + 1, "this quote is never closed", {});
                at_ = text_.size();
                return make_cell({}, begin, begin + 1);
            }
            at_ = quote + 1;
            if (at_ == text_.size() || text_[at_] != '"') {
                break;
            }
            unescaped.append(text_.substr(piece_begin, at_ - piece_begin));
            piece_begin = ++at_;
        }
        std::size_t const end = at_;
        std::string_view value = text_.substr(piece_begin, end - 1 - piece_begin);
        if (!unescaped.empty()) {
            value = table_->unescaped_.emplace_back(unescaped + std::string(value));
        }
        skip_to_cell_end();
        return make_cell(trim(value), begin, end);
    }

    /// Behind a closing quote: only blanks may follow in the cell.
    void skip_to_cell_end() {
        std::size_t const begin = at_;
        while (!ends_cell(at_)) {
            ++at_;
        }
        if (!trim(text_.substr(begin, at_ - begin)).empty()) {
            complaints_.add(begin, at_, "text after the closing quote of a cell", {},
                            "double the quotes inside a cell");
        }
    }

    static Cell make_cell(std::string_view text, std::size_t begin, std::size_t end) {
        return {text, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    Table* table_;
    std::string_view text_;
    Complaints complaints_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t rows_ = 0;
};

Table::Table(Text text) : text_(std::make_unique<Text const>(std::move(text))) { Parser(*this).run(); }

int Table::line(Cell const& cell) const { return text_->location(cell.begin, cell.end).line; }

}  // namespace candor::scenario::csv
