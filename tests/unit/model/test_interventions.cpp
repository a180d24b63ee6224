#include "candor/model/interventions.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "candor/core/error.hpp"
#include "candor/model/rules.hpp"
#include "candor/run/simulate.hpp"
#include "support/company.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

namespace {

/// Level 2 in its tenth week, on an organization with units of several sizes.
struct Running : Company {
    Running() : Company(generate_chart(200, {2, 9}, 3), {.policy = level2}) { step(9); }

    int carry_out(Intervention const& what) { return intervene(organization, what, 0, week + 1); }

    [[nodiscard]] std::vector<Position> touched(Scope const& scope, bool leaders) const {
        return members_in(scope, plan, organization.key(), 0, week + 1, leaders);
    }
};

/// One element of the conduct of a leader, in double.
double conduct(Company const& company, std::size_t element, Position leader) {
    Leaders const& leaders = company.organization.leaders;
    std::size_t const led = company.led(leader);
    auto const habit = static_cast<double>(leaders.habits.of(element, static_cast<Slot>(led)));
    auto const policy = static_cast<double>(company.plan.elements[element][at(leaders.policy[led])]);
    return habit + static_cast<double>(leaders.adoption[led]) * (policy - habit);
}

std::vector<Position> all_leaders(Company const& company) {
    std::vector<Position> leaders;
    for (Position p = 0; p < company.size(); ++p) {
        if (company.chart().leads(p)) leaders.push_back(p);
    }
    return leaders;
}

/// Keeps what a company looked like when a week began.
class AsWeekBegins final : public run::Observer {
public:
    explicit AsWeekBegins(int week) : week_(week) {}
    void week_begins(int week, Organization const& organization) override {
        if (week == week_) {
            leaders = organization.leaders;
            members = organization.members;
        }
    }
    void week_ended(int /*week*/, WeekTally const& /*tally*/, std::span<Tally const> /*units*/) override {}

    Leaders leaders;
    Members members;

private:
    int week_;
};

}  // namespace

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

// --- mandate ---

TEST_CASE("a mandate costs trust in organization and leader and latitude") {
    struct Case {
        bool consulted;
        double severity;
    };
    for (Case const& c : {Case{false, 8}, Case{true, 8 * .4}}) {
        Running company;
        Running before;
        Mandate what;
        what.consulted = c.consulted;
        REQUIRE(company.carry_out({10, {}, what}) == company.size());
        for (Position p = 0; p < company.size(); ++p) {
            std::size_t const row = company.row(p);
            Members const& now = company.organization.members;
            Members const& then = before.organization.members;
            auto const added = [&](BeliefColumns Members::*belief) {
                return static_cast<double>((now.*belief).against[row]) -
                       static_cast<double>((then.*belief).against[row]);
            };
            CAPTURE(p, c.consulted);
            REQUIRE(added(&Members::trust_organization) == Approx(c.severity).margin(1e-5));
            REQUIRE(added(&Members::trust_leader) == Approx(.3 * c.severity).margin(1e-5));
            for (NamedBelief const& belief : member_beliefs) {
                REQUIRE((now.*belief.belief).for_it[row] == (then.*belief.belief).for_it[row]);
                bool const hurt =
                    belief.belief == &Members::trust_organization || belief.belief == &Members::trust_leader;
                if (!hurt) REQUIRE((now.*belief.belief).against[row] == (then.*belief.belief).against[row]);
            }
            REQUIRE(static_cast<double>(now.latitude[row]) == Approx(.7 * static_cast<double>(then.latitude[row])));
            for (NamedColumn const& column : member_columns) {
                if (column.column == &Members::latitude) continue;
                CAPTURE(column.name);
                REQUIRE(company.of(column.column, p) == before.of(column.column, p));
            }
            float const trust = rules::belief(now.trust_organization.for_it[row], now.trust_organization.against[row],
                                              now.propensity[row], Beliefs{});
            REQUIRE(company.organization.shown[row].trust_organization == trust);
            REQUIRE(company.organization.shown[row].trust_organization <
                    before.organization.shown[row].trust_organization);
        }
    }
}

TEST_CASE("the benefits that a mandate claims are hours of contact and less noise") {
    Running company;
    Running before;
    Mandate what;
    what.contact_hours = 2;
    what.signal_noise = .5F;
    company.carry_out({10, {}, what});
    for (Position p = 0; p < company.size(); ++p) {
        REQUIRE(static_cast<double>(company.of(&Members::apart, p)) == Approx(std::exp(-2.)));
        REQUIRE(company.of(&Members::noise, p) == .5F * before.of(&Members::noise, p));
    }
    company.carry_out({10, {}, what});  // a second one comes on top
    REQUIRE(static_cast<double>(company.of(&Members::apart, 5)) == Approx(std::exp(-4.)));
    REQUIRE(company.of(&Members::noise, 5) == .25F * before.of(&Members::noise, 5));
}

TEST_CASE("claimed hours of contact let member and manager know each other") {
    Company apart(tree(60, 4), {});
    Company together(tree(60, 4), {});
    Mandate what;
    what.severity = 0;
    what.latitude = 0;
    what.contact_hours = 100;  // contact 1, whatever the leader does
    intervene(together.organization, {1, {}, what}, 0, 1);
    apart.step();
    together.step();
    for (Position p = 1; p < apart.size(); ++p) {
        REQUIRE(static_cast<double>(together.of(&Members::personization, p)) == Approx(.2 + .08 * .8 - .02 * .2));
        REQUIRE(apart.of(&Members::personization, p) < together.of(&Members::personization, p));
    }
}

TEST_CASE("latitude stays between 0 and 1 under any mandate") {
    for (float const change : {-1.F, 1.F}) {
        Running company;
        for (int times = 0; times < 20; ++times) {
            Mandate what;
            what.latitude = change;
            company.carry_out({10, {}, what});
        }
        for (Position p = 0; p < company.size(); ++p) {
            REQUIRE(company.of(&Members::latitude, p) == (change < 0 ? 0.F : 1.F));
        }
    }
}

// --- Scopes ---

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
        return members_in(scope, company.plan, key, event, week, false);
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
    REQUIRE(intervene(company.organization, {1, {}, Adopt{level2, .5F}}, 0, 1) == 1);
    REQUIRE(intervene(company.organization, {1, {}, Coach{}}, 1, 1) == 1);
    REQUIRE(intervene(company.organization, {1, {}, Mandate{}}, 2, 1) == 1);
    REQUIRE(company.organization.leaders.adoption[at(company.seating().top_slot())] == 1);
    company.step(5);
}

// --- Timeline ---

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
