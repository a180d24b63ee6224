#pragma once

#include <cstdint>
#include <vector>

#include "candor/model/chart.hpp"
#include "candor/random/philox.hpp"

namespace candor::model {

/// A random share of the positions 1..members-1 (the top is never among them), rounded, at least one where there is any:
/// those with the least words of `call::surveys` in that week. In ascending order; the same under every policy.
[[nodiscard]] std::vector<Position> draw_sample(Position members, double share, random::Key key, std::uint32_t week);

/// How many `draw_sample` draws.
[[nodiscard]] std::size_t sample_size(Position members, double share);

}  // namespace candor::model
