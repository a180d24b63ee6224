#include <catch2/catch.hpp>

#include "candor/scenario/load.hpp"

using candor::scenario::parse_scenario;
using candor::scenario::ScenarioError;

namespace {

std::string const charts = std::string(CANDOR_SOURCE_DIR) + "/tests/scenarios/charts/";
std::string const chart = charts + "bakery.csv";
std::string const pairs = charts + "bakery_messages.csv";

}  // namespace

TEST_CASE("a chart that is set takes the place of what the file generates", "[scenario]") {
    auto const scenario = parse_scenario(
        "organization: {members: 1000, span: 9, ties_per_member: 3}", "s.yaml", {},
        {"organization.reports_to=" + chart, "organization.ties.file=" + pairs, "organization.ties.at_least=20"});
    REQUIRE(scenario.organization.reports_to.has_value());
    REQUIRE(scenario.organization.ties.has_value());
    CHECK(scenario.organization.reports_to->file == chart);
    CHECK(scenario.organization.ties->at_least == 20.0);
}

TEST_CASE("a size that is set takes the place of the chart that the file imports", "[scenario]") {
    auto const scenario = parse_scenario("organization: {reports_to: " + chart + ", ties: " + pairs + "}", "s.yaml", {},
                                         {"organization.members=50"});
    CHECK(scenario.organization.members == 50);
    CHECK_FALSE(scenario.organization.reports_to.has_value());
    CHECK_FALSE(scenario.organization.ties.has_value());
}

TEST_CASE("two that exclude each other in one place are refused", "[scenario]") {
    CHECK_THROWS_AS(parse_scenario("organization: {members: 10, reports_to: " + chart + "}"), ScenarioError);
    CHECK_THROWS_AS(parse_scenario("run: {weeks: 3}", "s.yaml", {},
                                   {"organization.members=10", "organization.reports_to=" + chart}),
                    ScenarioError);
}
