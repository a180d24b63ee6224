#include "text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <locale>
#include <sstream>
#include <utility>

namespace candor::scenario {

namespace {

/// Bytes of the UTF-8 sequence at the beginning of `text`; 0 if there is none.
std::size_t sequence_length(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const lead = byte(0);
    std::size_t length = 0;
    if (lead < 0x80) {
        return 1;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
    }
    if (length == 0 || text.size() < length) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return 0;
        }
    }
    auto const too_long = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    auto const surrogate = lead == 0xED && byte(1) >= 0xA0;
    auto const too_large = lead == 0xF4 && byte(1) >= 0x90;
    return too_long || surrogate || too_large ? 0 : length;
}

std::uint32_t code_point(std::string_view character) {
    auto const lead = static_cast<unsigned char>(character.front());
    if (character.size() == 1) {
        return lead;
    }
    std::uint32_t value = lead & (0xFFU >> (character.size() + 1));
    for (auto const c : character.substr(1)) {
        value = (value << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
    }
    return value;
}

using Interval = std::pair<std::uint32_t, std::uint32_t>;

template <std::size_t Size>
bool lies_in(std::uint32_t value, std::array<Interval, Size> const& intervals) {
    for (auto const& [first, last] : intervals) {
        if (value >= first && value <= last) {
            return true;
        }
    }
    return false;
}

constexpr std::array<Interval, 4> combining{{{0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}}};
constexpr std::array<Interval, 8> wide{{{0x1100, 0x115F},
                                        {0x2E80, 0xA4CF},
                                        {0xAC00, 0xD7A3},
                                        {0xF900, 0xFAFF},
                                        {0xFE30, 0xFE6F},
                                        {0xFF00, 0xFF60},
                                        {0x1F300, 0x1FAFF},
                                        {0x20000, 0x3FFFD}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// [-+]? (digits [. digits] | . digits) ([eE] [-+]? digits)?
bool is_decimal(std::string_view text) {
    std::size_t i = 0;
    auto const skip_sign = [&] { i += i < text.size() && (text[i] == '-' || text[i] == '+') ? 1 : 0; };
    auto const skip_digits = [&] {
        auto const begin = i;
        while (i < text.size() && is_digit(text[i])) {
            ++i;
        }
        return i - begin;
    };
    skip_sign();
    auto digits = skip_digits();
    if (i < text.size() && text[i] == '.') {
        ++i;
        digits += skip_digits();
    }
    if (digits == 0) {
        return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        skip_sign();
        if (skip_digits() == 0) {
            return false;
        }
    }
    return i == text.size();
}

}  // namespace

std::vector<std::string> split_characters(std::string_view text, std::size_t first, std::size_t count) {
    std::vector<std::string> characters;
    for (std::size_t i = 0; !text.empty() && characters.size() < count; ++i) {
        auto const length = std::max<std::size_t>(sequence_length(text), 1);
        if (i >= first) {
            characters.emplace_back(text.substr(0, length));
        }
        text.remove_prefix(length);
    }
    return characters;
}

int count_characters(std::string_view text) {
    int count = 0;
    for (; !text.empty(); ++count) {
        text.remove_prefix(std::max<std::size_t>(sequence_length(text), 1));
    }
    return count;
}

int columns(std::string_view character) {
    auto const value = code_point(character);
    return lies_in(value, combining) ? 0 : lies_in(value, wide) ? 2 : 1;
}

std::string printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        auto const length = sequence_length(text);
        auto const value = length > 0 ? code_point(text.substr(0, length)) : 0;
        auto const control = value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0x202A && value <= 0x202E);
        if (control) {
            out += "\uFFFD";
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (auto& c : out) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

std::optional<std::size_t> first_invalid_byte(std::string_view text) {
    std::size_t position = 0;
    while (position < text.size()) {
        auto const length = sequence_length(text.substr(position));
        if (length == 0 || text[position] == '\0') {
            return position;
        }
        position += length;
    }
    return std::nullopt;
}

bool is_name(std::string_view name) {
    auto const letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    };
    auto const inner = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && name.size() <= 60 && letter(name.front()) && std::all_of(name.begin(), name.end(), inner);
}

void append_wrapped(std::string& out, std::string const& text, std::string const& indent, int width) {
    auto used = 0;
    std::size_t begin = 0;
    while (begin < text.size()) {
        auto const end = std::min(text.find(' ', begin), text.size());
        auto const word = text.substr(begin, end - begin);
        auto const size = count_characters(word);
        if (used > 0 && used + 1 + size > width) {
            out += '\n';
            used = 0;
        }
        out += used == 0 ? indent : " ";
        used += (used == 0 ? static_cast<int>(indent.size()) : 1) + size;
        out += word;
        begin = end + 1;
    }
    out += '\n';
}

std::string listed(std::vector<std::string> const& words) {
    std::string out;
    for (auto const& word : words) {
        out += (out.empty() ? "" : ", ") + word;
    }
    return out;
}

template <class Value>
std::optional<Value> parse_number(std::string_view text) {
    if (text.size() > 400 || !is_decimal(text)) {
        return std::nullopt;
    }
    std::istringstream stream{std::string(text)};
    stream.imbue(std::locale::classic());
    Value value{};
    stream >> value;
    return stream.fail() ? std::nullopt : std::optional<Value>(value);
}

template std::optional<float> parse_number<float>(std::string_view);
template std::optional<double> parse_number<double>(std::string_view);

}  // namespace candor::scenario
