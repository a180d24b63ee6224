#include "sensitivity_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "notation.hpp"
#include "table.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

using run::Estimate;
using run::Sensitivity;

constexpr std::size_t bar_width = 12;
constexpr std::size_t widest_label = 28;
constexpr std::size_t most_pairs = 5;
constexpr std::size_t most_named = 4;

/// Above this, chance in the means is what makes intervals wide.
constexpr double much_chance = .1;

/// Shares with intervals wider than this, to either side, rank nothing.
constexpr double widest_share = .1;
/// The same for mu*, as a part of the largest.
constexpr double widest_effect = .25;

std::string with_sign(double value, std::string const& digits) {
    bool const is_zero = digits.find_first_not_of("0.") == std::string::npos;
    return (value < 0 && !is_zero ? "−" : "") + digits;
}

/// `.62`; `1.03`.
std::string share(double value) {
    if (std::isnan(value)) return "–";
    std::string digits = fmt::format("{:.2f}", std::abs(value));
    if (digits.front() == '0') digits.erase(0, 1);
    return with_sign(value, digits);
}

/// Three digits that say something, in the unit of the outcome.
std::string effect(double value) {
    if (std::isnan(value)) return "–";
    return with_sign(value, fmt::format("{:#.3g}", std::abs(value)));
}

std::string percent(double value) { return with_sign(value, fmt::format("{:.0f}", 100 * std::abs(value))); }

using Written = std::string (*)(double);

std::string with_interval(Estimate const& estimate, Written written) {
    if (!has_interval(estimate)) return written(estimate.mean);
    return fmt::format("{} [{}, {}]", written(estimate.mean), written(estimate.low), written(estimate.high));
}

/// What factors (or groups) are sorted by.
std::vector<Estimate> const& ranked_by(Sensitivity const& sensitivity) {
    return sensitivity.sobol ? sensitivity.sobol->total : sensitivity.morris->mean_of_absolute;
}

std::vector<std::string> const& names_of(Sensitivity const& sensitivity) {
    return sensitivity.sobol ? sensitivity.factors : sensitivity.morris->names;
}

bool varies(Sensitivity const& sensitivity) { return !std::isnan(ranked_by(sensitivity).front().mean); }

std::vector<std::size_t> ranking(Sensitivity const& sensitivity) {
    std::vector<Estimate> const& by = ranked_by(sensitivity);
    std::vector<std::size_t> order(by.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t one, std::size_t other) { return by[one].mean > by[other].mean; });
    return order;
}

/// `performance under level2`, or what a difference is about.
std::string subject(Sensitivity const& sensitivity) {
    if (sensitivity.is_difference)
        return fmt::format("the difference in {} {}", sensitivity.outcome, sensitivity.policy);
    return sensitivity.policy.empty() ? sensitivity.outcome
                                      : fmt::format("{} under {}", sensitivity.outcome, sensitivity.policy);
}

Cell bar(double alone, double all, Style style) {
    auto const blocks = [](double value) {
        return static_cast<std::size_t>(std::lround(std::clamp(value, 0., 1.) * static_cast<double>(bar_width)));
    };
    std::size_t const full = std::min(blocks(alone), blocks(all));
    return {repeat("█", full) + repeat("░", blocks(all) - full), style};
}

Table sobol_table(Sensitivity const& sensitivity, Style style) {
    Table table(4);
    table.align_left(3);
    table.row({{}, {"total [95 %]"}, {"first [95 %]"}, {"█ alone ░ with others", Style::faint}});
    for (std::size_t const factor : ranking(sensitivity)) {
        Estimate const& total = sensitivity.sobol->total[factor];
        Estimate const& first = sensitivity.sobol->first[factor];
        table.row({{clip(printable(sensitivity.factors[factor]), widest_label)},
                   {with_interval(total, share), is_unclear(total) ? Style::faint : Style::plain},
                   {with_interval(first, share), is_unclear(first) ? Style::faint : Style::plain},
                   bar(first.mean, total.mean, style)});
    }
    return table;
}

Table morris_table(Sensitivity const& sensitivity, Style style) {
    run::MorrisIndices const& morris = *sensitivity.morris;
    std::vector<std::size_t> const order = ranking(sensitivity);
    double const most = morris.mean_of_absolute[order.front()].mean;
    Table table(5);
    table.align_left(4);
    table.row({{}, {"mu* [95 %]"}, {"mu"}, {"sigma"}, {}});
    for (std::size_t const group : order) {
        Estimate const& absolute = morris.mean_of_absolute[group];
        bool const is_rounding = std::abs(morris.mean[group].mean) < 1e-12 * most;  // of effects that cancel out
        double const mean = is_rounding ? 0. : morris.mean[group].mean;
        table.row({{clip(printable(morris.names[group]), widest_label)},
                   {with_interval(absolute, effect)},
                   {effect(mean), is_unclear(morris.mean[group]) ? Style::faint : Style::plain},
                   {effect(morris.deviation[group].mean)},
                   bar(most > 0 ? absolute.mean / most : 0, most > 0 ? absolute.mean / most : 0, style)});
    }
    return table;
}

/// The pairs of factors that clearly matter together, most first.
std::string pairs_text(Sensitivity const& sensitivity) {
    std::vector<std::pair<Estimate, std::string>> pairs;
    std::size_t pair = 0;
    for (std::size_t j = 0; j < sensitivity.factors.size(); ++j) {
        for (std::size_t k = j + 1; k < sensitivity.factors.size(); ++k, ++pair) {
            Estimate const& of_pair = sensitivity.sobol->second[pair];
            if (of_pair.is_clear() && of_pair.mean > 0)
                pairs.emplace_back(of_pair, sensitivity.factors[j] + " with " + sensitivity.factors[k]);
        }
    }
    if (pairs.empty()) return "No pair of factors clearly carries anything beyond what its two carry alone.";
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](auto const& one, auto const& other) { return one.first.mean > other.first.mean; });
    std::vector<std::string> words;
    for (std::size_t i = 0; i < std::min(most_pairs, pairs.size()); ++i)
        words.push_back(pairs[i].second + " " + with_interval(pairs[i].first, share));
    return "Pairs beyond what their two carry alone: " + listed(words) + ".";
}

