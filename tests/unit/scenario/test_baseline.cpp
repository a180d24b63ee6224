#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <string>

#include "candor/scenario/canonical.hpp"
#include "candor/scenario/describe.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;
using scenario::baseline_yaml;
using scenario::canonical_json;
using scenario::parse_scenario;

TEST_CASE("the commented baseline is the default scenario, with the model's numbers and without", "[scenario]") {
    auto const expected = canonical_json(scenario::default_scenario());
    CHECK(canonical_json(parse_scenario(baseline_yaml())) == expected);
    auto const uncommented =
        std::regex_replace(baseline_yaml(), std::regex("(^|\n)( *)#(?!extends)([a-z_]+: )"), "$1$2$3");
    CHECK(uncommented.find("\n  turbulence: 0.05\n") != std::string::npos);
    CHECK(canonical_json(parse_scenario(uncommented)) == expected);
}

TEST_CASE("the commented baseline names every key with range, unit and meaning", "[scenario]") {
    auto const text = baseline_yaml();
    CHECK(text.find("\n  # how fast conditions forget: phi = 1 - turbulence (1/week, 0..1)\n  #turbulence: 0.05\n") !=
          std::string::npos);
    CHECK(text.find("\n  # length of a run (week, 1..100000)\n  weeks: 208\n") != std::string::npos);
    auto const described = scenario::describe_text();
    std::regex const leaf("  ([a-z_.]+)\\.([a-z_]+): (?:number|whole number|true or false)");
    std::size_t count = 0;
    for (std::sregex_iterator found(described.begin(), described.end(), leaf), end; found != end; ++found) {
        CAPTURE(found->str());
        auto const name = (*found)[2].str();
        CHECK((text.find(name + ": ") != std::string::npos));
        ++count;
    }
    CHECK(count > 100);
}
