#include <catch2/catch.hpp>

#include "support/running.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

// --- adopt ---

TEST_CASE("what is adopted replaces the policy; the conduct reached is the new habit") {
    Running company;
    Running before;
    std::vector<Position> const leaders = all_leaders(company);
    REQUIRE(company.carry_out({10, {}, Adopt{distributed, .25F}}) == static_cast<int>(leaders.size()));
    for (Position const leader : leaders) {
        std::size_t const led = company.led(leader);
        for (std::size_t element = 0; element < style_elements; ++element) {
            CAPTURE(leader, element);
            REQUIRE(static_cast<double>(company.organization.leaders.habits.of(element, static_cast<Slot>(led))) ==
                    Approx(conduct(before, element, leader)).margin(1e-7));
        }
        REQUIRE(company.organization.leaders.policy[led] == distributed);
        REQUIRE(company.organization.leaders.adoption[led] == (leader == 0 ? 1.F : .25F));
    }
}

TEST_CASE("the top acts by a new policy at once, to itself as well") {
    Running company;
    company.carry_out({10, {.levels = {0}}, Adopt{transactional, .3F}});
    Leaders const& leaders = company.organization.leaders;
    for (Slot const slot : {company.seating().top_slot(), company.seating().led_by(0)}) {
        REQUIRE(leaders.policy[at(slot)] == transactional);
        REQUIRE(leaders.adoption[at(slot)] == 1);
    }
    REQUIRE(leaders.policy[company.led(1)] == level2);
    company.step(3);
    REQUIRE(company.organization.leaders.adoption[company.led(0)] == 1);
}

TEST_CASE("reports feel an adopted style in the same week") {
    // Under adoption 1 of a style that welcomes all, every voice that is heard is welcomed; before, one in five.
    LeadershipStyle welcoming = built_in_styles[0].style;
    welcoming.receptiveness = 1;
    Company company(tree(200, 5), {.leadership = leadership({welcoming})});
    Tally const before = company.step(10).total();
    REQUIRE(before.of(Count::welcomed) < before.of(Count::heard));
    intervene(company.organization, {11, {}, Adopt{own_style, 1}}, 0, 11);
    Tally const after = company.step().total();
    REQUIRE(after.of(Count::heard) > 0);
    REQUIRE(after.of(Count::welcomed) == after.of(Count::heard));
}

// --- coach ---

TEST_CASE("coaching raises skill and adoption and eases control, as far as mindset goes") {
    Running company;
    Running before;
    std::vector<Position> const leaders = all_leaders(company);
    REQUIRE(company.carry_out({10, {}, Coach{.5F, .8F}}) == static_cast<int>(leaders.size()));
    for (Position const leader : leaders) {
        double const mindset = static_cast<double>(before.of(&Members::mindset, leader));
        double const skill = static_cast<double>(before.of(&Members::skill, leader));
        double const control = static_cast<double>(before.of(&Members::control, leader));
        double const adoption = static_cast<double>(before.organization.leaders.adoption[before.led(leader)]);
        CAPTURE(leader);
        REQUIRE(static_cast<double>(company.of(&Members::skill, leader)) ==
                Approx(skill + .8 * .5 * mindset * (1 - skill)));
        REQUIRE(static_cast<double>(company.of(&Members::control, leader)) == Approx(control * (1 - .5 * mindset)));
        REQUIRE(static_cast<double>(company.organization.leaders.adoption[company.led(leader)]) ==
                Approx(adoption + .5 * mindset * (1 - adoption)));
        REQUIRE(company.of(&Members::mindset, leader) == before.of(&Members::mindset, leader));
    }
}

TEST_CASE("coaching writes nothing else: no trust, nobody without reports") {
    Running company;
    Running before;
    company.carry_out({10, {}, Coach{1, .8F}});
    for (Position p = 0; p < company.size(); ++p) {
        for (NamedBelief const& belief : member_beliefs) {
            BeliefColumns const& now = company.organization.members.*belief.belief;
            BeliefColumns const& then = before.organization.members.*belief.belief;
            REQUIRE(now.for_it[company.row(p)] == then.for_it[before.row(p)]);
            REQUIRE(now.against[company.row(p)] == then.against[before.row(p)]);
        }
        for (NamedColumn const& column : member_columns) {
            bool const coached =
                company.chart().leads(p) && (column.column == &Members::skill || column.column == &Members::control);
            CAPTURE(p, column.name);
            REQUIRE((company.of(column.column, p) == before.of(column.column, p)) == !coached);
        }
    }
}

// --- replace_leaders ---

