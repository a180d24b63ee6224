#include "candor/run/occurrences.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "candor/output/dataset.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;

namespace {

std::vector<std::string> warnings_of(std::string const& timeline, std::vector<std::string> const& overrides = {}) {
    auto const scenario = scenario::parse_scenario(
        "organization: {members: 60, span: 4}\nrun: {weeks: 12, replicates: 3}\ntimeline: [" + timeline + "]\n",
        "given", {}, overrides);
    return run::carry_out(run::run_of(scenario)).warnings;
}

}  // namespace

TEST_CASE("an intervention that touches nobody is a warning with the reason", "[run]") {
    struct Case {
        char const* entry;
        char const* reason;
    };
    for (Case const& c : {
             Case{"adopt: level2, scope: {unit_size: {least: 50}}", "its scope holds no leader"},
             Case{"coach: 1, scope: {levels: [3]}", "its scope holds no leader"},
             Case{"mandate: {}, scope: {unit_size: {least: 50}}", "its scope holds no member"},
             Case{"replace_leaders: 0", "its shares drew nobody"},
             Case{"layoff: {share: .5}, scope: {levels: [0, 1]}", "its scope holds nobody without reports"},
             Case{"layoff: {share: 0}", "its shares drew nobody on duty"},
             Case{"market: {factor: 2}, scope: {share: 0}", "its shares drew nobody"},
             Case{"shock: 1, scope: {levels: [0], unit_size: {least: 2}}", "its scope holds no member"},
             Case{"connect: 2, scope: {levels: [0]}", "nobody in its scope has another unit to be connected with"},
             Case{"promise: {kept: 1}, scope: {share: 0}", "its shares drew nobody"},
         }) {
        CAPTURE(c.entry);
        REQUIRE(warnings_of(std::string("{week: 2, ") + c.entry + "}, {week: 2, coach: .5}") ==
                std::vector<std::string>{std::string("the intervention of week 2 touches nobody under command (") +
                                         c.reason + ")"});
    }
}

TEST_CASE("what touches somebody in any replicate is no warning", "[run]") {
    REQUIRE(warnings_of("{week: 2, coach: .5, scope: {share: .02}}", {"run.replicates=40"}).empty());
}

TEST_CASE("a condition that was never met is a warning that says how near it came", "[run]") {
    auto const scenario = scenario::parse_scenario(
        "organization: {members: 60, span: 4}\nrun: {weeks: 12, replicates: 2}\ntimeline:\n"
        "  - {when: {below: {trust_leader: .01}}, coach: .5}\n"
        "  - {week: 6, when: {above: {trust_leader: .9}, for: 2}, coach: .5}\n"
        "  - {when: {above: {trust_leader: 0, safety: 2}}, coach: .5}\n"
        "  - {when: {above: {trust_leader: 0}, for: 12}, coach: .5}\n");
    run::Results const results = run::carry_out(run::run_of(scenario));
    double lowest = 1, highest_pair = 0;
    for (std::size_t replicate = 0; replicate < 2; ++replicate) {
        auto const series = results.recorder.series(0, replicate, *model::find_outcome("trust_leader"));
        for (std::size_t week = 0; week < 11; ++week) {
            lowest = std::min(lowest, series[week]);
            if (week >= 4) highest_pair = std::max(highest_pair, std::min(series[week - 1], series[week]));
        }
    }
    REQUIRE(results.warnings.size() == 4);
    auto const number = [](double value) {
        char text[32];
        std::snprintf(text, sizeof text, "%.4g", value);
        return std::string(text);
    };
    CHECK(results.warnings[0] ==
          "the intervention `coach 0.5, when trust_leader below 0.01` never happened under command (trust_leader was "
          "never below " +
              number(lowest) + ")");
    CHECK(results.warnings[1].find("(trust_leader was never above " + number(highest_pair) + " for 2 weeks running)") !=
          std::string::npos);
    CHECK(results.warnings[2].find("(trust_leader was above 0, safety was never above 0.") != std::string::npos);
    CHECK(results.warnings[3].find("(a run of 12 weeks is too short for it)") != std::string::npos);
}

