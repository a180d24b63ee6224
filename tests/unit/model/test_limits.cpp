#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "candor/core/math.hpp"
#include "candor/model/observables.hpp"
#include "candor/model/rules.hpp"
#include "support/company.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

namespace {

/// What does not hold of the counts of a tally though it always should; empty if all is well.
std::string broken_count(Tally const& t) {
    double const answered = t.of(Count::welcomed) + t.of(Count::punished) + t.of(Count::explained);
    double const levels =
        t.of(Count::domination) + t.of(Count::transactional) + t.of(Count::personal) + t.of(Count::intimacy);
    if (t.of(Count::members) + t.of(Count::vacant) != t.of(Count::positions)) return "on duty + vacant = positions";
    if (t.of(Count::issues) > t.of(Count::members)) return "issues <= members";
    if (t.of(Count::spoken) > t.of(Count::issues)) return "spoken <= issues";
    if (t.of(Count::heard) > t.of(Count::spoken)) return "heard <= spoken";
    if (answered > t.of(Count::heard)) return "welcomed + punished + explained <= heard";
    if (answered + t.of(Count::ignored) != t.of(Count::spoken)) return "answers + ignored = spoken";
    if (t.of(Count::quits) > t.of(Count::members)) return "quits <= members";
    if (levels != t.of(Count::members)) return "every dyad has one level";
    for (double const count : t.count) {
        if (count < 0 || count != std::floor(count)) return "counts are whole";
    }
    return {};
}

/// The same for sums: they lie where their terms do.
std::string broken_sum(Tally const& t) {
    for (std::size_t m = 0; m < measures; ++m) {
        auto const measure = static_cast<Measure>(m);
        Count const population = measure == Measure::performance ? Count::positions
                                 : measure == Measure::adoption  ? Count::leaders
                                                                 : Count::members;
        double const n = t.of(population);
        double const sum = t.sum[m];
        double const square = t.square[m];
        std::string const name = "measure " + std::to_string(m);
        if (!std::isfinite(sum) || !std::isfinite(square)) return name + " is finite";
        if (sum < 0) return name + " >= 0";
        if (square * n * (1 + 1e-9) + 1e-9 < sum * sum) return name + ": Cauchy and Schwarz";
        if (measure == Measure::overhead) continue;  // may exceed 1: hours wanted, not hours there are
        if (sum > n * (1 + 1e-6)) return name + " <= 1";
    }
    return {};
}

/// The same for a whole week.
std::string broken_week(Company const& company, WeekTally const& week) {
    std::string broken;
    auto const look_at = [&](Tally const& tally) {
        if (broken.empty()) broken = broken_count(tally);
        if (broken.empty()) broken = broken_sum(tally);
    };
    Tally const total = week.total();
    look_at(total);
    for (Tally const& level : week.levels) look_at(level);
    if (!broken.empty()) return broken;
    Position fronts = 0;
    Position leaders = 0;
    for (Position p = 0; p < company.size(); ++p) {
        fronts += company.chart().leads(p) ? 0 : 1;
        leaders += p > 0 && company.chart().leads(p) ? 1 : 0;
    }
    if (total.of(Count::positions) != company.size() - 1) return "all positions but the top are counted";
    if (total.of(Count::leaders) != leaders) return "all leaders but the top are counted";
    if (week.fronts != fronts) return "all members without reports are counted";
    if (!(week.half_edges == company.organization.ties.half_edges())) return "all ties are counted";
    if (!(week.tie_strength >= 0 && week.tie_strength <= week.half_edges)) return "tie strength is a share";
    if (!(week.surprise_top >= 0 && std::isfinite(week.surprise_top))) return "the top's surprise is a distance";
    // What leaders miss is taken out of a sum over all, in double.
    if (!(week.surprise_front >= -1e-9 && std::isfinite(week.surprise_front))) return "surprise is a distance";
    return {};
}

void check_week(Company const& company, WeekTally const& week) { REQUIRE(broken_week(company, week) == ""); }

void check_shares(Company& company) {
    float const limit = company.plan.parameters.people.expertise_limit;
    for (NamedColumn const& named : member_columns) {
        bool const share =
            std::string("propensity mindset control skill personization latitude autonomy aspiration apart silent")
                .find(named.name) != std::string::npos;
        for (Position p = 0; p < company.size(); ++p) {
            float const x = company.of(named.column, p);
            if (std::isfinite(x) && (!share || (x >= 0 && x <= 1.000001F))) continue;
            CAPTURE(named.name, p, x);
            FAIL("out of range");
        }
    }
    for (Position p = 0; p < company.size(); ++p) {
        float const expertise = company.of(&Members::expertise, p);
        REQUIRE((expertise > 0 && expertise <= limit));
        float const vacancy = company.of(&Members::vacancy, p);
        REQUIRE((vacancy >= 0 && vacancy == std::floor(vacancy)));
    }
}

void check_beliefs(Company const& company) {
    Members const& members = company.organization.members;
    for (NamedBelief const& belief : member_beliefs) {
        for (Position p = 0; p < company.size(); ++p) {
            float const for_it = (members.*belief.belief).for_it[company.row(p)];
            float const against = (members.*belief.belief).against[company.row(p)];
            // Halves of a weight that is split, such as 1 - mean, may be below 0 by a rounding.
            if (for_it >= -1e-4F && against >= -1e-4F && std::isfinite(for_it) && std::isfinite(against)) continue;
            CAPTURE(belief.name, p, for_it, against);
            FAIL("no evidence");
        }
    }
}

void check_relations(Company const& company) {
    Organization const& organization = company.organization;
    for (std::size_t half = 0; half < organization.ties.strength.size(); ++half) {
        float const w = organization.ties.strength[half];
        REQUIRE((w >= 0 && w <= 1));
    }
    for (Position p = 0; p < company.size(); ++p) {
        std::size_t const row = company.row(p);
        for (float const x : {organization.shown[row].safety, organization.shown[row].trust_organization,
                              organization.shown[row].satisfaction}) {
            REQUIRE((x >= 0 && x <= 1.000001F));
        }
        if (!company.chart().leads(p)) continue;
        float const adoption = organization.leaders.adoption[company.led(p)];
        REQUIRE((adoption >= 0 && adoption <= 1));
        if (p == 0) REQUIRE(adoption == 1);
    }
    REQUIRE(organization.members.autonomy[company.row(0)] == 1);
    REQUIRE(organization.members.vacancy[company.row(0)] == 0);
}

void check_state(Company& company) {
    check_shares(company);
    check_beliefs(company);
    check_relations(company);
}

/// All styles through ten years, looking at every week.
void live_through(Parameters const& parameters, int weeks = 520) {
    for (StyleIndex const style : {command, transactional, level2, distributed}) {
        CAPTURE(style);
        Company company(generate_chart(60, {1, 7}, 4), {.parameters = parameters, .policy = style});
        for (int week = 1; week <= weeks; ++week) {
            CAPTURE(week);
            check_week(company, company.step());
            if (week % 40 == 0) check_state(company);
        }
    }
}

}  // namespace

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
    Parameters parameters;
    parameters.decision.advice = 0;
    parameters.turnover.hazard = 0;
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
    Parameters parameters;
    parameters.decision = {.advice = 1, .advice_base = 1, .advice_trust_team = 0};
    parameters.turnover.hazard = 0;
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
    Parameters parameters;
    parameters.environment.interdependence = 0;
    parameters.turnover.hazard = 0;
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

