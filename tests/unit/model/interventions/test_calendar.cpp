#include <catch2/catch.hpp>

#include <map>

#include "candor/model/calendar.hpp"
#include "candor/model/observables.hpp"
#include "support/running.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

namespace {

/// What happened and what the weeks came to, week by week, in a company that its timeline leads.
struct Led : Company {
    explicit Led(std::vector<Intervention> timeline_, Setup const& setup = {}, Chart chart_ = tree(120, 4))
        : Company(std::move(chart_), setup), timeline(std::move(timeline_)), calendar(timeline, organization) {}

    /// The start of the next week; what happened then.
    std::vector<Happening> begin() {
        std::span<Happening const> const now = calendar.begin(week + 1);
        return {now.begin(), now.end()};
    }
    /// The rest of that week.
    void live() {
        WeekTally const& tally = step();
        calendar.end(tally);
        course.push_back(tally);
    }
    /// Whole weeks up to the end of this one.
    void live_to(std::uint32_t last) {
        while (week < last) {
            for (Happening const& happening : begin()) weeks_of[happening.entry].push_back(static_cast<int>(week + 1));
            live();
        }
    }
    float reported(char const* outcome, int in_week) const {
        WeekTally const& tally = course[at(in_week - 1)];
        return static_cast<float>(value(*find_outcome(outcome), tally, tally.total()));
    }

    std::vector<Intervention> timeline;
    Calendar calendar;
    std::vector<WeekTally> course;
    std::map<std::size_t, std::vector<int>> weeks_of;  ///< by entry: the weeks in which it happened
};

using Weeks = std::vector<int>;

}  // namespace

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

// --- Weeks ---

TEST_CASE("what happens does so once, or at the start of each of its weeks") {
    for (What const& what : {What(Coach{}), What(Shock{}), What(Connect{}), What(Promise{}), What(ReplaceLeaders{.5F}),
                             What(Layoff{.1F, {1}})}) {
        Led led({{.week = 3, .what = what}, {.week = 2, .what = what, .weeks = 4}});
        led.live_to(8);
        CAPTURE(what.index());
        REQUIRE(led.weeks_of[0] == Weeks{3});
        REQUIRE(led.weeks_of[1] == Weeks{2, 3, 4, 5});
    }
}

TEST_CASE("what holds begins once and goes on") {
    for (What const& what : {What(Adopt{level2}), What(Mandate{}), What(Market{2})}) {
        Led led({{.week = 2, .what = what}, {.week = 3, .what = what, .weeks = 4}});
        led.live_to(8);
        REQUIRE(led.weeks_of[0] == Weeks{2});
        REQUIRE(led.weeks_of[1] == Weeks{3});
    }
}

TEST_CASE("coaching over some weeks is coaching in each of them") {
    Led led({{.week = 2, .what = Coach{.2F, .8F}, .weeks = 3}}, {}, tree(30, 5));
    Company alone(tree(30, 5));
    for (std::uint32_t week = 1; week <= 5; ++week) {
        if (week >= 2 && week <= 4) intervene(alone.organization, {2, {}, Coach{.2F, .8F}}, 0, week);
        alone.step();
    }
    led.live_to(5);
    for (Position p = 0; p < led.size(); ++p) REQUIRE(led.of(&Members::skill, p) == alone.of(&Members::skill, p));
}

TEST_CASE("a random share is drawn anew in each of its weeks") {
    Led led({{.week = 1, .scope = {.share = .5F}, .what = Promise{1, 1}, .weeks = 2}});
    std::vector<Happening> const first = led.begin();
    led.live();
    std::vector<Happening> const second = led.begin();
    REQUIRE(first.front().touched != second.front().touched);
}

// --- Ends ---

TEST_CASE("a market holds for its weeks and leaves nothing behind") {
    Intervention const market{.week = 3, .what = Market{5}, .weeks = 4};
    Intervention const inside{.week = 3, .what = Market{5, 4}};
    for (Intervention const& entry : {market, inside}) {
        Led led({entry});
        for (std::uint32_t week = 1; week <= 9; ++week) {
            led.begin();
            bool const on = week >= 3 && week < 7;
            float const factor = led.organization.market.size() == 0 ? 1.F : led.organization.market[led.row(17)];
            CAPTURE(week);
            REQUIRE(factor == (on ? 5.F : 1.F));
            led.live();
        }
    }
}

TEST_CASE("two markets multiply, and each ends by itself to the last bit") {
    Led led({{.week = 1, .what = Market{.7F}, .weeks = 3},
             {.week = 2, .scope = {.branch = "1"}, .what = Market{1.3F}, .weeks = 4},
             {.week = 2, .what = Market{1.1F}}});
    float const in_branch[] = {.7F, .7F * 1.3F * 1.1F, .7F * 1.3F * 1.1F, 1.3F * 1.1F, 1.3F * 1.1F, 1.1F, 1.1F};
    float const elsewhere[] = {.7F, .7F * 1.1F, .7F * 1.1F, 1.1F, 1.1F, 1.1F, 1.1F};
    for (std::size_t week = 0; week < 7; ++week) {
        led.begin();
        CAPTURE(week);
        REQUIRE(led.organization.market[led.row(1)] == in_branch[week]);
        REQUIRE(led.organization.market[led.row(2)] == elsewhere[week]);
        led.live();
    }
}

