#include "candor/run/ablation.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "candor/scenario/load.hpp"

using namespace candor;

namespace {

scenario::Scenario small(std::string const& more = {}) {
    return scenario::parse_scenario("organization: {members: 60}\nrun: {weeks: 60, replicates: 6}\n" + more);
}

run::Ablation ablation(scenario::Scenario const& scenario, char const* outcome) {
    run::Experiment const experiment = run::ablation_of(scenario, {"command", "level2"});
    return run::ablate(experiment, run::carry_out(experiment), *model::find_outcome(outcome));
}

run::Carried const& of(run::Ablation const& ablation, scenario::Null null) {
    for (run::Carried const& carried : ablation.carried) {
        if (carried.null == null) return carried;
    }
    throw std::out_of_range("null");
}

}  // namespace

TEST_CASE("a ratio of means has Fieller's interval", "[run]") {
    // x = 2, 3, 7; y = 4, 5, 6: means 4 and 5, variances of means 7/3 and 1/3, covariance 2.5/3, t(.975, 2) = 4.30265
    std::vector<double> const x{2, 3, 7};
    std::vector<double> const y{4, 5, 6};
    double const tt = 4.302652730 * 4.302652730;
    run::Estimate const e = run::ratio(x, y);
    CHECK(e.mean == Approx(.8));
    for (double const q : {e.low, e.high}) {
        double const variance = 7.0 / 3 - 2 * q * 2.5 / 3 + q * q / 3;
        CHECK((4 - 5 * q) * (4 - 5 * q) == Approx(tt * variance));
    }
    CHECK(e.low < .8);
    CHECK(e.high > .8);
    CHECK(run::ratio(y, y).low == Approx(1.0));
}

TEST_CASE("a ratio has no interval where its divisor may be zero", "[run]") {
    run::Estimate const e = run::ratio(std::vector<double>{1, 2, 3}, std::vector<double>{-1, 1, .5});
    CHECK(std::isnan(e.low));
    CHECK(std::isnan(run::ratio(std::vector<double>{1}, std::vector<double>{2}).high));
}

TEST_CASE("what is frozen carries all of a difference in itself", "[run]") {
    run::Ablation const safety = ablation(small(), "safety");
    CHECK(safety.whole.other_minus_first.is_clear());
    CHECK(of(safety, scenario::Null::trust_frozen).share.mean == Approx(1.0).margin(.02));  // who stays still differs
    CHECK(of(safety, scenario::Null::motivation_off).share.mean == Approx(0.0).margin(.05));
    run::Ablation const quits = ablation(small(), "quits");
    CHECK(of(quits, scenario::Null::no_turnover).difference.first == 0);
    CHECK(of(quits, scenario::Null::no_turnover).share.mean == Approx(1.0));
}

TEST_CASE("a null that the scenario holds is not held again", "[run]") {
    auto const scenario = small("nulls: [voice_off]\n");
    run::Ablation const held = ablation(scenario, "performance");
    CHECK(held.carried.size() == 5);
    CHECK(ablation(scenario, "voice").whole.first == 0);
}

TEST_CASE("what a mechanism carries is told by pairs only", "[run]") {
    auto const scenario = small("variants: {larger: {organization: {members: 70}}}\n");
    CHECK_THROWS_AS(run::ablation_of(scenario, {"command", "level2@larger"}), Error);
}
