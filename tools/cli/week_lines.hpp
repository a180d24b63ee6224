#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "candor/run/explain.hpp"

namespace candor::cli {

/// A line on what happened to a member in a week: what it is about, and what is so. Without a value: a heading.
struct WeekLine {
    std::string label;
    std::string value{};
    bool heading = false;
};

/// One member's week under each policy, line by line; the same labels under each, without causes that amount to nothing
/// under any. [explanations][lines]
[[nodiscard]] std::vector<std::vector<WeekLine>> week_lines(std::vector<run::Explanation> const& explanations);

/// The same as numbers with names.
[[nodiscard]] nlohmann::ordered_json week_json(run::Explanation const& explanation);

}  // namespace candor::cli
