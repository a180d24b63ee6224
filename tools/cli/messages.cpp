#include "messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "text.hpp"

namespace candor::cli {

void Messages::note(std::string_view text) const {
    if (!quiet_) say(Style::faint, "note:", text);
}

void Messages::warning(std::string_view text) const { say(Style::warning, "warning:", text); }

void Messages::error(std::string_view problem, std::string_view help) const {
    say(Style::error, "error:", problem);
    if (!help.empty()) say(Style::bold, "help:", help);
}

void Messages::errors(std::string_view rendered) const {
    constexpr std::array<std::pair<std::string_view, Style>, 2> kinds{
        {{"error:", Style::error}, {"help:", Style::bold}}};
    std::string out;
    while (!rendered.empty()) {
        std::string_view line = rendered.substr(0, rendered.find('\n'));
        rendered.remove_prefix(std::min(line.size() + 1, rendered.size()));
        for (auto const& [kind, style] : kinds) {
            if (!line.starts_with(kind)) continue;
            out += terminal_.paint(style, kind);
            line.remove_prefix(kind.size());
        }
        out += std::string(line) + "\n";
    }
    terminal_.write(out);
}

/// Wrapped where someone looks on; one line per message for programs that read it.
void Messages::say(Style style, std::string_view kind, std::string_view text) const {
    std::string const shown = printable(text);
    if (!terminal_.is_terminal()) {
        terminal_.write(fmt::format("{} {}\n", terminal_.paint(style, kind), shown));
        return;
    }
    std::string const indent(kind.size() + 1, ' ');
    std::string out = terminal_.paint(style, kind) + " ";
    for (std::string const& line : wrap(shown, terminal_.width() - indent.size())) {
        out += line + "\n" + indent;
    }
    out.resize(out.size() - indent.size());
    terminal_.write(out);
}

}  // namespace candor::cli
