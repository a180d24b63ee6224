#include <catch2/catch.hpp>

#include "support/running.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

TEST_CASE("a scope of everyone holds everyone, or everyone who leads") {
    Running company;
    REQUIRE(company.touched({}, false).size() == 200);
    REQUIRE(company.touched({}, true) == all_leaders(company));
}

TEST_CASE("a scope of levels holds who stands there") {
    Running company;
    std::vector<Position> const touched = company.touched({.levels = {1, 3}}, false);
    std::size_t expected = 0;
    for (Position p = 0; p < company.size(); ++p) {
        bool const in = company.chart().level(p) == 1 || company.chart().level(p) == 3;
        expected += in ? 1 : 0;
        REQUIRE(std::count(touched.begin(), touched.end(), p) == (in ? 1 : 0));
    }
    REQUIRE(touched.size() == expected);
    REQUIRE(company.touched({.levels = {77}}, false).empty());
}

TEST_CASE("a scope of a branch holds a member and all below it") {
    Running company;
    std::vector<Position> const touched = company.touched({.branch = "2"}, false);
    for (Position p = 0; p < company.size(); ++p) {
        REQUIRE(std::count(touched.begin(), touched.end(), p) == (company.chart().is_below(p, 2) ? 1 : 0));
    }
    REQUIRE(touched.size() > 5);
    REQUIRE(touched.size() < 150);
    REQUIRE(company.touched({.branch = "0"}, false).size() == 200);
}

TEST_CASE("a scope of unit sizes measures the unit one sits in, of leaders the one they lead") {
    Running company;
    Scope scope;
    scope.unit_least = 4;
    scope.unit_most = 6;
    std::vector<Position> const members = company.touched(scope, false);
    std::vector<Position> const leaders = company.touched(scope, true);
    REQUIRE(!members.empty());
    REQUIRE(!leaders.empty());
    for (Position p = 0; p < company.size(); ++p) {
        int const sits_in = company.seating().size(company.seating().slot_of(p));
        bool const in = sits_in >= 4 && sits_in <= 6;
        REQUIRE(std::count(members.begin(), members.end(), p) == (in ? 1 : 0));
        bool const leads = company.chart().leads(p);
        int const led = leads ? company.seating().size(company.seating().led_by(p)) : 0;
        REQUIRE(std::count(leaders.begin(), leaders.end(), p) == (led >= 4 && led <= 6 ? 1 : 0));
    }
}

TEST_CASE("a share is drawn for each member, anew for each event and week") {
    Company company(tree(20'000, 7));
    Scope scope;
    scope.share = .3F;
    random::Key const key = company.organization.key();
    auto const drawn = [&](std::uint32_t event, std::uint32_t week) {
        return members_in(scope, company.plan, Audience::members, key, event, week);
    };
    std::vector<Position> const first = drawn(0, 10);
    double const error = std::sqrt(20'000 * .3 * .7);
    REQUIRE(std::abs(static_cast<double>(first.size()) - 6000) < few_errors * error);
    REQUIRE(drawn(0, 10) == first);
    for (std::vector<Position> const& again : {drawn(1, 10), drawn(0, 11)}) {
        std::vector<Position> both;
        std::set_intersection(first.begin(), first.end(), again.begin(), again.end(), std::back_inserter(both));
        REQUIRE(std::abs(static_cast<double>(both.size()) - 1800) < few_errors * std::sqrt(20'000 * .09 * .91));
    }
    scope.share = 0;
    REQUIRE(drawn(0, 10).empty());
}

TEST_CASE("a larger share holds all of a smaller one") {
    Running company;
    std::vector<Position> const few = company.touched({.share = .2F}, false);
    std::vector<Position> const many = company.touched({.share = .6F}, false);
    REQUIRE(few.size() < many.size());
    REQUIRE(std::includes(many.begin(), many.end(), few.begin(), few.end()));
}

TEST_CASE("all conditions of a scope must hold") {
    Running company;
    Scope const scope{.levels = {2, 3}, .branch = "1", .share = .5F, .unit_least = 3, .unit_most = 8};
    std::vector<Position> expected = company.touched({.levels = {2, 3}}, false);
    for (Scope const& other : {Scope{.branch = "1"}, Scope{.share = .5F}, Scope{.unit_least = 3, .unit_most = 8}}) {
        std::vector<Position> const in_other = company.touched(other, false);
        std::vector<Position> both;
        std::set_intersection(expected.begin(), expected.end(), in_other.begin(), in_other.end(),
                              std::back_inserter(both));
        expected = both;
    }
    REQUIRE(!expected.empty());
    REQUIRE(company.touched(scope, false) == expected);
}

TEST_CASE("an intervention leaves all outside its scope as they are") {
    Running company;
    Running before;
    Scope const scope{.branch = "1"};
    int const touched = company.carry_out({10, scope, Mandate{}});
    REQUIRE(touched > 0);
    for (Position p = 0; p < company.size(); ++p) {
        bool const in = company.chart().is_below(p, 1);
        REQUIRE((company.of(&Members::latitude, p) != before.of(&Members::latitude, p)) == in);
    }
    company.carry_out({10, scope, Adopt{distributed, .5F}});
    for (Position const leader : all_leaders(company)) {
        bool const in = company.chart().is_below(leader, 1);
        REQUIRE(company.organization.leaders.policy[company.led(leader)] == (in ? distributed : level2));
    }
}

TEST_CASE("a branch under nobody is an error that names it") {
    Running company;
    try {
        company.carry_out({10, {.branch = "nobody's"}, Mandate{}});
        FAIL("no error");
    } catch (Error const& error) {
        REQUIRE(std::string(error.what()).find("'nobody's'") != std::string::npos);
    }
}

TEST_CASE("an organization of one can be asked anything") {
    Company company(tree(1, 7));
    REQUIRE(intervene(company.organization, {1, {}, Adopt{level2, .5F}}, 0, 1) == std::vector<Position>{0});
    REQUIRE(intervene(company.organization, {1, {}, Coach{}}, 1, 1) == std::vector<Position>{0});
    REQUIRE(intervene(company.organization, {1, {}, Mandate{}}, 2, 1) == std::vector<Position>{0});
    for (What const& what : {What(ReplaceLeaders{1, .5F}), What(Layoff{1, {2}}), What(Market{2}), What(Shock{1}),
                             What(Connect{3}), What(Promise{.5F})}) {
        std::size_t const wanted =
            std::holds_alternative<Layoff>(what) || std::holds_alternative<Connect>(what) ? 0 : 1;
        REQUIRE(intervene(company.organization, {1, {}, what}, 3, 1).size() == wanted);
    }
    REQUIRE(company.organization.leaders.adoption[at(company.seating().top_slot())] == 1);
    REQUIRE(company.of(&Members::autonomy, 0) == 1);
    REQUIRE(company.of(&Members::vacancy, 0) == 0);
    company.step(5);
}
