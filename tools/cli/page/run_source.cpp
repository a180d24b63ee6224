#include "run_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "../text.hpp"
#include "candor/core/error.hpp"
#include "candor/run/provenance.hpp"

namespace candor::cli::page {

namespace {

constexpr std::size_t most_weeks = 520;

/// All weeks, or every so many of a long run, the first and the last always.
std::vector<std::size_t> places_shown(int weeks) {
    auto const count = static_cast<std::size_t>(weeks);
    std::size_t const stride = (count + most_weeks - 2) / (most_weeks - 1);
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < count; place += std::max<std::size_t>(stride, 1)) places.push_back(place);
    if (places.back() + 1 < count) places.push_back(count - 1);
    return places;
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
    RunSource source{result, std::move(again), {}, {}, 0, 0, {}, {}, {}, run::last_year(result.weeks()), {}};
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
    source.places = places_shown(result.weeks());
    return source;
}

}  // namespace candor::cli::page
