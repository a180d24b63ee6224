#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

#include "candor/run/bands.hpp"
#include "candor/run/occurrences.hpp"
#include "run_blocks.hpp"

namespace candor::cli::page {

namespace {

constexpr std::array fan_outcomes{"performance", "quits",    "surprise_top", "trust_leader", "safety",
                                  "voice",       "autonomy", "satisfaction", "fit",          "effort"};
constexpr std::array run_outcomes{"performance", "trust_leader", "voice"};
constexpr std::size_t most_runs = 20;

using Series = std::vector<std::vector<double>>;  // [replicates][weeks]

Series series_of(RunSource const& source, std::size_t arm, model::Outcome const& outcome) {
    Series series;
    for (std::size_t replicate = 0; replicate < source.result.replicates(); ++replicate)
        series.push_back(source.result.series(arm, replicate, outcome));
    return series;
}

Json band_json(run::Band const& band, std::vector<std::size_t> const& places) {
    return {{"q05", numbers(band.q05, places)}, {"q25", numbers(band.q25, places)},
            {"q50", numbers(band.q50, places)}, {"q75", numbers(band.q75, places)},
            {"q95", numbers(band.q95, places)}, {"mean", numbers(band.mean, places)}};
}

Json runs_json(Series const& series, std::vector<std::size_t> const& places) {
    Json runs = Json::array();
    for (std::size_t run = 0; run < std::min(series.size(), most_runs); ++run)
        runs.push_back(numbers(series[run], places));
    return runs;
}

Json fan_json(RunSource const& source, model::Outcome const& outcome) {
    bool const with_runs =
        std::find(run_outcomes.begin(), run_outcomes.end(), std::string_view(outcome.name)) != run_outcomes.end();
    Json fan{{"outcome", outcome.name}, {"bands", Json::array()}, {"runs", Json::array()}};
    for (std::size_t arm = 0; arm < source.arms(); ++arm) {
        Series const series = series_of(source, arm, outcome);
        fan["bands"].push_back(band_json(run::band_of(series), source.places));
        if (with_runs) fan["runs"].push_back(runs_json(series, source.places));
    }
    return fan;
}

/// Replicate by replicate, week by week.
Series minus(Series other, Series const& first) {
    for (std::size_t replicate = 0; replicate < other.size(); ++replicate) {
        std::transform(other[replicate].begin(), other[replicate].end(), first[replicate].begin(),
                       other[replicate].begin(), std::minus<>());
    }
    return other;
}

/// The last week that an entry of a timeline may last to: it holds or happens for so many weeks, or once.
int last_week_of(Json const& scenario, std::size_t entry, int first_week, int weeks) {
    Json const timeline = scenario.value("timeline", Json::array());
    if (entry >= timeline.size()) return first_week;
    Json const& what = timeline[entry];
    Json const market = what.value("market", Json::object());
    int const lasts = market.is_object() && market.contains("weeks") && market.at("weeks").is_number()
                          ? market.at("weeks").get<int>()
                          : what.value("weeks", 1);
    return std::min(first_week + lasts - 1, weeks);
}

}  // namespace

Json weeks_json(RunSource const& source) {
    Json shown = Json::array();
    for (std::size_t const place : source.places) shown.push_back(place + 1);
    return {{"count", source.result.weeks()},
            {"shown", std::move(shown)},
            {"window", {{"first", source.window.first_week}, {"last", source.window.last_week}}}};
}

Json fans_json(RunSource const& source) {
    Json fans = Json::array();
    for (char const* const name : fan_outcomes) fans.push_back(fan_json(source, *model::find_outcome(name)));
    return fans;
}

Json differences_json(RunSource const& source) {
    Json differences = Json::array();
    if (!source.result.paired()) return differences;
    for (std::size_t other = 1; other < source.arms(); ++other) {
        Pair const& pair = source.pairs[other - 1];
        for (char const* const name : fan_outcomes) {
            model::Outcome const& outcome = *model::find_outcome(name);
            run::Band const band =
                run::band_of(minus(series_of(source, other, outcome), series_of(source, 0, outcome)));
            run::Estimate const& estimate = pair.of(name).other_minus_first;
            Json window = estimate_json(estimate);
            window["clear"] = estimate.is_clear();
            differences.push_back({{"outcome", name},
                                   {"policy", other},
                                   {"band", band_json(band, source.places)},
                                   {"window", std::move(window)},
                                   {"claim", outcome_sentence(pair, name)}});
        }
    }
    return differences;
}

Json interventions_json(RunSource const& source) {
    Json interventions = Json::array();
    for (std::size_t arm = 0; arm < source.arms(); ++arm) {
        std::vector<run::Occurrence> const found = run::occurrences(source.result, arm);
        for (std::size_t entry = 0; entry < found.size(); ++entry) {
            if (found[entry].replicates == 0) continue;
            int const first = found[entry].median_week;
            interventions.push_back(
                {{"policy", arm},
                 {"what", source.result.entries_in_words(arm)[entry]},
                 {"first_week", first},
                 {"last_week", last_week_of(source.scenarios[arm], entry, first, source.result.weeks())},
                 {"replicates", found[entry].replicates}});
        }
    }
    return interventions;
}

}  // namespace candor::cli::page
