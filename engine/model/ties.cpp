#include "candor/model/ties.hpp"

#include <algorithm>

namespace candor::model {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

Ties::Ties(Seating const& seating, std::vector<Tie> const& ties, float strength_of_each)
    : first_layer_(at(seating.rows() / lanes) + 1),
      nobody_(seating.rows()),
      half_edges_(2.0 * static_cast<double>(ties.size())) {
    std::vector<std::uint32_t> count(at(seating.rows()));
    for (Tie const& tie : ties) {
        ++count[at(seating.row_of(tie.one))];
        ++count[at(seating.row_of(tie.other))];
    }
    for (std::size_t group = 0; group + 1 < first_layer_.size(); ++group) {
        auto const of_group = count.begin() + static_cast<std::ptrdiff_t>(group * lanes);
        first_layer_[group + 1] = first_layer_[group] + *std::max_element(of_group, of_group + lanes);
    }
    std::size_t const places = std::size_t{first_layer_.back()} * lanes;
    neighbour = AlignedArray<Row>(places + places_ahead + lanes, nobody_);
    strength = Column(places);

    std::fill(count.begin(), count.end(), 0);
    auto const add = [&](Row from, Row to) {
        std::size_t const layer = first_layer_[at(from / lanes)] + count[at(from)]++;
        neighbour[layer * lanes + at(from % lanes)] = to;
        strength[layer * lanes + at(from % lanes)] = strength_of_each;
    };
    for (Tie const& tie : ties) {
        Row const one = seating.row_of(tie.one);
        Row const other = seating.row_of(tie.other);
        add(one, other);
        add(other, one);
    }
}

void Ties::add(Seating const& seating, std::vector<Tie> const& ties, float strength_of_each) {
    struct Half {
        Row to;
        float strength;
    };
    std::vector<std::vector<Half>> halves(at(seating.rows()));
    for (Row row = 0; row < seating.rows(); ++row) {
        for_each(row, [&](std::size_t half) { halves[at(row)].push_back({neighbour[half], strength[half]}); });
    }
    for (Tie const& tie : ties) {
        Row const one = seating.row_of(tie.one);
        Row const other = seating.row_of(tie.other);
        halves[at(one)].push_back({other, strength_of_each});
        halves[at(other)].push_back({one, strength_of_each});
    }
    for (std::size_t group = 0; group + 1 < first_layer_.size(); ++group) {
        std::size_t most = 0;
        for (std::size_t lane = 0; lane < lanes; ++lane) most = std::max(most, halves[group * lanes + lane].size());
        first_layer_[group + 1] = first_layer_[group] + static_cast<std::uint32_t>(most);
    }
    std::size_t const places = std::size_t{first_layer_.back()} * lanes;
    neighbour = AlignedArray<Row>(places + places_ahead + lanes, nobody_);
    strength = Column(places);
    for (std::size_t row = 0; row < halves.size(); ++row) {
        std::size_t place = first_layer_[row / lanes] * std::size_t{lanes} + row % lanes;
        for (Half const& half : halves[row]) {
            neighbour[place] = half.to;
            strength[place] = half.strength;
            place += lanes;
        }
    }
    half_edges_ += 2.0 * static_cast<double>(ties.size());
}

}  // namespace candor::model
