#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "candor/scenario/canonical.hpp"
#include "candor/scenario/describe.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "candor/scenario/load.hpp"

using namespace candor::scenario;

TEST_CASE("descriptions show name, range, unit, default, meaning and source", "[scenario]") {
    auto const text = describe_text("environment");
    CHECK(text.find("environment.turbulence: number, 0..1, 1/week, default 0.05\n"
                    "      how fast conditions forget: phi = 1 - turbulence (assumption)") != std::string::npos);
    CHECK(text.find("voice") == std::string::npos);
    CHECK(describe_text("timeline").find("timeline[0].mandate.benefits.contact_hours") != std::string::npos);
    CHECK(describe_text("leadership").find("level2: Level 2: personal") != std::string::npos);
    for (auto const& line : {describe_text("", 60), describe_text()}) {
        CHECK(line.find("\n\n\n") == std::string::npos);
    }
    CHECK_THROWS_AS(describe_text("environmen"), ScenarioError);
    CHECK_THROWS_WITH(describe_text("voise"), Catch::Contains("did you mean `voice`?"));
}

TEST_CASE("every key that a scenario writes is described, once", "[scenario]") {
    std::set<std::string> paths;
    for (auto const& entry : nlohmann::json::parse(describe_json())) {
        CHECK_FALSE(entry["meaning"].get<std::string>().empty());
        CHECK(paths.insert(entry["path"]).second);
    }
    auto const flat = nlohmann::json::parse(resolved_json(default_scenario())).flatten();
    for (auto const& [pointer, value] : flat.items()) {
        auto path = pointer.substr(1);
        for (auto& c : path) {
            c = c == '/' ? '.' : c;
        }
        if (path.find("leadership.styles.") == 0 || path.find("compare.") == 0) {
            continue;
        }
        CAPTURE(path);
        CHECK(paths.count(path) == 1);
    }
}

TEST_CASE("the schema forbids unknown keys everywhere and states defaults", "[scenario]") {
    auto const schema = nlohmann::json::parse(json_schema());
    CHECK(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
    CHECK(schema["additionalProperties"] == false);
    auto const& turbulence = schema["properties"]["environment"]["properties"]["turbulence"];
    CHECK(turbulence["default"] == .05);
    CHECK(turbulence["minimum"] == 0);
    CHECK(turbulence["maximum"] == 1);
    CHECK(schema["properties"]["run"]["properties"]["weeks"]["type"] == "integer");
    CHECK(schema["properties"]["leadership"]["properties"]["policy"]["anyOf"][0]["enum"][2] == "level2");
    CHECK(schema["properties"]["timeline"]["items"]["oneOf"].size() == 9);
}

TEST_CASE("every key of a sweep file is described, once", "[scenario][sweep]") {
    CHECK(describe_text("sweep").find("  base: file name\n") != std::string::npos);
    auto const design = describe_text("sweep.design");
    CHECK(design.find("  design.levels: whole number, 2..1000, default 4\n") != std::string::npos);
    CHECK(design.find("replicates") == std::string::npos);
    CHECK_THROWS_WITH(describe_text("sweep.desing"), Catch::Contains("did you mean `sweep.design`?"));
    CHECK_THROWS_WITH(describe_text("swep"), Catch::Contains("did you mean `sweep`?"));
    std::set<std::string> paths;
    for (auto const& entry : nlohmann::json::parse(describe_json("sweep"))) {
        CHECK_FALSE(entry["meaning"].get<std::string>().empty());
        CHECK(paths.insert(entry["path"]).second);
    }
    CHECK(paths.count("factors.PATH.log_uniform") == 1);
    CHECK(paths.count("replicates.until.half_width") == 1);
    auto const schema = nlohmann::json::parse(sweep_json_schema());
    for (auto const& [name, property] : schema["properties"].items()) CHECK(paths.count(name) == 1);
    CHECK(schema["properties"].size() == 13);
}