TEST_CASE("a run whose market has ended leaves as if there had been none") {
    Led market({{.week = 2, .what = Market{1}, .weeks = 3}});
    Led as_ever({});
    market.live_to(12);
    as_ever.live_to(12);
    for (int week = 1; week <= 12; ++week)
        REQUIRE(market.reported("trust_leader", week) == as_ever.reported("trust_leader", week));
}

TEST_CASE("benefits that a mandate claims end, what it did stays") {
    Mandate gentle;
    gentle.severity = 4;
    gentle.latitude = -.5F;
    gentle.contact_hours = 2;
    gentle.signal_noise = .3F;
    Mandate other = gentle;
    other.contact_hours = 1;
    other.signal_noise = .7F;
    Led led({{.week = 1, .what = gentle, .weeks = 2}, {.week = 2, .what = other}});
    Company before(tree(120, 4));
    float const noise = before.of(&Members::noise, 30);
    led.begin();
    REQUIRE(led.of(&Members::noise, 30) == noise * .3F);
    REQUIRE(led.organization.members.trust_organization.against[led.row(30)] == 4.F);
    REQUIRE(led.of(&Members::latitude, 30) == .1F);
    led.live();
    led.begin();
    REQUIRE(led.of(&Members::noise, 30) == noise * .3F * .7F);
    led.live();
    float const negatives = led.organization.members.trust_organization.against[led.row(30)];
    led.begin();  // the first one is over
    REQUIRE(led.of(&Members::noise, 30) == noise * .7F);
    REQUIRE(led.of(&Members::apart, 30) == rules::apart(1.F));
    REQUIRE(led.organization.members.trust_organization.against[led.row(30)] == negatives);
}

TEST_CASE("after its weeks leaders are asked for what they were asked before, and begin from where they are") {
    Led led({{.week = 2, .scope = {.levels = {1}}, .what = Adopt{distributed, .3F}, .weeks = 5}}, {.policy = level2});
    led.live_to(6);
    REQUIRE(led.organization.leaders.policy[led.led(1)] == distributed);
    std::vector<double> reached;
    for (std::size_t e = 0; e < style_elements; ++e) reached.push_back(conduct(led, e, 1));
    led.begin();
    for (Position const leader : {1, 2, 3, 4}) {
        REQUIRE(led.organization.leaders.policy[led.led(leader)] == level2);
        REQUIRE(led.organization.leaders.adoption[led.led(leader)] == .3F);
    }
    for (std::size_t e = 0; e < style_elements; ++e) {
        REQUIRE(static_cast<double>(led.organization.leaders.habits.of(e, led.seating().led_by(1))) ==
                Approx(reached[e]).margin(1e-6));
    }
    REQUIRE(led.organization.leaders.adoption[led.led(0)] == 1);
    REQUIRE(led.organization.leaders.adoption[led.led(5)] != .3F);
}

TEST_CASE("a policy that ends gives way only where no later one was asked for") {
    auto const policies = [](std::vector<Intervention> timeline, Position leader) {
        Led led(std::move(timeline), {.policy = command});
        std::vector<StyleIndex> weekly;
        for (int week = 1; week <= 8; ++week) {
            led.begin();
            weekly.push_back(led.organization.leaders.policy[led.led(leader)]);
            led.live();
        }
        return weekly;
    };
    constexpr StyleIndex c = command, t = transactional, l = level2, d = distributed;
    Intervention const long_one{.week = 2, .what = Adopt{level2}, .weeks = 5};  // 2 to 6
    Intervention const inside{.week = 3, .what = Adopt{distributed}, .weeks = 2};
    Intervention const across{.week = 4, .what = Adopt{distributed}, .weeks = 4};
    Intervention const for_good{.week = 4, .what = Adopt{transactional}};
    Intervention const right_after{.week = 7, .what = Adopt{distributed}, .weeks = 1};
    Intervention const elsewhere{.week = 4, .scope = {.branch = "2"}, .what = Adopt{transactional}};
    using Course = std::vector<StyleIndex>;
    REQUIRE(policies({long_one}, 1) == Course{c, l, l, l, l, l, c, c});
    REQUIRE(policies({long_one, inside}, 1) == Course{c, l, d, d, l, l, c, c});
    REQUIRE(policies({long_one, across}, 1) == Course{c, l, l, d, d, d, d, c});
    REQUIRE(policies({long_one, for_good}, 1) == Course{c, l, l, t, t, t, t, t});
    REQUIRE(policies({long_one, right_after}, 1) == Course{c, l, l, l, l, l, d, c});
    REQUIRE(policies({long_one, elsewhere}, 1) == Course{c, l, l, l, l, l, c, c});
    REQUIRE(policies({long_one, elsewhere}, 2) == Course{c, l, l, t, t, t, t, t});
    REQUIRE(policies({inside, long_one}, 0) == Course{c, l, d, d, l, l, c, c});
}

