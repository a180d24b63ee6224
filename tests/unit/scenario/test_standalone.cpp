#include "candor/scenario/standalone.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "candor/scenario/canonical.hpp"
#include "candor/scenario/load.hpp"

namespace fs = std::filesystem;
using namespace candor;
using scenario::standalone_text;

namespace {

std::string text_of(fs::path const& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a file that extends another becomes one, comments kept", "[scenario]") {
    auto const base = R"(# what the base is
title: Base
# how many
organization: {members: 60, span: 5}
environment:
  volatility: .4   # some
leadership: {adoption: .8, styles: {mine: {like: level2}}}
timeline: [{week: 3, coach: .5}]
expect: [{outcome: safety, order: [level2, command]}]
)";
    auto const over = R"(# what it is
extends: base.yaml
title: 'It''s mine'

environment:
  turbulence: .2   # fast
# led otherwise
leadership: {styles: {mine: {inquiry: .9}}}
organization: {members: 70}
)";
    CHECK(standalone_text(over, "over.yaml", [&](std::string const& name) {
              CHECK(name == "base.yaml");
              return std::string(base);
          }) == R"(# what it is
title: 'It''s mine'
# how many
organization:
  members: 70
  span: 5

environment:
  turbulence: .2   # fast
  volatility: .4
# led otherwise
leadership:
  adoption: .8
  styles: {mine: {like: level2, inquiry: .9}}
timeline: [{week: 3, coach: .5}]
)");
    CHECK(standalone_text(base, "base.yaml", {}) == base);
}

TEST_CASE("every story runs on its own as it does where it lies", "[scenario]") {
    auto const folder = fs::path(CANDOR_SOURCE_DIR) / "scenarios";
    for (auto const& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".yaml") continue;
        CAPTURE(entry.path().filename().string());
        auto const text = standalone_text(text_of(entry.path()), entry.path().filename().string(),
                                          [&](std::string const& name) { return text_of(folder / name); });
        auto const alone = scenario::parse_scenario(text, "alone.yaml", folder);
        auto const shipped = scenario::load_scenario(entry.path());
        CHECK(resolved_json(alone) == resolved_json(shipped));
        CHECK(alone.expect.size() == shipped.expect.size());
        REQUIRE(alone.variants.size() == shipped.variants.size());
        for (auto const& variant : shipped.variants)
            CHECK(canonical_json(alone.in_variant(variant.name)) == canonical_json(*variant.scenario));
    }
}

TEST_CASE("a scenario extends another however that is written", "[scenario]") {
    auto const base = [](std::string const&) { return "{run: {weeks: 7}, question: \"one\\ntwo\"}\n"; };
    for (std::string const text : {"extends: b\ntitle: T\n", "{extends: b, title: T}\n", "\"extends\": b\ntitle: T\n",
                                   "extends : b\ntitle: T\n", "? extends\n: b\ntitle: T\n", " extends: b\n title: T\n",
                                   "--- {\"ext\\u0065nds\": b, title: T}\n", "title: T\n'extends': b\n"}) {
        CAPTURE(text);
        CHECK(scenario::extends_another(text));
        auto const alone = standalone_text(text, "x.yaml", base);
        CAPTURE(alone);
        CHECK_FALSE(scenario::extends_another(alone));
        auto const read = scenario::parse_scenario(alone, "alone.yaml", "nowhere");
        CHECK(read.title == "T");
        CHECK(read.question == "one\ntwo");
        CHECK(read.run.weeks == 7);
    }
    CHECK(scenario::extends_another("extends: b\nrun: !!map {weks: 3}\n"));  // whatever else is wrong
    for (std::string const text : {"", "[extends]", "extends", "{", "run: {extends: b}\n", "# extends: b\n"})
        CHECK_FALSE(scenario::extends_another(text));
    CHECK(standalone_text("{title: T}\n", "x.yaml", base) == "{title: T}\n");
}

TEST_CASE("what extends itself in the end is refused", "[scenario]") {
    auto const itself = [](std::string const& name) { return "extends: " + name + "\n"; };
    CHECK_THROWS_WITH(standalone_text("extends: b.yaml\n", "a.yaml", itself),
                      Catch::Contains("extend one another (the last is 'b.yaml')"));
}

TEST_CASE("the data a scenario names is told", "[scenario]") {
    CHECK(scenario::data_files_of("organization: {reports_to: a.csv, ties: {file: b/c.csv}}\n", "x") ==
          std::map<std::string, std::string>{{"reports_to", "a.csv"}, {"ties", "b/c.csv"}});
    CHECK(scenario::data_files_of("organization: {members: 3}\n", "x").empty());
}
