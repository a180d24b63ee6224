#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "candor/model/tally.hpp"
#include "candor/run/bands.hpp"
#include "run_blocks.hpp"

namespace candor::cli::page {

namespace {

constexpr std::array level_outcomes{"performance", "quits",    "trust_leader", "safety",
                                    "voice",       "autonomy", "satisfaction"};

Json difference_json(run::Difference const& difference, bool paired) {
    Json json = estimate_json(difference.other_minus_first);
    json["clear"] = difference.other_minus_first.is_clear();
    json["pairs_higher"] = paired ? Json(difference.higher_in_other) : Json();
    json["pairs_lower"] = paired ? Json(difference.higher_in_first) : Json();
    json["pairs"] = difference.replicates;
    return json;
}

/// The sum of a count over the window and all replicates.
long long total(RunSource const& source, std::size_t arm, char const* name) {
    double sum = 0;
    for (std::size_t replicate = 0; replicate < source.result.replicates(); ++replicate) {
        std::vector<double> const series = source.result.series(arm, replicate, *model::find_outcome(name));
        for (int week = source.window.first_week; week <= source.window.last_week; ++week)
            sum += series[static_cast<std::size_t>(week - 1)];
    }
    return static_cast<long long>(sum);
}

/// Means of replicates on each level [replicates][levels], as their mean and where nine tenths of them lie.
void add_levels(std::vector<std::vector<double>> const& means, Json& outcome) {
    run::Band const band = run::band_of(means);  // levels side by side, as weeks would be
    outcome["mean"].push_back(numbers(band.mean));
    outcome["q05"].push_back(numbers(band.q05));
    outcome["q95"].push_back(numbers(band.q95));
}

}  // namespace

Json table_json(RunSource const& source) {
    Json rows = Json::array();
    for (model::Outcome const& outcome : model::outcomes()) {
        Json row{{"outcome", outcome.name}, {"means", Json::array()}, {"differences", Json::array()}};
        for (std::size_t arm = 0; arm < source.arms(); ++arm) {
            std::vector<double> const means = run::replicate_means(source.result, arm, outcome, source.window);
            row["means"].push_back(number(run::estimate(means).mean));
        }
        for (Pair const& pair : source.pairs)
            row["differences"].push_back(difference_json(pair.of(outcome.name), pair.paired));
        rows.push_back(std::move(row));
    }
    return rows;
}

Json voice_json(RunSource const& source) {
    constexpr std::array steps{
        std::pair{"chances", "issues"},    std::pair{"spoken", "spoken"},       std::pair{"heard", "heard"},
        std::pair{"used", "welcomed"},     std::pair{"explained", "explained"}, std::pair{"ignored", "ignored"},
        std::pair{"punished", "punished"},
    };
    Json funnels = Json::array();
    for (std::size_t arm = 0; arm < source.arms(); ++arm) {
        Json funnel{{"policy", arm}};
        for (auto const& [step, outcome] : steps) funnel[step] = total(source, arm, outcome);
        funnels.push_back(std::move(funnel));
    }
    return funnels;
}

Json levels_json(RunSource const& source) {
    std::vector<std::int32_t> const levels = source.result.levels();
    if (levels.empty()) return nullptr;
    Json outcomes = Json::array();
    for (char const* const name : level_outcomes) {
        Json outcome{{"outcome", name}, {"mean", Json::array()}, {"q05", Json::array()}, {"q95", Json::array()}};
        for (auto const& means : source.result.level_means(*model::find_outcome(name), source.window))
            add_levels(means, outcome);
        outcomes.push_back(std::move(outcome));
    }
    return {{"levels", levels}, {"pooled", levels.back() == model::reported_levels}, {"outcomes", std::move(outcomes)}};
}

}  // namespace candor::cli::page
