#include "study.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "call.hpp"
#include "candor/core/error.hpp"
#include "candor/run/experiment.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;
using studio::Json;

namespace {

constexpr char const* small = R"(# About silos.
title: Small
organization: {members: 40, span: 4}  # few
timeline:
  - {week: 5, coach: .5, weeks: 3}
run: {weeks: 12, replicates: 3, seed: 2}
compare: [command, level2]
)";

studio::Source source(Json changes = Json::object(), std::string base = small) {
    studio::Source made;
    made.base = std::move(base);
    made.name = "small.yaml";
    made.changes = std::move(changes);
    return made;
}

std::string hash_of_all(std::string const& yaml) {
    run::Experiment const experiment = run::comparison_of(scenario::parse_scenario(yaml, "small.yaml"));
    output::Dataset const result = run::result_of(experiment, run::carry_out(experiment), "candor compare small.yaml");
    return result.text_of("content_hash");
}

}  // namespace

TEST_CASE("a study put together from runs of others has the bytes of one run whole", "[studio]") {
    studio::Study one(source()), other(source()), whole(source());
    for (int replicate = 3; replicate >= 1; --replicate) {
        for (std::size_t arm = 0; arm < 2; ++arm) {
            studio::Study& worker = replicate == 2 ? other : one;
            worker.carry_out(arm, replicate);
            if (replicate == 2) one.take(arm, replicate, other.bytes_of(arm, replicate));
        }
    }
    whole.carry_out();
    std::string const expected = hash_of_all(small);
    CHECK(one.show({"trust_leader"}).at("content_hash") == expected);
    CHECK(whole.show({"trust_leader"}).at("content_hash") == expected);
    CHECK(one.show({"safety"}) == whole.show({"safety"}));
    CHECK(one.report().at("headline") == whole.show({}).at("headline"));
    CHECK_THROWS_AS(one.take(0, 1, {}), std::invalid_argument);
}

TEST_CASE("what is shown so far is of the replicates that are whole", "[studio]") {
    studio::Study study(source());
    CHECK_THROWS_WITH(study.show({}), "there is nothing to show (no replicate is finished)");
    study.carry_out(0, 2);
    CHECK_THROWS_AS(study.show({}), Error);
    study.carry_out(1, 2);
    Json const shown = study.show({"voice", "quits"});
    CHECK(shown.at("replicates") == 1);
    CHECK(shown.at("fans").size() == 2);
    CHECK(shown.at("fans")[1].at("bands")[0].at("q50").size() == 12);
    CHECK_THROWS_WITH(study.show({"hope"}), "no outcome is called 'hope'");
}

TEST_CASE("what is done so far is shown while the rest is carried out", "[studio]") {
    studio::Study study(source(Json{{"run", {{"replicates", 60}}}}));
    std::promise<void> begun;
    std::thread runs([&] {
        std::size_t told = 0;
        study.carry_out([&](std::size_t, std::size_t) {
            if (++told == 20) begun.set_value();
        });
    });
    begun.get_future().wait();
    std::size_t shown = 0;
    while (shown < 60) {
        std::size_t const now = study.show({"voice"}).at("replicates").get<std::size_t>();
        CHECK(now >= std::max<std::size_t>(shown, 1));
        shown = now;
    }
    runs.join();
    CHECK(study.show({}).at("content_hash") == hash_of_all(study.opened().at("yaml").get<std::string>()));
}

TEST_CASE("changes become part of the scenario, and only one organization's where they are a variant", "[studio]") {
    Json const changes = Json::parse(R"({"run": {"weeks": 10}, "environment": {"turbulence": 0.2},
        "variants": {"b": {"voice": {"fear": 4}}}, "compare": ["command", "level2@b"]})");
    studio::Study study(source(changes));
    Json const opened = study.opened();
    CHECK(opened.at("problems").is_null());
    CHECK(opened.at("arms") == Json({"command", "level2@b"}));
    CHECK(opened.at("weeks") == 10);
    CHECK(opened.at("members") == 40);
    CHECK(opened.at("resolved")[0].at("environment").at("turbulence") == 0.2);
    CHECK(opened.at("resolved")[1].at("voice").at("fear") == 4);
    CHECK(opened.at("resolved")[0].at("voice").at("fear") != 4);
    CHECK(opened.at("timelines")[0] == Json::parse(R"([{"week": 5, "last_week": 7, "what": "coach 0.5, 3 weeks"}])"));
    std::string const yaml = opened.at("yaml").get<std::string>();
    CHECK(yaml.find("# few") != std::string::npos);
    study.carry_out();
    CHECK(study.show({}).at("content_hash") == hash_of_all(yaml));
}