TEST_CASE("replaced leaders are newcomers that act by the policy as far as is said") {
    Running company;
    Running before;
    company.organization.leaders.habits.change(3, company.seating().led_by(1), .77F);
    REQUIRE(company.carry_out({10, {.levels = {1, 2}}, ReplaceLeaders{1, .4F}}) > 5);
    for (Position const leader : all_leaders(company)) {
        int const level = company.chart().level(leader);
        bool const replaced = level == 1 || level == 2;
        std::size_t const row = company.row(leader);
        Members const& members = company.organization.members;
        Leaders const& leaders = company.organization.leaders;
        CAPTURE(leader, replaced);
        REQUIRE((company.of(&Members::mindset, leader) != before.of(&Members::mindset, leader)) == replaced);
        REQUIRE(leaders.policy[company.led(leader)] == level2);
        for (MemberColumn Members::*kept : {&Members::condition, &Members::estimate, &Members::action}) {
            REQUIRE(company.of(kept, leader) == before.of(kept, leader));
        }
        if (!replaced) continue;
        REQUIRE(leaders.adoption[company.led(leader)] == .4F);
        REQUIRE(leaders.habits.of(3, company.seating().led_by(leader)) == company.plan.elements[3][command]);
        REQUIRE(company.of(&Members::personization, leader) == 0);
        REQUIRE(company.of(&Members::latitude, leader) == .2F);
        REQUIRE(company.of(&Members::autonomy, leader) == .1F);
        REQUIRE(company.of(&Members::vacancy, leader) == 0);
        for (NamedBelief const& belief : member_beliefs) {
            REQUIRE((members.*belief.belief).for_it[row] == 0);
            REQUIRE((members.*belief.belief).against[row] == 0);
        }
        company.organization.ties.for_each(
            static_cast<Row>(row), [&](std::size_t half) { REQUIRE(company.organization.ties.strength[half] == .1F); });
        auto const [first, last] = company.chart().reports(leader);
        for (Position report = first; report < last; ++report) {
            std::size_t const r = company.row(report);
            REQUIRE(members.trust_leader.for_it[r] == 0);
            REQUIRE(members.trust_report.against[r] == 0);
            REQUIRE(members.personization[r] == 0);
        }
    }
}

TEST_CASE("a replaced leader is the person who would come at that week in any other way") {
    Running company;
    Running as_after_a_vacancy;
    company.carry_out({10, {.levels = {1}}, ReplaceLeaders{1, .5F}});
    as_after_a_vacancy.organization.welcome_newcomer(1, 10);
    for (NamedColumn const& column : member_columns) {
        CAPTURE(column.name);
        REQUIRE(company.of(column.column, 1) == as_after_a_vacancy.of(column.column, 1));
    }
}

TEST_CASE("a new top decides for itself and acts by the policy as ever") {
    Running company;
    Running before;
    REQUIRE(company.carry_out({10, {.levels = {0}}, ReplaceLeaders{1, .3F}}) == 1);
    REQUIRE(company.of(&Members::mindset, 0) != before.of(&Members::mindset, 0));
    REQUIRE(company.of(&Members::autonomy, 0) == 1);
    for (Slot const slot : {company.seating().top_slot(), company.seating().led_by(0)}) {
        REQUIRE(company.organization.leaders.adoption[at(slot)] == 1);
    }
    auto const [first, last] = company.chart().reports(0);
    for (Position report = first; report < last; ++report) REQUIRE(company.of(&Members::personization, report) == 0);
    company.step(2);
    REQUIRE(company.of(&Members::autonomy, 0) == 1);
}

TEST_CASE("a replaced leader takes a position that is vacant") {
    Running company;
    company.of(&Members::vacancy, 2) = 4;
    company.carry_out({10, {.levels = {1}}, ReplaceLeaders{1, .5F}});
    REQUIRE(company.of(&Members::vacancy, 2) == 0);
}

TEST_CASE("leaders are replaced in that share, drawn apart from the share of the scope") {
    Company company(tree(20'000, 4));
    double const leaders = static_cast<double>(all_leaders(company).size());
    auto const replaced = [&](Scope const& scope, float of_them) {
        return static_cast<double>(
            intervene(company.organization, {1, scope, ReplaceLeaders{of_them, .5F}}, 0, 1).size());
    };
    REQUIRE(std::abs(replaced({}, .3F) - .3 * leaders) < few_errors * std::sqrt(leaders * .21));
    REQUIRE(std::abs(replaced({.share = .5F}, .5F) - .25 * leaders) < few_errors * std::sqrt(leaders * .1875));
    REQUIRE(replaced({}, 0) == 0);
}
