#include "candor/model/organization.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "candor/model/rules.hpp"
#include "candor/random/distributions.hpp"
#include "support/company.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

namespace {

double variance_of_beta(double a, double b) { return a * b / ((a + b) * (a + b) * (a + b + 1)); }

Sample sample_of(Company& company, MemberColumn Members::*column) {
    Sample sample;
    for (Position p = 0; p < company.size(); ++p) sample.add(static_cast<double>(company.of(column, p)));
    return sample;
}

/// All half-edges as (from, to, strength).
std::vector<std::tuple<Row, Row, float>> half_edges(Organization const& organization) {
    std::vector<std::tuple<Row, Row, float>> halves;
    Ties const& ties = organization.ties;
    for (Row row = 0; row < organization.plan().seating.rows(); ++row) {
        ties.for_each(row, [&](std::size_t h) { halves.emplace_back(row, ties.neighbour[h], ties.strength[h]); });
    }
    return halves;
}

/// Ties with their ends in order, as often as they occur and with their strength.
std::multiset<std::tuple<Row, Row, float>> from_one_end(Organization const& organization, bool lower) {
    std::multiset<std::tuple<Row, Row, float>> edges;
    for (auto const& [from, to, strength] : half_edges(organization)) {
        if ((from < to) == lower) edges.emplace(std::min(from, to), std::max(from, to), strength);
    }
    return edges;
}

Parameters without_quits() {
    Parameters parameters;
    parameters.turnover.hazard = 0;
    return parameters;
}

}  // namespace

// --- Founding ---

