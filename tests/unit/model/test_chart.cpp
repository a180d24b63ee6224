#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "candor/model/chart.hpp"

using candor::model::Chart;
using candor::model::generate_chart;
using candor::model::nobody;
using candor::model::Position;

namespace {

using Range = std::pair<Position, Position>;

/// What a chart should be, found the slow way: by looking through the whole list for everybody's reports.
struct SlowChart {
    std::vector<int> order;  ///< the index in the list at each position
    std::vector<Position> manager;
    std::vector<int> level;
    std::vector<int> height;
};

SlowChart slow_chart(std::vector<int> const& manager_of) {
    SlowChart slow;
    auto const top = std::find(manager_of.begin(), manager_of.end(), nobody) - manager_of.begin();
    slow.order = {static_cast<int>(top)};
    slow.manager = {nobody};
    slow.level = {0};
    for (std::size_t p = 0; p < slow.order.size(); ++p) {
        for (std::size_t i = 0; i < manager_of.size(); ++i) {
            if (manager_of[i] == slow.order[p]) {
                slow.order.push_back(static_cast<int>(i));
                slow.manager.push_back(static_cast<Position>(p));
                slow.level.push_back(slow.level[p] + 1);
            }
        }
    }
    slow.height.assign(slow.order.size(), 0);
    for (std::size_t p = 0; p < slow.order.size(); ++p) {
        int steps = 1;
        for (Position above = slow.manager[p]; above != nobody; above = slow.manager[static_cast<std::size_t>(above)]) {
            int& height = slow.height[static_cast<std::size_t>(above)];
            height = std::max(height, steps++);
        }
    }
    return slow;
}

bool slow_is_below(Chart const& chart, Position member, Position leader) {
    for (; member != nobody; member = chart.manager(member)) {
        if (member == leader) {
            return true;
        }
    }
    return false;
}

/// A tree in which each but one reports to a random earlier one, with the list shuffled.
std::vector<int> random_managers(std::mt19937& random, int members) {
    std::vector<int> place(static_cast<std::size_t>(members));
    std::iota(place.begin(), place.end(), 0);
    std::shuffle(place.begin(), place.end(), random);
    std::vector<int> manager_of(place.size(), nobody);
    for (std::size_t i = 1; i < place.size(); ++i) {
        auto const earliest = random() % 2 == 0 ? i - std::min<std::size_t>(i, 3) : 0;  // deep or broad
        manager_of[static_cast<std::size_t>(place[i])] = place[earliest + random() % (i - earliest)];
    }
    return manager_of;
}

}  // namespace

TEST_CASE("a chart sorts its members breadth first and siblings as listed") {
    //  e (top) has c and a; c has d; a has f and b
    Chart const chart({4, 0, 4, 2, nobody, 0}, {"a", "b", "c", "d", "e", "f"});

    std::string order;
    for (Position p = 0; p < chart.size(); ++p) {
        order += chart.id(p);
    }
    CHECK(order == "eacbfd");
    CHECK(chart.size() == 6);
    CHECK(chart.depth() == 2);
    CHECK(chart.manager(0) == nobody);
    CHECK(chart.manager(5) == chart.find("c"));
    CHECK(chart.level(0) == 0);
    CHECK(chart.level(5) == 2);
    CHECK(chart.height(0) == 2);
    CHECK(chart.height(1) == 1);
    CHECK(chart.height(5) == 0);
    CHECK(chart.reports(0) == Range(1, 3));
    CHECK(chart.reports(1) == Range(3, 5));
    CHECK(chart.reports(2) == Range(5, 6));
    CHECK(chart.leads(2));
    CHECK_FALSE(chart.leads(3));
    auto const [first, last] = chart.reports(3);
    CHECK(first == last);
}

TEST_CASE("ids are found by name or else by number") {
    Chart const named({nobody, 0, 0}, {"007", "7", "Łucja"});
    CHECK(named.find("007") == 0);
    CHECK(named.find("7") == 1);
    CHECK(named.find("Łucja") == 2);
    CHECK(named.find("0") == nobody);
    CHECK(named.find("") == nobody);

    Chart const copy = named;
    CHECK(copy.find("Łucja") == 2);

    Chart const numbered = generate_chart(12, {}, 1);
    CHECK(numbered.id(11) == "11");
    CHECK(numbered.find("11") == 11);
    CHECK(numbered.find("0") == 0);
    for (auto const* const no_member : {"12", "-1", "", "01", "1a", " 1", "+1", "99999999999999999999"}) {
        CAPTURE(no_member);
        CHECK(numbered.find(no_member) == nobody);
    }
}