TEST_CASE("what happened is recorded by policy, replicate, week and entry", "[run]") {
    auto const scenario = scenario::parse_scenario(
        "organization: {members: 60, span: 4}\nrun: {weeks: 10, replicates: 3}\ntimeline:\n"
        "  - {week: 3, coach: .5, weeks: 2}\n"
        "  - {week: 1, promise: {kept: 1}, scope: {share: .5}}\n"
        "  - {when: {above: {trust_leader: 0}, for: 4}, connect: 1}\n");
    run::Experiment const experiment = run::comparison_of(scenario);
    run::Results const results = run::carry_out(experiment);
    output::Dataset const dataset = run::result_of(experiment, results, "test");
    REQUIRE(dataset.size_of("intervention") == 3);
    REQUIRE(std::get<std::vector<std::int32_t>>(dataset.find("intervention")->values) ==
            std::vector<std::int32_t>{0, 1, 2});
    auto const& what = std::get<std::vector<std::string>>(dataset.find("intervention_what")->values);
    REQUIRE(what.size() == 6);
    CHECK(what[3] == "coach 0.5, 2 weeks");
    CHECK(what[2] == "connect 1, when trust_leader above 0 for 4 weeks");
    output::Variable const& touched = *dataset.find("intervention_touched");
    REQUIRE(touched.dimensions == std::vector<std::string>{"policy", "replicate", "week", "intervention"});
    auto const& values = std::get<std::vector<std::int32_t>>(touched.values);
    std::size_t at = 0;
    for (int run = 0; run < 6; ++run) {
        for (int week = 1; week <= 10; ++week) {
            CAPTURE(run, week);
            CHECK(values[at++] == (week == 3 || week == 4 ? 15 : output::missing_number));
            CHECK((values[at++] == output::missing_number) == (week != 1));
            CHECK(values[at++] == (week == 5 ? 59 : output::missing_number));
        }
    }
    std::vector<run::Occurrence> const found = run::occurrences(results, 1);
    CHECK(found[0].times == 2);
    CHECK(found[0].replicates == 3);
    CHECK(found[0].mean_touched == 15);
    CHECK(found[2].median_week == 5);
}

TEST_CASE("arms with timelines of their own are recorded side by side", "[run]") {
    std::string const base = "organization: {members: 30}\nrun: {weeks: 4, replicates: 1}\n";
    auto one = scenario::parse_scenario(base + "timeline: [{week: 1, coach: .5}, {week: 2, shock: 1}]\n");
    auto other = scenario::parse_scenario(base + "timeline: [{week: 3, connect: 1}]\n");
    one.file = "one.yaml";
    other.file = "other.yaml";
    run::Experiment const experiment = run::comparison_of(std::vector{one, other, scenario::parse_scenario(base)});
    run::Results const results = run::carry_out(experiment);
    output::Dataset const dataset = run::result_of(experiment, results, "test");
    CHECK(std::get<std::vector<std::string>>(dataset.find("intervention_what")->values) ==
          std::vector<std::string>{"coach 0.5", "shock 1", "connect 1", "", "", ""});
    CHECK(run::occurrences(results, 0).size() == 2);
    CHECK(run::occurrences(results, 1)[0].median_week == 3);
    CHECK(run::occurrences(results, 2).empty());
}

TEST_CASE("each policy of a comparison decides for itself when a condition is met", "[run]") {
    auto const scenario = scenario::parse_scenario(
        "organization: {members: 120}\nrun: {weeks: 60, replicates: 4}\ntimeline:\n"
        "  - {when: {below: {trust_leader: .45}, for: 3}, coach: .5}\n");
    run::Results const results = run::carry_out(run::comparison_of(scenario));
    for (std::size_t arm = 0; arm < 2; ++arm) {
        for (std::size_t replicate = 0; replicate < 4; ++replicate) {
            auto const series = results.recorder.series(arm, replicate, *model::find_outcome("trust_leader"));
            int running = 0, expected = 0;
            for (int week = 1; week < 60 && expected == 0; ++week) {
                running = static_cast<float>(series[static_cast<std::size_t>(week - 1)]) < .45F ? running + 1 : 0;
                if (running == 3) expected = week + 1;
            }
            for (int week = 1; week <= 60; ++week)
                CHECK(results.recorder.touched(arm, replicate, week, 0).has_value() == (week == expected));
        }
    }
    CHECK(run::occurrences(results, 0)[0].replicates == 4);
    CHECK(run::occurrences(results, 1)[0].replicates == 0);
}

TEST_CASE("without a timeline a result says nothing of interventions", "[run]") {
    run::Experiment const experiment =
        run::run_of(scenario::parse_scenario("organization: {members: 30}\nrun: {weeks: 3, replicates: 1}\n"));
    output::Dataset const dataset = run::result_of(experiment, run::carry_out(experiment), "test");
    CHECK(dataset.find("intervention") == nullptr);
    CHECK(dataset.find("intervention_touched") == nullptr);
}
