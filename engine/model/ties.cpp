#include "candor/model/ties.hpp"

#include <algorithm>

namespace candor::model {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

Ties::Ties(Seating const& seating, std::vector<Tie> const& ties, float strength_of_each)
    : degree(at(seating.rows())),
      first_layer_(at(seating.rows() / lanes) + 1),
      half_edges_(2.0 * static_cast<double>(ties.size())) {
    for (Tie const& tie : ties) {
        degree[at(seating.row_of(tie.one))] += 1.F;
        degree[at(seating.row_of(tie.other))] += 1.F;
    }
    for (std::size_t group = 0; group + 1 < first_layer_.size(); ++group) {
        float const* const of_group = degree.data() + group * lanes;
        first_layer_[group + 1] =
            first_layer_[group] + static_cast<std::uint32_t>(*std::max_element(of_group, of_group + lanes));
    }
    std::size_t const places = std::size_t{first_layer_.back()} * lanes;
    neighbour = AlignedArray<Row>(places + places_ahead + lanes, nobody_row(seating));
    strength = Column(places);

    std::fill(degree.begin(), degree.end(), 0.F);
    auto const add = [&](Row from, Row to) {
        std::size_t const layer = first_layer_[at(from / lanes)] + static_cast<std::size_t>(degree[at(from)]);
        neighbour[layer * lanes + at(from % lanes)] = to;
        strength[layer * lanes + at(from % lanes)] = strength_of_each;
        degree[at(from)] += 1.F;
    };
    for (Tie const& tie : ties) {
        Row const one = seating.row_of(tie.one);
        Row const other = seating.row_of(tie.other);
        add(one, other);
        add(other, one);
    }
}

}  // namespace candor::model
