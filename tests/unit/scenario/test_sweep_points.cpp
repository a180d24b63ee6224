#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "candor/scenario/canonical.hpp"
#include "candor/scenario/describe.hpp"
#include "candor/scenario/load.hpp"
#include "sweep_support.hpp"

using namespace candor;
using namespace candor::scenario;
using tests::company_yaml;
using tests::SweepFolder;

namespace {

/// A scenario with its variants, in every number.
std::string whole(Scenario const& scenario) {
    std::string text = canonical_json(scenario);
    for (auto const& variant : scenario.variants) text += "\n" + variant.name + canonical_json(*variant.scenario);
    return text;
}

/// The scenario of a point as it is when all its text is read.
std::string read_again(SweepFolder const& folder, Sweep const& sweep, std::vector<double> const& values) {
    std::vector<std::string> settings;
    for (std::size_t f = 0; f < values.size(); ++f) {
        settings.push_back(sweep.factors[f].path + "=" + text_of(sweep.factors[f], values[f]));
    }
    return whole(load_scenario(folder.base(), settings));
}

/// Factors over every parameter and every element of the style `bold`, two values each.
std::string every_number() {
    std::string text = "design: {kind: random, points: 2}\nfactors:\n";
    for (auto const& key : nlohmann::json::parse(describe_json())) {
        std::string path = key["path"];
        auto const section = path.substr(0, path.find_first_of(".["));
        static std::vector<std::string> const fixed{"timeline", "record", "run", "expect"};
        if (key["kind"] != "number" || path == "organization.ties.at_least" ||
            std::find(fixed.begin(), fixed.end(), section) != fixed.end())
            continue;
        auto const name = path.find("NAME");
        if (name != std::string::npos) path.replace(name, 4, "bold");
        double const least = key.value("least", -5.);
        double const most = std::min(key.value("most", 5.), least + 5);
        double const third = least + (most - least) / 3;
        double const half = least + (most - least) / 2;
        text += "  " + path + ": {values: [" + std::to_string(third) + ", " + std::to_string(half) + "]}\n";
    }
    return text;
}

std::vector<double> pick(Sweep const& sweep, std::size_t every) {
    std::vector<double> values;
    for (std::size_t f = 0; f < sweep.factors.size(); ++f) {
        auto const& levels = std::get<Levels>(sweep.factors[f].spread).numbers;
        values.push_back(levels[every == 0 ? 0 : f % every == 0 ? 1 : 0]);
    }
    return values;
}

/// Points one after the other with one reader, each as if it was the only one.
void check_points(std::string const& base, std::string const& text) {
    SweepFolder const folder(base);
    auto const sweep = folder.sweep(text);
    PointReader reader(sweep);
    for (std::size_t const every : std::initializer_list<std::size_t>{0, 1, 2, 3, 0, 2}) {
        CAPTURE(every);
        auto const values = pick(sweep, every);
        bool const same = whole(reader.at(values)) == read_again(folder, sweep, values);
        CHECK(same);
    }
}

}  // namespace

TEST_CASE("every parameter and element set at a point is as if it was read", "[scenario][sweep]") {
    auto const all = every_number();
    REQUIRE(std::count(all.begin(), all.end(), '\n') > 80);
    std::string const plain = "leadership: {styles: {bold: {}}}\n";
    SECTION("in a plain scenario") { check_points(plain, all); }
    SECTION("with a null model, which holds some of them") {
        check_points(plain + "nulls: [voice_off, no_turnover]\n", all);
    }
    SECTION("in variants, which keep what they change") {
        check_points(
            plain + "variants: {calm: {environment: {turbulence: .2}}, other: {nulls: [voice_off, no_turnover]}}\n",
            all);
    }
    SECTION("where styles are like the style that changes") {
        check_points("leadership: {styles: {bold: {}, bolder: {like: bold, inquiry: .2}}, policy: bolder}\n", all);
    }
}

TEST_CASE("what is no parameter is read at every point where it changes", "[scenario][sweep]") {
    check_points(company_yaml, R"(
factors:
  timeline[0].week: [3, 4]
  timeline[0].coach: [.1, .2]
  timeline[1].when.below.safety: [.2, .3]
  timeline[1].scope.levels[0]: [1, 3]
  organization.members: [30, 40]
  organization.span.from: [2, 3]
  leadership.styles.careful.inquiry: [.2, .3]
  leadership.policy: [bold, command]
  leadership.habit: [bold, command]
  leadership.adoption: [.25, .75]
  environment.turbulence: [.1, .2]
  run.weeks: [55, 70]
  run.seed: [1, 2]
)");
}

TEST_CASE("a point that cannot be does not spoil the next", "[scenario][sweep]") {
    SweepFolder const folder(company_yaml);
    auto const sweep =
        folder.sweep("factors: {timeline.0.week: [1, 59], run.weeks: [30, 60], environment.turbulence: [.1, .2]}\n");
    PointReader reader(sweep);
    std::vector<double> const good{1, 30, .1F};
    auto const expected = read_again(folder, sweep, good);
    CHECK_THROWS_AS(reader.at(std::vector<double>{59, 30, .1F}), ScenarioError);
    CHECK(whole(reader.at(good)) == expected);
    CHECK_THROWS_AS(reader.at(std::vector<double>{59, 30, .1F}), ScenarioError);
    CHECK_THROWS_AS(reader.at(std::vector<double>{59, 30, .2F}), ScenarioError);
    CHECK(whole(reader.at(good)) == expected);
    CHECK(reader.at(std::vector<double>{1, 30, -0.}).parameters.environment.turbulence == 0);
    CHECK_FALSE(std::signbit(reader.at(std::vector<double>{1, 30, -0.}).parameters.environment.turbulence));
}
