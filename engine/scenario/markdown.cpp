#include "markdown.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "text.hpp"

namespace candor::scenario::markdown {

namespace {

constexpr std::string_view fence = "```";

std::size_t indentation(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

/// The length of `- ` or `12. ` at the begin of a text; 0 if it is no item of a list.
std::size_t marker_length(std::string_view text) {
    if (text.starts_with("- ")) {
        return 2;
    }
    auto const digits = std::min(text.find_first_not_of("0123456789"), text.size());
    return digits > 0 && text.substr(digits).starts_with(". ") ? digits + 2 : 0;
}

/// One paragraph or item of a list, word by word.
class Paragraph {
public:
    Paragraph(std::string& out, int width) : out_(out), width_(width) {}

    void add(std::string_view line) {
        auto const indent = indentation(line);
        auto const marker = marker_length(line.substr(indent));
        if (marker > 0) {
            end();
        }
        if (words_.empty()) {
            first_ = std::string(indent, ' ') + std::string(line.substr(indent, marker));
            hanging_ = std::string(indent + marker, ' ');
            line.remove_prefix(marker);
        }
        line.remove_prefix(indent);
        while (!line.empty()) {
            auto const end = std::min(line.find(' '), line.size());
            add_word(line.substr(0, end));
            line.remove_prefix(std::min(end + 1, line.size()));
        }
    }

    void end() {
        auto line = first_;
        auto is_first = true;
        for (auto const& word : words_) {
            if (!is_first && count_characters(line) + 1 + count_characters(word) > width_) {
                out_ += line + "\n";
                line = hanging_;
                is_first = true;
            }
            line += (is_first ? "" : " ") + word;
            is_first = false;
        }
        if (!words_.empty()) {
            out_ += line + "\n";
        }
        words_.clear();
        in_code_ = false;
    }

private:
    void add_word(std::string_view word) {
        if (in_code_) {
            words_.back() += " " + std::string(word);
        } else {
            words_.emplace_back(word);
        }
        in_code_ = in_code_ != (std::count(word.begin(), word.end(), '`') % 2 == 1);
    }

    std::string& out_;
    int width_;
    std::string first_;
    std::string hanging_;
    std::vector<std::string> words_;
    bool in_code_ = false;
};

}  // namespace

std::string plain(std::string_view text) {
    auto const shown = printable(text);
    auto const in_word = [&](std::size_t at) {
        return at > 0 && at + 1 < shown.size() && std::isalnum(static_cast<unsigned char>(shown[at - 1])) != 0 &&
               std::isalnum(static_cast<unsigned char>(shown[at + 1])) != 0;
    };
    std::string out;
    for (std::size_t at = 0; at < shown.size(); ++at) {
        auto const is_mark = std::string_view("\\`*_[]<>|#").find(shown[at]) != std::string_view::npos;
        out += is_mark && !(shown[at] == '_' && in_word(at)) ? "\\" : "";
        out += shown[at];
    }
    return out;
}

std::string code(std::string_view text) {
    auto const shown = printable(text);
    auto const mark = shown.find('`') == std::string::npos ? "`" : "``";
    return mark + shown + mark;
}

void Table::add(std::vector<std::string> row) {
    for (auto& cell : row) {
        std::string escaped;
        for (auto const c : cell) {
            escaped += c == '|' && !escaped.ends_with('\\') ? "\\" : "";
            escaped += c;
        }
        cell = std::move(escaped);
    }
    rows_.push_back(std::move(row));
}

std::string Table::text() const {
    std::vector<int> widths(rows_.front().size());
    for (auto const& row : rows_) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max({widths[column], count_characters(row[column]), 3});
        }
    }
    widths.back() = 3;
    std::string out;
    for (auto const& row : rows_) {
        std::string rule = "|";
        out += "|";
        for (std::size_t column = 0; column < row.size(); ++column) {
            auto const missing = std::max(0, widths[column] - count_characters(row[column]));
            out += " " + row[column] + std::string(static_cast<std::size_t>(missing), ' ') + " |";
            rule += " " + std::string(static_cast<std::size_t>(widths[column]), '-') + " |";
        }
        out += "\n" + (&row == &rows_.front() ? rule + "\n" : std::string());
    }
    return out;
}

std::string wrapped(std::string_view text, int width) {
    std::string out;
    Paragraph paragraph(out, width);
    auto in_block = false;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        auto const line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        auto const is_fence = line.starts_with(fence);
        if (!in_block && !is_fence && !line.empty() && line.front() != '|' && line.front() != '#') {
            paragraph.add(line);
            continue;
        }
        paragraph.end();
        in_block = in_block != is_fence;
        auto const one_too_many = line.empty() && !in_block && (out.empty() || out.ends_with("\n\n"));
        out += one_too_many ? "" : std::string(line) + "\n";
    }
    paragraph.end();
    return out;
}

}  // namespace candor::scenario::markdown
