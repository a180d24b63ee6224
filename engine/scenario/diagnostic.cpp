#include "candor/scenario/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "text.hpp"

namespace candor::scenario {

namespace {

/// What is shown of a line: long ones are cut around the place that is underlined.
struct Excerpt {
    std::string line;
    std::string underline;
};

constexpr std::size_t widest_excerpt = 100;
constexpr std::size_t kept_before = 50;

Excerpt excerpt(Location const& location) {
    auto const size = static_cast<std::size_t>(count_characters(location.text));
    auto const first = std::min(static_cast<std::size_t>(std::max(location.column, 1) - 1), size);
    auto const last = std::max(first + 1, first + static_cast<std::size_t>(std::max(location.length, 1)));
    std::size_t begin = 0;
    std::size_t end = size;
    if (size > widest_excerpt) {
        begin = first > kept_before ? first - kept_before : 0;
        end = std::min(size, begin + widest_excerpt);
    }
    auto const characters = split_characters(location.text, begin, end - begin);
    Excerpt shown;
    if (begin > 0) {
        shown.line += "…";
        shown.underline += ' ';
    }
    for (auto i = begin; i < end; ++i) {
        auto const& character = characters[i - begin];
        auto const is_tab = character == "\t";
        shown.line += is_tab ? character : printable(character);
        auto const width = static_cast<std::size_t>(columns(character));
        if (i < first) {
            shown.underline += is_tab ? std::string("\t") : std::string(width, ' ');
        } else if (i < last) {
            shown.underline += std::string(is_tab ? 1 : width, '^');
        }
    }
    if (first >= end) {
        shown.underline += '^';  // just behind the end of the line
    }
    if (end < size) {
        shown.line += "…";
    }
    return shown;
}

std::string render_location(Location const& location) {
    auto const number = location.line > 0 ? fmt::to_string(location.line) : std::string();
    auto const gutter = std::string(std::max<std::size_t>(number.size(), 1), ' ');
    auto out = fmt::format("\n {}--> {}", gutter, printable(location.source));
    if (location.line > 0 && location.column > 0) {
        out += fmt::format(":{}:{}", location.line, location.column);
    }
    if (location.text.empty() && location.column == 0) {
        return out;
    }
    auto const shown = excerpt(location);
    out += fmt::format("\n {} |", gutter);
    out += fmt::format("\n {} | {}", number.empty() ? gutter : number, shown.line);
    out += fmt::format("\n {} | {}", gutter, shown.underline);
    return out;
}

std::string render_all(std::vector<Diagnostic> const& diagnostics) {
    std::string out;
    for (auto const& diagnostic : diagnostics) {
        out += out.empty() ? "" : "\n\n";
        out += render(diagnostic);
    }
    return out;
}

/// Insertions, deletions and replacements that turn `a` into `b`.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

}  // namespace

std::string render(Diagnostic const& diagnostic) {
    auto out = "error: " + printable(diagnostic.problem);
    if (!diagnostic.why.empty()) {
        out += " (" + printable(diagnostic.why) + ")";
    }
    if (!diagnostic.location.source.empty()) {
        out += render_location(diagnostic.location);
    }
    if (!diagnostic.help.empty()) {
        out += "\nhelp: " + printable(diagnostic.help);
    }
    return out;
}

ScenarioError::ScenarioError(std::vector<Diagnostic> diagnostics)
    : Error(render_all(diagnostics)), diagnostics_(std::move(diagnostics)) {}

std::string closest(std::string_view word, std::vector<std::string> const& candidates) {
    if (word.empty() || word.size() > 200) {
        return {};
    }
    auto const wanted = lower_case(word);
    auto best_distance = std::min(std::max<std::size_t>(2, word.size() / 3), word.size() - 1) + 1;
    std::string best;
    for (auto const& candidate : candidates) {
        auto const distance = edit_distance(wanted, lower_case(candidate));
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, std::vector<std::string> const& candidates) {
    auto const meant = closest(word, candidates);
    return meant.empty() ? std::string() : fmt::format("did you mean `{}`?", meant);
}

}  // namespace candor::scenario
