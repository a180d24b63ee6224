#include "candor/run/comparison.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

#include "candor/run/experiment.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

run::Experiment small_comparison(char const* run_section) {
    return run::comparison_of(scenario::parse_scenario(std::string("organization: {members: 40}\n") + run_section));
}

}  // namespace

TEST_CASE("the interval of a mean is Student's", "[run]") {
    // t(.975, 4) = 2.7764451052; mean 3, standard error sqrt(2.5/5)
    run::Estimate const e = run::estimate(std::vector<double>{1, 2, 3, 4, 5});
    CHECK(e.mean == Approx(3.0));
    CHECK(e.high - e.mean == Approx(2.7764451052 * std::sqrt(0.5)).epsilon(1e-9));
    CHECK(e.mean - e.low == Approx(e.high - e.mean));
    CHECK(e.is_clear());
}

TEST_CASE("values that are not defined are left out of an interval", "[run]") {
    run::Estimate const with = run::estimate(std::vector<double>{1, undefined, 2, 3, 4, undefined, 5});
    run::Estimate const without = run::estimate(std::vector<double>{1, 2, 3, 4, 5});
    CHECK(with.low == without.low);
    CHECK(with.high == without.high);
}

TEST_CASE("one value has a mean and no interval, none has neither", "[run]") {
    run::Estimate const one = run::estimate(std::vector<double>{2.5});
    CHECK(one.mean == 2.5);
    CHECK(std::isnan(one.low));
    CHECK_FALSE(one.is_clear());
    CHECK(std::isnan(run::estimate(std::vector<double>{}).mean));
}

TEST_CASE("Welch's interval has his degrees of freedom", "[run]") {
    std::vector<double> const a{1, 2, 3, 4};
    std::vector<double> const b{2, 4, 6, 8, 10, 12};
    // va = (5/3)/4, vb = 14/6; df = (va+vb)^2/(va^2/3 + vb^2/5) = 6.5941; t = 2.39464 (tables: 6.5 2.4027, 6.6 2.3941)
    double const va = 5.0 / 3.0 / 4.0;
    double const vb = 14.0 / 6.0;
    run::Estimate const e = run::welch(a, b);
    CHECK(e.mean == Approx(4.5));
    CHECK((e.high - e.mean) / std::sqrt(va + vb) == Approx(2.3946).margin(5e-4));
}

TEST_CASE("outcomes are averaged over the last year", "[run]") {
    CHECK(run::last_year(208).first_week == 157);
    CHECK(run::last_year(208).last_week == 208);
    CHECK(run::last_year(52).first_week == 1);
    CHECK(run::last_year(3).first_week == 1);
}

TEST_CASE("voice is pooled over weeks, not a mean of weekly shares", "[run]") {
    run::Experiment const experiment = small_comparison("run: {weeks: 20, replicates: 2, seed: 5}");
    run::Results const results = run::carry_out(experiment);
    auto const sum = [&](char const* name, std::size_t replicate) {
        double total = 0;
        for (double const v : results.recorder.series(0, replicate, *model::find_outcome(name))) total += v;
        return total;
    };
    auto const voice = run::replicate_means(results, 0, *model::find_outcome("voice"), run::last_year(20));
    REQUIRE(voice.size() == 2);
    CHECK(voice[1] == Approx(sum("spoken", 1) / sum("issues", 1)));
}

TEST_CASE("a policy compared with itself differs in nothing", "[run]") {
    run::Experiment experiment = small_comparison("run: {weeks: 12, replicates: 3}");
    experiment.arms[1] = experiment.arms[0];
    run::Results const results = run::carry_out(experiment);
    for (run::Difference const& difference : run::compare(results, 0, 1)) {
        if (difference.replicates == 0) continue;
        CHECK(difference.other_minus_first.mean == 0.0);
        CHECK_FALSE(difference.other_minus_first.is_clear());
        CHECK(difference.higher_in_first + difference.higher_in_other == 0);
    }
}

TEST_CASE("pairing narrows the interval", "[run]") {
    run::Experiment const experiment = small_comparison("run: {weeks: 30, replicates: 12}\nleadership: {adoption: .5}");
    run::Results const results = run::carry_out(experiment);
    model::Outcome const& outcome = *model::find_outcome("surprise_front");
    auto const means = [&](std::size_t arm) {
        return run::replicate_means(results, arm, outcome, run::last_year(results.weeks()));
    };
    run::Estimate const paired = run::compare(results, 0, 1, outcome).other_minus_first;
    run::Estimate const unpaired = run::welch(means(0), means(1));
    CHECK(paired.high - paired.low < 0.5 * (unpaired.high - unpaired.low));
}

TEST_CASE("organizations with different charts are compared without pairing", "[run]") {
    auto const one = scenario::parse_scenario("organization: {members: 40}\nrun: {weeks: 4, replicates: 3}");
    auto const other = scenario::parse_scenario("organization: {members: 50}\nrun: {weeks: 4, replicates: 3}");
    CHECK_FALSE(run::comparison_of(std::vector{one, other}).paired);
    CHECK(run::comparison_of(std::vector{one, one}).paired);
    auto const longer = scenario::parse_scenario("run: {weeks: 5, replicates: 3}");
    CHECK_THROWS_AS(run::comparison_of(std::vector{one, longer}), Error);
    CHECK_THROWS_AS(run::comparison_of(std::vector<scenario::Scenario>{}), Error);
}
