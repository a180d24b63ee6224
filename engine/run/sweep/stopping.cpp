#include "stopping.hpp"

#include <algorithm>
#include <cmath>

#include "candor/run/comparison.hpp"

namespace candor::run {

std::int64_t StoppingRule::next_look(std::int64_t looked) const {
    constexpr std::int64_t first = 10;
    return std::min(looked == 0 ? first : looked * 2, most_);
}

bool StoppingRule::is_sure(std::vector<std::vector<double>> const& values) const {
    auto const narrow = [&](std::vector<double> const& of) {
        Estimate const estimated = estimate(of);
        return (estimated.high - estimated.low) / 2 <= half_width_;  // false where there is no interval
    };
    if (values.size() == 1) return narrow(values.front());
    for (std::size_t other = 1; other < values.size(); ++other) {
        std::vector<double> differences(values.front().size());
        std::transform(values[other].begin(), values[other].end(), values.front().begin(), differences.begin(),
                       std::minus<>());
        if (!narrow(differences)) return false;
    }
    return true;
}

}  // namespace candor::run
