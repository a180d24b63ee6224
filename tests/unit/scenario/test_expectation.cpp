#include "candor/scenario/expectation.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "candor/scenario/canonical.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;
using scenario::Claim;
using scenario::parse_scenario;
using scenario::Weeks;

namespace {

constexpr char const* with_variants = R"(
environment: {turbulence: .1}
organization: {members: 60}
timeline: [{week: 5, coach: .5}]
run: {weeks: 60}
variants:
  calm: {environment: {volatility: .15}}
  quiet: {timeline: ~}
  same:
compare: [command, level2, level2@calm]
)";

}  // namespace

TEST_CASE("an expectation is read with its claim, its arms and its weeks", "[scenario]") {
    auto const scenario = parse_scenario(std::string(with_variants) + R"(
expect:
  - {outcome: performance, order: [level2, command@quiet], in: calm, because: of this}
  - {outcome: voice, of: [level2, command], differ: no, over: weeks 10..20}
  - {outcome: safety, of: level2, from: 1..8, to: last year, goes: up}
  - {outcome: safety, of: [level2, command], from: 3, to: 9..12, differ: yes}
)");
    REQUIRE(scenario.expect.size() == 4);
    auto const& order = scenario.expect[0];
    CHECK(order.claim == Claim::order);
    CHECK(order.arms() == std::vector<std::string>{"level2@calm", "command@quiet"});
    CHECK(order.over.is_last_year());
    CHECK(order.because == "of this");
    CHECK(order.location.line == 13);
    CHECK(scenario.expect[1].claim == Claim::differ);
    CHECK_FALSE(scenario.expect[1].differ);
    CHECK(scenario.expect[1].over == Weeks{10, 20});
    auto const& goes = scenario.expect[2];
    CHECK(goes.claim == Claim::goes);
    CHECK(goes.arms() == std::vector<std::string>{"level2"});
    CHECK(goes.from == Weeks{1, 8});
    CHECK(goes.to.is_last_year());
    CHECK(scenario.expect[3].is_change);
    CHECK(scenario.expect[3].from == Weeks{3, 3});
}

TEST_CASE("a variant is the scenario with what it changes", "[scenario]") {
    auto const scenario = parse_scenario(with_variants);
    auto const& calm = scenario.in_variant("calm");
    CHECK(calm.parameters.environment.volatility == .15F);
    CHECK(calm.parameters.environment.turbulence == .1F);
    CHECK(calm.organization.members == 60);
    CHECK(calm.timeline.size() == 1);
    CHECK(calm.run.weeks == 60);
    CHECK(scenario.in_variant("quiet").timeline.empty());
    CHECK(canonical_json(scenario.in_variant("same")) == canonical_json(parse_scenario(R"(
environment: {turbulence: .1}
organization: {members: 60}
timeline: [{week: 5, coach: .5}]
run: {weeks: 60}
)")));
    CHECK(&scenario.in_variant("") == &scenario);
    CHECK_THROWS_AS(scenario.in_variant("stormy"), Error);
}

TEST_CASE("what the command line sets holds in every variant", "[scenario]") {
    auto const scenario =
        parse_scenario(with_variants, "x.yaml", {},
                       {"environment.volatility=.3", "variants.quiet.environment.turbulence=.4", "run.weeks=20"});
    CHECK(scenario.in_variant("calm").parameters.environment.volatility == .3F);
    CHECK(scenario.in_variant("quiet").parameters.environment.turbulence == .4F);
    CHECK(scenario.parameters.environment.turbulence == .1F);
    CHECK(scenario.in_variant("calm").run.weeks == 20);
}

TEST_CASE("of two ways to make an organization, the variant's stands", "[scenario]") {
    auto const scenario = parse_scenario(
        "organization: {members: 60, span: 5}\nvariants: {bakery: {organization: {reports_to: bakery.csv}}}\n",
        "x.yaml", std::filesystem::path(CANDOR_SOURCE_DIR) / "tests/scenarios/charts");
    CHECK(scenario.in_variant("bakery").organization.reports_to.has_value());
    CHECK_FALSE(scenario.organization.reports_to.has_value());
}

TEST_CASE("neither expectations nor variants enter canonical JSON", "[scenario]") {
    auto const plain = parse_scenario("run: {weeks: 60}\n");
    auto const more = parse_scenario(
        "run: {weeks: 60}\nvariants: {calm: {environment: {volatility: .15}}}\n"
        "expect: [{outcome: performance, order: [level2@calm, command]}]\n");
    CHECK(canonical_json(more) == canonical_json(plain));
    CHECK(resolved_json(more) == resolved_json(plain));
    auto const text = canonical_json(parse_scenario(with_variants));
    CHECK(canonical_json(parse_scenario(text)) == text);
}

TEST_CASE("variants are inherited, expectations are not", "[scenario]") {
    auto const folder = std::filesystem::temp_directory_path() / "candor-expectations";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "base.yaml") << with_variants
                                        << "expect: [{outcome: safety, of: level2, from: 1, to: 50..60, goes: up}]\n";
    std::ofstream(folder / "more.yaml") << "extends: base.yaml\nrun: {weeks: 30}\n";
    auto const more = scenario::load_scenario(folder / "more.yaml");
    CHECK(more.expect.empty());
    CHECK(more.variants.size() == 3);
    std::filesystem::remove_all(folder);
}
