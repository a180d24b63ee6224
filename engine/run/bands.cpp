#include "candor/run/bands.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace candor::run {

namespace {

/// What is defined in one week, ascending.
std::vector<double> defined_in(std::size_t week, std::vector<std::vector<double>> const& series) {
    std::vector<double> values;
    for (std::vector<double> const& of_replicate : series) {
        if (!std::isnan(of_replicate[week])) values.push_back(of_replicate[week]);
    }
    std::sort(values.begin(), values.end());
    return values;
}

}  // namespace

double sorted_quantile(std::vector<double> const& sorted, double share) {
    double const place = share * static_cast<double>(sorted.size() - 1);
    auto const below = static_cast<std::size_t>(place);
    std::size_t const above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Band band_of(std::vector<std::vector<double>> const& series) {
    Band band;
    std::size_t const weeks = series.empty() ? 0 : series.front().size();
    for (std::size_t week = 0; week < weeks; ++week) {
        std::vector<double> const values = defined_in(week, series);
        auto const add = [&](std::vector<double>& quantiles, double share) {
            quantiles.push_back(values.empty() ? std::numeric_limits<double>::quiet_NaN()
                                               : sorted_quantile(values, share));
        };
        add(band.q05, .05);
        add(band.q25, .25);
        add(band.q50, .5);
        add(band.q75, .75);
        add(band.q95, .95);
        double const sum = std::accumulate(values.begin(), values.end(), 0.0);
        band.mean.push_back(sum / static_cast<double>(values.size()));
    }
    return band;
}

}  // namespace candor::run
