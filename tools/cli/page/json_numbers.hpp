#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <vector>

#include "candor/run/comparison.hpp"

namespace candor::cli::page {

using Json = nlohmann::ordered_json;

/// To five significant digits, more than a figure shows; null where undefined.
[[nodiscard]] Json number(double value);
[[nodiscard]] Json numbers(std::vector<double> const& values);
/// Those at some places.
[[nodiscard]] Json numbers(std::vector<double> const& values, std::vector<std::size_t> const& places);

/// `{value, low, high}`.
[[nodiscard]] Json estimate_json(run::Estimate const& estimate);

}  // namespace candor::cli::page
