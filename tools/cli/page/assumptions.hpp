#pragma once

#include <string>
#include <vector>

#include "json_numbers.hpp"

namespace candor::cli::page {

/// A scenario with every key present, and whose it is.
struct Assumed {
    std::string label;
    Json scenario;
};

/// Every number of the model as it was set, and the styles named. Scenarios: at least one; where they differ, a
/// parameter says all its values.
[[nodiscard]] Json assumptions_json(std::vector<Assumed> const& scenarios, std::vector<std::string> const& styles);

}  // namespace candor::cli::page
