#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "candor/run/merged_sweep.hpp"

namespace candor::run {

/// One side of the map: its levels or bins, and in which of them each point lies.
struct Axis {
    std::vector<double> middles;      ///< ascending
    std::vector<std::string> labels;  ///< of text factors; else empty
    std::vector<std::size_t> place;   ///< [points]
};

/// As `regimes` says about `bins`.
[[nodiscard]] Axis axis_of(SweptFactor const& factor, int bins);

}  // namespace candor::run
