#pragma once

#include <span>
#include <string>
#include <vector>

namespace candor::cli {

/// The values from and to which a sparkline rises.
struct Scale {
    double least;
    double most;
};

/// The smallest scale that holds all defined values of all series; at least `least_span` from end to end.
[[nodiscard]] Scale scale_of(std::span<std::vector<double> const> series, double least_span);

/// A series as a row of `width` bars, each the mean over its share of the weeks; blank where nothing is defined.
[[nodiscard]] std::string sparkline(std::span<double const> series, Scale scale, std::size_t width);

}  // namespace candor::cli
