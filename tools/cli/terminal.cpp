#include "terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "candor/core/error.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

constexpr std::size_t fallback_width = 80;
constexpr std::size_t least_width = 40;
constexpr std::size_t widest_prose = 100;

/// The variable's value; empty if it is not set.
std::string environment(char const* name) {
    char const* const value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// Whether the locale, named by the first of these variables that is set, is one of UTF-8.
bool locale_is_utf8() {
    std::string name;
    for (char const* const variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        if (name.empty()) name = environment(variable);
    }
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name.find("utf-8") != std::string::npos || name.find("utf8") != std::string::npos;
}

std::size_t width_of(std::FILE* stream) {
    winsize size{};
    if (::isatty(::fileno(stream)) != 0 && ::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return std::max<std::size_t>(size.ws_col, least_width);
    }
    int const columns = std::atoi(environment("COLUMNS").c_str());
    return columns > 0 ? std::max(static_cast<std::size_t>(columns), least_width) : fallback_width;
}

/// Colours that stay apart in every colour deficiency: vermilion, blue, green, purple (of the 256 of xterm).
char const* code_of(Style style) {
    switch (style) {
        case Style::plain: return "";
        case Style::bold: return "1";
        case Style::faint: return "2";
        case Style::good: return "32";
        case Style::warning: return "33";
        case Style::error: return "1;31";
        case Style::first_policy: return "38;5;166";
        case Style::second_policy: return "38;5;32";
        case Style::third_policy: return "38;5;36";
        case Style::fourth_policy: return "38;5;133";
    }
    return "";
}

}  // namespace

Style style_of_policy(std::size_t index) {
    constexpr std::array styles{Style::first_policy, Style::second_policy, Style::third_policy, Style::fourth_policy};
    return styles[index % styles.size()];
}

Terminal::Terminal(std::FILE* stream, ColorWhen color)
    : stream_(stream),
      is_terminal_(::isatty(::fileno(stream)) != 0 && environment("TERM") != "dumb"),
      color_(color == ColorWhen::always ||
             (color == ColorWhen::automatic && is_terminal_ && environment("NO_COLOR").empty())),
      utf8_(locale_is_utf8()),
      width_(width_of(stream)) {}

std::size_t Terminal::text_width() const { return std::min(width_, widest_prose); }

std::string Terminal::paint(Style style, std::string_view text) const {
    if (!color_ || style == Style::plain || text.empty()) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code_of(style), text);
}

std::string Terminal::paragraph(Style style, std::string_view text) const {
    std::string out;
    for (std::string const& line : wrap(text, text_width())) out += paint(style, line) + "\n";
    return out;
}

void Terminal::write(std::string_view text) const {
    std::string const shown = utf8_ ? std::string(text) : ascii(text);
    bool const written =
        std::fwrite(shown.data(), 1, shown.size(), stream_) == shown.size() && std::fflush(stream_) == 0;
    if (!written && stream_ == stdout) {
        throw OutputError(fmt::format("cannot write to standard output ({})", std::strerror(errno)));
    }
}

}  // namespace candor::cli
