#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace candor::cli {

/// How many columns of a terminal a text in UTF-8 takes.
[[nodiscard]] std::size_t columns(std::string_view text);

/// The text cut to so many columns, with `…` where something is missing.
[[nodiscard]] std::string clip(std::string_view text, std::size_t width);

/// The text followed (or led) by blanks up to so many columns; longer ones stay as they are.
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t width);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);

/// The same text over and over.
[[nodiscard]] std::string repeat(std::string_view text, std::size_t times);

/// One paragraph as lines of at most so many columns, broken at blanks (words that are too long are clipped).
/// Lines but the first begin with `indent`.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width, std::string const& indent = {});

/// Every line wrapped on its own, continued at its own indentation.
[[nodiscard]] std::string wrap_lines(std::string_view text, std::size_t width);

/// Parts joined by ` · `, broken into lines of at most so many columns between parts.
[[nodiscard]] std::vector<std::string> join_parts(std::vector<std::string> const& parts, std::size_t width);

/// Words as `a, b and c`.
[[nodiscard]] std::string listed(std::vector<std::string> const& words);

/// The text with control characters replaced, so that a title or a file name cannot drive the terminal.
[[nodiscard]] std::string printable(std::string_view text);

/// The word as a shell would need it.
[[nodiscard]] std::string quoted(std::string const& word);

/// The text in ASCII, column by column: for terminals that know no UTF-8.
[[nodiscard]] std::string ascii(std::string_view text);

}  // namespace candor::cli
