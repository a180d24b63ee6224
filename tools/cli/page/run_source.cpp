#include "run_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "../text.hpp"
#include "candor/core/error.hpp"
#include "candor/run/provenance.hpp"

namespace candor::cli::page {

namespace {

constexpr std::size_t most_numbers = 75'000;  ///< of all courses over weeks: a page stays under 2 MB
constexpr std::size_t numbers_of_fans = 60;   ///< in a week: ten outcomes, six numbers each
constexpr std::size_t outcomes_with_runs = 3;
constexpr std::size_t least_runs = 5;
constexpr std::size_t most_runs = 20;

/// How many single runs and which weeks fit the page: of many weeks and policies fewer runs first, then fewer weeks.
void fit_courses(RunSource& source) {
    auto const weeks = static_cast<std::size_t>(source.result.weeks());
    std::size_t const arms = source.arms();
    std::size_t const differences = source.result.paired() ? arms - 1 : 0;
    std::size_t const bands = numbers_of_fans * (arms + differences);
    std::size_t const a_run = outcomes_with_runs * arms;
    std::size_t const left = most_numbers / weeks > bands ? most_numbers / weeks - bands : 0;
    source.runs_shown = std::clamp(left / a_run, least_runs, most_runs);
    source.places = every_so_many(weeks, most_numbers / (bands + a_run * source.runs_shown));
}

std::vector<Pair> pairs_of(run::SavedResult const& result) {
    std::vector<Pair> pairs;
    for (std::size_t other = 1; other < result.policies().size(); ++other) {
        pairs.push_back(
            {result.policies().front(), result.policies()[other], result.paired(), run::compare(result, 0, other)});
    }
    return pairs;
}

/// Of one scenario its own title, or the name of the file; of several which they are.
std::string title_of(run::SavedResult const& result, Json const& resolved) {
    auto const written = texts_of(result.frame(), "scenario_as_written");
    bool const several = std::any_of(written.begin(), written.end(),
                                     [&](auto const& text) { return text.second != written.front().second; });
    if (several) return listed(result.policies());
    auto const title = resolved.value("title", std::string());
    return title.empty() ? result.path().stem().string() : title;
}

}  // namespace

std::vector<std::size_t> every_so_many(std::size_t count, std::size_t most) {
    std::size_t const steps = std::max<std::size_t>(most, 2) - 1;
    std::size_t const stride = std::max<std::size_t>((count + steps - 2) / steps, 1);
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place + 1 < count; place += stride) places.push_back(place);
    places.push_back(count - 1);
    return places;
}

std::vector<std::pair<std::string, std::string>> texts_of(output::Dataset const& dataset,
                                                          std::string const& beginning) {
    std::vector<std::pair<std::string, std::string>> texts;
    output::Group const* const provenance = dataset.find_group("provenance");
    if (provenance == nullptr) return texts;
    for (auto const& text : provenance->texts) {
        if (text.first.starts_with(beginning)) texts.push_back(text);
    }
    return texts;
}

RunSource source_of(run::SavedResult const& result, Again again) {
    RunSource source{result, std::move(again), {}, {}, 0, 0, {}, {}, {}, run::last_year(result.weeks()), {}, 0};
    try {
        Json const resolved = Json::parse(run::provenance_text(result.frame(), "scenario_resolved"));
        for (Json const& arm : Json::parse(run::provenance_text(result.frame(), "scenario_canonical")))
            source.scenarios.push_back(arm.at("scenario"));
        source.title = title_of(result, resolved);
        source.question = resolved.value("question", std::string());
        source.seed = resolved.at("run").at("seed").get<std::uint32_t>();
        source.asked = resolved.at("run").at("replicates").get<std::size_t>();
        source.nulls = resolved.value("nulls", std::vector<std::string>());
    } catch (OutputError const& error) {
        throw OutputError(fmt::format("cannot read '{}' ({})", result.path().string(), error.what()));
    } catch (Json::exception const&) {
        throw OutputError(fmt::format("cannot read '{}' (its scenario cannot be read)", result.path().string()));
    }
    if (source.scenarios.size() != source.arms()) {
        throw OutputError(fmt::format("cannot read '{}' (it holds {} policies, its scenario has {})",
                                      result.path().string(), source.arms(), source.scenarios.size()));
    }
    source.asked = std::max(source.asked, result.replicates());
    source.pairs = pairs_of(result);
    fit_courses(source);
    return source;
}

}  // namespace candor::cli::page
