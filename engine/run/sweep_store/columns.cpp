#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <variant>

#include "candor/output/content_hash.hpp"
#include "candor/output/netcdf_file.hpp"
#include "part.hpp"

namespace candor::run::sweep_store {

namespace {

/// Positions in the order in which the runs are numbered.
std::vector<std::size_t> ascending(std::vector<std::int64_t> const& runs) {
    std::vector<std::size_t> order(runs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return runs[a] < runs[b]; });
    return order;
}

/// Rows of `width` values in another order.
template <class Value>
std::vector<Value> reordered(std::vector<Value> const& values, std::vector<std::size_t> const& order,
                             std::size_t width = 1) {
    std::vector<Value> result;
    result.reserve(values.size());
    for (std::size_t const row : order) {
        auto const first = values.begin() + static_cast<std::ptrdiff_t>(row * width);
        result.insert(result.end(), first, first + static_cast<std::ptrdiff_t>(width));
    }
    return result;
}

output::Variable numbered(std::string const& name, std::size_t count) {
    std::vector<std::int32_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 1);
    return {name, {name}, std::move(numbers), {}};
}

/// Texts as bytes, each with a NUL behind it. A part holds no strings: HDF5 1.10 keeps those in a heap without checksums,
/// and one byte that is wrong there can make it loop for ever.
std::vector<std::uint8_t> joined(std::vector<std::string> const& texts) {
    std::vector<std::uint8_t> bytes;
    for (std::string const& text : texts) {
        bytes.insert(bytes.end(), text.begin(), text.end());
        bytes.push_back(0);
    }
    return bytes;
}

}  // namespace

std::vector<std::string> separated(std::vector<std::uint8_t> const& bytes) {
    std::vector<std::string> texts;
    for (auto first = bytes.begin(); first != bytes.end();) {
        auto const last = std::find(first, bytes.end(), std::uint8_t{0});
        texts.emplace_back(first, last);
        first = last == bytes.end() ? last : last + 1;
    }
    return texts;
}

output::Dataset variables_of(Columns&& columns, Kept const& kept) {
    output::Dataset dataset;
    dataset.dimensions = {{"run", columns.runs.size()}};
    dataset.coordinates.push_back({"run", {"run"}, std::move(columns.runs), {}});
    if (!kept.series.empty()) {
        dataset.dimensions.push_back({"week", static_cast<std::size_t>(kept.weeks)});
        dataset.coordinates.push_back(numbered("week", static_cast<std::size_t>(kept.weeks)));
    }
    for (std::size_t i = 0; i < kept.outcomes.size(); ++i)
        dataset.variables.push_back({kept.outcomes[i], {"run"}, std::move(columns.outcomes[i]), {}});
    for (std::size_t i = 0; i < kept.series.size(); ++i)
        dataset.variables.push_back({kept.series[i] + "_by_week", {"run", "week"}, std::move(columns.series[i]), {}});
    if (!columns.failed.empty()) {
        dataset.dimensions.push_back({"failure", columns.failed.size()});
        dataset.coordinates.push_back(numbered("failure", columns.failed.size()));
        dataset.variables.push_back({"failure_run", {"failure"}, std::move(columns.failed), {}});
        std::vector<std::uint8_t> text = joined(columns.messages);
        dataset.dimensions.push_back({"failure_byte", text.size()});
        dataset.coordinates.push_back(numbered("failure_byte", text.size()));
        dataset.variables.push_back({"failure_message", {"failure_byte"}, std::move(text), {}});
    }
    return dataset;
}

Columns columns_of(output::Dataset&& dataset, Kept const& kept) {
    Columns columns(kept);
    auto variable = dataset.variables.begin();
    columns.runs = std::get<std::vector<std::int64_t>>(std::move(dataset.coordinates.front().values));
    for (auto& outcome : columns.outcomes) outcome = std::get<std::vector<double>>(std::move((variable++)->values));
    for (auto& series : columns.series) series = std::get<std::vector<float>>(std::move((variable++)->values));
    if (variable != dataset.variables.end()) {
        columns.failed = std::get<std::vector<std::int64_t>>(std::move((variable++)->values));
        columns.messages = separated(std::get<std::vector<std::uint8_t>>(variable->values));
    }
    return columns;
}

void Columns::add(RunOutcome&& run, Kept const& kept) {
    bool const fails = !run.failure.empty();
    auto const weeks = static_cast<std::size_t>(kept.weeks);
    if (!fails && (run.outcomes.size() != outcomes.size() || run.series.size() != kept.series_values()))
        throw std::invalid_argument("candor::run::PartWriter: a run brings other values than are kept");
    runs.push_back(run.run);
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        outcomes[i].push_back(fails ? std::numeric_limits<double>::quiet_NaN() : run.outcomes[i]);
    for (std::size_t i = 0; i < series.size(); ++i) {
        auto const first = run.series.begin() + static_cast<std::ptrdiff_t>(fails ? 0 : i * weeks);
        if (fails) series[i].insert(series[i].end(), weeks, std::numeric_limits<float>::quiet_NaN());
        if (!fails) series[i].insert(series[i].end(), first, first + static_cast<std::ptrdiff_t>(weeks));
    }
    bytes += sizeof run.run + outcomes.size() * sizeof(double) + kept.series_values() * sizeof(float);
    if (!fails) return;
    failed.push_back(run.run);
    messages.push_back(output::storable(run.failure));
    bytes += messages.back().size() + sizeof run.run;
}

output::Dataset dataset_of(Columns&& columns, SweepFacts const& facts, Shard shard) {
    std::vector<std::size_t> const order = ascending(columns.runs);
    columns.runs = reordered(columns.runs, order);
    auto const twice = std::adjacent_find(columns.runs.begin(), columns.runs.end());
    if (twice != columns.runs.end())
        throw std::invalid_argument(fmt::format("candor::run::PartWriter: run {} came twice", *twice));
    for (auto& outcome : columns.outcomes) outcome = reordered(outcome, order);
    for (auto& series : columns.series) series = reordered(series, order, static_cast<std::size_t>(facts.kept.weeks));
    std::vector<std::size_t> const failures = ascending(columns.failed);
    columns.failed = reordered(columns.failed, failures);
    columns.messages = reordered(columns.messages, failures);

    output::Dataset dataset = variables_of(std::move(columns), facts.kept);
    dataset.attributes = {{"design_hash", facts.hash},
                          {"shard", fmt::format("{}/{}", shard.index, shard.count)},
                          {"content_hash", output::content_hash(facts.hash, "", dataset)}};
    for (auto* const variables : {&dataset.coordinates, &dataset.variables}) {
        for (output::Variable& variable : *variables)
            variable.attributes = {{"content_hash", output::variable_hash(variable, dataset)}};
    }
    return dataset;
}

}  // namespace candor::run::sweep_store
