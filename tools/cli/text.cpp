#include "text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace candor::cli {

namespace {

/// One character: its bytes and its code point.
struct Character {
    std::string_view bytes;
    char32_t code;
};

constexpr char32_t invalid = 0xFFFD;

/// The first character of a text that is not empty; a byte that is no UTF-8 counts as one.
Character first_character(std::string_view text) {
    auto const lead = static_cast<unsigned char>(text.front());
    std::size_t const size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
    if (size == 0 || size > text.size()) return {text.substr(0, 1), invalid};
    char32_t code = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        auto const next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0U) != 0x80) return {text.substr(0, 1), invalid};
        code = (code << 6U) | (next & 0x3FU);
    }
    return {text.substr(0, size), code};
}

template <class Visit>
void for_each_character(std::string_view text, Visit&& visit) {
    while (!text.empty()) {
        Character const character = first_character(text);
        visit(character);
        text.remove_prefix(character.bytes.size());
    }
}

bool within(char32_t code, char32_t first, char32_t last) { return code >= first && code <= last; }

bool is_control(char32_t code) {
    return code < 0x20 || within(code, 0x7F, 0x9F) || within(code, 0x202A, 0x202E) || within(code, 0x2066, 0x2069);
}

std::size_t columns_of(char32_t code) {
    bool const combining = within(code, 0x300, 0x36F) || within(code, 0x200B, 0x200F) || within(code, 0xFE00, 0xFE0F);
    if (combining) return 0;
    bool const wide = within(code, 0x1100, 0x115F) || within(code, 0x2E80, 0xA4CF) || within(code, 0xAC00, 0xD7A3) ||
                      within(code, 0xF900, 0xFAFF) || within(code, 0xFE30, 0xFE6F) || within(code, 0xFF00, 0xFF60) ||
                      within(code, 0xFFE0, 0xFFE6) || within(code, 0x1F300, 0x1FAFF) || within(code, 0x20000, 0x3FFFD);
    return wide ? 2 : 1;
}

/// Where the first word ends: at a blank, but `[a, b]` and `5 %` stay together.
std::size_t end_of_word(std::string_view text) {
    std::size_t end = std::min(text.find(' '), text.size());
    while (end < text.size()) {
        std::string_view const word = text.substr(0, end);
        bool const is_open =
            word.starts_with('[') && word.find(']') == std::string_view::npos && text.find(']') < end + 20;
        bool const unit_follows = text.substr(end + 1).starts_with('%');
        if (!is_open && !unit_follows) return end;
        end = std::min(text.find(' ', end + 1), text.size());
    }
    return end;
}

constexpr std::array<std::pair<char32_t, char>, 27> ascii_for{{
    {U'−', '-'}, {U'–', '-'}, {U'·', '|'}, {U'…', '.'},      {U'×', 'x'},  {U'±', '~'},  {U'⚑', '^'},
    {U'█', '#'}, {U'░', '.'}, {U'━', '='}, {U'─', '.'},      {U'▁', '_'},  {U'▂', '.'},  {U'▃', ':'},
    {U'▄', '-'}, {U'▅', '='}, {U'▆', '+'}, {U'▇', '*'},      {U'’', '\''}, {U'‘', '\''}, {U'“', '"'},
    {U'”', '"'}, {U'→', '>'}, {U'←', '<'}, {U'\u00A0', ' '}, {U'✓', '+'},  {U'✗', 'x'},
}};

char ascii_of(char32_t code) {
    if (code < 0x80) return static_cast<char>(code);
    auto const* const found =
        std::find_if(ascii_for.begin(), ascii_for.end(), [&](auto const& pair) { return pair.first == code; });
    return found == ascii_for.end() ? '?' : found->second;
}

}  // namespace

std::size_t columns(std::string_view text) {
    std::size_t sum = 0;
    for_each_character(text, [&](Character const& character) { sum += columns_of(character.code); });
    return sum;
}

std::string clip(std::string_view text, std::size_t width) {
    if (columns(text) <= width) return std::string(text);
    std::string kept;
    std::size_t used = 0;
    for_each_character(text, [&](Character const& character) {
        used += columns_of(character.code);
        if (used < width) kept += character.bytes;
    });
    return width == 0 ? std::string() : kept + "…";
}

std::string repeat(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

std::string pad_right(std::string_view text, std::size_t width) {
    std::size_t const used = columns(text);
    return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
    std::size_t const used = columns(text);
    return std::string(used < width ? width - used : 0, ' ') + std::string(text);
}

std::vector<std::string> wrap(std::string_view text, std::size_t width, std::string const& indent) {
    std::vector<std::string> lines;
    std::string line;
    bool empty = true;
    while (!text.empty()) {
        std::size_t const end = end_of_word(text);
        std::string_view const word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        if (!empty && columns(line) + 1 + columns(word) > width) {
            lines.push_back(line);
            line = indent;
            empty = true;
        }
        line += (empty ? "" : " ") + clip(word, width - std::min(width, columns(line)));
        empty = false;
    }
    if (!empty) lines.push_back(line);
    return lines;
}

std::string wrap_lines(std::string_view text, std::size_t width) {
    std::string out;
    while (!text.empty()) {
        std::size_t const end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        std::string const indent(std::min(line.find_first_not_of(' '), line.size()), ' ');
        if (columns(line) <= width) {
            out += std::string(line) + "\n";
            continue;
        }
        line.remove_prefix(indent.size());
        for (std::string const& part : wrap(line, width - indent.size())) out += indent + part + "\n";
    }
    return out;
}

std::vector<std::string> join_parts(std::vector<std::string> const& parts, std::size_t width) {
    std::vector<std::string> lines;
    for (std::string const& part : parts) {
        if (!lines.empty() && columns(lines.back()) + 3 + columns(part) <= width) {
            lines.back() += " · " + part;
        } else {
            lines.push_back(clip(part, width));
        }
    }
    return lines;
}

std::string listed(std::vector<std::string> const& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        out += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    }
    return out;
}

std::string printable(std::string_view text) {
    std::string out;
    for_each_character(text, [&](Character const& character) {
        bool const bad = is_control(character.code) || character.code == invalid;
        out += bad ? std::string(1, '?') : std::string(character.bytes);
    });
    return out;
}

std::string ascii(std::string_view text) {
    std::string out;
    for_each_character(text, [&](Character const& character) {
        out += std::string(columns_of(character.code), ascii_of(character.code));
    });
    return out;
}

std::string quoted(std::string const& word) {
    auto const plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("-_./=,:+@%").find(c) != std::string_view::npos;
    };
    if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return word;
    std::string out = "'";
    for (char const c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

}  // namespace candor::cli
