#include "candor/model/sample.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "candor/random/streams.hpp"

namespace candor::model {

std::size_t sample_size(Position members, double share) {
    double const eligible = members - 1;
    return static_cast<std::size_t>(std::min(eligible, std::max(1., std::round(eligible * share))));
}

std::vector<Position> draw_sample(Position members, double share, random::Key key, std::uint32_t week) {
    std::vector<std::pair<std::uint32_t, Position>> lots;
    lots.reserve(static_cast<std::size_t>(members));
    for (Position p = 1; p < members; ++p) {
        lots.emplace_back(random::philox(key, {static_cast<std::uint32_t>(p), week, random::call::surveys}).w0, p);
    }
    std::size_t const size = sample_size(members, share);
    std::nth_element(lots.begin(), lots.begin() + static_cast<std::ptrdiff_t>(size), lots.end());
    std::vector<Position> sample(size);
    for (std::size_t i = 0; i < size; ++i) sample[i] = lots[i].second;
    std::sort(sample.begin(), sample.end());
    return sample;
}

}  // namespace candor::model
