#include "candor/run/verdict.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "candor/scenario/diagnostic.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;

namespace {

constexpr char const* small = R"(
organization: {members: 60}
run: {weeks: 40, replicates: 6}
variants:
  same: {}
  larger: {organization: {members: 70}}
  frozen_market: {turnover: {market: 0}}
)";

std::vector<run::Verdict> verdicts(std::string const& expect, std::vector<std::string> const& overrides = {}) {
    auto const scenario = scenario::parse_scenario(std::string(small) + expect, "x.yaml", {}, overrides);
    run::Experiment const experiment = run::expectations_of(scenario);
    return run::judge(scenario.expect, experiment, run::carry_out(experiment));
}

std::string refusal(std::string const& expect, std::vector<std::string> const& overrides = {}) {
    try {
        static_cast<void>(verdicts(expect, overrides));
        return {};
    } catch (scenario::ScenarioError const& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("an order is met where the interval lies on its side", "[run]") {
    auto const both = verdicts(
        "expect:\n  - {outcome: safety, order: [level2, command]}\n  - {outcome: safety, order: [command, level2]}\n");
    REQUIRE(both.size() == 2);
    CHECK(both[0].met());
    CHECK_FALSE(both[1].met());
    CHECK(both[0].steps[0].difference.low > 0);
    CHECK(both[0].steps[0].difference.low == -both[1].steps[0].difference.high);
    CHECK(both[0].steps[0].paired);
}

TEST_CASE("an order of three has two steps, and both must hold", "[run]") {
    auto const order = verdicts("expect: [{outcome: safety, order: [level2, command, transactional]}]\n");
    REQUIRE(order[0].steps.size() == 2);
    CHECK(order[0].steps[0].met);
    CHECK_FALSE(order[0].steps[1].met);
    CHECK_FALSE(order[0].met());
}

TEST_CASE("an arm does not differ from itself in a variant that changes nothing", "[run]") {
    auto const same = verdicts(
        "expect:\n  - {outcome: safety, of: [level2, level2@same], differ: no}\n"
        "  - {outcome: safety, of: [level2, command], differ: yes}\n");
    CHECK(same[0].met());
    CHECK(same[0].steps[0].difference.mean == 0);
    CHECK(same[1].met());
}

TEST_CASE("what goes up does not go down, and a change can be compared", "[run]") {
    auto const course = verdicts(
        "expect:\n  - {outcome: safety, of: level2, from: 1..4, to: 30..40, goes: up}\n"
        "  - {outcome: safety, of: [level2, command], from: 1..4, to: 30..40, goes: up}\n"
        "  - {outcome: quits, of: level2@frozen_market, from: 1..4, to: 30..40, goes: nowhere}\n"
        "  - {outcome: safety, order: [level2, command], from: 1..4, to: 30..40}\n");
    CHECK(course[0].met());
    CHECK_FALSE(course[1].met());
    CHECK(course[1].steps[0].met);
    CHECK(course[2].met());
    CHECK(course[3].met());
    CHECK(course[3].steps[0].difference.mean ==
          Approx(course[1].steps[0].difference.mean - course[1].steps[1].difference.mean));
}

TEST_CASE("arms with different charts are compared, but not as pairs", "[run]") {
    auto const charts = verdicts("expect: [{outcome: safety, order: [level2@larger, command]}]\n");
    CHECK_FALSE(charts[0].steps[0].paired);
    CHECK(charts[0].met());
}

TEST_CASE("what cannot be judged is refused with its place", "[run]") {
    std::string const goes = "expect: [{outcome: quits, of: level2, from: 1, to: 30..40, goes: nowhere}]\n";
    CHECK(refusal(goes, {"run.weeks=20"})
              .find("error: a week past the end, 40 (the run has 20 weeks)\n  --> x.yaml:8:10") == 0);
    CHECK(refusal(goes, {"run.replicates=1"}).find("error: one replicate cannot be judged (it gives no interval)") ==
          0);
    CHECK(refusal("expect: [{outcome: welcomed_share, order: [level2, command]}]\n", {"voice.issue_threshold=1000"})
              .find("error: `welcomed_share` is undefined under level2 and command") == 0);
}
