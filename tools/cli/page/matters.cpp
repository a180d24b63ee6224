#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "../regimes_map.hpp"
#include "../sensitivity_text.hpp"
#include "../text.hpp"
#include "candor/run/factor_ends.hpp"
#include "candor/run/sensitivity.hpp"
#include "sweep_blocks.hpp"

namespace candor::cli::page {

namespace {

/// From most to least, undefined ones last.
void sort_by_size(Json& factors) {
    auto const size = [](Json const& factor) {
        Json const& value = factor.at("main").at("value");
        return value.is_null() ? -1.0 : std::abs(value.get<double>());
    };
    std::stable_sort(factors.begin(), factors.end(),
                     [&](Json const& one, Json const& other) { return size(one) > size(other); });
}

/// Of a group the paths of its factors.
std::string path_of(std::string const& name, run::MergedSweep const& sweep) {
    std::vector<std::string> in_group;
    for (run::SweptFactor const& factor : sweep.factors()) {
        if (factor.name == name) return factor.path;
        if (factor.group == name) in_group.push_back(factor.path);
    }
    return listed(in_group);
}

Json indices_json(run::Sensitivity const& found, run::MergedSweep const& sweep) {
    bool const is_sobol = found.sobol.has_value();
    std::vector<std::string> const& names = is_sobol ? found.factors : found.morris->names;
    Json factors = Json::array();
    for (std::size_t i = 0; i < names.size(); ++i) {
        factors.push_back(
            {{"name", names[i]},
             {"path", path_of(names[i], sweep)},
             {"main", estimate_json(is_sobol ? found.sobol->total[i] : found.morris->mean_of_absolute[i])},
             {"other", estimate_json(is_sobol ? found.sobol->first[i] : found.morris->deviation[i])},
             {"ends", nullptr}});
    }
    sort_by_size(factors);
    return {{"outcome", found.outcome},      {"of", found.policy},           {"method", is_sobol ? "sobol" : "morris"},
            {"factors", std::move(factors)}, {"claim", main_finding(found)}, {"note", what_to_think_of(found)}};
}

std::string place_text(run::FactorEnd const& end) {
    std::string const least = value_in_words(end.least);
    return end.least == end.most ? least : fmt::format("{} to {}", least, value_in_words(end.most));
}

std::string subject(run::EndsOfOutcome const& found) {
    bool const is_difference = found.policy.find(" - ") != std::string::npos;
    if (is_difference) return fmt::format("the difference in {} {}", found.outcome, found.policy);
    return found.policy.empty() ? found.outcome : fmt::format("{} under {}", found.outcome, found.policy);
}

/// By how much, and how sure that is.
std::string interval_text(run::Estimate const& change) {
    if (std::isnan(change.low) || std::isnan(change.high))
        return "there is no interval, as there is one replicate: it may be luck";
    return fmt::format("difference {}, 95 % interval {} to {}", value_in_words(change.mean), value_in_words(change.low),
                       value_in_words(change.high));
}

/// What changes most from one end to the other, of what clearly changes; where nothing can be told of the intervals, of
/// all.
std::string claim_of(run::EndsOfOutcome const& found, run::MergedSweep const& sweep) {
    if (found.factors.empty())
        return fmt::format("No factor of this sweep is a number that varies: nothing to set {} against.",
                           subject(found));
    bool const has_intervals = std::any_of(found.factors.begin(), found.factors.end(), [](run::FactorEnds const& one) {
        return !std::isnan(one.high_minus_low.low);
    });
    run::FactorEnds const* most = nullptr;
    for (run::FactorEnds const& one : found.factors) {
        if (has_intervals && !one.high_minus_low.is_clear()) continue;
        bool const is_more = most == nullptr || std::abs(one.high_minus_low.mean) > std::abs(most->high_minus_low.mean);
        if (is_more) most = &one;
    }
    if (most == nullptr)
        return fmt::format("In this model there is no clear change in {} from end to end of any factor.",
                           subject(found));
    return fmt::format("In this model {} changes most from end to end of {}: {} at {}, {} at {} ({}).", subject(found),
                       sweep.factors()[most->factor].name, value_in_words(most->low.mean), place_text(most->low),
                       value_in_words(most->high.mean), place_text(most->high), interval_text(most->high_minus_low));
}

Json ends_json(run::EndsOfOutcome const& found, run::MergedSweep const& sweep) {
    Json factors = Json::array();
    for (run::FactorEnds const& ends : found.factors) {
        run::SweptFactor const& factor = sweep.factors()[ends.factor];
        factors.push_back({{"name", factor.name},
                           {"path", factor.path},
                           {"main", estimate_json(ends.high_minus_low)},
                           {"other", nullptr},
                           {"ends",
                            {{"low_at", place_text(ends.low)},
                             {"high_at", place_text(ends.high)},
                             {"low", number(ends.low.mean)},
                             {"high", number(ends.high.mean)}}}});
    }
    sort_by_size(factors);
    char const* const note =
        sweep.design() == "one_at_a_time"
            ? "All other factors are as in the base: what they do together does not show."
            : "Means over all other factors: what factors do together does not show; a saltelli design would.";
    return {
        {"outcome", found.outcome},        {"of", found.policy}, {"method", "means"}, {"factors", std::move(factors)},
        {"claim", claim_of(found, sweep)}, {"note", note}};
}

}  // namespace

Json matters_json(SweptFile const& file, std::vector<std::string> const& outcomes) {
    run::MergedSweep const& sweep = file.sweep();
    Json matters = Json::array();
    if (sweep.design() == "saltelli" || sweep.design() == "morris") {
        for (run::Sensitivity const& found : run::sensitivities(sweep, outcomes, {bootstrap_samples, 1}))
            matters.push_back(indices_json(found, sweep));
    } else {
        for (run::EndsOfOutcome const& found : run::factor_ends(sweep, outcomes))
            matters.push_back(ends_json(found, sweep));
    }
    return matters;
}

}  // namespace candor::cli::page
