#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "candor/scenario/canonical.hpp"
#include "candor/scenario/load.hpp"

namespace fs = std::filesystem;
using namespace candor;
using scenario::canonical_json;
using scenario::parse_scenario;

namespace {

/// The scenario files of the project that are scenarios (sweeps name a base).
std::vector<fs::path> shipped_scenarios() {
    std::vector<fs::path> files;
    for (auto const& entry : fs::directory_iterator(fs::path(CANDOR_SOURCE_DIR) / "scenarios")) {
        if (entry.path().extension() == ".yaml") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

TEST_CASE("canonical JSON is compact, sorted and exact", "[scenario]") {
    auto const text =
        canonical_json(parse_scenario("environment: {turbulence: 0.10000000149011612, volatility: 1e-5}\n"));
    CHECK(text.find("\"turbulence\":0.1,\"volatility\":1e-05}") != std::string::npos);
    CHECK(text.find(' ') == std::string::npos);
    auto const json = nlohmann::json::parse(text);
    CHECK(json.dump().size() >= text.size() - 10);
    CHECK(json["leadership"]["styles"]["level2"].size() == 12);
    CHECK(json["organization"]["reports_to"].is_null());
    auto const as_written = nlohmann::ordered_json::parse(text);
    CHECK(as_written.dump().substr(0, 40) == json.dump().substr(0, 40));
    std::string before;
    for (auto const& [key, value] : as_written.items()) {
        CHECK(before < key);
        before = key;
    }
}

TEST_CASE("names of the scenario do not enter its canonical JSON, values do", "[scenario]") {
    auto const plain = canonical_json(scenario::default_scenario());
    CHECK(canonical_json(parse_scenario("title: a\nquestion: b\n")) == plain);
    CHECK(canonical_json(parse_scenario("run: {seed: 2}\n")) != plain);
    CHECK(canonical_json(parse_scenario("environment: {turbulence: -0}\n")) ==
          canonical_json(parse_scenario("environment: {turbulence: 0}\n")));
    auto const resolved = nlohmann::json::parse(scenario::resolved_json(parse_scenario("title: a\n")));
    CHECK(resolved["title"] == "a");
}

TEST_CASE("canonical JSON reads back as the same scenario", "[scenario]") {
    auto const given = parse_scenario(R"(
organization: {members: 50, span: {from: 3, to: 9}, ties_per_member: .3}
beliefs: {retention: .9700001, prior_weight: 0.0011}
leadership: {styles: {mine: {like: level2, inquiry: .333333333}, a: {like: mine}}, policy: mine}
timeline:
  - {week: 40, adopt: a, scope: {levels: [2], branch: "17"}}
  - {week: 4, mandate: {consulted: yes}}
record: {snapshots: [3, 9]}
compare: [a, mine]
)");
    auto const text = canonical_json(given);
    CHECK(canonical_json(parse_scenario(text)) == text);
    CHECK(canonical_json(parse_scenario(scenario::resolved_json(given))) == text);
}

TEST_CASE("every shipped scenario loads and reads back", "[scenario]") {
    auto const files = shipped_scenarios();
    REQUIRE(files.size() >= 4);
    for (auto const& file : files) {
        CAPTURE(file.filename().string());
        auto const given = scenario::load_scenario(file);
        CHECK_FALSE(given.title.empty());
        CHECK_FALSE(given.question.empty());
        auto const text = canonical_json(given);
        CHECK(text.find(file.parent_path().string()) == std::string::npos);
        if (!given.organization.reports_to) {
            CHECK(canonical_json(parse_scenario(text)) == text);
        }
    }
}