std::string interactions_text(Estimate const& interactions) {
    if (is_unclear(interactions) || interactions.mean <= 0)
        return "Factors act one by one: interactions carry nothing clear.";
    std::string const interval = has_interval(interactions)
                                     ? fmt::format(" [{}, {}]", percent(interactions.low), percent(interactions.high))
                                     : std::string();
    return fmt::format("Interactions carry about {} %{}.", percent(interactions.mean), interval);
}

/// Of totals, which contain it; empty where it is hardly any.
std::string chance_text(Sensitivity const& sensitivity) {
    constexpr double worth_saying = .01;
    if (!sensitivity.sobol || !(sensitivity.chance > worth_saying)) return {};
    return fmt::format(
        "Up to {} % of the variance is chance in the means over {} replicates, which totals contain; more replicates "
        "make it less.",
        percent(std::min(sensitivity.chance, 1.)), sensitivity.replicates);
}

}  // namespace

std::string what_to_think_of(Sensitivity const& sensitivity) {
    std::string text = chance_text(sensitivity);
    std::string advice = advice_on_width(sensitivity);
    if (advice.empty()) return text;
    advice.front() = 'T';  // "the intervals of ..."
    return text + (text.empty() ? "" : " ") + advice + ".";
}

std::string main_finding(Sensitivity const& sensitivity) {
    if (!varies(sensitivity))
        return fmt::format("In this model {} does not vary over the sweep: there is nothing to explain.",
                           subject(sensitivity));
    std::vector<std::size_t> const order = ranking(sensitivity);
    std::vector<Estimate> const& by = ranked_by(sensitivity);
    std::vector<std::string> const& names = names_of(sensitivity);
    Estimate const& most = by[order.front()];
    std::vector<std::string> first{names[order.front()]};
    std::size_t beside = 0;
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (!has_interval(most) || by[order[i]].high < most.low) continue;
        if (++beside < most_named) first.push_back(names[order[i]]);
    }
    if (beside >= most_named) first.push_back(fmt::format("{} more", beside + 1 - most_named));
    std::string out = fmt::format("In this model {} depends most on {}", subject(sensitivity), listed(first));
    if (beside > 0) {
        out += fmt::format(", whose {} cannot be told apart.", sensitivity.sobol ? "shares" : "effects");
    } else if (sensitivity.sobol) {
        std::string const interval =
            has_interval(most) ? fmt::format(" [{}, {}]", percent(most.low), percent(most.high)) : std::string();
        out += fmt::format(": {} %{} of the variance goes with it, alone or together with others.", percent(most.mean),
                           interval);
    } else {
        out += fmt::format(": a step as wide as its range changes it by {} on average, up or down.",
                           with_interval(most, effect));
    }
    return sensitivity.sobol ? out + " " + interactions_text(sensitivity.sobol->interactions) : out;
}

std::string advice_on_width(Sensitivity const& sensitivity) {
    if (!varies(sensitivity)) return {};
    std::vector<Estimate> const& by = ranked_by(sensitivity);
    double widest = 0, largest = 0;
    for (Estimate const& estimate : by) {
        if (has_interval(estimate)) widest = std::max(widest, (estimate.high - estimate.low) / 2);
        largest = std::max(largest, estimate.mean);
    }
    double const wanted = sensitivity.sobol ? widest_share : widest_effect * largest;
    if (!(widest > wanted)) return {};
    double const rows = static_cast<double>(sensitivity.base_rows) * std::pow(widest / wanted, 2);
    // Sobol sequences are balanced at powers of two.
    double const enough = sensitivity.sobol ? std::exp2(std::ceil(std::log2(rows))) : std::ceil(rows);
    std::string const width = fmt::format("the intervals of {} are up to ±{}", subject(sensitivity),
                                          sensitivity.sobol ? share(widest) : effect(widest));
    if (sensitivity.chance > much_chance) {
        return fmt::format("{}: more replicates than {} would narrow them, as up to {} % of the variance is chance",
                           width, sensitivity.replicates, percent(std::min(sensitivity.chance, 1.)));
    }
    return fmt::format("{}: about {} {} instead of {} would bring them to ±{}", width,
                       grouped(static_cast<long long>(enough)), sensitivity.sobol ? "base rows" : "trajectories",
                       grouped(sensitivity.base_rows), sensitivity.sobol ? share(wanted) : effect(wanted));
}

std::string sensitivity_text(Sensitivity const& sensitivity, Style style, Terminal const& terminal) {
    std::string out = terminal.paragraph(Style::bold, main_finding(sensitivity));
    if (!varies(sensitivity)) return out;
    out += "\n" +
           (sensitivity.sobol ? sobol_table(sensitivity, style) : morris_table(sensitivity, style)).render(terminal);
    std::string below;
    if (sensitivity.sobol && !sensitivity.sobol->second.empty()) below = pairs_text(sensitivity);
    if (std::string const chance = chance_text(sensitivity); !chance.empty())
        below += (below.empty() ? "" : " ") + chance;
    return below.empty() ? out : out + "\n" + terminal.paragraph(Style::faint, below);
}

}  // namespace candor::cli
