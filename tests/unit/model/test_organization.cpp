#include "candor/model/organization.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <vector>

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