TEST_CASE("a member alone is a chart") {
    Chart const chart = generate_chart(1, {}, 1);
    CHECK(chart.size() == 1);
    CHECK(chart.depth() == 0);
    CHECK(chart.height(0) == 0);
    CHECK_FALSE(chart.leads(0));
    CHECK(chart.is_below(0, 0));
}

TEST_CASE("position i reports to floor((i-1)/span) with a fixed span") {
    for (int const span : {1, 2, 7, 500}) {
        for (int const members : {1, 2, 8, 9, 400}) {
            Chart const chart = generate_chart(members, {span, span}, 5);
            REQUIRE(chart.size() == members);
            for (Position i = 1; i < members; ++i) {
                REQUIRE(chart.manager(i) == (i - 1) / span);
            }
        }
    }
    CHECK(generate_chart(400, {}, 1).depth() == 3);  // 1 + 7 + 49 + 343 = 400
}

TEST_CASE("a drawn span gives each leader in turn a size in its range until members are used up") {
    Chart const chart = generate_chart(20'000, {3, 9}, 7);
    std::vector<int> count(10);
    Position leader = 0;
    for (; chart.reports(leader).second < chart.size(); ++leader) {
        auto const [first, last] = chart.reports(leader);
        REQUIRE(last - first >= 3);
        REQUIRE(last - first <= 9);
        ++count[static_cast<std::size_t>(last - first)];
    }
    CHECK(chart.reports(leader).second - chart.reports(leader).first <= 9);
    CHECK_FALSE(chart.leads(leader + 1));
    for (std::size_t size = 3; size <= 9; ++size) {  // about 3300 leaders, 7 sizes: 476 +- 20 each
        CAPTURE(size);
        CHECK(count[size] == Approx(leader / 7.0).margin(110));
    }
}

TEST_CASE("a drawn span depends on the seed alone") {
    auto const sizes = [](Position members, std::uint32_t seed) {
        Chart const chart = generate_chart(members, {1, 12}, seed);
        std::vector<int> out;
        for (Position leader = 0; leader < 8; ++leader) {
            out.push_back(chart.reports(leader).second - chart.reports(leader).first);
        }
        return out;
    };
    CHECK(sizes(500, 1) == sizes(500, 1));
    CHECK(sizes(500, 1) == sizes(50'000, 1));  // a larger organization begins like a smaller one
    CHECK(sizes(500, 1) != sizes(500, 2));
    // an independent Philox in Python
    CHECK(sizes(500, 1) == std::vector{3, 2, 10, 4, 1, 12, 2, 2});
}

TEST_CASE("who is below whom") {
    std::mt19937 random(3);
    Chart const chart(random_managers(random, 60));
    for (Position member = 0; member < chart.size(); ++member) {
        CHECK(chart.is_below(member, 0));
        for (Position leader = 0; leader < chart.size(); ++leader) {
            REQUIRE(chart.is_below(member, leader) == slow_is_below(chart, member, leader));
        }
    }
}

TEST_CASE("random trees in random order come out as the slow way gives them") {
    std::mt19937 random(11);
    for (int round = 0; round < 300; ++round) {
        auto const members = static_cast<int>(1 + random() % 80);
        std::vector<int> const manager_of = random_managers(random, members);
        SlowChart const slow = slow_chart(manager_of);
        std::vector<std::string> ids;
        for (int i = 0; i < members; ++i) {
            ids.push_back("m" + std::to_string(i));
        }
        Chart const chart(manager_of, ids);
        REQUIRE(chart.size() == members);
        for (Position p = 0; p < members; ++p) {
            auto const i = static_cast<std::size_t>(p);
            auto const& id = ids[static_cast<std::size_t>(slow.order[i])];
            REQUIRE(chart.id(p) == id);
            REQUIRE(chart.find(id) == p);
            REQUIRE(chart.manager(p) == slow.manager[i]);
            REQUIRE(chart.level(p) == slow.level[i]);
            REQUIRE(chart.height(p) == slow.height[i]);
            auto const [first, last] = chart.reports(p);
            REQUIRE(chart.leads(p) == (first < last));
            REQUIRE(last - first == std::count(slow.manager.begin(), slow.manager.end(), p));
            for (Position report = first; report < last; ++report) {
                REQUIRE(chart.manager(report) == p);
            }
        }
    }
}
