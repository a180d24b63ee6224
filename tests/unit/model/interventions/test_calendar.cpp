#include <catch2/catch.hpp>

#include "support/running.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

TEST_CASE("two interventions of one week are carried out in the order of the timeline") {
    Company const company(tree(100, 5), {.policy = command});
    Intervention const adopt{3, {}, Adopt{level2, .1F}};
    Intervention const coach{3, {}, Coach{.5F, .8F}};
    auto const begin_of_week_3 = [&](std::vector<Intervention> const& timeline) {
        AsWeekBegins observer(3);
        run::simulate({company.plan, command, {1, 1}, 4, timeline}, observer);
        return observer;
    };
    AsWeekBegins const neither = begin_of_week_3({});
    AsWeekBegins const adopt_first = begin_of_week_3({adopt, coach});
    AsWeekBegins const coach_first = begin_of_week_3({coach, adopt});
    for (Position const leader : {1, 2, 9}) {
        std::size_t const led = company.led(leader);
        auto const mindset = static_cast<double>(neither.members.mindset[company.row(leader)]);
        REQUIRE(static_cast<double>(adopt_first.leaders.adoption[led]) == Approx(.1 + .5 * mindset * .9));
        REQUIRE(coach_first.leaders.adoption[led] == .1F);
        REQUIRE(adopt_first.members.skill[company.row(leader)] == coach_first.members.skill[company.row(leader)]);
    }
}

TEST_CASE("an intervention happens at the start of its week and never before") {
    Company const company(tree(100, 5));
    std::vector<Intervention> const timeline{{3, {}, Adopt{level2, .1F}}};
    for (int week = 1; week <= 4; ++week) {
        AsWeekBegins observer(week);
        run::simulate({company.plan, command, {1, 1}, 4, timeline}, observer);
        REQUIRE(observer.leaders.policy[company.led(1)] == (week < 3 ? command : level2));
    }
}
