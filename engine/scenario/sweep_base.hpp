#pragma once

#include <vector>

#include "candor/scenario/sweep.hpp"
#include "document.hpp"

namespace candor::scenario {

/// The base of a sweep as a tree, so that a point can be read without parsing its text again.
struct SweepBase {
    Document document;
    Scenario scenario;
    std::vector<Mark> places{};  ///< of each factor, in the sweep file
};

/// The factor's value as a YAML scalar that stands at `place`.
[[nodiscard]] Node node_of(Factor const& factor, double value, Mark const& place);

}  // namespace candor::scenario
