#pragma once

#include <string>
#include <vector>

#include "candor/model/chart.hpp"
#include "candor/scenario/scenario.hpp"

namespace candor::scenario {

/// The model as a scenario runs it, as an ODD protocol in Markdown (Grimm et al. 2020, JASSS 23(2) 7): seven elements,
/// every equation, every value. `structure` is the scenario's organization, `notes` what importing it found, `version`
/// the engine's. Lists and values come from the field lists, prose and equations from `engine/scenario/odd/`.
[[nodiscard]] std::string odd_protocol(Scenario const& scenario, model::Structure const& structure,
                                       std::vector<std::string> const& notes, std::string const& version);

}  // namespace candor::scenario
