#pragma once

#include "candor/output/dataset.hpp"

#include <string>
#include <string_view>

namespace candor::output {

/// XXH3-128 of one variable's type, shape and values, as 32 lower-case hexadecimal digits.
///
/// Any NaN counts as the same NaN; -0.0 and 0.0 differ. Its name, attributes and its dimensions' names do not count.
/// Throws std::out_of_range when the dataset lacks one of its dimensions, std::invalid_argument when the values do not
/// fill its shape.
[[nodiscard]] std::string variable_hash(Variable const& variable, Dataset const& dataset);

/// XXH3-128 of a whole result: model version, scenario as canonical JSON, then every coordinate and variable by name.
///
/// Attributes and groups are outside; the order of variables does not matter. 32 lower-case hexadecimal digits.
/// Throws as `variable_hash` does.
[[nodiscard]] std::string content_hash(std::string_view model_version, std::string_view canonical_scenario_json,
                                       Dataset const& dataset);

}  // namespace candor::output
