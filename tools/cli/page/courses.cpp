#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

#include "candor/core/error.hpp"
#include "candor/run/bands.hpp"
#include "candor/run/occurrences.hpp"
#include "candor/scenario/load.hpp"
#include "run_blocks.hpp"

namespace candor::cli::page {

namespace {

constexpr std::array run_outcomes{"performance", "trust_leader", "voice"};

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

Json runs_json(Series const& series, std::vector<std::size_t> const& places, std::size_t most) {
    Json runs = Json::array();
    for (std::size_t run = 0; run < std::min(series.size(), most); ++run) runs.push_back(numbers(series[run], places));
    return runs;
}

Json fan_json(RunSource const& source, model::Outcome const& outcome) {
    bool const with_runs =
        std::find(run_outcomes.begin(), run_outcomes.end(), std::string_view(outcome.name)) != run_outcomes.end();
    Json fan{{"outcome", outcome.name}, {"bands", Json::array()}, {"runs", Json::array()}};
    for (std::size_t arm = 0; arm < source.arms(); ++arm) {
        Series const series = series_of(source, arm, outcome);
        fan["bands"].push_back(band_json(run::band_of(series), source.places));
        if (with_runs) fan["runs"].push_back(runs_json(series, source.places, source.runs_shown));
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

/// The timelines of the arms; empty where this version cannot read one.
std::vector<std::vector<model::Intervention>> timelines_of(RunSource const& source) {
    std::vector<std::vector<model::Intervention>> timelines(source.arms());
    for (std::size_t arm = 0; arm < source.arms(); ++arm) {
        if (source.again.experiment) {
            timelines[arm] = source.again.experiment->arms[arm].scenario.timeline;
            continue;
        }
        try {
            timelines[arm] = scenario::parse_scenario(source.scenarios[arm].dump()).timeline;
        } catch (Error const&) {  // of another version: what is known is when it began
        }
    }
    return timelines;
}

}  // namespace

Outcomes main_outcomes() {
    Outcomes outcomes;
    for (char const* const name : {"performance", "quits", "surprise_top", "trust_leader", "safety", "voice",
                                   "autonomy", "satisfaction", "fit", "effort"})
        outcomes.push_back(model::find_outcome(name));
    return outcomes;
}

Json weeks_json(RunSource const& source) {
    Json shown = Json::array();
    for (std::size_t const place : source.places) shown.push_back(place + 1);
    return {{"count", source.result.weeks()},
            {"shown", std::move(shown)},
            {"window", {{"first", source.window.first_week}, {"last", source.window.last_week}}}};
}

Json fans_json(RunSource const& source, Outcomes const& outcomes) {
    Json fans = Json::array();
    for (model::Outcome const* const outcome : outcomes) fans.push_back(fan_json(source, *outcome));
    return fans;
}

Json differences_json(RunSource const& source, Outcomes const& outcomes) {
    Json differences = Json::array();
    if (!source.result.paired()) return differences;
    for (std::size_t other = 1; other < source.arms(); ++other) {
        Pair const& pair = source.pairs[other - 1];
        for (model::Outcome const* const outcome : outcomes) {
            run::Band const band =
                run::band_of(minus(series_of(source, other, *outcome), series_of(source, 0, *outcome)));
            run::Estimate const& estimate = pair.of(outcome->name).other_minus_first;
            Json window = estimate_json(estimate);
            window["clear"] = estimate.is_clear();
            differences.push_back({{"outcome", outcome->name},
                                   {"policy", other},
                                   {"band", band_json(band, source.places)},
                                   {"window", std::move(window)},
                                   {"claim", outcome_sentence(pair, outcome->name)}});
        }
    }
    return differences;
}

Json interventions_json(RunSource const& source) {
    Json interventions = Json::array();
    auto const timelines = timelines_of(source);
    for (std::size_t arm = 0; arm < source.arms(); ++arm) {
        std::vector<run::Occurrence> const found = run::occurrences(source.result, arm);
        for (std::size_t entry = 0; entry < found.size(); ++entry) {
            if (found[entry].replicates == 0) continue;
            int const first = found[entry].median_week;
            int const last = entry < timelines[arm].size()
                                 ? run::last_week_of(timelines[arm][entry], first, source.result.weeks())
                                 : first;
            interventions.push_back({{"policy", arm},
                                     {"what", source.result.entries_in_words(arm)[entry]},
                                     {"first_week", first},
                                     {"last_week", last},
                                     {"replicates", found[entry].replicates}});
        }
    }
    return interventions;
}

}  // namespace candor::cli::page
