#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <vector>

#include "candor/model/observables.hpp"
#include "candor/model/rules.hpp"
#include "support/company.hpp"
#include "support/invariants.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

// --- Limits of the rules ---

TEST_CASE("without autonomy everybody does what its manager did last week, exactly") {
    Parameters parameters;
    parameters.relations.readiness_base = 0;
    parameters.relations.readiness_trust = 0;
    parameters.people.autonomy = 0;
    for (StyleIndex const style : {command, transactional, level2}) {  // without a responsible individual
        Company company(generate_chart(200, {2, 9}, 3), {.parameters = parameters, .policy = style});
        std::vector<float> before(at(company.size()));
        for (int week = 1; week <= 40; ++week) {
            for (Position p = 0; p < company.size(); ++p) before[at(p)] = company.of(&Members::action, p);
            company.step();
            for (Position p = 1; p < company.size(); ++p) {
                CAPTURE(style, week, p);
                REQUIRE(company.of(&Members::autonomy, p) == 0);
                REQUIRE(company.of(&Members::action, p) == before[at(company.chart().manager(p))]);
            }
            // Directive + (estimate - directive), in floats: twice rounded.
            float const top = company.of(&Members::action, 0);
            REQUIRE(std::abs(top - before[0]) > 0);
        }
    }
}

TEST_CASE("a responsible individual without advice decides alone") {
    LeadershipStyle style = built_in_styles[distributed].style;
    style.responsible_individual = 1;
    Parameters parameters = without_quits();
    parameters.decision.advice = 0;
    parameters.people.autonomy = 0;
    parameters.relations.autonomy_up = 0;
    Setup setup{.parameters = parameters, .policy = own_style, .leadership = leadership({style})};
    setup.leadership.adoption = 1;
    setup.leadership.habit = own_style;
    Company company(generate_chart(200, {2, 9}, 3), setup);
    company.step(5);
    std::vector<float> estimates;
    for (int week = 1; week <= 5; ++week) {
        // Before voices: leaders' estimates move after step 3, so look at units of members without reports.
        company.step();
        for (Position leader = 0; leader < company.size(); ++leader) {
            if (company.chart().height(leader) != 1) continue;
            auto const [first, last] = company.chart().reports(leader);
            Position expert = first;
            for (Position p = first; p < last; ++p) {
                if (company.of(&Members::expertise, p) > company.of(&Members::expertise, expert)) expert = p;
            }
            for (Position p = first; p < last; ++p) {
                REQUIRE(company.of(&Members::action, p) == company.of(&Members::estimate, expert));
            }
        }
    }
}

TEST_CASE("with everybody's advice the decision is the mean estimate of those on duty") {
    LeadershipStyle style = built_in_styles[distributed].style;
    Parameters parameters = without_quits();
    parameters.decision = {.advice = 1, .advice_base = 1, .advice_trust_team = 0};
    parameters.people.autonomy = 0;
    parameters.relations.autonomy_up = 0;
    Setup setup{.parameters = parameters, .policy = own_style, .leadership = leadership({style})};
    setup.leadership.adoption = 1;
    setup.leadership.habit = own_style;
    Company company(tree(200, 5), setup);
    company.step(5);
    Position const leader = 20;
    REQUIRE(company.chart().height(leader) == 1);
    auto const [first, last] = company.chart().reports(leader);
    company.of(&Members::vacancy, first) = 5;
    company.step();
    double mean = 0;
    for (Position p = first + 1; p < last; ++p) mean += static_cast<double>(company.of(&Members::estimate, p));
    mean /= last - first - 1;
    for (Position p = first; p < last; ++p) {
        REQUIRE(static_cast<double>(company.of(&Members::action, p)) == Approx(mean).epsilon(1e-5).margin(1e-6));
    }

    for (Position p = first; p < last; ++p) company.of(&Members::vacancy, p) = 5;  // now nobody is there to decide
    float const managers = company.of(&Members::action, leader);
    company.step();
    for (Position p = first; p < last; ++p) REQUIRE(company.of(&Members::action, p) == managers);
}

