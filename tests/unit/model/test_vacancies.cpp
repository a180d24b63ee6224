#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "candor/random/distributions.hpp"
#include "support/company.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

// --- Newcomers: a position that is filled at the end of a week beside its twin that is filled a week later ---

namespace {

/// After twenty weeks of Level 2, newcomers follow a leader (4) of another habit and a member (90); in the twin, both
/// are still missed next week.
struct Arrival {
    static constexpr Position leader = 4;
    static constexpr Position member = 90;
    static Setup setup() { return {.parameters = without_quits(), .policy = level2}; }

    Arrival() : filled(tree(120, 4), setup()), twin(tree(120, 4), setup()) {
        for (Company* company : {&filled, &twin}) {
            company->step(20);
            company->organization.leaders.habits.change(3, company->seating().led_by(leader), .77F);
            for (Position const p : {leader, member}) {
                company->of(&Members::vacancy, p) = company == &filled ? 1.F : 2.F;
            }
            managers_adoption = company->organization.leaders.adoption[company->led(company->chart().manager(leader))];
            company->step();
        }
    }

    Company filled;
    Company twin;
    float managers_adoption = 0;
};

bool is_report_of(Company const& company, Position p, Position leader) { return company.chart().manager(p) == leader; }

}  // namespace

TEST_CASE("a newcomer finds the position's condition, estimate and action") {
    Arrival week;
    for (Position const p : {Arrival::leader, Arrival::member}) {
        for (MemberColumn Members::*kept :
             {&Members::condition, &Members::estimate, &Members::action, &Members::noise, &Members::apart}) {
            REQUIRE(week.filled.of(kept, p) == week.twin.of(kept, p));
        }
        REQUIRE(week.filled.of(&Members::vacancy, p) == 0);
        REQUIRE(week.twin.of(&Members::vacancy, p) == 1);
    }
}

TEST_CASE("a newcomer has fresh traits and somewhat less expertise") {
    Arrival week;
    random::Key const key{1, 1};
    for (Position const p : {Arrival::leader, Arrival::member}) {
        auto const position = static_cast<std::uint32_t>(p);
        std::uint32_t const now = week.filled.week;
        auto const beta = [&](random::trait::Trait trait, float a, float b) {
            return random::beta(key, position, now, trait, a, b);
        };
        REQUIRE(week.filled.of(&Members::propensity, p) == beta(random::trait::propensity, 5, 5));
        REQUIRE(week.filled.of(&Members::mindset, p) == beta(random::trait::mindset, 5, 5));
        REQUIRE(week.filled.of(&Members::control, p) == beta(random::trait::control, 4, 6));
        REQUIRE(week.filled.of(&Members::skill, p) == beta(random::trait::skill, 4, 6));
        auto const words = random::philox(key, {position, now, random::call::expertise});
        float const normal = random::normal_pair(words.w0, words.w1).first;
        REQUIRE(static_cast<double>(week.filled.of(&Members::expertise, p)) ==
                Approx(.8 * std::min(2., std::exp(.25 * static_cast<double>(normal)))));
        REQUIRE(week.filled.of(&Members::propensity, p) != week.twin.of(&Members::propensity, p));
    }
}

TEST_CASE("a newcomer begins without evidence and relations, with a founder's latitude, autonomy and hopes") {
    Arrival week;
    Company& company = week.filled;
    for (Position const p : {Arrival::leader, Arrival::member}) {
        for (NamedBelief const& belief : member_beliefs) {
            CAPTURE(belief.name);
            REQUIRE((company.organization.members.*belief.belief).for_it[company.row(p)] == 0);
            REQUIRE((company.organization.members.*belief.belief).against[company.row(p)] == 0);
        }
        REQUIRE(company.of(&Members::personization, p) == 0);
        REQUIRE(company.of(&Members::latitude, p) == .2F);
        REQUIRE(company.of(&Members::autonomy, p) == .1F);
        REQUIRE(company.of(&Members::aspiration, p) == .5F);
        REQUIRE(company.of(&Members::silent, p) == 0);
        auto const& shown = company.organization.shown;
        REQUIRE(shown[company.row(p)].satisfaction == .5F);
        REQUIRE(shown[company.row(p)].safety == company.of(&Members::propensity, p));
        REQUIRE(shown[company.row(p)].trust_organization == company.of(&Members::propensity, p));
    }
}

