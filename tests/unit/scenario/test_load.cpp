#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "candor/model/observables.hpp"
#include "candor/scenario/canonical.hpp"
#include "candor/scenario/load.hpp"

namespace fs = std::filesystem;
using namespace candor;
using scenario::canonical_json;
using scenario::parse_scenario;

namespace {

/// A folder that is gone when the test ends.
class TemporaryFolder {
public:
    TemporaryFolder() : path_(fs::temp_directory_path() / ("candor-load-" + std::to_string(std::rand()))) {
        fs::create_directories(path_);
    }
    ~TemporaryFolder() { fs::remove_all(path_); }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    fs::path write(std::string const& name, std::string const& text) const {
        auto const file = path_ / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

private:
    fs::path path_;
};

std::string message_of(std::string const& text, std::vector<std::string> const& overrides = {}) {
    try {
        (void)parse_scenario(text, "given.yaml", {}, overrides);
        return {};
    } catch (scenario::ScenarioError const& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("what a scenario leaves out keeps its default", "[scenario]") {
    auto const given = parse_scenario("run:\n");
    CHECK(scenario::canonical_json(given) == scenario::canonical_json(scenario::default_scenario()));
    scenario::Scenario const plain;
    CHECK(given.run.weeks == plain.run.weeks);
    CHECK(given.leadership.styles.size() == 4);
    CHECK(given.compare == std::vector<std::string>{"command", "level2"});
    CHECK(given.source == "run:\n");
}

TEST_CASE("every kind of key is read", "[scenario]") {
    auto const given = parse_scenario(R"(
title: Level 2
question: "who speaks?"
organization: {members: 1e3, span: {from: 4, to: 12}, ties_per_member: 3.5}
environment:
  turbulence: .2
people: {control: {alpha: 2}}
leadership:
  styles:
    zeal: {like: mine, monitoring: 0}
    mine: {like: level2, inquiry: .9}
    plain:
  habit: transactional
  policy: zeal
  adoption: .5
timeline:
  - week: 40
    adopt: level2
    adoption: .2
    scope: {levels: [1, 2], branch: 17, share: .5, unit_size: {least: 5, most: 9}}
  - week: 10
    coach: .4
  - {week: 10, mandate: {severity: 4, consulted: yes, benefits: {contact_hours: 2}}}
run: {weeks: 52, replicates: 3, seed: 4294967295}
record: {by_level: off, by_unit: true, snapshots: [52, 1]}
compare: [zeal, command, mine]
)");
    CHECK(given.title == "Level 2");
    CHECK(given.organization.members == 1000);
    CHECK(given.organization.span == model::Span{4, 12});
    CHECK(given.organization.ties_per_member == 3.5);
    CHECK(given.parameters.environment.turbulence == .2F);
    CHECK(given.parameters.people.control.alpha == 2.F);
    CHECK(given.parameters.people.control.beta == 6.F);
    CHECK(given.run.seed == 4294967295U);
    CHECK_FALSE(given.record.by_level);
    CHECK(given.record.by_unit);
    CHECK(given.record.snapshots == std::vector<int>{1, 52});

    auto const& styles = given.leadership.styles;
    REQUIRE(styles.size() == 7);
    CHECK(styles[4].name == "mine");
    CHECK(styles[5].name == "plain");
    CHECK(styles[5].elements == model::LeadershipStyle{});
    CHECK(styles[6].name == "zeal");
    CHECK(styles[6].elements.inquiry == .9F);
    CHECK(styles[6].elements.monitoring == 0.F);
    CHECK(styles[6].elements.delegation == .85F);
    CHECK(given.leadership.habit == 1);
    CHECK(given.leadership.policy == 6);

    REQUIRE(given.timeline.size() == 3);
    CHECK(given.timeline[0].week == 40);  // in the order of the document
    CHECK(std::get<model::Adopt>(given.timeline[0].what).style == 2);
    CHECK(std::get<model::Coach>(given.timeline[1].what).intensity == .4F);
    auto const& mandate = std::get<model::Mandate>(given.timeline[2].what);
    CHECK(mandate.consulted);
    CHECK(mandate.severity == 4.F);
    CHECK(mandate.contact_hours == 2.F);
    CHECK(mandate.latitude == -.3F);
    auto const& scope = given.timeline[0].scope;
    CHECK(scope.levels == std::vector<int>{1, 2});
    CHECK(scope.branch == "17");
    CHECK(scope.unit_most == 9);
}

TEST_CASE("every kind of intervention is read, with its defaults", "[scenario]") {
    auto const given = parse_scenario(R"(
timeline:
  - {week: 1, replace_leaders: .2}
  - {week: 1, replace_leaders: .2, adoption: .9}
  - {week: 2, layoff: {share: .1}}
  - {week: 2, layoff: {share: .1, refill: never, severity: 1, unit_severity: 2}}
  - {week: 2, layoff: {share: .1, refill: 26}}
  - {week: 3, market: {factor: 1.5}}
  - {week: 4, shock: 2}
  - {week: 5, connect: 3}
  - {week: 6, promise: {kept: .8}}
)");
    auto const& timeline = given.timeline;
    REQUIRE(timeline.size() == 9);
    CHECK(std::get<model::ReplaceLeaders>(timeline[0].what).share == .2F);
    CHECK(std::get<model::ReplaceLeaders>(timeline[0].what).adoption == .5F);
    CHECK(std::get<model::ReplaceLeaders>(timeline[1].what).adoption == .9F);
    CHECK(std::get<model::Layoff>(timeline[2].what).severity == 4.F);
    CHECK(std::get<model::Layoff>(timeline[2].what).unit_severity == 8.F);
    CHECK(std::get<model::Layoff>(timeline[2].what).refill.weeks == 0);
    CHECK(std::get<model::Layoff>(timeline[3].what).unit_severity == 2.F);
    CHECK(std::get<model::Layoff>(timeline[4].what).refill.weeks == 26);
    CHECK(std::get<model::Market>(timeline[5].what).factor == 1.5F);
    CHECK(std::get<model::Shock>(timeline[6].what).size == 2.F);
    CHECK(std::get<model::Connect>(timeline[7].what).ties == 3);
    CHECK(std::get<model::Promise>(timeline[8].what).kept == .8F);
    CHECK(std::get<model::Promise>(timeline[8].what).weight == 3.F);
    CHECK(canonical_json(parse_scenario(canonical_json(given))) == canonical_json(given));
}

TEST_CASE("entries say for how long and on what condition", "[scenario]") {
    auto const given = parse_scenario(R"(
timeline:
  - {week: 1, adopt: level2, weeks: 26}
  - {week: 3, market: {factor: 1.5, weeks: 12}}
  - {week: 3, market: {factor: 1.5}, weeks: 12}
  - {when: {below: {safety: .4, voice: .3}, above: {quits: .2}, for: 4}, coach: .5, weeks: 8, at_most: 3}
  - {week: 20, when: {above: {vacancy: .1}}, shock: 1}
)",
                                      "given", {}, {"timeline[3].when.for=5", "timeline[3].when.below.safety=.45"});
    auto const& timeline = given.timeline;
    REQUIRE(timeline.size() == 5);
    CHECK(timeline[0].duration() == 26);
    CHECK_FALSE(timeline[0].when);
    CHECK(timeline[1].duration() == 12);
    CHECK_FALSE(timeline[1].weeks);
    CHECK(timeline[2].duration() == 12);
    REQUIRE(timeline[3].when);
    CHECK(timeline[3].week == 1);
    CHECK(timeline[3].at_most == 3);
    CHECK(timeline[3].when->weeks == 5);
    REQUIRE(timeline[3].when->below.size() == 2);
    CHECK(timeline[3].when->below[0].outcome == model::find_outcome("safety"));
    CHECK(timeline[3].when->below[0].value == .45F);
    CHECK(timeline[3].when->above[0].outcome == model::find_outcome("quits"));
    CHECK(timeline[4].week == 20);
    CHECK(timeline[4].at_most == 1);
    auto const text = canonical_json(given);
    CHECK(canonical_json(parse_scenario(text)) == text);
    CHECK(text.find("\"when\":{\"above\":{\"quits\":0.2},\"below\":{\"safety\":0.45,\"voice\":0.3},\"for\":5}") !=
          std::string::npos);
}

TEST_CASE("overrides change any key, the last one wins", "[scenario]") {
    std::string const text = "environment: {turbulence: .1}\ntimeline:\n  - {week: 40, coach: .5}\n";
    auto const given = parse_scenario(
        text, "given.yaml", {},
        {"environment.turbulence=.2", "environment.turbulence=.3", "run.weeks=60", "leadership.styles.mine.inquiry=.5",
         "leadership.policy=mine", "timeline[0].week=10", "timeline.0.coach=.25", "organization.span={from: 2, to: 3}",
         "record.snapshots=[5]", "title=a = b", "voice={fear: 1}"});
    CHECK(given.parameters.environment.turbulence == .3F);
    CHECK(given.run.weeks == 60);
    CHECK(given.leadership.styles.back().elements.inquiry == .5F);
    CHECK(given.leadership.policy == 4);
    CHECK(given.timeline[0].week == 10);
    CHECK(std::get<model::Coach>(given.timeline[0].what).intensity == .25F);
    CHECK(given.organization.span == model::Span{2, 3});
    CHECK(given.record.snapshots == std::vector<int>{5});
    CHECK(given.title == "a = b");
    CHECK(given.parameters.voice.fear == 1.F);
    CHECK(given.parameters.voice.impact == 2.F);
    CHECK(given.source == text);
    auto const reset = parse_scenario(text, "given.yaml", {}, {"environment.turbulence=~"});
    CHECK(reset.parameters.environment.turbulence == .05F);
}

TEST_CASE("overrides are checked like the file", "[scenario]") {
    CHECK(message_of("run:\n", {"environment.turbulence=1.5", "run.weks=3"}) ==
          "error: `turbulence` must lie in 0..1, got 1.5\n"
          "  --> --set\n"
          "   |\n"
          "   | environment.turbulence=1.5\n"
          "   |                        ^^^\n"
          "\n"
          "error: unknown key `weks` (section `run` knows weeks, replicates, seed)\n"
          "  --> --set\n"
          "   |\n"
          "   | run.weks=3\n"
          "   |     ^^^^\n"
          "help: did you mean `weeks`?");
    for (auto const* argument : {"run.weeks",
                                 "=3",
                                 "",
                                 "run..weeks=3",
                                 "run.=3",
                                 ".run=3",
                                 "timeline[0=3",
                                 "timeline[x].week=3",
                                 "timeline[0].week=3",
                                 "run.weeks=",
                                 "run.weeks=[1",
                                 "run.weeks=3: 4: 5",
                                 "run.weeks=\"3",
                                 "extends=other.yaml",
                                 "run=3",
                                 "leadership.styles.level2.inquiry=.5",
                                 "run.weeks=\xff",
                                 "run[0]=3",
                                 "[0]=3",
                                 "run.weeks=3\n",
                                 "organization.reports_to=nowhere.csv"}) {
        CAPTURE(argument);
        CHECK(message_of("run:\n", {argument}).find("--> --set") != std::string::npos);
    }
}

TEST_CASE("extends lays a file over another one", "[scenario]") {
    TemporaryFolder const folder;
    folder.write("data/chart.csv", "member,manager\n1,\n2,1\n");
    folder.write("base/first.yaml",
                 "title: first\norganization: {reports_to: ../data/chart.csv}\nrun: {weeks: 30, seed: 7}\n"
                 "timeline:\n  - {week: 1, coach: 1}\n  - {week: 2, coach: 1}\n");
    folder.write("second.yaml", "extends: base/first.yaml\nrun:\n  weeks: 40\n");
    auto const file =
        folder.write("third.yaml", "extends: second.yaml\ntitle: third\nrun:\ntimeline:\n  - {week: 3, coach: 0}\n");
    auto const given = scenario::load_scenario(file);
    CHECK(given.title == "third");
    CHECK(given.run.weeks == 40);
    CHECK(given.run.seed == 7);
    CHECK(given.timeline.size() == 1);
    REQUIRE(given.organization.reports_to);
    CHECK(fs::equivalent(given.organization.reports_to->file, file.parent_path() / "data/chart.csv"));
    CHECK(given.file == file);
    CHECK(given.source.starts_with("extends: second.yaml"));

    auto const generated =
        folder.write("generated.yaml", "extends: second.yaml\norganization: {reports_to: ~, members: 9}\n");
    CHECK_FALSE(scenario::load_scenario(generated).organization.reports_to);
}

TEST_CASE("texts that a hostile or careless file may hold do not crash the reader", "[scenario]") {
    auto const repeated = [](std::string const& part, int count) {
        std::string text;
        for (int i = 0; i < count; ++i) {
            text += part;
        }
        return text;
    };
    for (auto const& text : {repeated("[", 100000),
                             repeated("{", 100000),
                             repeated("{a: ", 100000),
                             repeated("a:\n ", 1000),
                             repeated("- ", 100000),
                             repeated("? ", 10000),
                             repeated("&a ", 1000),
                             repeated("!a ", 1000),
                             repeated("'", 9999),
                             repeated("\"\\", 9999),
                             repeated("a: &a [*a]\n", 100),
                             repeated("%YAML 1.2\n---\n", 10),
                             repeated("|\n", 100),
                             std::string("a: \0b", 5),
                             repeated("...\n", 100),
                             std::string("\xef\xbb\xbf"),
                             std::string("\xef\xbb"),
                             std::string("\r\n\r\n"),
                             std::string("a: |9\n"),
                             std::string("run: {weeks: !!binary x}"),
                             std::string("!<tag> run"),
                             std::string("<<: [1]"),
                             std::string("@"),
                             std::string("\"\\x\": 1"),
                             std::string("\"\\uD800\": 1"),
                             std::string("? a\n: b"),
                             std::string("[a]: b")}) {
        CAPTURE(text.substr(0, 40));
        CHECK_FALSE(message_of(text).empty());
    }
}

TEST_CASE("a long list of problems is cut, and says so", "[scenario]") {
    std::string text = "record: {snapshots: [";
    for (int i = 0; i < 40000; ++i) {
        text += "x, ";
    }
    auto const message = message_of(text + "1]}\n");
    CHECK(message.ends_with("\n\nerror: and 39800 more problems"));
}

TEST_CASE("anchors repeat whole values", "[scenario]") {
    auto const given = parse_scenario(
        "timeline:\n  - {week: 1, coach: 1, scope: &few {share: .1}}\n  - {week: 2, coach: 1, scope: *few}\n");
    CHECK(given.timeline[1].scope.share == .1F);
}