TEST_CASE("a page sees the files that it was given, and no others", "[studio]") {
    auto const charted = [](std::string const& file) {
        return source(Json{{"organization", {{"reports_to", file}}}}, "run: {weeks: 3, replicates: 1}\n");
    };
    studio::Source with_chart = charted("chart.csv");
    with_chart.files["chart.csv"] = "member,manager\nann,\nbob,ann\ncid,ann\n";
    CHECK(studio::Study(with_chart).opened().at("members") == 3);
    CHECK(studio::Study(charted("company/reports_to.csv")).opened().at("members") > 3);  // of a story
    with_chart.files["chart.csv"] = "member,manager\nann,\nbob,eve\n";
    CHECK_THROWS_WITH(studio::Study(with_chart), Catch::Contains("chart.csv:3") && !Catch::Contains("candor-studio"));

    std::filesystem::path const outside = std::filesystem::temp_directory_path() / "candor_outside.csv";
    std::ofstream(outside) << "member,manager\nann,\nbob,ann\n";
    CHECK_THROWS_WITH(studio::Study(charted(outside.string())),
                      Catch::Contains("is not here") && !Catch::Contains("ann"));
    CHECK_THROWS_AS(studio::Study(charted("../candor_outside.csv")), scenario::ScenarioError);
    CHECK_THROWS_AS(studio::Study(charted("missing.csv")), scenario::ScenarioError);
    std::filesystem::path const base = std::filesystem::temp_directory_path() / "candor_outside.yaml";
    std::ofstream(base) << "secret: {word: 3}\n";
    for (std::string const how : {"extends : ", "\"extends\": ", " extends: ", "? extends\n: ", "{extends: "}) {
        studio::Source const extending = source(Json::object(), how + base.string() + (how[0] == '{' ? "}\n" : "\n"));
        CHECK_THROWS_WITH(studio::Study(extending), Catch::Contains("is extended but not here"));
    }
    std::filesystem::remove(base);
    studio::Source round = source(Json::object(), "extends: a.yaml\n");
    round.files = {{"a.yaml", "extends: b.yaml\n"}, {"b.yaml", "extends: a.yaml\n"}};
    CHECK_THROWS_WITH(studio::Study(round), Catch::Contains("extend one another"));

    with_chart.files["../up.csv"] = "";
    CHECK_THROWS_WITH(studio::Study(with_chart), "no file can be called '../up.csv' here");
    std::filesystem::remove(outside);
}

TEST_CASE("one member's week under both policies", "[studio]") {
    Json const weeks = studio::Study(source()).explain("7", 6, 2);
    REQUIRE(weeks.size() == 2);
    CHECK(weeks[0].at("policy") == "command");
    CHECK(weeks[1].at("member") == "7");
    REQUIRE(weeks[0].at("lines").size() == weeks[1].at("lines").size());
    CHECK(weeks[0].at("lines")[0].at("heading") == true);
    for (std::size_t line = 0; line < weeks[0].at("lines").size(); ++line)
        CHECK(weeks[0].at("lines")[line].at("label") == weeks[1].at("lines")[line].at("label"));
    CHECK(studio::Study(source()).people(3).at("replicate") == 3);
    CHECK_THROWS_WITH(studio::Study(source()).people(4), "there is no replicate 4 (the scenario has 1 to 3)");
    CHECK_THROWS_WITH(studio::Study(source()).explain("7", 6, 0), "there is no replicate 0 (the scenario has 1 to 3)");
}

TEST_CASE("a session answers in JSON, whatever it is asked", "[studio]") {
    studio::Session session;
    auto const ask = [&](Json const& request) { return Json::parse(session.call(request.dump())); };
    CHECK(Json::parse(session.call("{")).contains("error"));
    CHECK(Json::parse(session.call("[]")).contains("error"));
    CHECK(ask({{"method", "show"}, {"parameters", {{"outcomes", Json::array()}}}}).at("error") ==
          "no scenario is open");
    CHECK(ask({{"method", "dance"}}).at("error") == "the engine knows no method 'dance'");
    CHECK(ask({{"method", "open"}, {"parameters", {{"base", 3}}}}).at("result").at("problems").is_string());

    for (std::string const deep : {R"({"method": "open", "parameters": )", R"({"method": "describe", "x": )"})
        CHECK_THAT(session.call(deep + std::string(1'000'000, '[')),
                   Catch::Contains("nested more than 100 levels deep"));
    CHECK(ask({{"method", "open"}, {"parameters", {{"base", small}, {"name", "small.yaml"}}}}).contains("result"));
    for (Json const& number : {Json(1.5), Json(1e300), Json("1"), Json(1'000'000'000'000), Json()})
        CHECK(ask({{"method", "people"}, {"parameters", {{"replicate", number}}}}).at("error") ==
              "`replicate` is no whole number (or too large)");

    Json const refused = ask({{"method", "open"}, {"parameters", {{"base", "run: {weks: 3}\n"}, {"name", "x.yaml"}}}});
    CHECK_THAT(refused.at("result").at("problems").get<std::string>(), Catch::StartsWith("error: unknown key `weks`"));
    Json const opened = ask({{"method", "open"}, {"parameters", {{"base", small}, {"name", "small.yaml"}}}});
    CHECK(opened.at("result").at("title") == "Small");
}

TEST_CASE("what there is to set, and stories that open as they stand", "[studio]") {
    Json const all = Json::parse(studio::describe());
    CHECK(all.at("keys").size() > 100);
    CHECK(all.at("stories").size() >= 16);
    for (Json const& story : all.at("stories")) {
        INFO(story.at("name"));
        studio::Source made = source(Json::object(), story.at("text").get<std::string>());
        made.name = story.at("name").get<std::string>() + ".yaml";
        Json const opened = studio::Study(made).opened();
        CHECK(opened.at("arms").size() >= 2);
        CHECK(!story.at("title").get<std::string>().empty());
        CHECK(!story.at("question").get<std::string>().empty());
        CHECK(story.at("title") == opened.at("title"));
        CHECK(story.at("question") == opened.at("question"));
    }
}