TEST_CASE("a newcomer's ties begin anew on both halves, all others stay") {
    Arrival week;
    Ties const& ties = week.filled.organization.ties;
    Ties const& before = week.twin.organization.ties;
    std::set<Row> const new_rows{week.filled.seating().row_of(Arrival::leader),
                                 week.filled.seating().row_of(Arrival::member)};
    int renewed = 0;
    for (Row row = 0; row < week.filled.seating().rows(); ++row) {
        ties.for_each(row, [&](std::size_t h) {
            bool const own = new_rows.count(row) + new_rows.count(ties.neighbour[h]) > 0;
            REQUIRE(ties.strength[h] == (own ? .1F : before.strength[h]));
            renewed += own ? 1 : 0;
        });
    }
    REQUIRE(renewed >= 4);
}

TEST_CASE("a new leader has the founding habit and half its manager's adoption of the same policy") {
    Arrival week;
    Leaders const& leaders = week.filled.organization.leaders;
    std::size_t const led = week.filled.led(Arrival::leader);
    REQUIRE(leaders.habits.of(3, static_cast<Slot>(led)) == built_in_styles[0].style.inquiry);
    REQUIRE(week.twin.organization.leaders.habits.of(3, static_cast<Slot>(led)) == .77F);
    REQUIRE(leaders.policy[led] == level2);
    REQUIRE(leaders.adoption[led] == .5F * week.managers_adoption);
    for (Position p = 0; p < week.filled.size(); ++p) {
        if (p == Arrival::leader || !week.filled.chart().leads(p)) continue;
        REQUIRE(leaders.adoption[week.filled.led(p)] == week.twin.organization.leaders.adoption[week.twin.led(p)]);
    }
}

TEST_CASE("a new leader inherits half of what its manager's adoption was as the week began") {
    Company company(tree(120, 4), {.parameters = without_quits(), .policy = level2});
    company.step(10);
    Position const leader = 6;  // its manager is 1, whose adoption moves every week
    REQUIRE(company.chart().manager(leader) == 1);
    float const began = company.organization.leaders.adoption[company.led(1)];
    company.of(&Members::vacancy, leader) = 1;
    company.step();
    REQUIRE(company.organization.leaders.adoption[company.led(1)] != began);
    REQUIRE(company.organization.leaders.adoption[company.led(leader)] == .5F * began);
}

TEST_CASE("a new leader adopts nothing where its manager is asked something else") {
    Company company(tree(120, 4), {.parameters = without_quits(), .policy = level2});
    company.step(10);
    company.organization.leaders.policy[company.led(1)] = transactional;
    company.of(&Members::vacancy, 6) = 1;
    company.step();
    REQUIRE(company.organization.leaders.adoption[company.led(6)] == 0);
}

TEST_CASE("reports of a new leader and their leader begin anew with each other, and with nothing else") {
    Arrival week;
    Members const& members = week.filled.organization.members;
    Members const& before = week.twin.organization.members;
    for (Position p = 0; p < week.filled.size(); ++p) {
        if (p == Arrival::leader || p == Arrival::member) continue;
        std::size_t const row = week.filled.row(p);
        bool const report = is_report_of(week.filled, p, Arrival::leader);
        for (NamedBelief const& belief : member_beliefs) {
            bool const renewed =
                report && (belief.belief == &Members::trust_leader || belief.belief == &Members::trust_report);
            CAPTURE(p, belief.name);
            if (renewed) REQUIRE((before.*belief.belief).for_it[row] > 0);
            REQUIRE((members.*belief.belief).for_it[row] == (renewed ? 0.F : (before.*belief.belief).for_it[row]));
            REQUIRE((members.*belief.belief).against[row] == (renewed ? 0.F : (before.*belief.belief).against[row]));
        }
        for (NamedColumn const& column : member_columns) {
            bool const renewed = report && column.column == &Members::personization;
            CAPTURE(p, column.name);
            REQUIRE((members.*column.column)[row] == (renewed ? 0.F : (before.*column.column)[row]));
        }
        REQUIRE(week.filled.organization.shown[row].safety == week.twin.organization.shown[row].safety);
        REQUIRE(week.filled.organization.shown[row].satisfaction == week.twin.organization.shown[row].satisfaction);
    }
}

// --- Vacancies ---

