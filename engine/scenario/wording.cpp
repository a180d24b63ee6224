#include "candor/scenario/wording.hpp"

#include <fmt/format.h>

#include "candor/model/observables.hpp"

namespace candor::scenario {

namespace {

/// What an intervention is.
class Action {
public:
    explicit Action(std::vector<model::Style> const& styles) : styles_(styles) {}

    std::string operator()(model::Adopt const& adopt) const {
        return "adopt " + styles_[static_cast<std::size_t>(adopt.style)].name;
    }
    std::string operator()(model::Coach const& coach) const { return fmt::format("coach {}", coach.intensity); }
    std::string operator()(model::Mandate const& mandate) const {
        return fmt::format("mandate of severity {}{}", mandate.severity, mandate.consulted ? ", consulted" : "");
    }
    std::string operator()(model::ReplaceLeaders const& replace) const {
        return fmt::format("replace_leaders {}", replace.share);
    }
    std::string operator()(model::Layoff const& layoff) const {
        int const weeks = layoff.refill.weeks;
        return fmt::format("layoff {}{}", layoff.share, weeks > 0 ? fmt::format(", refill after {}", weeks) : "");
    }
    std::string operator()(model::Market const& market) const { return fmt::format("market {}", market.factor); }
    std::string operator()(model::Shock const& shock) const { return fmt::format("shock {}", shock.size); }
    std::string operator()(model::Connect const& connect) const { return fmt::format("connect {}", connect.ties); }
    std::string operator()(model::Promise const& promise) const { return fmt::format("promise kept {}", promise.kept); }

private:
    std::vector<model::Style> const& styles_;
};

std::string weeks_text(int weeks) { return fmt::format("{} {}", weeks, weeks == 1 ? "week" : "weeks"); }

std::string words(model::Scope const& scope) {
    std::string out;
    if (!scope.levels.empty())
        out += fmt::format(", {} {}", scope.levels.size() == 1 ? "level" : "levels", fmt::join(scope.levels, " "));
    if (!scope.branch.empty()) out += ", branch of " + scope.branch;
    if (scope.share < 1.F) out += fmt::format(", share {}", scope.share);
    if (scope.unit_least > 0) out += fmt::format(", units from {}", scope.unit_least);
    if (scope.unit_most > 0) out += fmt::format(", units to {}", scope.unit_most);
    return out;
}

std::string words(model::Condition const& condition) {
    std::string out;
    auto const add = [&](std::vector<model::Threshold> const& thresholds, char const* side) {
        for (model::Threshold const& threshold : thresholds) {
            out += out.empty() ? "" : " and ";
            out += fmt::format("{} {} {}", threshold.outcome->name, side, threshold.value);
        }
    };
    add(condition.below, "below");
    add(condition.above, "above");
    return out + (condition.weeks > 1 ? " for " + weeks_text(condition.weeks) : "");
}

}  // namespace

std::string words(model::Intervention const& intervention, std::vector<model::Style> const& styles) {
    std::string out = std::visit(Action(styles), intervention.what) + words(intervention.scope);
    if (auto const weeks = intervention.duration()) out += ", " + weeks_text(*weeks);
    if (intervention.when) out += ", when " + words(*intervention.when);
    if (intervention.at_most > 1) out += fmt::format(", {} times at most", intervention.at_most);
    return out;
}

}  // namespace candor::scenario
