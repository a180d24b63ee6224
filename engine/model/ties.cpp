#include "candor/model/ties.hpp"

#include <algorithm>
#include <numeric>

namespace candor::model {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

Ties::Ties(Seating const& seating, std::vector<Tie> const& ties, float strength_of_each)
    : first_layer_(at(seating.rows() / lanes) + 1),
      row_at_(at(seating.rows())),
      place_of_(at(seating.rows())),
      nobody_(seating.rows()),
      half_edges_(2.0 * static_cast<double>(ties.size())) {
    std::vector<std::uint32_t> count(at(seating.rows()));
    for (Tie const& tie : ties) {
        ++count[at(seating.row_of(tie.one))];
        ++count[at(seating.row_of(tie.other))];
    }
    sort_rows(seating, count);
    std::size_t const places = std::size_t{first_layer_.back()} * lanes;
    neighbour = AlignedArray<Row>(places + places_ahead + lanes, nobody_);
    strength = Column(places);

    std::fill(count.begin(), count.end(), 0);
    auto const add = [&](Row from, Row to) {
        std::size_t const place = at(place_of_[at(from)]);
        std::size_t const layer = first_layer_[place / lanes] + count[at(from)]++;
        neighbour[layer * lanes + place % lanes] = to;
        strength[layer * lanes + place % lanes] = strength_of_each;
    };
    for (Tie const& tie : ties) {
        Row const one = seating.row_of(tie.one);
        Row const other = seating.row_of(tie.other);
        add(one, other);
        add(other, one);
    }
}

/// Sorts the rows of each bundle, those with most ties first, and gives each sixteen as many layers as the first needs.
void Ties::sort_rows(Seating const& seating, std::vector<std::uint32_t> const& degree) {
    for (Bundle const& bundle : seating.bundles()) {
        std::size_t const first = at(bundle.first_row);
        std::size_t const rows = at(bundle.seats) * lanes;
        Row* const sorted = row_at_.data() + first;
        std::iota(sorted, sorted + rows, 0);
        std::stable_sort(sorted, sorted + rows,
                         [&](Row a, Row b) { return degree[first + at(a)] > degree[first + at(b)]; });
        for (std::size_t place = 0; place < rows; ++place) {
            place_of_[first + at(sorted[place])] = static_cast<Row>(first + place);
        }
        for (std::size_t place = 0; place < rows; place += lanes) {
            std::size_t const group = (first + place) / lanes;
            first_layer_[group + 1] = first_layer_[group] + degree[first + at(sorted[place])];
        }
    }
}

}  // namespace candor::model