// --- Ten years under extreme parameters ---

TEST_CASE("ten years with the defaults stay in range") { live_through({}); }

TEST_CASE("ten years in a world that stands still stay in range") {
    Parameters parameters;
    parameters.environment.turbulence = 0;
    live_through(parameters);
    parameters.environment.volatility = 0;
    parameters.environment.individuality = 0;
    live_through(parameters, 120);
}

TEST_CASE("ten years in a world that forgets everything stay in range") {
    Parameters parameters;
    parameters.environment.turbulence = 1;
    parameters.environment.volatility = 10;
    parameters.environment.interdependence = 1000;
    live_through(parameters);
}

TEST_CASE("ten years of perfect perception stay in range") {
    Parameters parameters;
    parameters.environment.signal_noise = 0;
    parameters.environment.volatility = 0;
    live_through(parameters);
}

TEST_CASE("ten years of members who forget all or nothing stay in range") {
    Parameters parameters;
    parameters.beliefs.retention = 0;
    live_through(parameters);
    parameters.beliefs.retention = 1;
    live_through(parameters);
}

TEST_CASE("ten years without negativity and with hardly a prior stay in range") {
    Parameters parameters;
    parameters.beliefs.negativity = 0;
    parameters.beliefs.prior_weight = .001F;
    live_through(parameters);
}

TEST_CASE("ten years in a market that takes everybody stay in range") {
    Parameters parameters;
    parameters.turnover.market = 100;
    live_through(parameters);
}

TEST_CASE("ten years without a free hour or with nothing but free hours stay in range") {
    Parameters parameters;
    parameters.time.other_work = 1;
    live_through(parameters, 120);
    parameters.time.other_work = 0;
    parameters.time.hearing = 0;
    parameters.time.direction = 0;
    live_through(parameters, 120);
}

TEST_CASE("ten years of members who change at once stay in range") {
    Parameters parameters;
    parameters.relations = {.contact_growth = 1,
                            .fading = 1,
                            .offer_base = 1,
                            .offer_manager_autonomy = 0,
                            .latitude_up = 1,
                            .latitude_down = 1,
                            .readiness_base = .4F,
                            .readiness_trust = .3F,
                            .autonomy_up = 1,
                            .autonomy_down = 1};
    parameters.learning = {.practice = 1,
                           .role_model = 1,
                           .relapse = 1,
                           .tie_growth = 1,
                           .tie_fading = 0,
                           .tie_strength = 1,
                           .expertise = 1};
    live_through(parameters, 120);
}