TEST_CASE("founders' traits have the moments of their distributions") {
    Company company(tree(20'000, 7));
    struct Expected {
        MemberColumn Members::*column;
        double alpha, beta;
    };
    for (Expected const& trait : {Expected{&Members::propensity, 5, 5}, Expected{&Members::mindset, 5, 5},
                                  Expected{&Members::control, 4, 6}, Expected{&Members::skill, 4, 6}}) {
        Sample const sample = sample_of(company, trait.column);
        double const mean = trait.alpha / (trait.alpha + trait.beta);
        double const variance = variance_of_beta(trait.alpha, trait.beta);
        REQUIRE(std::abs(sample.mean() - mean) < few_errors * sample.error_of_mean());
        REQUIRE(std::abs(sample.variance() - variance) < few_errors * sample.error_of_variance());
    }
}

TEST_CASE("founders' traits know nothing of each other") {
    Company company(tree(20'000, 7));
    std::vector<MemberColumn Members::*> const traits{&Members::propensity, &Members::mindset,   &Members::control,
                                                      &Members::skill,      &Members::expertise, &Members::condition};
    for (std::size_t one = 0; one < traits.size(); ++one) {
        for (std::size_t other = one + 1; other < traits.size(); ++other) {
            double const mean = sample_of(company, traits[one]).mean();
            double const other_mean = sample_of(company, traits[other]).mean();
            Sample products;
            for (Position p = 0; p < company.size(); ++p) {
                products.add((static_cast<double>(company.of(traits[one], p)) - mean) *
                             (static_cast<double>(company.of(traits[other], p)) - other_mean));
            }
            CAPTURE(one, other);
            REQUIRE(std::abs(products.mean()) < few_errors * products.error_of_mean());
        }
    }
}

TEST_CASE("expertise is lognormal up to its limit") {
    Parameters parameters;
    parameters.people.expertise_limit = 100;
    Company company(tree(20'000, 7), {.parameters = parameters});
    Sample logarithms;
    for (Position p = 0; p < company.size(); ++p) {
        logarithms.add(std::log(static_cast<double>(company.of(&Members::expertise, p))));
    }
    REQUIRE(std::abs(logarithms.mean()) < few_errors * logarithms.error_of_mean());
    REQUIRE(std::abs(logarithms.variance() - .0625) < few_errors * logarithms.error_of_variance());

    Company limited(tree(20'000, 7));
    double at_limit = 0;
    for (Position p = 0; p < limited.size(); ++p) {
        float const expertise = limited.of(&Members::expertise, p);
        REQUIRE(expertise == std::min(2.F, company.of(&Members::expertise, p)));
        at_limit += expertise == 2.F ? 1 : 0;
    }
    double const capped = .5 * std::erfc(std::log(2.) / .25 / std::sqrt(2.));
    REQUIRE(std::abs(at_limit - 20'000 * capped) < few_errors * std::sqrt(20'000 * capped * (1 - capped)));
}

TEST_CASE("conditions begin stationary: volatility with reports and at the top, individuality without") {
    Parameters parameters;
    parameters.environment.volatility = .3F;
    parameters.environment.individuality = .8F;
    Company company(tree(30'000, 4), {.parameters = parameters});
    Sample leaders;
    Sample fronts;
    for (Position p = 0; p < company.size(); ++p) {
        (company.chart().leads(p) ? leaders : fronts).add(static_cast<double>(company.of(&Members::condition, p)));
    }
    REQUIRE(std::abs(leaders.mean()) < few_errors * leaders.error_of_mean());
    REQUIRE(std::abs(fronts.mean()) < few_errors * fronts.error_of_mean());
    REQUIRE(std::abs(leaders.variance() - .09) < few_errors * leaders.error_of_variance());
    REQUIRE(std::abs(fronts.variance() - .64) < few_errors * fronts.error_of_variance());
}

TEST_CASE("conditions stay stationary") {
    Company company(tree(20'000, 4), {.parameters = without_quits()});
    company.step(30);
    Sample leaders;
    Sample fronts;
    for (Position p = 0; p < company.size(); ++p) {
        (company.chart().leads(p) ? leaders : fronts).add(static_cast<double>(company.of(&Members::condition, p)));
    }
    REQUIRE(std::abs(leaders.variance() - .25) < few_errors * leaders.error_of_variance());
    REQUIRE(std::abs(fronts.variance() - .36) < few_errors * fronts.error_of_variance());
}

TEST_CASE("founders know where things stand: estimate and action are the condition of all above and one's own") {
    Company company(generate_chart(300, {1, 9}, 5));
    std::vector<float> theta;
    for (Position p = 0; p < company.size(); ++p) {
        float const above = p == 0 ? 0.F : theta[at(company.chart().manager(p))];
        theta.push_back(above + company.of(&Members::condition, p));
        REQUIRE(company.of(&Members::estimate, p) == theta.back());
        REQUIRE(company.of(&Members::action, p) == theta.back());
    }
}

TEST_CASE("noise grows with the levels below a member") {
    Parameters parameters;
    parameters.environment.signal_noise = .25F;
    parameters.environment.distance = 2;
    Company company(generate_chart(300, {1, 9}, 5), {.parameters = parameters});
    for (Position p = 0; p < company.size(); ++p) {
        auto const height = static_cast<float>(company.chart().height(p));
        REQUIRE(company.of(&Members::noise, p) == .25F * (1 + 2 * height));
    }
}

TEST_CASE("what a member cannot foresee in a week is its own shock and those of all above it") {
    Parameters parameters;
    parameters.environment.turbulence = .2F;
    Plan const plan({generate_chart(300, {1, 9}, 5), {}, 0}, parameters, leadership());
    double const unexplained = 1 - .8 * .8;
    for (Position p = 0; p < plan.structure.chart.size(); ++p) {
        double const sigma = p == 0 || plan.structure.chart.leads(p) ? .5 : .6;
        double const drift = unexplained * (plan.structure.chart.level(p) * .25 + sigma * sigma);  // .5^2 of each above
        std::size_t const row = at(plan.seating.row_of(p));
        REQUIRE(static_cast<double>(plan.drift[row]) == Approx(drift));
        REQUIRE(static_cast<double>(plan.condition_scale[row]) == Approx(std::sqrt(unexplained) * sigma));
    }
}

TEST_CASE("the rest of a founder is as model.md has it") {
    Company company(tree(60, 4), {.policy = level2});
    for (Position p = 0; p < company.size(); ++p) {
        std::size_t const row = company.row(p);
        for (NamedBelief const& belief : member_beliefs) {
            REQUIRE((company.organization.members.*belief.belief).for_it[row] == 0);
            REQUIRE((company.organization.members.*belief.belief).against[row] == 0);
        }
        REQUIRE(company.of(&Members::personization, p) == .2F);
        REQUIRE(company.of(&Members::latitude, p) == .2F);
        REQUIRE(company.of(&Members::autonomy, p) == (p == 0 ? 1.F : .1F));
        REQUIRE(company.of(&Members::aspiration, p) == .5F);
        REQUIRE(company.of(&Members::silent, p) == 0);
        REQUIRE(company.of(&Members::vacancy, p) == 0);
        REQUIRE(company.of(&Members::apart, p) == 1);
        REQUIRE(company.organization.shown[row].satisfaction == .5F);
        REQUIRE(company.organization.shown[row].safety == company.of(&Members::propensity, p));
        REQUIRE(company.organization.shown[row].trust_organization == company.of(&Members::propensity, p));
    }
    Leaders const& leaders = company.organization.leaders;
    for (Position p = 0; p < company.size(); ++p) {
        if (!company.chart().leads(p)) continue;
        std::size_t const led = company.led(p);
        REQUIRE(leaders.policy[led] == level2);
        REQUIRE(leaders.adoption[led] == (p == 0 ? 1.F : .9F));
        REQUIRE(leaders.habits.of(0, static_cast<Slot>(led)) == built_in_styles[0].style.receptiveness);
        REQUIRE(leaders.habits.of(10, static_cast<Slot>(led)) == built_in_styles[0].style.monitoring);
    }
}

TEST_CASE("two policies are founded with the same people, conditions and ties; two replicates are not") {
    Company one(tree(100, 6), {.policy = command});
    Company other(tree(100, 6), {.policy = distributed});
    Company replicate(tree(100, 6), {.key = {1, 2}});
    Company seed(tree(100, 6), {.key = {2, 1}});
    int different = 0;
    for (NamedColumn const& column : member_columns) {
        for (Position p = 0; p < one.size(); ++p) {
            REQUIRE(one.of(column.column, p) == other.of(column.column, p));
            different += one.of(column.column, p) != replicate.of(column.column, p) ? 1 : 0;
            different += one.of(column.column, p) != seed.of(column.column, p) ? 1 : 0;
        }
    }
    REQUIRE(different > 2 * 100 * 6);
    REQUIRE(half_edges(one.organization) == half_edges(other.organization));
    REQUIRE(half_edges(one.organization) != half_edges(replicate.organization));
}

// --- Ties ---

TEST_CASE("there are floor(N ties_per_member / 2) ties, none within a unit and none with the top") {
    for (Position const members : {4, 9, 57, 400, 1001}) {
        for (double const per_member : {0., .5, 2., 3.3}) {
            Seating const seating(tree(members, 3));
            std::vector<Tie> const ties = draw_ties(seating, members, per_member, {7, 1});
            CAPTURE(members, per_member);
            bool const one_unit = seating.size(seating.slot_of(1)) == members - 1;
            REQUIRE(ties.size() == (one_unit ? 0U : static_cast<std::size_t>(members * per_member / 2)));
            for (Tie const& tie : ties) {
                REQUIRE(tie.one >= 1);
                REQUIRE(tie.other >= 1);
                REQUIRE(tie.one < members);
                REQUIRE(tie.other < members);
                REQUIRE(seating.slot_of(tie.one) != seating.slot_of(tie.other));
            }
        }
    }
}

TEST_CASE("both ends of a tie are drawn again when they share a unit") {
    // One unit of 60, twenty of 3: a member of the large one is tied less often, by the pairs that are left.
    std::vector<std::int32_t> manager_of{nobody};
    manager_of.insert(manager_of.end(), 21, 0);
    manager_of.insert(manager_of.end(), 60, 1);
    for (int leader = 2; leader <= 21; ++leader) manager_of.insert(manager_of.end(), 3, leader);
    Chart const chart(manager_of);
    Seating const seating(chart);
    double in_large = 0;
    double ends = 0;
    for (std::uint32_t replicate = 1; replicate <= 200; ++replicate) {
        for (Tie const& tie : draw_ties(seating, chart.size(), 4.0, {1, replicate})) {
            for (Position const end : {tie.one, tie.other})
                in_large += seating.size(seating.slot_of(end)) == 60 ? 1 : 0;
            ends += 2;
        }
    }
    double const others = chart.size() - 1;
    double const pairs = 60 * (others - 60) + 21 * (others - 21) + 60 * (others - 3);
    double const expected = 60 * (others - 60) / pairs;
    // The two ends of a tie are never both in the large unit: the variance of how many of them are is
    // 2 expected (1 - 2 expected).
    double const error = std::sqrt(ends / 2 * 2 * expected * (1 - 2 * expected));
    REQUIRE(std::abs(in_large - ends * expected) < few_errors * error);
}

TEST_CASE("every member is tied equally often where units are of one size") {
    Chart const chart = tree(1 + 6 + 36, 6);
    Seating const seating(chart);
    std::vector<double> degree(at(chart.size()));
    double ties = 0;
    for (std::uint32_t replicate = 1; replicate <= 500; ++replicate) {
        for (Tie const& tie : draw_ties(seating, chart.size(), 2.0, {1, replicate})) {
            ++degree[at(tie.one)];
            ++degree[at(tie.other)];
            ++ties;
        }
    }
    double const expected = 2 * ties / 42;
    double chi_square = 0;
    for (Position p = 1; p < chart.size(); ++p) chi_square += std::pow(degree[at(p)] - expected, 2) / expected;
    // 41 degrees of freedom: mean 41, standard deviation sqrt(82).
    REQUIRE(chi_square < 41 + few_errors * std::sqrt(82.));
}

TEST_CASE("a tie is two half-edges with one strength, at founding and later") {
    Company company(tree(200, 5), {.policy = level2});
    for (int weeks = 0; weeks < 60; ++weeks) {
        REQUIRE(from_one_end(company.organization, true) == from_one_end(company.organization, false));
        company.step();
    }
    REQUIRE(half_edges(company.organization).size() == 400);
}

TEST_CASE("imported ties are taken as they are, the same in every replicate") {
    std::vector<Tie> const ties{{1, 9}, {2, 14}, {9, 20}, {1, 9}};
    for (std::uint32_t const replicate : {1U, 2U}) {
        Company company(tree(30, 4), {.ties = ties, .key = {1, replicate}});
        std::multiset<std::tuple<Row, Row, float>> expected;
        for (Tie const& tie : ties) {
            Row const one = company.seating().row_of(tie.one);
            Row const other = company.seating().row_of(tie.other);
            expected.emplace(std::min(one, other), std::max(one, other), .1F);
        }
        REQUIRE(from_one_end(company.organization, true) == expected);
        REQUIRE(from_one_end(company.organization, false) == expected);
    }
}

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
