#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "candor/core/column.hpp"
#include "candor/model/chart.hpp"
#include "candor/model/seating.hpp"

namespace candor::model {

/// Ties as two half-edges each, one at either end.
///
/// The rows of a bundle are sorted by their number of ties and taken sixteen at a time; the k-th half-edges of such
/// sixteen form a layer (sliced ELLPACK; Kreutzer et al. 2014, doi:10.1137/130930352). Rows with fewer ties than the best
/// connected of the sixteen are tied to `nobody()` there, with strength 0, which adds nothing to any sum. Half-edge h of
/// layer l and lane i is index l * lanes + i of both arrays.
class Ties {
public:
    Ties() = default;
    /// Lays out these ties, each with this strength. A row's half-edges keep the order of the list.
    Ties(Seating const& seating, std::vector<Tie> const& ties, float strength);

    /// Adds ties, each with this strength; those at hand keep theirs. A row's new half-edges come after its old ones.
    void add(Seating const& seating, std::vector<Tie> const& ties, float strength);

    /// A row that is nobody's: what it shows is always 0.
    [[nodiscard]] Row nobody() const { return nobody_; }

    /// Layers [first_layer(g), first_layer(g+1)) belong to the sixteen rows in places [16 g, 16 g + 16).
    [[nodiscard]] std::size_t first_layer(std::size_t group) const { return first_layer_[group]; }
    /// Which row of a bundle is in which place of the bundle, both counted from its first; [rows].
    [[nodiscard]] AlignedArray<Row> const& row_at() const { return row_at_; }
    [[nodiscard]] double half_edges() const { return half_edges_; }

    /// Calls `visit(h)` for the half-edges of a row.
    template <class Visit>
    void for_each(Row row, Visit&& visit) const {
        auto const place = static_cast<std::size_t>(place_of_[static_cast<std::size_t>(row)]);
        std::size_t const last = first_layer_[place / lanes + 1];
        for (std::size_t layer = first_layer_[place / lanes]; layer < last; ++layer) {
            std::size_t const half = layer * lanes + place % lanes;
            if (neighbour[half] == nobody_) return;
            visit(half);
        }
    }

    /// How far beyond the half-edges at hand one may ask for neighbours, to have them sent for in time.
    static constexpr std::size_t places_ahead = 5 * lanes;

    AlignedArray<Row> neighbour;  ///< [half-edges] row of the other end; followed by places_ahead that are nobody
    Column strength;              ///< [half-edges] 0..1, the same on both halves

private:
    void lay_out(Seating const& seating, std::vector<std::uint32_t> const& degree);

    std::vector<std::uint32_t> first_layer_;  // [rows / lanes + 1]
    AlignedArray<Row> row_at_;                // [rows]
    AlignedArray<Row> place_of_;              // [rows], counted from the first row of all
    Row nobody_ = 0;
    double half_edges_ = 0;
};

}  // namespace candor::model
