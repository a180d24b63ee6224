#include "candor/model/ties.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace candor::model {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

Ties::Ties(Seating const& seating, std::vector<Tie> const& ties, float strength_of_each) {
    add(seating, ties, strength_of_each);
}

void Ties::add(Seating const& seating, std::vector<Tie> const& ties, float strength_of_each) {
    bool const have_some = half_edges_ > 0;
    std::vector<std::uint32_t> degree(at(seating.rows()));
    for (Row row = 0; have_some && row < seating.rows(); ++row) {
        for_each(row, [&](std::size_t) { ++degree[at(row)]; });
    }
    for (Tie const& tie : ties) {
        ++degree[at(seating.row_of(tie.one))];
        ++degree[at(seating.row_of(tie.other))];
    }
    Ties all;
    all.lay_out(seating, degree);
    std::fill(degree.begin(), degree.end(), 0);
    auto const put = [&](Row from, Row to, float strength_of_it) {
        std::size_t const place = at(all.place_of_[at(from)]);
        std::size_t const layer = all.first_layer_[place / lanes] + degree[at(from)]++;
        all.neighbour[layer * lanes + place % lanes] = to;
        all.strength[layer * lanes + place % lanes] = strength_of_it;
    };
    for (Row row = 0; have_some && row < seating.rows(); ++row) {
        for_each(row, [&](std::size_t half) { put(row, neighbour[half], strength[half]); });
    }
    for (Tie const& tie : ties) {
        Row const one = seating.row_of(tie.one);
        Row const other = seating.row_of(tie.other);
        put(one, other, strength_of_each);
        put(other, one, strength_of_each);
    }
    all.half_edges_ = half_edges_ + 2.0 * static_cast<double>(ties.size());
    *this = std::move(all);
}

/// Sorts the rows of each bundle, those with most ties first, gives each sixteen as many layers as the first needs, and
/// ties all to nobody.
void Ties::lay_out(Seating const& seating, std::vector<std::uint32_t> const& degree) {
    nobody_ = seating.rows();
    first_layer_.assign(at(seating.rows() / lanes) + 1, 0);
    row_at_ = AlignedArray<Row>(at(seating.rows()));
    place_of_ = AlignedArray<Row>(at(seating.rows()));
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
    std::size_t const places = std::size_t{first_layer_.back()} * lanes;
    neighbour = AlignedArray<Row>(places + places_ahead + lanes, nobody_);
    strength = Column(places);
}

}  // namespace candor::model
