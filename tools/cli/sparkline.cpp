#include "sparkline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace candor::cli {

namespace {

constexpr std::array bars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

/// The mean of what is defined; NaN if nothing is.
double mean_of(std::span<double const> values) {
    double sum = 0;
    int n = 0;
    for (double const value : values) {
        if (std::isnan(value)) continue;
        sum += value;
        ++n;
    }
    return n == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / n;
}

}  // namespace

Scale scale_of(std::span<std::vector<double> const> series, double least_span) {
    Scale scale{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
    for (std::vector<double> const& values : series) {
        for (double const value : values) {
            if (std::isnan(value)) continue;
            scale.least = std::min(scale.least, value);
            scale.most = std::max(scale.most, value);
        }
    }
    if (scale.most < scale.least) return {0, 1};
    double const missing = std::max(0.0, least_span - (scale.most - scale.least));
    return {scale.least - missing / 2, scale.most + missing / 2};
}

std::string sparkline(std::span<double const> series, Scale scale, std::size_t width) {
    std::string out;
    for (std::size_t cell = 0; cell < width; ++cell) {
        std::size_t const begin = cell * series.size() / width;
        std::size_t const end = std::max(begin + 1, (cell + 1) * series.size() / width);
        double const value = mean_of(series.subspan(begin, std::min(end, series.size()) - begin));
        if (std::isnan(value)) {
            out += ' ';
            continue;
        }
        double const height = (value - scale.least) / (scale.most - scale.least);
        auto const last = static_cast<double>(bars.size() - 1);
        out += bars[static_cast<std::size_t>(
            std::clamp(std::floor(height * static_cast<double>(bars.size())), 0.0, last))];
    }
    return out;
}

}  // namespace candor::cli
