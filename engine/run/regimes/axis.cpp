#include "axis.hpp"

#include <algorithm>
#include <cmath>

namespace candor::run {

namespace {

/// Of bins that nobody asked for: about so many points in a field, if points are spread evenly over both axes.
constexpr double points_in_a_field = 10;
constexpr std::size_t most_levels = 40;

std::size_t distinct(std::vector<double> const& sorted) {
    std::vector<double> levels = sorted;
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    return levels.size();
}

/// Into which of `bins` each value falls: as many in each, but equal values together.
std::vector<std::size_t> bin_of_sorted(std::vector<double> const& sorted, std::size_t bins) {
    std::vector<std::size_t> bin(sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i)
        bin[i] = i > 0 && sorted[i] == sorted[i - 1] ? bin[i - 1] : i * bins / sorted.size();
    return bin;
}

/// Each distinct value its own bin.
std::vector<std::size_t> level_of_sorted(std::vector<double> const& sorted) {
    std::vector<std::size_t> level(sorted.size(), 0);
    for (std::size_t i = 1; i < sorted.size(); ++i) level[i] = level[i - 1] + (sorted[i] == sorted[i - 1] ? 0 : 1);
    return level;
}

std::size_t bins_for(std::size_t points) {
    double const side = std::sqrt(static_cast<double>(points) / points_in_a_field);
    return std::clamp<std::size_t>(static_cast<std::size_t>(side), 2, most_levels);
}

}  // namespace

Axis axis_of(SweptFactor const& factor, int bins) {
    std::vector<double> sorted = factor.values;
    std::sort(sorted.begin(), sorted.end());
    std::size_t const most = bins > 0 ? static_cast<std::size_t>(bins) : most_levels;
    bool const keeps_levels = !factor.levels.empty() || distinct(sorted) <= most;
    std::vector<std::size_t> const bin =
        keeps_levels ? level_of_sorted(sorted) : bin_of_sorted(sorted, bins > 0 ? most : bins_for(sorted.size()));
    Axis axis;
    for (std::size_t first = 0; first < sorted.size();) {
        std::size_t end = first;
        double offsets = 0;  // a level's middle is the level itself, without rounding
        for (; end < sorted.size() && bin[end] == bin[first]; ++end) offsets += sorted[end] - sorted[first];
        axis.middles.push_back(sorted[first] + offsets / static_cast<double>(end - first));
        if (!factor.levels.empty()) axis.labels.push_back(factor.levels[static_cast<std::size_t>(sorted[first])]);
        first = end;
    }
    // Bins without values are left out: places count those that are there.
    std::vector<std::size_t> place_of_sorted(sorted.size(), 0);
    for (std::size_t i = 1; i < sorted.size(); ++i)
        place_of_sorted[i] = place_of_sorted[i - 1] + (bin[i] == bin[i - 1] ? 0 : 1);
    for (double const value : factor.values) {
        auto const at = std::lower_bound(sorted.begin(), sorted.end(), value);
        axis.place.push_back(place_of_sorted[static_cast<std::size_t>(at - sorted.begin())]);
    }
    return axis;
}

}  // namespace candor::run
