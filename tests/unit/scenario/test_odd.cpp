#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "candor/model/observables.hpp"
#include "candor/model/parameter_fields.hpp"
#include "candor/model/rules.hpp"
#include "candor/model/style.hpp"
#include "candor/scenario/chart_import.hpp"
#include "candor/scenario/describe.hpp"
#include "candor/scenario/load.hpp"
#include "candor/scenario/odd.hpp"

using namespace candor;
using namespace candor::scenario;
namespace fs = std::filesystem;

namespace {

fs::path const source_folder = CANDOR_SOURCE_DIR;

std::string protocol_of(Scenario const& scenario) {
    std::vector<std::string> notes;
    auto const structure = build_structure(scenario.organization, scenario.run.seed, notes);
    return odd_protocol(scenario, structure, notes, "0.0.0");
}

std::string protocol_of(std::string const& yaml) { return protocol_of(parse_scenario(yaml)); }

std::string text_of(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The templates with their equations; the tables are only in what is made of them.
std::string templates() {
    std::string text;
    for (auto const& entry : fs::directory_iterator(source_folder / "engine/scenario/odd")) text += text_of(entry);
    return text;
}

bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

/// What stands in the second column of a parameter's row, below the equations.
std::string listed_value(std::string const& protocol, std::string const& parameter) {
    std::regex const row("\\| `" + parameter + "` +\\| ([^|]*[^| ]) +\\|");
    std::string value;
    for (std::sregex_iterator at(protocol.begin(), protocol.end(), row); at != std::sregex_iterator(); ++at) {
        value = (*at)[1];
    }
    REQUIRE_FALSE(value.empty());
    return value;
}

struct Key {
    std::string path, source;
    bool is_value;
};

std::vector<Key> keys() {
    std::vector<Key> all;
    for (auto const& entry : nlohmann::json::parse(describe_json())) {
        all.push_back({entry["path"], entry["source"], entry["kind"] != "section"});
    }
    return all;
}

std::set<std::string> parameter_sections() {
    std::set<std::string> sections;
    for_each_field<model::Parameters>([&](auto const& section) { sections.insert(section.name); });
    return sections;
}

std::string section_of(std::string const& path) { return path.substr(0, path.find('.')); }

/// Every `one.two.three` of a text.
std::set<std::string> dotted_names(std::string const& text) {
    std::regex const name("[a-z][a-z_]*(\\.[a-z][a-z_]*)+");
    std::set<std::string> names;
    for (std::sregex_iterator at(text.begin(), text.end(), name); at != std::sregex_iterator(); ++at) {
        names.insert(at->str());
    }
    return names;
}

}  // namespace

TEST_CASE("an ODD protocol has the seven elements and the eleven design concepts, in order", "[scenario][odd]") {
    auto const protocol = protocol_of(default_scenario());
    std::size_t last = 0;
    for (auto const* heading : {"# Candor",
                                "## 1 Purpose and patterns",
                                "## 2 Entities, state variables and scales",
                                "## 3 Process overview and scheduling",
                                "## 4 Design concepts",
                                "**Basic principles.**",
                                "**Emergence.**",
                                "**Adaptation.**",
                                "**Objectives.**",
                                "**Learning.**",
                                "**Prediction.**",
                                "**Sensing.**",
                                "**Interaction.**",
                                "**Stochasticity.**",
                                "**Collectives.**",
                                "**Observation.**",
                                "## 5 Initialization",
                                "## 6 Input data",
                                "## 7 Submodels",
                                "### 7.1 ",
                                "### 7.12 ",
                                "### 7.13 ",
                                "## References"}) {
        CAPTURE(heading);
        auto const at = protocol.find(std::string("\n") + heading, last);
        CHECK((at != std::string::npos || protocol.starts_with(heading)));
        last = at == std::string::npos ? last : at;
    }
}

TEST_CASE("an ODD protocol of every scenario is whole and readable", "[scenario][odd]") {
    std::vector<Scenario> scenarios{default_scenario()};
    for (auto const& entry : fs::directory_iterator(source_folder / "scenarios")) {
        if (entry.path().extension() == ".yaml") scenarios.push_back(load_scenario(entry.path()));
    }
    REQUIRE(scenarios.size() > 4);
    for (auto const& scenario : scenarios) {
        CAPTURE(scenario.title);
        auto const protocol = protocol_of(scenario);
        CHECK_FALSE(contains(protocol, "{{"));
        CHECK_FALSE(contains(protocol, "}}"));
        CHECK_FALSE(contains(protocol, "\n\n\n"));
        CHECK(protocol.ends_with("\n"));
        CHECK(contains(protocol, scenario.question));
        std::istringstream lines(protocol);
        for (std::string line; std::getline(lines, line);) {
            CAPTURE(line);
            auto const characters = std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
            CHECK((line.starts_with("|") || characters <= 120));
            CHECK_FALSE(line.starts_with("     none"));
        }
    }
}

TEST_CASE("every parameter stands in an equation, and no other does", "[scenario][odd]") {
    auto const named = dotted_names(templates());
    auto const protocol = protocol_of(default_scenario());
    auto const sections = parameter_sections();
    std::set<std::string> known;
    std::set<std::string> all_sections{"conduct"};
    for (auto const& key : keys()) {
        known.insert(key.path);
        all_sections.insert(section_of(key.path));
        if (key.is_value && sections.count(section_of(key.path)) == 1) {
            CAPTURE(key.path);
            CHECK(named.count(key.path) == 1);
            CHECK_FALSE(listed_value(protocol, key.path).empty());
        }
    }
    for_each_field<model::LeadershipStyle>([&](auto const& element) {
        CAPTURE(element.name);
        known.insert(std::string("conduct.") + element.name);
        CHECK(named.count(std::string("conduct.") + element.name) == 1);
    });
    for (auto const& name : named) {
        CAPTURE(name);
        CHECK((all_sections.count(section_of(name)) == 0 || known.count(name) == 1));
    }
}

TEST_CASE("every kind of intervention has its equations", "[scenario][odd]") {
    auto const text = templates();
    for (auto const& key : keys()) {
        std::string const entry = "timeline[0].";
        if (!key.is_value || !key.path.starts_with(entry)) continue;
        CAPTURE(key.path);
        auto const path = key.path.substr(entry.size());
        CHECK(contains(text, path.starts_with("scope.") ? path.substr(6) : path));
    }
    auto const schema = nlohmann::json::parse(json_schema());
    for (auto const& kind : schema["properties"]["timeline"]["items"]["oneOf"]) {
        auto const name = kind["required"][0].get<std::string>();
        CAPTURE(name);
        CHECK(contains(text, "{{if " + name + "}}"));
        CHECK(contains(text, "**" + name + "**"));
    }
}

TEST_CASE("every number of the model has a source or says that it is assumed", "[scenario][odd]") {
    auto const references = text_of(source_folder / "engine/scenario/odd/8_references.md");
    auto const sections = parameter_sections();
    std::regex const citation("([^ ,]+)( &[^,;]*)? ([12][0-9]{3})");
    for (auto const& key : keys()) {
        auto const is_of_style = key.path.starts_with("leadership.styles.NAME.") && !key.path.ends_with(".like");
        if (!key.is_value || (sections.count(section_of(key.path)) == 0 && !is_of_style)) continue;
        CAPTURE(key.path, key.source);
        std::sregex_iterator const cited(key.source.begin(), key.source.end(), citation);
        CHECK((contains(key.source, "assum") || cited != std::sregex_iterator()));
        for (auto at = cited; at != std::sregex_iterator(); ++at) {
            std::regex const reference("- " + (*at)[1].str() + ",[^\n]*\\(" + (*at)[3].str() + "\\)");
            CHECK(std::regex_search(references, reference));
        }
    }
}

TEST_CASE("an ODD protocol lists every outcome, state variable, style and call", "[scenario][odd]") {
    auto const protocol = protocol_of("leadership: {styles: {our_way: {like: level2, inquiry: .875}}}");
    for (auto const& outcome : model::outcomes()) CHECK(contains(protocol, std::string("| `") + outcome.name + "`"));
    for (auto const& quantity : model::member_quantities()) {
        CHECK(contains(protocol, std::string("| `") + quantity.name + "`"));
    }
    for (auto const& style : model::built_in_styles) CHECK(contains(protocol, std::string("| `") + style.name + "`"));
    CHECK(contains(protocol, "| `our_way` |"));
    CHECK(contains(protocol, "| 0.875 |"));
    CHECK(contains(protocol, "| 1 `week_choices` | member |"));
    CHECK_FALSE(contains(protocol, "| free |"));
}

TEST_CASE("an ODD protocol shows the scenario's own values beside the defaults", "[scenario][odd]") {
    auto const usual = protocol_of(default_scenario());
    CHECK(listed_value(usual, "environment.turbulence") == "0.05");
    CHECK(contains(usual, "All parameters of the model have their defaults."));
    CHECK(contains(usual, "This scenario has no timeline"));
    CHECK(contains(usual, "states no question"));

    auto const own = protocol_of(
        "title: Ours_*\nquestion: \"What if <b>?\"\nenvironment: {turbulence: .2}\nrun: {weeks: 99}\n"
        "organization: {members: 20, span: {from: 3, to: 5}}\n"
        "timeline: [{week: 7, mandate: {severity: 4}, scope: {levels: [1, 2]}}]\n");
    CHECK(own.starts_with("# Ours\\_\\*: an ODD protocol\n"));
    CHECK(contains(own, "What if \\<b\\>?"));
    CHECK(listed_value(own, "environment.turbulence") == "**0.2** (default 0.05)");
    CHECK(contains(own, "a run lasts 99 weeks"));
    CHECK(listed_value(own, "organization.span") == "**3..5** (default 7)");
    CHECK(contains(own, "- Event 0, at the start of week 7: `mandate.severity` 4, "));
    CHECK(contains(own, "`scope.levels` `[1,2]`"));
    CHECK(contains(own, "**mandate** is"));
    CHECK_FALSE(contains(own, "**coach** addresses"));
}

TEST_CASE("an ODD protocol tells an imported organization from a generated one", "[scenario][odd]") {
    auto const imported = protocol_of(load_scenario(source_folder / "scenarios/imported_company.yaml"));
    CHECK(contains(imported, "60 members in 4 levels"));
    CHECK(contains(imported, "are read from `reports_to.csv`"));
    CHECK(contains(imported, "64 ties"));
    CHECK_FALSE(contains(imported, "`organization.members`"));
    CHECK_FALSE(contains(imported, "`organization.ties_per_member`"));
    auto const generated = protocol_of(load_scenario(source_folder / "scenarios/stable_routine.yaml"));
    CHECK(contains(generated, "1000 members in 5 levels"));
    CHECK(contains(generated, "What its author expects:\n\n"));
    auto const claimed =
        protocol_of("# Question: does it?\n# Claim:    it does, as many\n#           say.\n# Look at:  it\ntitle: T\n");
    CHECK(contains(claimed, "What its author expects:\n\nit does, as many say.\n"));
    CHECK(listed_value(generated, "organization.members") == "**1000** (default 400)");
}

TEST_CASE("an ODD protocol shows what is expected, varied, held still and happens when", "[scenario][odd]") {
    auto const protocol = protocol_of(
        "nulls: [voice_off]\n"
        "variants: {calm: {environment: {volatility: .15}, timeline: []}}\n"
        "expect:\n"
        "  - {outcome: safety, order: [level2, command], because: one is asked}\n"
        "  - {outcome: quits, of: [command, command@calm], differ: no, over: 1..5}\n"
        "  - {outcome: safety, of: level2, from: 1..4, to: 10..20, goes: up}\n"
        "timeline:\n"
        "  - {week: 5, shock: 2, weeks: 3}\n"
        "  - {when: {below: {safety: .4}, for: 4}, connect: 1, at_most: 2}\n"
        "  - {week: 9, layoff: {share: .1, refill: never}}\n");
    CHECK(contains(protocol, "- `voice_off`: "));
    CHECK(contains(protocol, "- `calm`: `environment.volatility` 0.15 instead of 0.5, another timeline\n"));
    CHECK(contains(protocol, "- `safety`: `level2` > `command`, the last year (one is asked)\n"));
    CHECK(contains(protocol, "- `quits`: `command` and `command@calm` do not differ clearly, weeks 1 to 5\n"));
    CHECK(contains(protocol, "- `safety`: `level2` goes up, from weeks 1 to 4 to weeks 10 to 20\n"));
    CHECK(contains(protocol, "- Event 0, at the start of week 5: `shock` 2, `weeks` 3\n"));
    CHECK(contains(protocol, "- Event 1, from week 1 on: `connect` 1"));
    CHECK(contains(protocol, "`layoff.refill` `never`"));
    for (auto const* kind : {"**shock**", "**connect**", "**layoff**"}) CHECK(contains(protocol, kind));
    for (auto const* kind : {"**promise**", "**market**", "**replace_leaders**"}) CHECK_FALSE(contains(protocol, kind));
}

TEST_CASE("equations of the ODD protocol give with its values what the engine computes", "[scenario][odd]") {
    auto const protocol = protocol_of(default_scenario());
    auto const listed = [&](std::string const& key) { return std::stod(listed_value(protocol, key)); };
    model::Parameters const p;
    double const impact = .4, safety = .3, inquiry = .2, trust_self = .6, silent = .25, aspiration = .7;
    double const sum = listed("voice.base") + listed("voice.impact") * impact - listed("voice.fear") * (1 - safety) +
                       listed("voice.inquiry") * inquiry + listed("voice.trust_self") * trust_self -
                       listed("voice.silence") * silent +
                       listed("voice.aspiration") * (aspiration - listed("voice.aspiration_neutral"));
    CHECK(model::rules::speak_probability(.4F, .3F, .2F, .6F, .25F, .7F, p.voice) ==
          Approx(1 / (1 + std::exp(-sum))).epsilon(1e-5));

    double const quit =
        listed("turnover.market") * listed("turnover.hazard") * std::exp(listed("turnover.sensitivity") * (.7 - .4));
    CHECK(model::rules::quit_probability(.7F, .4F, p.turnover) == Approx(quit).epsilon(1e-5));

    double const prior_weight = listed("beliefs.prior_weight");
    CHECK(model::rules::belief(3.F, 1.F, .4F, p.beliefs) ==
          Approx((3 + prior_weight * .4) / (3 + 1 + prior_weight)).epsilon(1e-5));
}
