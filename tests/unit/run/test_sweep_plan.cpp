#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "../../../engine/run/sweep/stopping.hpp"
#include "../../../engine/run/sweep/summary.hpp"
#include "../scenario/sweep_support.hpp"
#include "candor/model/observables.hpp"
#include "candor/run/comparison.hpp"
#include "candor/run/sweep.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;
using tests::company_yaml;
using tests::SweepFolder;

namespace {

std::string hash_of(SweepFolder const& folder, std::string const& text,
                    std::vector<std::string> const& overrides = {}) {
    return run::plan_of(folder.sweep(text, overrides), "candor sweep").facts.hash;
}

}  // namespace

TEST_CASE("the summary of a run is what its recorded file would say", "[run][sweep]") {
    auto scenario = scenario::parse_scenario(company_yaml, "company");
    scenario.run.replicates = 2;
    auto const experiment = run::run_of(scenario);
    auto const results = run::carry_out(experiment);
    run::Kept kept;
    for (auto const& outcome : model::outcomes()) kept.outcomes.emplace_back(outcome.name);
    kept.series = {"performance", "voice"};
    kept.weeks = scenario.run.weeks;
    for (run::Window const window : {run::last_year(scenario.run.weeks), run::Window{3, 9}, run::Window{60, 60}}) {
        for (int replicate = 1; replicate <= 2; ++replicate) {
            run::RunSummary summary(kept, window);
            run::simulate(run::run_plan_of(experiment.arms.front(), replicate), summary);
            auto const outcome = std::move(summary).outcome(5);
            REQUIRE(outcome.outcomes.size() == kept.outcomes.size());
            CHECK(outcome.run == 5);
            for (std::size_t i = 0; i < kept.outcomes.size(); ++i) {
                CAPTURE(kept.outcomes[i]);
                double const expected = run::replicate_means(results, 0, *model::find_outcome(kept.outcomes[i]),
                                                             window)[static_cast<std::size_t>(replicate - 1)];
                bool const same =
                    std::isnan(expected) ? std::isnan(outcome.outcomes[i]) : outcome.outcomes[i] == expected;
                CHECK(same);
            }
            REQUIRE(outcome.series.size() == 2 * static_cast<std::size_t>(kept.weeks));
        }
    }
}

TEST_CASE("a point is looked at after 10, 20, 40, ... replicates", "[run][sweep]") {
    run::StoppingRule const rule(.1, 100);
    CHECK(rule.next_look(0) == 10);
    CHECK(rule.next_look(10) == 20);
    CHECK(rule.next_look(20) == 40);
    CHECK(rule.next_look(80) == 100);
    CHECK(run::StoppingRule(.1, 4).next_look(0) == 4);
}

TEST_CASE("a point is sure when its interval is narrow enough", "[run][sweep]") {
    // Mean 0, sample variance 10/9; the 97.5 % point of Student's t with 9 degrees of freedom is 2.262157.
    std::vector<double> const ten{1, -1, 1, -1, 1, -1, 1, -1, 1, -1};
    double const half_width = 2.2621571628 * std::sqrt(10. / 9. / 10.);
    CHECK(run::StoppingRule(half_width + 1e-9, 100).is_sure({ten}));
    CHECK_FALSE(run::StoppingRule(half_width - 1e-9, 100).is_sure({ten}));

    // Several policies: it is their paired differences from the first that count.
    std::vector<double> higher = ten;
    for (double& value : higher) value += 3;
    CHECK(run::StoppingRule(1e-9, 100).is_sure({ten, higher}));
    std::vector<double> const opposite{-1, 1, -1, 1, -1, 1, -1, 1, -1, 1};
    CHECK_FALSE(run::StoppingRule(2 * half_width - 1e-9, 100).is_sure({ten, higher, opposite}));
    CHECK(run::StoppingRule(2 * half_width + 1e-9, 100).is_sure({ten, higher, opposite}));

    double const undefined = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(run::StoppingRule(1000, 100).is_sure({{undefined, undefined, undefined}}));
    CHECK_FALSE(run::StoppingRule(1000, 100).is_sure({{1, undefined, undefined}}));
}

TEST_CASE("the hash of a sweep changes with all that decides its results, and with nothing else", "[run][sweep]") {
    SweepFolder const folder(company_yaml);
    std::string const factors = "factors: {environment.turbulence: [.1, .2], voice.fear: [1, 2]}\n";
    auto const hash = hash_of(folder, factors);
    CHECK(hash.size() == 32);
    CHECK(hash_of(folder, factors) == hash);
    CHECK(hash_of(folder, "# a comment\ntitle: other\nquestion: what?\n" + factors) == hash);
    CHECK(hash_of(folder, "factors:\n  environment.turbulence: [0.10, 2e-1]\n  voice.fear: [1, 2]\ndesign: grid\n") ==
          hash);
    CHECK(hash_of(folder, "replicates: 20\nrandom_numbers: common\npolicies: careful\n" + factors) == hash);

    std::set<std::string> hashes{hash};
    std::size_t expected = 1;
    auto const differs = [&](std::string const& text, std::vector<std::string> const& overrides = {}) {
        CAPTURE(text);
        hashes.insert(hash_of(folder, text, overrides));
        CHECK(hashes.size() == ++expected);
    };
    differs("factors: {environment.turbulence: [.1, .3], voice.fear: [1, 2]}\n");
    differs("factors: {voice.fear: [1, 2], environment.turbulence: [.1, .2]}\n");
    differs("factors: {environment.turbulence: [.1, .2], voice.impact: [1, 2]}\n");
    differs("factors: {environment.turbulence: {values: [.1, .2], name: fast}, voice.fear: [1, 2]}\n");
    differs("design: zip\n" + factors);
    differs("constraints: turbulence > .15\n" + factors);
    differs("set: {run: {seed: 8}}\n" + factors);
    differs(factors, {"run.weeks=70"});
    differs("set: {variants: {calm: {environment: {volatility: .2}}}}\npolicies: level2@calm\n" + factors);
    differs("policies: level2@calm\n" + factors);
    differs("policies: level2\n" + factors);
    differs("policies: [level2, command]\n" + factors);
    differs("policies: [command, level2]\n" + factors);
    differs("outcomes: quits\n" + factors);
    differs("series: quits\n" + factors);
    differs("weeks: 5..8\n" + factors);
    differs("replicates: 21\n" + factors);
    differs("replicates: {until: {outcome: quits, half_width: .1}, at_most: 20}\n" + factors);
    differs("replicates: {until: {outcome: quits, half_width: .2}, at_most: 20}\n" + factors);
    differs("replicates: {until: {outcome: voice, half_width: .2}, at_most: 20}\n" + factors);
    differs("random_numbers: independent\n" + factors);
    for (auto const* seed : {"1", "2"}) {
        differs("design: {kind: random, points: 4, seed: " + std::string(seed) +
                "}\nfactors: {voice.fear: {uniform: [1, 2]}}\n");
    }
}
