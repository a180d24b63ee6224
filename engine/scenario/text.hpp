#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace candor::scenario {

/// At most `count` characters (code points) of UTF-8 text from the one at `first`; a byte that is not UTF-8 counts as a
/// character.
[[nodiscard]] std::vector<std::string> split_characters(std::string_view text, std::size_t first = 0,
                                                        std::size_t count = std::string_view::npos);

/// How many characters the text has.
[[nodiscard]] int count_characters(std::string_view text);

/// Columns of a terminal that a character takes: 0 (combining), 1 or 2 (East Asian wide, emoji).
[[nodiscard]] int columns(std::string_view character);

/// The text with control characters replaced, so that a file cannot drive the terminal.
[[nodiscard]] std::string printable(std::string_view text);

/// The text with ASCII letters in lower case.
[[nodiscard]] std::string lower_case(std::string_view text);

/// The position of the first byte that is no UTF-8 text (or is a NUL); none if all is well.
[[nodiscard]] std::optional<std::size_t> first_invalid_byte(std::string_view text);

/// Appends the text as lines that begin with `indent`, broken at blanks so that none is longer than `width`.
void append_wrapped(std::string& out, std::string const& text, std::string const& indent, int width);

/// Whether a style or a variant may be called so.
[[nodiscard]] bool is_name(std::string_view name);
inline constexpr char const* name_rule = "a name begins with a letter and has letters, digits, _ and -, 60 at most";

/// The words as "a, b, c".
[[nodiscard]] std::string listed(std::vector<std::string> const& words);

/// The value of a decimal number as YAML 1.2 writes it (no inf, nan, hexadecimal or underscores); none if it is no
/// number or does not fit. Independent of the locale.
template <class Value>
[[nodiscard]] std::optional<Value> parse_number(std::string_view text);

extern template std::optional<float> parse_number<float>(std::string_view);
extern template std::optional<double> parse_number<double>(std::string_view);

}  // namespace candor::scenario
