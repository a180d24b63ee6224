#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "candor/output/dataset.hpp"

/// What the parts of the recorder share.
namespace candor::output {

inline constexpr float missing = std::numeric_limits<float>::quiet_NaN();

template <class Value>
Variable coordinate(std::string const& name, std::string const& long_name, std::vector<Value> values) {
    return {name, {name}, std::move(values), {{"units", "1"}, {"long_name", long_name}}};
}

/// Calls `work` with the values of a series, which are floats or whole numbers.
template <class Values, class Work>
void with_numbers(Values& values, Work&& work) {
    if (auto* const reals = std::get_if<std::vector<float>>(&values)) {
        work(*reals);
    } else {
        work(std::get<std::vector<std::int32_t>>(values));
    }
}

/// Notes one value of a series. (Asked for some hundred times a week, it is small enough to be inlined.)
template <class Series>
void put(Series& series, std::size_t run, std::size_t step, std::size_t index, double value) {
    std::size_t const at = run * series.per_run + step * series.per_step + index;
    if (auto* values = std::get_if<std::vector<float>>(&series.variable.values)) {
        (*values)[at] = static_cast<float>(value);
    } else {
        std::get<std::vector<std::int32_t>>(series.variable.values)[at] = static_cast<std::int32_t>(value);
    }
}

/// Keeps of `values` ([policy, replicate, rest]) the replicates named.
template <class Value>
std::vector<Value> keep(std::vector<Value> const& values, std::size_t policies, std::size_t replicates,
                        std::span<std::size_t const> kept) {
    std::size_t const per_run = values.size() / (policies * replicates);
    std::vector<Value> result;
    result.reserve(policies * kept.size() * per_run);
    for (std::size_t policy = 0; policy < policies; ++policy) {
        for (std::size_t const replicate : kept) {
            auto const first =
                values.begin() + static_cast<std::ptrdiff_t>((policy * replicates + replicate) * per_run);
            result.insert(result.end(), first, first + static_cast<std::ptrdiff_t>(per_run));
        }
    }
    return result;
}

}  // namespace candor::output
