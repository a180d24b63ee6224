#include "candor/run/verify.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "candor/core/error.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;

namespace {

output::Dataset result_of(std::string const& more) {
    auto const scenario =
        scenario::parse_scenario("organization: {members: 40}\nrun: {weeks: 12, replicates: 5}\n" + more);
    run::Experiment const experiment = run::comparison_of(scenario);
    return run::result_of(experiment, run::carry_out(experiment), "test");
}

std::string refusal(output::Dataset const& dataset, std::filesystem::path const& data = ".") {
    try {
        static_cast<void>(run::verify(dataset, data, 1, 1));
        return {};
    } catch (OutputError const& error) {
        return error.what();
    }
}

void change_text(output::Dataset& dataset, std::string const& name, std::string const& value) {
    for (auto& [key, text] : dataset.groups.front().texts) {
        if (key == name) text = value;
    }
}

}  // namespace

TEST_CASE("a result comes again bit by bit", "[run]") {
    output::Dataset const dataset = result_of(
        "timeline: [{week: 3, coach: .5, scope: {share: .5}}]\nrecord: {by_unit: yes, snapshots: [1, 9]}\n"
        "nulls: [adjustment_off, advice_off]\n"
        "variants: {calm: {environment: {volatility: .1}, timeline: [{week: 3, coach: .5}, {week: 4, adopt: "
        "level2}]}}\n"
        "compare: [command, level2@calm]\n");
    run::Verification const all = run::verify(dataset, ".", 100, 1);
    CHECK(all.same());
    CHECK(all.runs == 10);
    REQUIRE(all.again.size() == 10);
    CHECK(all.again[0].policy == "command");
    CHECK(all.again[9].policy == "level2@calm");
    CHECK(all.again[9].replicate == 5);
}

TEST_CASE("a sample is drawn without repetition, and by its seed", "[run]") {
    output::Dataset const dataset = result_of("");
    auto const sample = [&](std::uint32_t seed) {
        std::vector<std::string> runs;
        for (auto const& run : run::verify(dataset, ".", 4, seed).again)
            runs.push_back(run.policy + std::to_string(run.replicate));
        return runs;
    };
    auto const one = sample(1);
    CHECK(one.size() == 4);
    CHECK(std::adjacent_find(one.begin(), one.end()) == one.end());
    CHECK(sample(1) == one);
    CHECK((sample(2) != one || sample(3) != one));
}

TEST_CASE("a value that was changed is found, and where", "[run]") {
    output::Dataset dataset = result_of("");
    for (output::Variable& variable : dataset.variables) {
        if (variable.name != "performance") continue;
        float& value = std::get<std::vector<float>>(variable.values)[(5 + 2) * 12 + 3];  // level2, replicate 3, week 4
        value = std::nextafter(value, 1.F);
    }
    run::Verification const all = run::verify(dataset, ".", 10, 1);
    CHECK_FALSE(all.same());
    CHECK_FALSE(all.whole);
    for (run::RunOfResult const& run : all.again) {
        bool const changed = run.policy == "level2" && run.replicate == 3;
        CHECK(run.differing == (changed ? std::vector<std::string>{"performance"} : std::vector<std::string>{}));
    }
}

TEST_CASE("a result of another version or without its data is refused", "[run]") {
    output::Dataset dataset = result_of("");
    change_text(dataset, "model_version", "0");
    CHECK(refusal(dataset).find("it was made by another version (engine ") == 0);
    CHECK(refusal(output::Dataset{}).find("this is no result file of candor") == 0);
    std::string const charts = CANDOR_SOURCE_DIR "/tests/scenarios/charts";
    auto const imported = scenario::parse_scenario(
        "organization: {reports_to: bakery.csv}\nrun: {weeks: 4, replicates: 2}\n", "x.yaml", charts);
    run::Experiment const experiment = run::comparison_of(imported);
    output::Dataset const company = run::result_of(experiment, run::carry_out(experiment), "test");
    CHECK(refusal(company, "nowhere") ==
          "it cannot be run again with the data in 'nowhere' (cannot read 'nowhere/bakery.csv': No such file or "
          "directory)");
    CHECK(run::verify(company, charts, 4, 1).same());
}