TEST_CASE("who quits in week t is missed in weeks t+1 to t+6 and followed at the end of t+6") {
    Parameters parameters;
    parameters.turnover.hazard = 1;  // everybody quits as soon as it can
    parameters.turnover.sensitivity = 0;
    Company company(tree(40, 4), {.parameters = parameters});
    for (int week = 1; week <= 21; ++week) {
        Tally const total = company.step().total();
        bool const filled = week % 7 == 1;
        CAPTURE(week);
        REQUIRE(total.of(Count::members) == (filled ? 39 : 0));
        REQUIRE(total.of(Count::vacant) == (filled ? 0 : 39));
        REQUIRE(total.of(Count::quits) == (filled ? 39 : 0));
        if (!filled) {
            REQUIRE(total.of(Count::issues) == 0);
            REQUIRE(total.sum_of(Measure::performance) == 0);
            REQUIRE(total.sum_of(Measure::trust_leader) == 0);
        } else {
            REQUIRE(total.sum_of(Measure::performance) > 0);
        }
    }
    REQUIRE(company.of(&Members::vacancy, 0) == 0);  // the top stays
}

TEST_CASE("the length of a vacancy is a parameter") {
    Parameters parameters;
    parameters.turnover.hazard = 1;
    parameters.turnover.sensitivity = 0;
    parameters.turnover.vacancy_weeks = 2;
    Company company(tree(40, 4), {.parameters = parameters});
    std::vector<double> on_duty;
    for (int week = 1; week <= 7; ++week) on_duty.push_back(company.step().total().of(Count::members));
    REQUIRE(on_duty == std::vector<double>{39, 0, 0, 39, 0, 0, 39});
}

TEST_CASE("while a leader is missed nobody is heard or met in its unit, and its own state runs on") {
    Parameters parameters = without_quits();
    parameters.voice.base = 100;  // everybody with an issue speaks
    Company company(tree(120, 4), {.parameters = parameters, .policy = level2, .by_unit = true});
    company.step(20);
    Position const leader = 4;
    company.of(&Members::vacancy, leader) = 3;
    auto const [first, last] = company.chart().reports(leader);
    double spoken = 0;
    for (int week = 0; week < 3; ++week) {
        std::vector<float> personization;
        for (Position p = first; p < last; ++p) personization.push_back(company.of(&Members::personization, p));
        float const estimate = company.of(&Members::estimate, leader);
        company.step();
        Tally const& unit = company.stepper.units()[company.led(leader)];
        spoken += unit.of(Count::spoken);
        REQUIRE(unit.of(Count::heard) == 0);
        REQUIRE(unit.of(Count::ignored) == unit.of(Count::spoken));
        REQUIRE(unit.of(Count::members) == last - first);
        if (week < 2) {
            for (Position p = first; p < last; ++p) {
                float const before = personization[at(p - first)];
                REQUIRE(static_cast<double>(company.of(&Members::personization, p)) ==
                        Approx(.98 * static_cast<double>(before)));
            }
        }
        REQUIRE(company.of(&Members::estimate, leader) != estimate);
    }
    REQUIRE(spoken > 0);
    company.step();
    REQUIRE(company.of(&Members::personization, first) > 0);  // the new leader takes its time
}

TEST_CASE("a vacant position keeps its share of the unit's means and of one-to-ones") {
    Parameters const parameters = without_quits();
    Company company(tree(120, 4), {.parameters = parameters, .policy = level2, .by_unit = true});
    Company full(tree(120, 4), {.parameters = parameters, .policy = level2, .by_unit = true});
    company.step(10);
    full.step(10);
    auto const [first, last] = company.chart().reports(4);
    for (Position p = first + 1; p < last; ++p) REQUIRE(company.of(&Members::vacancy, p) == 0);
    company.of(&Members::vacancy, first) = 5;
    company.step();
    full.step();
    // Hours of one-to-ones are divided by all positions: as many are there after one has left.
    for (Position p = first; p < last; ++p) {
        REQUIRE(company.of(&Members::condition, p) == full.of(&Members::condition, p));
        REQUIRE(company.of(&Members::latitude, p) == full.of(&Members::latitude, p));
        REQUIRE(company.of(&Members::action, p) == full.of(&Members::action, p));
        REQUIRE(company.of(&Members::personization, p) == full.of(&Members::personization, p));
    }
    Tally const& unit = company.stepper.units()[company.led(4)];
    REQUIRE(unit.of(Count::members) == last - first - 1);
    REQUIRE(unit.of(Count::vacant) == 1);
    REQUIRE(unit.of(Count::positions) == last - first);
}
