#include "candor/run/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <nlohmann/json.hpp>
#include <numeric>
#include <type_traits>
#include <utility>
#include <variant>

#include "candor/core/error.hpp"
#include "candor/core/parallel.hpp"
#include "candor/core/same_bits.hpp"
#include "candor/random/distributions.hpp"
#include "candor/random/philox.hpp"
#include "candor/run/provenance.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "candor/scenario/load.hpp"

namespace candor::run {

namespace {

/// Only the very same engine and model are bound to give the same bytes.
void require_made_by_this(output::Dataset const& dataset) {
    std::string const model = provenance_text(dataset, "model_version");
    std::string const engine = provenance_text(dataset, "engine_version");
    if (model == model_version && engine == engine_version()) return;
    throw OutputError(
        fmt::format("it was made by another version (engine {}, model {}; this program is engine {}, model {})", engine,
                    model, engine_version(), model_version));
}

/// The values of a coordinate; none if there is no such dimension.
template <class Value>
std::vector<Value> coordinate(output::Dataset const& dataset, std::string const& name) {
    output::Variable const* const found = dataset.find(name);
    auto const* const values = found == nullptr ? nullptr : std::get_if<std::vector<Value>>(&found->values);
    return values == nullptr ? std::vector<Value>{} : *values;
}

/// `count` of 0..total-1 without repetition, in ascending order: the first ones of a shuffle. Replicates are numbered from
/// 1, so that key 0 is free.
std::vector<std::size_t> drawn(std::size_t count, std::size_t total, std::uint32_t seed) {
    std::vector<std::size_t> items(total);
    std::iota(items.begin(), items.end(), std::size_t{0});
    count = std::min(count, total);
    for (std::size_t i = 0; i < count; ++i) {
        auto const word = random::philox({seed, 0}, {static_cast<std::uint32_t>(i), 0, 0}).w0;
        std::swap(items[i], items[i + random::below(word, static_cast<std::uint32_t>(total - i))]);
    }
    items.resize(count);
    std::sort(items.begin(), items.end());
    return items;
}

/// A run of a result, by its indexes along the dimensions `policy` and `replicate`.
struct Place {
    std::size_t arm, arms;
    std::size_t replicate, replicates;
};

/// Whether what the recorded variable holds of that run, or of its arm or its replicate, is what came again.
bool same_values(output::Variable const& recorded, output::Variable const& again, Place const& place) {
    auto const& names = recorded.dimensions;
    auto const has = [&](char const* name) { return std::find(names.begin(), names.end(), name) != names.end(); };
    std::size_t const replicates = has("replicate") ? place.replicates : 1;
    std::size_t const arms = has("policy") ? place.arms : 1;
    std::size_t const run = (has("policy") ? place.arm : 0) * replicates + (has("replicate") ? place.replicate : 0);
    std::size_t const runs = arms * replicates;
    return std::visit(
        [&](auto const& values) {
            auto const* const one = std::get_if<std::decay_t<decltype(values)>>(&again.values);
            if (one == nullptr || one->size() * runs != values.size()) return false;
            auto const first = values.begin() + static_cast<std::ptrdiff_t>(run * one->size());
            return std::equal(one->begin(), one->end(), first,
                              [](auto const& a, auto const& b) { return same_bits(a, b); });
        },
        recorded.values);
}

std::vector<std::string> differing(output::Dataset const& recorded, output::Dataset const& again, Place const& place) {
    std::vector<std::string> names;
    for (output::Variable const& variable : recorded.variables) {
        output::Variable const* const other = again.find(variable.name);
        if (other == nullptr || !same_values(variable, *other, place)) names.push_back(variable.name);
    }
    for (output::Variable const& variable : again.variables) {
        if (recorded.find(variable.name) == nullptr) names.push_back(variable.name);
    }
    return names;
}

}  // namespace

bool Verification::same() const {
    return whole &&
           std::all_of(again.begin(), again.end(), [](RunOfResult const& run) { return run.differing.empty(); });
}

Experiment experiment_in(output::Dataset const& dataset, std::filesystem::path const& data) {
    require_made_by_this(dataset);
    auto const arms = nlohmann::json::parse(provenance_text(dataset, "scenario_canonical"), nullptr, false);
    if (!dataset.text_of("design_hash").empty())
        throw OutputError("it is of a whole sweep (`candor sweep FILE --run R` makes one run a file of its own)");
    if (!arms.is_array() || arms.empty()) throw OutputError("its scenario cannot be read (it is no list of arms)");
    std::vector<std::string> const labels = coordinate<std::string>(dataset, "policy");
    Experiment experiment;
    try {
        for (auto const& arm : arms) {
            auto const policy = arm.at("policy").get<std::string>();
            auto const scenario = scenario::parse_scenario(arm.at("scenario").dump(), "its scenario", data);
            Experiment one = experiment_of(scenario, {policy});
            std::size_t const index = experiment.arms.size();
            one.arms.front().label = index < labels.size() ? labels[index] : policy;
            experiment.arms.push_back(std::move(one.arms.front()));
        }
    } catch (scenario::ScenarioError const& error) {
        scenario::Diagnostic const& first = error.diagnostics().front();
        throw OutputError(fmt::format("it cannot be run again with the data in '{}' ({}{})", data.string(),
                                      first.problem, first.why.empty() ? "" : ": " + first.why));
    } catch (nlohmann::json::exception const&) {
        throw OutputError("its scenario cannot be read (an arm lacks its policy or its scenario)");
    }
    if (!labels.empty() && labels.size() != experiment.arms.size())
        throw OutputError(
            fmt::format("it holds {} policies (its scenario has {})", labels.size(), experiment.arms.size()));
    return experiment;
}

Verification verify(output::Dataset const& dataset, std::filesystem::path const& data, std::size_t sample,
                    std::uint32_t seed, Progress const& progress, StopRequest const* stop) {
    Experiment const experiment = experiment_in(dataset, data);
    std::vector<std::int32_t> const replicates = coordinate<std::int32_t>(dataset, "replicate");
    std::size_t const runs = experiment.arms.size() * replicates.size();
    std::vector<std::size_t> const picks = drawn(sample, runs, seed);
    Verification verification{runs, std::vector<RunOfResult>(picks.size()),
                              dataset.text_of("content_hash") == content_hash_of(dataset)};
    std::mutex mutex;
    std::size_t done = 0;
    parallel::for_each(picks.size(), [&](std::size_t i) {
        Place const place{picks[i] / replicates.size(), experiment.arms.size(), picks[i] % replicates.size(),
                          replicates.size()};
        int const replicate = replicates[place.replicate];
        output::Dataset const again = carry_out_one(experiment, place.arm, replicate, stop);
        verification.again[i] = {experiment.arms[place.arm].label, replicate, differing(dataset, again, place)};
        std::lock_guard const lock(mutex);
        if (progress) progress(++done, picks.size());
    });
    return verification;
}

}  // namespace candor::run
