#include "timeline_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "candor/run/occurrences.hpp"
#include "candor/scenario/wording.hpp"
#include "notation.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

constexpr std::size_t most_lines = 12;

/// An intervention, ready to be shown.
struct Flag {
    int week;   ///< 0: it never happened
    int weeks;  ///< for how many; 1 where it holds to the end
    std::string text;
    bool operator==(Flag const&) const = default;
};

/// In how many replicates and when it began, of what does not begin in the same week in all of them.
std::string when_text(run::Occurrence const& occurrence, std::size_t finished) {
    if (occurrence.replicates == 0) return "never: ";
    if (finished == 1) return fmt::format("week {}: ", occurrence.median_week);
    return fmt::format("median week {} ({} of {}): ", occurrence.median_week, grouped(occurrence.replicates),
                       grouped(static_cast<long long>(finished)));
}

std::vector<Flag> flags_of(run::Arm const& arm, std::vector<run::Occurrence> const& occurrences, std::size_t finished) {
    std::vector<Flag> flags;
    for (std::size_t entry = 0; entry < occurrences.size(); ++entry) {
        model::Intervention const& intervention = arm.scenario.timeline[entry];
        std::string const what = printable(scenario::words(intervention, arm.scenario.leadership.styles));
        int const week = intervention.when ? occurrences[entry].median_week : intervention.week;
        std::string const when =
            intervention.when ? when_text(occurrences[entry], finished) : fmt::format("week {} ", intervention.week);
        flags.push_back({week, intervention.duration().value_or(1), when + what});
    }
    return flags;
}

/// Those of all arms, told apart where they differ.
std::vector<Flag> flags_of(run::Experiment const& experiment, run::Results const& results) {
    std::vector<std::vector<Flag>> by_arm;
    for (std::size_t arm = 0; arm < experiment.arms.size(); ++arm) {
        by_arm.push_back(flags_of(experiment.arms[arm], run::occurrences(results, arm), results.finished.size()));
    }
    std::vector<Flag> all;
    for (std::size_t arm = 0; arm < by_arm.size(); ++arm) {
        for (Flag flag : by_arm[arm]) {
            bool const in_all = std::all_of(by_arm.begin(), by_arm.end(), [&](std::vector<Flag> const& flags) {
                return std::find(flags.begin(), flags.end(), flag) != flags.end();
            });
            if (in_all && arm > 0) continue;
            if (!in_all) flag.text = "under " + printable(experiment.arms[arm].label) + ", " + flag.text;
            all.push_back(std::move(flag));
        }
    }
    return all;
}

/// A flag at the column of its week, a line as far as it goes on, and the text where there is room.
std::string line_of(Flag const& flag, std::size_t begin, std::size_t width, std::size_t weeks, std::size_t line_width) {
    auto const column = [&](int week) {
        return std::min(static_cast<std::size_t>(std::max(week, 1) - 1) * width / weeks, width - 1);
    };
    if (flag.week == 0) return "    " + clip(flag.text, line_width - 4);
    std::size_t const at = begin + column(flag.week);
    std::size_t const last = begin + column(std::min(flag.week + flag.weeks - 1, static_cast<int>(weeks)));
    std::string const sign = "⚑" + repeat("━", last - at);
    std::size_t const size = columns(flag.text) + 1;
    if (last + 1 + size <= line_width) return std::string(at, ' ') + sign + " " + flag.text;
    if (size <= at) return std::string(at - size, ' ') + flag.text + " " + sign;
    return "  ⚑ " + clip(flag.text, line_width - 4);
}

}  // namespace

std::vector<std::string> timeline_lines(run::Experiment const& experiment, run::Results const& results,
                                        std::size_t begin, std::size_t width, std::size_t line_width) {
    std::vector<Flag> flags = flags_of(experiment, results);
    std::stable_sort(flags.begin(), flags.end(),
                     [](Flag const& a, Flag const& b) { return a.week != 0 && (b.week == 0 || a.week < b.week); });
    auto const weeks = static_cast<std::size_t>(std::max(1, experiment.first().run.weeks));
    std::vector<std::string> lines;
    for (Flag const& flag : flags) {
        if (lines.size() == most_lines && flags.size() > most_lines + 1) {
            lines.push_back(clip(fmt::format("  and {} more interventions", flags.size() - most_lines), line_width));
            break;
        }
        lines.push_back(line_of(flag, begin, width, weeks, line_width));
    }
    return lines;
}

}  // namespace candor::cli
