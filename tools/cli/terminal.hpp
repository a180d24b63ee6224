#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace candor::cli {

/// When to use colour.
enum class ColorWhen { automatic, always, never };

/// How a text looks.
enum class Style { plain, bold, faint, good, warning, error, first_policy, second_policy, third_policy, fourth_policy };

/// The style that marks the policy of that index, in tables and courses.
[[nodiscard]] Style style_of_policy(std::size_t index);

/// What one of the program's two streams can show, found out once: colour, UTF-8, width.
class Terminal {
public:
    Terminal(std::FILE* stream, ColorWhen color);

    [[nodiscard]] bool is_terminal() const { return is_terminal_; }  ///< someone looks on, at more than a dumb one
    [[nodiscard]] bool knows_utf8() const { return utf8_; }
    [[nodiscard]] std::size_t width() const { return width_; }  ///< in columns, at least 40
    [[nodiscard]] std::size_t text_width() const;               ///< for prose: long lines are hard to read

    /// The text in that style, or as it is where there is no colour.
    [[nodiscard]] std::string paint(Style style, std::string_view text) const;

    /// The text as lines of prose in that style, each ended.
    [[nodiscard]] std::string paragraph(Style style, std::string_view text) const;

    /// Writes the text, in ASCII where UTF-8 is unknown. Throws OutputError if nothing takes it (a full disk, say).
    void write(std::string_view text) const;

private:
    std::FILE* stream_;
    bool is_terminal_;
    bool color_;
    bool utf8_;
    std::size_t width_;
};

}  // namespace candor::cli
