#include "candor/run/experiment.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <filesystem>

#include "candor/output/content_hash.hpp"
#include "candor/run/comparison.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;

TEST_CASE("every scenario that ships runs", "[run]") {
    std::size_t count = 0;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(CANDOR_SOURCE_DIR "/scenarios")) {
        bool const is_sweep = entry.path().parent_path().filename() == "sweeps";
        if (entry.path().extension() != ".yaml" || is_sweep) continue;
        INFO(entry.path().filename().string());
        auto const scenario = scenario::load_scenario(entry.path(), {"run.replicates=1"});
        run::Experiment const experiment = run::comparison_of(scenario);
        run::Results const results = run::carry_out(experiment);
        CHECK_FALSE(results.partial());
        CHECK(results.warnings.empty());
        for (std::size_t arm = 0; arm < experiment.arms.size(); ++arm) {
            auto const performance = run::mean_course(results, arm, *model::find_outcome("performance"));
            for (double const week : performance) REQUIRE((week > 0.0 && week < 1.0));
        }
        ++count;
    }
    CHECK(count >= 4);
}

TEST_CASE("a scope that names nobody of an imported chart is refused before anything runs", "[run]") {
    auto const scenario = scenario::parse_scenario(
        "organization: {reports_to: " CANDOR_SOURCE_DIR
        "/tests/scenarios/charts/bakery.csv}\n"
        "run: {weeks: 3, replicates: 1}\ntimeline:\n  - {week: 2, coach: .5, scope: {branch: zoe, levels: [1, 7]}}\n",
        "given.yaml");
    try {
        static_cast<void>(run::run_of(scenario));
        FAIL("accepted");
    } catch (scenario::ScenarioError const& error) {
        std::string const message = error.what();
        CHECK(message.find("error: no member is on level 7 (the chart has levels 0 to 2)\n  --> given.yaml:4:59") == 0);
        CHECK(message.find("error: `branch` names no member, got zoe (the chart has ") != std::string::npos);
        CHECK(message.find("  --> given.yaml:4:42") != std::string::npos);
    }
}

TEST_CASE("a result holds the scenario, what made it and how it was drawn", "[run]") {
    auto const scenario =
        scenario::parse_scenario("title: T\nrun: {weeks: 3, replicates: 2}\norganization: {members: 30}");
    run::Experiment const experiment = run::run_of(scenario);
    output::Dataset const dataset = run::result_of(experiment, run::carry_out(experiment), "candor run x.yaml");
    output::Group const* provenance = dataset.find_group("provenance");
    REQUIRE(provenance != nullptr);
    for (char const* name : {"scenario_as_written", "scenario_resolved", "engine_version", "model_version", "commit",
                             "compiler", "flags", "seed_plan"}) {
        INFO(name);
        CHECK(std::any_of(provenance->texts.begin(), provenance->texts.end(),
                          [&](auto const& text) { return text.first == name && !text.second.empty(); }));
    }
    CHECK(dataset.find_group("timing") != nullptr);
    CHECK(dataset.find("trust_leader") != nullptr);
    CHECK(dataset.find("trust_leader_sd") != nullptr);
    CHECK(dataset.find("trust_leader_by_level") != nullptr);
    CHECK(dataset.find("policy") == nullptr);  // a run has one policy
}

TEST_CASE("units and members are recorded under their own ids", "[run]") {
    auto const scenario =
        scenario::parse_scenario("organization: {reports_to: " CANDOR_SOURCE_DIR
                                 "/tests/scenarios/charts/bakery.csv}\n"
                                 "run: {weeks: 3, replicates: 1}\nrecord: {by_unit: yes, snapshots: [1, 3]}");
    run::Experiment const experiment = run::run_of(scenario);
    output::Dataset const dataset = run::result_of(experiment, run::carry_out(experiment), "");
    auto const& members = std::get<std::vector<std::string>>(dataset.find("member")->values);
    model::Chart const& chart = experiment.arms.front().plan->structure.chart;
    REQUIRE(members.size() == static_cast<std::size_t>(chart.size()));
    for (model::Position p = 0; p < chart.size(); ++p) CHECK(members[static_cast<std::size_t>(p)] == chart.id(p));

    // Units by their leaders from the top; their members add up to all but the top.
    auto const& units = std::get<std::vector<std::string>>(dataset.find("unit")->values);
    CHECK(units.front() == chart.id(0));
    auto const& issues = std::get<std::vector<std::int32_t>>(dataset.find("issues")->values);
    auto const& by_unit = std::get<std::vector<std::int32_t>>(dataset.find("issues_by_unit")->values);
    for (std::size_t week = 0; week < 3; ++week) {
        std::int32_t sum = 0;
        for (std::size_t unit = 0; unit < units.size(); ++unit) sum += by_unit[week * units.size() + unit];
        CHECK(sum == issues[week]);
    }
}
