#include "timeline_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "text.hpp"

namespace candor::cli {

namespace {

constexpr std::size_t most_lines = 12;

/// An intervention, ready to be shown.
struct Flag {
    int week;
    std::string text;
    bool operator==(Flag const&) const = default;
};

/// What an intervention is, in the words of the scenario.
class Wording {
public:
    explicit Wording(model::Leadership const& leadership) : leadership_(leadership) {}

    std::string operator()(model::Adopt const& adopt) const {
        return "adopt " + leadership_.styles[static_cast<std::size_t>(adopt.style)].name;
    }
    std::string operator()(model::Coach const& coach) const { return fmt::format("coach {}", coach.intensity); }
    std::string operator()(model::Mandate const& mandate) const {
        return fmt::format("mandate of severity {}{}", mandate.severity, mandate.consulted ? ", consulted" : "");
    }
    std::string operator()(model::ReplaceLeaders const& replace) const {
        return fmt::format("replace_leaders {}", replace.share);
    }
    std::string operator()(model::Layoff const& layoff) const { return fmt::format("layoff {}", layoff.share); }
    std::string operator()(model::Market const& market) const { return fmt::format("market {}", market.factor); }
    std::string operator()(model::Shock const& shock) const { return fmt::format("shock {}", shock.size); }
    std::string operator()(model::Connect const& connect) const { return fmt::format("connect {}", connect.ties); }
    std::string operator()(model::Promise const& promise) const { return fmt::format("promise kept {}", promise.kept); }

private:
    model::Leadership const& leadership_;
};

std::string scope_text(model::Scope const& scope) {
    std::string out;
    if (!scope.levels.empty())
        out += fmt::format(", {} {}", scope.levels.size() == 1 ? "level" : "levels", fmt::join(scope.levels, " "));
    if (!scope.branch.empty()) out += ", branch of " + scope.branch;
    if (scope.share < 1.F) out += fmt::format(", share {}", scope.share);
    if (scope.unit_least > 0) out += fmt::format(", units from {}", scope.unit_least);
    if (scope.unit_most > 0) out += fmt::format(", units to {}", scope.unit_most);
    return out;
}

std::vector<Flag> flags_of(scenario::Scenario const& scenario) {
    std::vector<Flag> flags;
    for (model::Intervention const& intervention : scenario.timeline) {
        std::string const what = std::visit(Wording(scenario.leadership), intervention.what);
        flags.push_back({intervention.week, printable(what + scope_text(intervention.scope))});
    }
    return flags;
}

std::vector<Flag> flags_of(run::Experiment const& experiment) {
    std::vector<Flag> const first = flags_of(experiment.first());
    bool const same = std::all_of(experiment.arms.begin(), experiment.arms.end(),
                                  [&](run::Arm const& arm) { return flags_of(arm.scenario) == first; });
    if (same) return first;
    std::vector<Flag> all;
    for (run::Arm const& arm : experiment.arms) {
        for (Flag& flag : flags_of(arm.scenario))
            all.push_back({flag.week, flag.text + " under " + printable(arm.label)});
    }
    return all;
}

}  // namespace

std::vector<std::string> timeline_lines(run::Experiment const& experiment, std::size_t begin, std::size_t width,
                                        std::size_t line_width) {
    std::vector<Flag> flags = flags_of(experiment);
    std::stable_sort(flags.begin(), flags.end(), [](Flag const& a, Flag const& b) { return a.week < b.week; });
    auto const weeks = static_cast<std::size_t>(std::max(1, experiment.first().run.weeks));
    std::vector<std::string> lines;
    for (Flag const& flag : flags) {
        if (lines.size() == most_lines && flags.size() > most_lines + 1) {
            lines.push_back(clip(fmt::format("  and {} more interventions", flags.size() - most_lines), line_width));
            break;
        }
        std::size_t const at = begin + std::min(static_cast<std::size_t>(flag.week - 1) * width / weeks, width - 1);
        std::string const text = fmt::format("week {} {}", flag.week, flag.text);
        std::size_t const size = columns(text) + 2;
        if (at + size <= line_width) {
            lines.push_back(std::string(at, ' ') + "⚑ " + text);
        } else if (size <= at + 1) {
            lines.push_back(std::string(at + 1 - size, ' ') + text + " ⚑");
        } else {
            lines.push_back("  ⚑ " + clip(text, line_width - 4));
        }
    }
    return lines;
}

}  // namespace candor::cli
