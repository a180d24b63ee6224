#include "candor/run/saved_result.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "candor/core/same_bits.hpp"
#include "candor/output/netcdf_file.hpp"
#include "candor/run/experiment.hpp"
#include "candor/run/occurrences.hpp"
#include "candor/scenario/load.hpp"
#include "unit/output/netcdf_support.hpp"

using namespace candor;
using output::test::message_of;
using output::test::TemporaryFolder;

namespace {

run::Experiment experiment(std::string const& more = "") {
    return run::comparison_of(
        scenario::parse_scenario("organization: {members: 40}\nrun: {weeks: 12, replicates: 3}\n"
                                 "timeline: [{week: 3, coach: .5}, {week: 2, when: {below: {safety: 0}}, coach: 1}]\n" +
                                 more));
}

bool same(std::vector<double> const& one, std::vector<double> const& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](double a, double b) { return same_bits(a, b); });
}

}  // namespace

TEST_CASE("a file tells the same as what was recorded in memory", "[run][report]") {
    TemporaryFolder const folder;
    auto const path = folder.path() / "x.h5";
    run::Experiment const what = experiment();
    run::Results results = run::carry_out(what);
    results.finished = {0, 2};  // as if it had been stopped
    output::write_netcdf(run::result_of(what, results, "test"), path);
    run::SavedResult const saved(path);
    CHECK(saved.policies() == std::vector<std::string>{"command", "level2"});
    CHECK(saved.numbers() == std::vector<std::int32_t>{1, 3});
    CHECK(saved.replicates() == results.replicates());
    CHECK(saved.weeks() == 12);
    CHECK(saved.paired());
    for (model::Outcome const& outcome : model::outcomes()) {
        for (std::size_t arm = 0; arm < 2; ++arm) {
            for (std::size_t replicate = 0; replicate < 2; ++replicate) {
                INFO(outcome.name);
                CHECK(same(saved.series(arm, replicate, outcome), results.series(arm, replicate, outcome)));
            }
        }
    }
    for (std::size_t entry = 0; entry < 2; ++entry) {
        for (int week = 1; week <= 12; ++week)
            CHECK(saved.touched(1, 1, week, entry) == results.touched(1, 1, week, entry));
    }
    CHECK(run::occurrences(saved, 0)[0].median_week == 3);
    CHECK(run::occurrences(saved, 0)[1].replicates == 0);
    CHECK(saved.entries_in_words(1).front() == "coach 0.5");
}

TEST_CASE("means by level are those of the weeks, pooled where they are shares", "[run][report]") {
    TemporaryFolder const folder;
    auto const path = folder.path() / "x.h5";
    run::Experiment const what = experiment();
    output::Dataset const dataset = run::result_of(what, run::carry_out(what), "test");
    output::write_netcdf(dataset, path);
    run::SavedResult const saved(path);
    std::size_t const levels = saved.levels().size();
    REQUIRE(levels == 2);
    auto const counts = [&](char const* name) {
        return std::get<std::vector<std::int32_t>>(dataset.find(name)->values);
    };
    run::Window const window{5, 12};
    auto const voice = saved.level_means(*model::find_outcome("voice"), window);
    for (std::size_t arm = 0; arm < 2; ++arm) {
        for (std::size_t replicate = 0; replicate < 3; ++replicate) {
            for (std::size_t level = 0; level < levels; ++level) {
                double spoken = 0, issues = 0;
                for (std::size_t week = 4; week < 12; ++week) {
                    std::size_t const place = ((arm * 3 + replicate) * 12 + week) * levels + level;
                    spoken += counts("spoken_by_level")[place];
                    issues += counts("issues_by_level")[place];
                }
                CHECK(voice[arm][replicate][level] == Approx(spoken / issues));
            }
        }
    }
}

TEST_CASE("a run of one policy has it from its scenario", "[run][report]") {
    TemporaryFolder const folder;
    auto const path = folder.path() / "x.h5";
    run::Experiment const what = run::run_of(scenario::parse_scenario(
        "organization: {members: 9}\nrun: {weeks: 2, replicates: 1}\nleadership: {policy: level2}\n"
        "record: {by_level: false}"));
    output::write_netcdf(run::result_of(what, run::carry_out(what), "test"), path);
    run::SavedResult const saved(path);
    CHECK(saved.policies() == std::vector<std::string>{"level2"});
    CHECK(saved.levels().empty());
    CHECK(saved.entries(0) == 0);
}

TEST_CASE("what is no result is refused by name", "[run][report]") {
    TemporaryFolder const folder;
    auto const path = folder.path() / "x.h5";
    run::Experiment const what = experiment();
    output::Dataset const whole = run::result_of(what, run::carry_out(what), "test");
    auto const refusal = [&](output::Dataset const& dataset) {
        output::write_netcdf(dataset, path);
        return message_of([&] {
            run::SavedResult const saved(path);
            static_cast<void>(saved.series(0, 0, *model::find_outcome("fit")));
        });
    };
    auto const said = [&](std::string const& why) { return "cannot read '" + path.string() + "' (" + why + ")"; };
    CHECK(refusal(whole) == "no OutputError");
    output::Dataset sweep = whole;
    sweep.attributes.push_back({"design", std::string("grid")});
    CHECK(refusal(sweep) == said("it is of a whole sweep"));
    output::Dataset texts = whole;
    for (output::Variable& variable : texts.variables) {
        if (variable.name == "fit") variable = {"fit", {"policy"}, std::vector<std::string>{"a", "b"}, {}};
    }
    CHECK(refusal(texts) == said("'fit' holds no numbers"));
    for (output::Variable& variable : texts.variables) {
        if (variable.name == "fit") variable = {"fit", {"policy"}, std::vector<float>{1, 2}, {}};
    }
    CHECK(refusal(texts) == said("'fit' does not fit its dimensions"));
}