TEST_CASE("what ends in a week does so before anything begins, whatever the order of the document") {
    for (bool const ends_first : {true, false}) {
        Intervention const old{.week = 1, .what = Adopt{level2, .2F}, .weeks = 2};
        Intervention const next{.week = 3, .what = Adopt{distributed, .4F}};
        Led led(ends_first ? std::vector{old, next} : std::vector{next, old});
        led.live_to(2);
        led.begin();
        REQUIRE(led.organization.leaders.policy[led.led(1)] == distributed);
        REQUIRE(led.organization.leaders.adoption[led.led(1)] == .4F);
    }
}

// --- Conditions ---

namespace {

Condition below(char const* outcome, float value, int weeks = 1) {
    return {.below = {{find_outcome(outcome), value}}, .weeks = weeks};
}
Condition above(char const* outcome, float value, int weeks = 1) {
    return {.above = {{find_outcome(outcome), value}}, .weeks = weeks};
}

}  // namespace

TEST_CASE("an entry that waits begins in the week after its condition was met for long enough") {
    for (int const weeks : {1, 3, 6}) {
        Led watched({});
        watched.live_to(40);
        float const threshold = watched.reported("trust_leader", 20);
        int met = 0, expected = 0;
        for (int week = 1; week <= 40 && expected == 0; ++week) {
            met = watched.reported("trust_leader", week) < threshold ? met + 1 : 0;
            if (met == weeks) expected = week + 1;
        }
        REQUIRE(expected > 1);
        Led led({{.what = Coach{}, .when = below("trust_leader", threshold, weeks)}});
        led.live_to(40);
        CAPTURE(weeks, expected);
        REQUIRE(led.weeks_of[0] == Weeks{expected});
    }
}

TEST_CASE("a condition that always holds fires as often as it may, each time after a new count") {
    auto const weeks = [](Intervention entry) {
        entry.what = Promise{1, 0};
        Led led({entry});
        led.live_to(20);
        return led.weeks_of[0];
    };
    Condition const always = above("trust_leader", -1);
    Condition const for_four = above("trust_leader", -1, 4);
    REQUIRE(weeks({.when = always}) == Weeks{2});
    REQUIRE(weeks({.week = 7, .when = always}) == Weeks{7});
    REQUIRE(weeks({.when = for_four}) == Weeks{5});
    REQUIRE(weeks({.week = 3, .when = for_four}) == Weeks{5});
    REQUIRE(weeks({.week = 9, .when = for_four}) == Weeks{9});
    REQUIRE(weeks({.when = always, .at_most = 3}) == Weeks{2, 3, 4});
    REQUIRE(weeks({.when = for_four, .at_most = 3}) == Weeks{5, 9, 13});
    REQUIRE(weeks({.weeks = 3, .when = for_four, .at_most = 2}) == Weeks{5, 6, 7, 9, 10, 11});
    REQUIRE(weeks({.weeks = 3, .when = always, .at_most = 2}) == Weeks{2, 3, 4, 5, 6, 7});  // never twice at once
    REQUIRE(weeks({.when = below("trust_leader", -1)}).empty());
}

TEST_CASE("all of a condition must hold, and nothing holds of a missing value") {
    WeekTally week;
    week.level_count = 1;
    week.levels[0].of(Count::members) = 10;
    week.levels[0].sum[static_cast<std::size_t>(Measure::safety)] = 4;
    week.levels[0].sum[static_cast<std::size_t>(Measure::autonomy)] = 7;
    REQUIRE(is_met(below("safety", .5F), week));
    REQUIRE_FALSE(is_met(below("safety", .4F), week));  // as reported it is .4
    REQUIRE_FALSE(is_met(above("safety", .4F), week));
    Condition both = below("safety", .5F);
    both.above.push_back({find_outcome("autonomy"), .6F});
    REQUIRE(is_met(both, week));
    both.above.front().value = .8F;
    REQUIRE_FALSE(is_met(both, week));
    REQUIRE_FALSE(is_met(below("voice", 2), week));  // nobody had an issue
    REQUIRE_FALSE(is_met(above("voice", -1), week));
}

TEST_CASE("what holds because of a condition ends after its weeks and may begin again") {
    Led led({{.what = Market{3}, .weeks = 2, .when = above("trust_leader", -1, 3), .at_most = 2}});
    std::vector<float> factors;
    for (int week = 1; week <= 11; ++week) {
        led.begin();
        factors.push_back(led.organization.market.size() == 0 ? 1.F : led.organization.market[led.row(3)]);
        led.live();
    }
    REQUIRE(factors == std::vector<float>{1, 1, 1, 3, 3, 1, 3, 3, 1, 1, 1});
}
