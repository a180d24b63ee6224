#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace candor::scenario {

/// A bracket or quote that is opened and never closed.
struct Unclosed {
    char opening;
    int line;         ///< from 0
    int byte_column;  ///< from 0
};

/// Behind the closing quote of the quoted scalar that `text` begins with; npos if it is never closed.
[[nodiscard]] std::size_t end_of_quoted(std::string_view text);

/// The innermost bracket or the quote that stays open to the end of the text; none if all are closed. Knows comments,
/// quoted scalars and block scalars.
[[nodiscard]] std::optional<Unclosed> find_unclosed(std::string_view text);

/// What to say about broken syntax.
struct SyntaxMessage {
    std::string problem;
    std::string why;
    std::string help;
};
/// yaml-cpp's message in our words.
[[nodiscard]] SyntaxMessage explain_syntax_error(std::string const& yaml_cpp_message);

}  // namespace candor::scenario
