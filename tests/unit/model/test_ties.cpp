#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <vector>

#include "candor/model/organization.hpp"
#include "support/company.hpp"

using namespace candor::model;
using namespace candor::tests;

namespace {

/// The neighbours of every row, in the order of the list of ties.
std::map<Row, std::vector<Row>> neighbours_of(Seating const& seating, std::vector<Tie> const& ties) {
    std::map<Row, std::vector<Row>> neighbours;
    for (Tie const& tie : ties) {
        neighbours[seating.row_of(tie.one)].push_back(seating.row_of(tie.other));
        neighbours[seating.row_of(tie.other)].push_back(seating.row_of(tie.one));
    }
    return neighbours;
}

void check(Seating const& seating, std::vector<Tie> const& list) {
    Ties const ties(seating, list, .25F);
    auto const expected = neighbours_of(seating, list);
    REQUIRE(ties.half_edges() == 2.0 * static_cast<double>(list.size()));
    for (Row row = 0; row < seating.rows(); ++row) {
        std::vector<Row> found;
        ties.for_each(row, [&](std::size_t half) {
            found.push_back(ties.neighbour[half]);
            REQUIRE(ties.strength[half] == .25F);
        });
        REQUIRE(found == (expected.count(row) != 0 ? expected.at(row) : std::vector<Row>{}));
    }
    // What is left of the layers is nobody's and adds nothing.
    double strength = 0;
    for (float const w : ties.strength) strength += static_cast<double>(w);
    REQUIRE(strength == .25 * ties.half_edges());
    auto const nobody = std::count(ties.neighbour.begin(), ties.neighbour.end(), ties.nobody());
    REQUIRE(static_cast<double>(ties.neighbour.size()) - static_cast<double>(nobody) == ties.half_edges());
}

}  // namespace

TEST_CASE("ties are laid out row by row, whatever their number") {
    Seating const seating(tree(400, 7));
    check(seating, {});
    check(seating, {{8, 399}});
    check(seating, draw_ties(seating, 400, 2.0, {1, 1}));
    check(seating, draw_ties(seating, 400, 11.0, {1, 2}));
}

TEST_CASE("a member tied to hundreds and pairs tied twice are laid out too") {
    Seating const seating(tree(400, 7));
    std::vector<Tie> ties{{20, 80}, {80, 20}, {20, 80}};
    for (Position p = 30; p < 390; ++p) {
        if (seating.slot_of(p) != seating.slot_of(8)) ties.push_back({8, p});
    }
    check(seating, ties);
}

TEST_CASE("ties need not be there at all") {
    Ties const no_ties;
    REQUIRE(no_ties.half_edges() == 0);
}
