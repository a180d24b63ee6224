#pragma once

#include <string>
#include <vector>

#include "candor/model/timeline.hpp"

namespace candor::scenario {

/// An entry of the timeline in the words of the scenario, without its week: what, to whom, for how long, on what
/// condition; as in `coach 0.5, level 2, 8 weeks, when safety below 0.4 for 4 weeks`.
[[nodiscard]] std::string words(model::Intervention const& intervention, std::vector<model::Style> const& styles);

}  // namespace candor::scenario
