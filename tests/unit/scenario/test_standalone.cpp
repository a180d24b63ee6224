#include "candor/scenario/standalone.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
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

TEST_CASE("the data a scenario names is told", "[scenario]") {
    CHECK(scenario::data_files_of("organization: {reports_to: a.csv, ties: {file: b/c.csv}}\n", "x").size() == 2);
    CHECK(scenario::data_files_of("organization: {members: 3}\n", "x").empty());
}
