#include "candor/model/seating.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include "support/company.hpp"

using namespace candor::model;
using namespace candor::tests;

namespace {

/// A tree in which each member reports to one of those before it, drawn evenly: ragged in spans and depths.
Chart random_tree(Position members, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<std::int32_t> manager_of{nobody};
    for (Position p = 1; p < members; ++p) {
        manager_of.push_back(static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(p)));
    }
    return Chart(std::move(manager_of));
}

/// `leaders` units of two under the top.
Chart pairs_below(int leaders) {
    std::vector<std::int32_t> manager_of{nobody};
    for (int l = 0; l < leaders; ++l) manager_of.push_back(0);
    for (int l = 0; l < leaders; ++l) manager_of.insert(manager_of.end(), 2, l + 1);
    return Chart(std::move(manager_of));
}

/// Where members sit: one row each, in the seat and lane that the unit's slot says.
void check_rows(Chart const& chart, Seating const& seating) {
    std::set<Row> taken;
    for (Position p = 0; p < chart.size(); ++p) {
        Row const row = seating.row_of(p);
        REQUIRE(row >= 0);
        REQUIRE(row < seating.rows());
        REQUIRE(taken.insert(row).second);
        Slot const slot = seating.slot_of(p);
        Bundle const& bundle = seating.bundles()[at(slot / lanes)];
        Position const seat = p - seating.first_member(slot);
        REQUIRE(seat >= 0);
        REQUIRE(seat < seating.size(slot));
        REQUIRE(row == bundle.first_row + seat * lanes + slot % lanes);
    }
}

/// Who sits together, who leads whom, and from where.
void check_units(Chart const& chart, Seating const& seating) {
    REQUIRE(seating.slot_of(0) == seating.top_slot());
    REQUIRE(seating.size(seating.top_slot()) == 1);
    REQUIRE(seating.first_member(seating.top_slot()) == 0);
    REQUIRE(seating.leader(seating.top_slot()) == 0);
    for (Position p = 0; p < chart.size(); ++p) {
        Slot const led = seating.led_by(p);
        auto const [first, last] = chart.reports(p);
        REQUIRE((led == none) == !chart.leads(p));
        if (led == none) continue;
        REQUIRE(led != seating.top_slot());
        REQUIRE(seating.leader(led) == p);
        REQUIRE(seating.size(led) == last - first);
        REQUIRE(seating.first_member(led) == first);
        REQUIRE(seating.leader_row(led) == seating.row_of(p));
        REQUIRE(seating.above(led) == seating.slot_of(p));
        REQUIRE(seating.level_index(led) == std::min(chart.level(first), 16) - 1);
        for (Position report = first; report < last; ++report) REQUIRE(seating.slot_of(report) == led);
    }
    REQUIRE(seating.level_count() == std::min(chart.depth(), 16));
}

/// Slots that hold no unit change nothing, and bundles hold units of about one size.
void check_bundles(Seating const& seating) {
    REQUIRE(seating.slots() % lanes == 0);
    Row next = 0;
    for (std::size_t b = 0; b < seating.bundles().size(); ++b) {
        Bundle const& bundle = seating.bundles()[b];
        REQUIRE(bundle.first_row == next);
        REQUIRE(bundle.first_slot == static_cast<Slot>(b) * lanes);
        int largest = 0;
        for (int lane = 0; lane < lanes; ++lane) {
            int const size = seating.size(bundle.first_slot + lane);
            REQUIRE(size >= 0);
            largest = std::max(largest, size);
        }
        REQUIRE(bundle.seats == largest);
        if (b > 0) REQUIRE(bundle.seats <= seating.bundles()[b - 1].seats);
        next += bundle.seats * lanes;
    }
    REQUIRE(seating.rows() == next);
}

/// Blocks cover every bundle once, in order.
void check_blocks(Seating const& seating) {
    REQUIRE(seating.blocks() >= 1);
    REQUIRE(seating.block_begin(0) == 0);
    for (std::size_t block = 0; block < seating.blocks(); ++block) {
        REQUIRE(seating.block_begin(block) < seating.block_begin(block + 1));
    }
    REQUIRE(seating.block_begin(seating.blocks()) == seating.bundles().size());
}

