#include "verdict_text.hpp"

#include <fmt/format.h>

#include "notation.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

using scenario::Claim;
using scenario::Expectation;

std::string weeks_text(scenario::Weeks const& weeks) {
    if (weeks.is_last_year()) return "the last year";
    return weeks.first == weeks.last ? fmt::format("week {}", weeks.first)
                                     : fmt::format("weeks {}–{}", weeks.first, weeks.last);
}

std::string change_text(Expectation const& expectation) {
    return fmt::format("from {} to {}", weeks_text(expectation.from), weeks_text(expectation.to));
}

/// `performance`, `performance in weeks 1–8`, `change of safety from weeks 1–8 to the last year`.
std::string topic(run::Verdict const& verdict) {
    Expectation const& expectation = verdict.expectation;
    std::string const name = verdict.outcome->name;
    if (expectation.claim == Claim::goes) return name;
    if (expectation.is_change) return fmt::format("change of {} {}", name, change_text(expectation));
    return expectation.over.is_last_year() ? name : fmt::format("{} in {}", name, weeks_text(expectation.over));
}

/// What the step shows, in the words of the claim.
std::string claim_text(Expectation const& expectation, run::Step const& step) {
    bool const clear = step.difference.is_clear();
    bool const lower = step.difference.mean < 0;
    switch (expectation.claim) {
        case Claim::order:
            return fmt::format("{} is {} than {}", step.first,
                               step.met         ? "higher"
                               : clear && lower ? "lower"
                                                : "not clearly higher",
                               step.other);
        case Claim::differ:
            return fmt::format("{} and {} {}", step.first, step.other, clear ? "differ" : "do not differ clearly");
        case Claim::goes:
            return fmt::format("{} {}{} {}", step.first,
                               clear ? (lower ? "goes down" : "goes up") : "goes nowhere clearly",
                               step.met ? "" : ", not " + expectation.goes + ",", change_text(expectation));
    }
    return {};
}

std::string numbers(run::Verdict const& verdict, run::Step const& step) {
    Notation const notation(*verdict.outcome);
    run::Estimate const& e = step.difference;
    bool const of_changes = verdict.expectation.is_change && verdict.expectation.claim != Claim::goes;
    auto const value = [&](double v) {
        return of_changes ? notation.difference(v, {v, v, v}) + notation.unit_of_difference()
                          : notation.value_with_unit(v);
    };
    std::string const values = verdict.expectation.claim == Claim::goes
                                   ? fmt::format("{} after {}", value(step.first_value), value(step.other_value))
                                   : fmt::format("{} against {}", value(step.first_value), value(step.other_value));
    return fmt::format("{}, {}{} {}", values, notation.difference(e.mean, e), notation.unit_of_difference(),
                       notation.interval(e));
}

}  // namespace

std::string verdict_sentence(run::Verdict const& verdict) {
    std::string out = topic(verdict) + ": ";
    for (run::Step const& step : verdict.steps) {
        if (&step != &verdict.steps.front()) out += "; ";
        out += fmt::format("{}, {}", claim_text(verdict.expectation, step), numbers(verdict, step));
        if (!step.paired) out += " (different charts)";
    }
    return out;
}

std::string verdict_text(run::Verdict const& verdict, Terminal const& terminal) {
    bool const met = verdict.met();
    std::size_t const width = terminal.text_width() - 4;
    std::string out = "  " + terminal.paint(met ? Style::good : Style::error, met ? "✓" : "✗") + " ";
    bool first = true;
    for (std::string const& line : wrap(verdict_sentence(verdict), width)) {
        out += (first ? "" : "    ") + line + "\n";
        first = false;
    }
    if (verdict.expectation.because.empty()) return out;
    for (std::string const& line : wrap("because " + printable(verdict.expectation.because), width))
        out += "    " + terminal.paint(Style::faint, line) + "\n";
    return out;
}

}  // namespace candor::cli