TEST_CASE("where nobody depends on anybody only one's own miss counts") {
    Parameters parameters = without_quits();
    parameters.environment.interdependence = 0;
    parameters.environment.volatility = 0;  // conditions are everybody's own: no need to add them up
    Company company(tree(7 * 8 + 1 + 7, 7), {.parameters = parameters, .policy = level2, .by_unit = true});
    for (int week = 1; week <= 30; ++week) {
        company.step();
        for (Position leader = 0; leader < company.size(); ++leader) {
            if (company.chart().height(leader) != 1) continue;
            auto const [first, last] = company.chart().reports(leader);
            double fits = 0;
            for (Position p = first; p < last; ++p) {
                float const miss = company.of(&Members::action, p) - company.of(&Members::condition, p);
                fits += static_cast<double>(rules::fit(miss * miss));
            }
            REQUIRE(company.stepper.units()[company.led(leader)].sum_of(Measure::fit) == Approx(fits).epsilon(1e-6));
        }
    }
}

TEST_CASE("where nobody speaks all issues are kept and leaders hear nothing") {
    Parameters parameters;
    parameters.voice.base = -100;
    for (StyleIndex const style : {command, transactional, level2, distributed}) {
        Company company(tree(100, 5), {.parameters = parameters, .policy = style});
        double issues = 0;
        for (int week = 1; week <= 52; ++week) {
            WeekTally const& tally = company.step();
            check_week(company, tally);
            Tally const total = tally.total();
            issues += total.of(Count::issues);
            REQUIRE(total.of(Count::spoken) + total.of(Count::heard) + total.of(Count::ignored) == 0);
            double silent = 0;
            for (Position p = 1; p < company.size(); ++p) {
                silent += static_cast<double>(company.of(&Members::silent, p));
            }
            // Who comes at the end of the week has kept nothing, but it had no issue either.
            REQUIRE(silent == total.of(Count::issues));
            REQUIRE(std::isnan(value(*find_outcome("welcomed_share"), tally, total)));
        }
        REQUIRE(issues > 0);
        Members const& members = company.organization.members;
        for (Position p = 1; p < company.size(); ++p) {
            REQUIRE(members.impact.for_it[company.row(p)] == 0);
            REQUIRE(members.impact.against[company.row(p)] == 0);
        }
    }
}

TEST_CASE("where everybody speaks no issue is kept") {
    Parameters parameters;
    parameters.voice.base = 100;
    Company company(tree(100, 5), {.parameters = parameters});
    for (int week = 1; week <= 52; ++week) {
        Tally const total = company.step().total();
        REQUIRE(total.of(Count::spoken) == total.of(Count::issues));
        for (Position p = 0; p < company.size(); ++p) REQUIRE(company.of(&Members::silent, p) == 0);
    }
}

TEST_CASE("an issue beyond all measure is nobody's") {
    Parameters parameters;
    parameters.voice.issue_threshold = 1e6F;
    Company company(tree(100, 5), {.parameters = parameters});
    WeekTally const& tally = company.step(20);
    REQUIRE(tally.total().of(Count::issues) == 0);
    REQUIRE(std::isnan(value(*find_outcome("voice"), tally, tally.total())));
}

TEST_CASE("in a world without change and noise everybody knows where it stands") {
    Parameters parameters;
    parameters.environment.turbulence = 0;
    Company company(tree(100, 5), {.parameters = parameters, .policy = level2});
    std::vector<float> conditions;
    for (Position p = 0; p < company.size(); ++p) conditions.push_back(company.of(&Members::condition, p));
    parameters.voice.base = -100;
    Company quiet(tree(100, 5), {.parameters = parameters, .policy = level2});
    for (int week = 1; week <= 20; ++week) {
        company.step();
        // Nobody tells its leader what is particular to its own place, so estimates stay right.
        WeekTally const& tally = quiet.step();
        REQUIRE(tally.surprise_top == 0);
        REQUIRE(tally.surprise_front / tally.fronts < 1e-6);
    }
    for (Position p = 0; p < company.size(); ++p) {
        REQUIRE(company.of(&Members::condition, p) == conditions[at(p)]);
    }
}