/// Units from the top down, and the leaders among the rows of each bundle.
void check_lists(Chart const& chart, Seating const& seating) {
    std::vector<Slot> const& order = seating.top_down();
    REQUIRE(order.front() == seating.top_slot());
    std::set<Slot> seen;
    Position leaders = 0;
    for (Slot const slot : order) {
        if (slot != seating.top_slot()) {
            REQUIRE(seen.count(seating.above(slot)) == 1);  // whoever leads it was there before
            ++leaders;
        }
        REQUIRE(seen.insert(slot).second);
    }
    Position leading = 0;
    for (Position p = 0; p < chart.size(); ++p) leading += chart.leads(p) ? 1 : 0;
    REQUIRE(leaders == leading);

    std::size_t listed = 0;
    for (std::size_t b = 0; b < seating.bundles().size(); ++b) {
        Bundle const& bundle = seating.bundles()[b];
        for (std::size_t l = seating.leaders_begin(b); l < seating.leaders_begin(b + 1); ++l) {
            LedFrom const& leader = seating.leaders()[l];
            REQUIRE(leader.row >= bundle.first_row);
            REQUIRE(leader.row < bundle.first_row + bundle.seats * lanes);
            REQUIRE(seating.leader_row(leader.slot) == leader.row);
            REQUIRE(seating.leader(leader.slot) != 0);
            ++listed;
        }
    }
    REQUIRE(static_cast<Position>(listed) == leading - (chart.leads(0) ? 1 : 0));
}

void check(Chart const& chart) {
    Seating const seating(chart);
    check_rows(chart, seating);
    check_units(chart, seating);
    check_bundles(seating);
    check_blocks(seating);
    check_lists(chart, seating);
}

}  // namespace

TEST_CASE("one member sits alone and leads nobody") {
    Chart const chart = tree(1, 7);
    check(chart);
    Seating const seating(chart);
    REQUIRE(seating.rows() == lanes);
    REQUIRE(seating.led_by(0) == none);
    REQUIRE(seating.level_count() == 0);
    REQUIRE(seating.leaders().empty());
}

TEST_CASE("units stand side by side, one per lane") {
    Chart const chart = pairs_below(15);  // with the top's own and the one of 15: seventeen units
    check(chart);
    Seating const seating(chart);
    REQUIRE(seating.slots() == 2 * lanes);
    REQUIRE(seating.bundles().size() == 2);
    REQUIRE(seating.bundles()[0].seats == 15);
    REQUIRE(seating.bundles()[1].seats == 1);
    Row const first = seating.row_of(chart.reports(1).first);
    REQUIRE(seating.row_of(chart.reports(1).first + 1) == first + lanes);
    REQUIRE(seating.row_of(chart.reports(2).first) == first + 1);
}

TEST_CASE("sixteen units fill one bundle") {
    Chart const chart = pairs_below(14);
    check(chart);
    REQUIRE(Seating(chart).bundles().size() == 1);
}

TEST_CASE("two members, a chain and a star sit as they should") {
    check(tree(2, 7));
    check(chain(60));
    check(star(300));
}

TEST_CASE("levels from 16 down are one") {
    Chart const chart = chain(40);
    Seating const seating(chart);
    REQUIRE(seating.level_count() == 16);
    REQUIRE(seating.level_index(seating.slot_of(15)) == 14);
    REQUIRE(seating.level_index(seating.slot_of(16)) == 15);
    REQUIRE(seating.level_index(seating.slot_of(39)) == 15);
}

TEST_CASE("a large organization is cut into several blocks of whole units") {
    Seating const seating(tree(20'000, 7));
    REQUIRE(seating.blocks() > 3);
    check_blocks(seating);
}

TEST_CASE("members of random trees all have a seat with their unit") {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        check(random_tree(static_cast<Position>(2 + (seed * seed * 7) % 900), seed));
    }
}

TEST_CASE("organizations with drawn spans all have a seat with their unit") {
    for (std::uint32_t seed = 1; seed <= 8; ++seed) {
        CAPTURE(seed);
        check(generate_chart(700, {1, 12}, seed));
    }
}
