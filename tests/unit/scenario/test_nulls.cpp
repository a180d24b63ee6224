#include "candor/scenario/nulls.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "candor/model/rules.hpp"
#include "candor/scenario/canonical.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;
using namespace candor::model;
using scenario::hold;
using scenario::Null;
using scenario::parse_scenario;

TEST_CASE("what a null holds stands at its neutral value whatever it depended on", "[scenario]") {
    Parameters const free{};
    Parameters p{};
    for (auto const& null : scenario::null_models()) hold(null.null, p);
    for (float const x : {0.F, .3F, 1.F}) {
        CAPTURE(x);
        CHECK(rules::belief(8.F * x, 16.F, .37F, p.beliefs) == .37F);
        CHECK(rules::belief(0.F, 0.F, x, p.beliefs) == Approx(x));
        CHECK(rules::advice_probability(x, p.decision) == Approx(rules::advice_probability(.5F, free.decision)));
        CHECK(rules::speak_probability(1.F, 1.F, 1.F, 1.F, 0.F, x, p.voice) < 1e-37F);
        CHECK(rules::loss(x, 0.F, 1.F, rules::adjustment(x, x, p.decision), p.environment.interdependence) ==
              Approx(rules::loss(x, 0.F, 1.F, rules::adjustment(.5F, free.learning.tie_strength, free.decision),
                                 free.environment.interdependence)));
    }
    CHECK(p.motivation.weight == 0.F);
    CHECK(p.motivation.base == free.motivation.base);
    CHECK(p.turnover.hazard == 0.F);
    CHECK(p.environment.volatility == free.environment.volatility);
}

TEST_CASE("a null says which value it holds", "[scenario]") {
    Parameters p{};
    CHECK(hold(Null::motivation_off, p) ==
          "motivation_off holds motivation at 0.55, what it is at neutral trust and autonomy");
    CHECK(hold(Null::adjustment_off, p) ==
          "adjustment_off holds mutual adjustment at 0.3, what it is at trust .5 and with new ties (interdependence "
          "0.35)");
    CHECK(hold(Null::advice_off, p) == "advice_off holds the chance to advise at 0.6, what it is at trust .5");
}

TEST_CASE("nulls are noted, overrule parameters, and read back as the same scenario", "[scenario]") {
    std::string const text =
        "environment: {interdependence: 2}\nmotivation: {weight: .3}\n"
        "nulls: [adjustment_off, motivation_off, trust_frozen, voice_off, advice_off, no_turnover]\n";
    auto const given = parse_scenario(text);
    CHECK(given.nulls.size() == 6);
    CHECK(given.notes.size() == 6);
    CHECK(given.parameters.motivation.weight == 0.F);
    CHECK(given.parameters.environment.interdependence == Approx(1.4));
    auto const canonical = canonical_json(given);
    CHECK(canonical.find("nulls") == std::string::npos);
    CHECK(canonical_json(parse_scenario(canonical)) == canonical);
    auto const resolved = resolved_json(given);
    CHECK(resolved.find("\"nulls\": [") != std::string::npos);
    CHECK(resolved_json(parse_scenario(resolved)) == resolved);
    CHECK(resolved_json(parse_scenario("run: {weeks: 9}\n")).find("nulls") == std::string::npos);
}

TEST_CASE("a variant may hold a mechanism still", "[scenario]") {
    auto const scenario = parse_scenario("variants: {still: {nulls: [motivation_off]}}\n");
    CHECK(scenario.parameters.motivation.weight == .4F);
    CHECK(scenario.in_variant("still").parameters.motivation.weight == 0.F);
}