// --- Limits of the chart ---

TEST_CASE("one member acts by its own estimate and nothing else is counted") {
    Company company(tree(1, 7), {.policy = level2});
    for (int week = 1; week <= 104; ++week) {
        WeekTally const& tally = company.step();
        check_week(company, tally);
        REQUIRE(tally.half_edges == 0);
        REQUIRE(tally.fronts == 1);
        REQUIRE(tally.surprise_front == tally.surprise_top);
        float const action = company.of(&Members::action, 0);
        REQUIRE(static_cast<double>(action) ==
                Approx(static_cast<double>(company.of(&Members::estimate, 0))).margin(1e-6));
        Tally const total = tally.total();
        for (Outcome const& outcome : outcomes()) {
            if (outcome.is_count()) REQUIRE(value(outcome, tally, total) == 0);
            if (outcome.kind == OutcomeKind::mean) REQUIRE(std::isnan(value(outcome, tally, total)));
        }
    }
    check_state(company);
}

TEST_CASE("two members are a leader and a report") {
    Company company(tree(2, 7), {.policy = level2});
    for (int week = 1; week <= 208; ++week) {
        WeekTally const& tally = company.step();
        check_week(company, tally);
        REQUIRE(tally.fronts == 1);
        REQUIRE(tally.total().of(Count::leaders) == 0);
    }
    check_state(company);
}

TEST_CASE("a chain of a thousand lives, with the levels from 16 down in one") {
    Company company(chain(1000), {.policy = level2});
    REQUIRE(company.seating().level_count() == 16);
    for (int week = 1; week <= 20; ++week) {
        WeekTally const& tally = company.step();
        check_week(company, tally);
        for (std::size_t level = 0; level < 15; ++level) REQUIRE(tally.levels[level].of(Count::positions) == 1);
        REQUIRE(tally.levels[15].of(Count::positions) == 999 - 15);
        REQUIRE(tally.fronts == 1);
    }
    check_state(company);
}

TEST_CASE("a star of ten thousand lives, with a leader who has no hour for anyone") {
    Company company(star(10'000), {.policy = level2});
    REQUIRE(company.organization.ties.half_edges() == 0);  // all sit in one unit
    Tally total;
    for (int week = 1; week <= 6; ++week) {
        WeekTally const& tally = company.step();
        check_week(company, tally);
        REQUIRE(tally.fronts == 9999);
        total.add(tally.total());
    }
    REQUIRE(total.of(Count::spoken) > 0);
    REQUIRE(total.of(Count::heard) == 0);
    check_state(company);
}

TEST_CASE("organizations with drawn spans live") {
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        Company company(generate_chart(300, {1, 12}, seed), {.policy = distributed});
        for (int week = 1; week <= 52; ++week) check_week(company, company.step());
        check_state(company);
    }
}

TEST_CASE("what units add up to is what levels and the whole add up to") {
    Company company(generate_chart(300, {1, 12}, 1), {.policy = level2, .by_unit = true});
    for (int week = 1; week <= 30; ++week) {
        WeekTally const& tally = company.step();
        std::array<Tally, 16> levels{};
        for (Position p = 0; p < company.size(); ++p) {
            if (!company.chart().leads(p)) continue;
            Tally const& unit = company.stepper.units()[company.led(p)];
            REQUIRE(broken_count(unit) == "");
            REQUIRE(broken_sum(unit) == "");
            levels[at(company.seating().level_index(company.seating().led_by(p)))].add(unit);
        }
        for (std::size_t level = 0; level < levels.size(); ++level) {
            for (std::size_t c = 0; c < counts; ++c) REQUIRE(levels[level].count[c] == tally.levels[level].count[c]);
            for (std::size_t m = 0; m < measures; ++m) {
                REQUIRE(levels[level].sum[m] == Approx(tally.levels[level].sum[m]).epsilon(1e-12));
                REQUIRE(levels[level].square[m] == Approx(tally.levels[level].square[m]).epsilon(1e-12));
            }
        }
    }
}
