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

/// How a factor is read, and with which values.
Factor factor_of(SweepFolder const& folder, std::string const& path, std::string const& values) {
    std::string const design = values.find('{') == 0 ? "design: {kind: random, points: 3}\n" : "";
    auto sweep = folder.sweep(design + "factors:\n  " + path + ": " + values + "\n");
    REQUIRE(sweep.factors.size() == 1);
    return sweep.factors.front();
}

std::vector<std::string> names_in(Sweep const& sweep) {
    std::vector<std::string> names;
    for (auto const& factor : sweep.factors) names.push_back(factor.name);
    return names;
}

}  // namespace

TEST_CASE("a sweep says what it leaves out by the defaults that are described", "[scenario][sweep]") {
    SweepFolder const folder(company_yaml);
    auto const sweep = folder.sweep("factors: {environment.turbulence: [.1, .2]}\n");
    CHECK(sweep.design.kind == DesignKind::grid);
    CHECK(sweep.policies == std::vector<std::string>{"careful"});
    CHECK(sweep.weeks.is_last_year());
    CHECK(sweep.constraints.empty());
    CHECK(sweep.replicates.until.empty());
    auto const described = nlohmann::json::parse(describe_json("sweep"));
    auto const default_of = [&](char const* path) {
        for (auto const& key : described) {
            if (key["path"] == path) return key["default"];
        }
        return nlohmann::json();
    };
    CHECK(default_of("replicates") == sweep.replicates.most);
    CHECK(default_of("outcomes") == sweep.outcomes);
    CHECK(default_of("series") == sweep.series);
    CHECK(default_of("design.seed") == sweep.design.seed);
    CHECK(default_of("random_numbers") == "common");
    CHECK(sweep.random_numbers == RandomNumbers::common);
    CHECK(default_of("design.second_order") == sweep.design.second_order);
    auto const morris =
        folder.sweep("design: {kind: morris, trajectories: 4}\nfactors: {voice.fear: {uniform: [1, 2]}}\n");
    CHECK(default_of("design.levels") == morris.design.levels);
}

TEST_CASE("every key of a sweep file is read", "[scenario][sweep]") {
    SweepFolder const folder(company_yaml);
    auto const sweep = folder.sweep(R"(
title: what it is called
question: what it asks
set: {run: {weeks: 80}, leadership: {styles: {third: {like: bold, inquiry: .3}}}}
policies: [level2, third, careful@calm]
factors:
  environment.turbulence: {uniform: [.1, .3], name: fast, group: world}
  voice.fear: {log_uniform: [.5, 2], group: world}
  voice.impact: {normal: [2, .5]}
  environment.volatility: {normal: [.5, .1], between: [.3, .7]}
  people.control.alpha: {triangular: [1, 2, 4]}
  leadership.habit: {choice: [command, level2]}
  organization.members: {values: [40, 60]}
design: {kind: saltelli, base_rows: 8, second_order: yes, seed: 4294967295}
constraints: [fast <= .25, fear < voice_impact]
outcomes: [performance, quits]
weeks: 5..40
series: [trust_leader]
replicates: {until: {outcome: quits, half_width: .25}, at_most: 70}
random_numbers: independent
)");
    CHECK(sweep.title == "what it is called");
    CHECK(sweep.question == "what it asks");
    CHECK(base_of(sweep).run.weeks == 80);
    CHECK(base_of(sweep).run.seed == 7);
    CHECK(sweep.policies == std::vector<std::string>{"level2", "third", "careful@calm"});
    CHECK(names_in(sweep) ==
          std::vector<std::string>{"fast", "fear", "voice_impact", "volatility", "alpha", "habit", "members"});
    CHECK(sweep.factors[0].group == "world");
    CHECK(sweep.factors[1].group == "world");
    CHECK(sweep.factors[2].group.empty());
    CHECK(std::get<Uniform>(sweep.factors[0].spread).low == .1);
    CHECK(std::get<Uniform>(sweep.factors[0].spread).high == .3);
    CHECK(std::get<LogUniform>(sweep.factors[1].spread).low == .5);
    auto const impact = std::get<Normal>(sweep.factors[2].spread);
    CHECK((impact.mean == 2 && impact.deviation == .5));
    CHECK(impact.low == sweep.factors[2].range.least);
    auto const volatility = std::get<Normal>(sweep.factors[3].spread);
    CHECK((volatility.low == .3 && volatility.high == .7));
    auto const alpha = std::get<Triangular>(sweep.factors[4].spread);
    CHECK((alpha.low == 1 && alpha.mode == 2 && alpha.high == 4));
    CHECK(std::get<Levels>(sweep.factors[5].spread).texts == std::vector<std::string>{"command", "level2"});
    CHECK(std::get<Levels>(sweep.factors[5].spread).numbers == std::vector<double>{0, 1});
    CHECK(std::get<Levels>(sweep.factors[6].spread).numbers == std::vector<double>{40, 60});
    CHECK(sweep.design.kind == DesignKind::saltelli);
    CHECK(sweep.design.base_rows == 8);
    CHECK(sweep.design.second_order);
    CHECK(sweep.design.seed == 4294967295U);
    REQUIRE(sweep.constraints.size() == 2);
    CHECK(sweep.constraints[1].text == "fear < voice_impact");
    CHECK(sweep.constraints[1].location.line == 16);
    CHECK(sweep.outcomes == std::vector<std::string>{"performance", "quits"});
    CHECK((sweep.weeks.first == 5 && sweep.weeks.last == 40));
    CHECK(sweep.series == std::vector<std::string>{"trust_leader"});
    CHECK(sweep.replicates.until == "quits");
    CHECK(sweep.replicates.half_width == .25);
    CHECK(sweep.replicates.most == 70);
    CHECK(sweep.random_numbers == RandomNumbers::independent);
    CHECK(is_sweep(sweep.file));
    CHECK_FALSE(is_sweep(folder.base()));
}

TEST_CASE("a sweep is read from text as from a file", "[scenario][sweep]") {
    SweepFolder const folder(company_yaml);
    std::string const text = "base: base.yaml\nfactors: {voice.fear: [1, 2]}\nreplicates: 3\n";
    auto const file = load_sweep(folder.write("sweep.yaml", text), {"run.weeks=30"});
    auto const sweep = parse_sweep(text, "here", file.file.parent_path(), {"run.weeks=30"});
    CHECK(canonical_json(sweep) == canonical_json(file));
    CHECK(sweep.source == text);
    CHECK(sweep.file.empty());
    CHECK(is_sweep_text(text));
    CHECK_FALSE(is_sweep_text(company_yaml));
    CHECK_FALSE(is_sweep_text("factors: {"));
    CHECK_THROWS_WITH(parse_sweep("factors: {voice.fear: [1, many]}\n", "here"), Catch::Contains("--> here:1:"));
    CHECK_THROWS_WITH(parse_sweep(text, "here", file.file.parent_path(), {"voice.fear=2"}),
                      Catch::Contains("change its values in 'here'"));
}

TEST_CASE("each design is read with its numbers", "[scenario][sweep]") {
    SweepFolder const folder(company_yaml);
    auto const design_of = [&](std::string const& design, std::string const& values = "[.1, .2]") {
        return folder.sweep("factors: {environment.turbulence: " + values + "}\ndesign: " + design + "\n").design;
    };
    for (auto const* word : {"grid", "zip", "one_at_a_time"}) CHECK(name_of(design_of(word).kind) == std::string(word));
    for (auto const* kind : {"random", "latin_hypercube", "sobol"}) {
        auto const design = design_of("{kind: " + std::string(kind) + ", points: 64, seed: 5}", "{uniform: [.1, .2]}");
        CHECK(name_of(design.kind) == std::string(kind));
        CHECK(design.points == 64);
        CHECK(design.seed == 5);
        CHECK(design.levels == 0);
    }
    auto const morris = design_of("{kind: morris, trajectories: 12, levels: 6}", "{uniform: [.1, .2]}");
    CHECK(morris.trajectories == 12);
    CHECK(morris.levels == 6);
}

TEST_CASE("a list of points is read from rows and from a table", "[scenario][sweep]") {
    SweepFolder const folder(company_yaml);
    std::vector<double> const rows{.1F, 50, 0, .25F, 60, 1, .1F, 70, 0};
    auto const inline_rows = folder.sweep(
        "factors: [environment.turbulence, organization.members, leadership.policy]\n"
        "design: {kind: list, rows: [[.1, 50, level2], [.25, 60, bold], [.1, 70, level2]]}\n");
    CHECK(inline_rows.design.rows == rows);
    folder.write(
        "sweeps/points.csv",
        "note;leadership.policy;environment.turbulence;members\na;level2;.1;50\nb;bold;.25;60\nc;level2;1e-1;70\n");
    auto const table = folder.sweep(
        "factors: [environment.turbulence, organization.members, leadership.policy]\n"
        "design: {kind: list, file: points.csv}\n");
    CHECK(table.design.rows == rows);
    CHECK(std::get<Levels>(table.factors[2].spread).texts == std::vector<std::string>{"level2", "bold"});
    folder.write("sweeps/points.csv", "environment.turbulence,timeline[0].week\n.1,3\n.2,4\n");
    auto const columns = folder.sweep("design: {kind: list, file: points.csv}\n");
    CHECK(names_in(columns) == std::vector<std::string>{"turbulence", "timeline_0_week"});
    CHECK(columns.design.rows == std::vector<double>{.1F, 3, .2F, 4});
}

TEST_CASE("a factor knows type, unit, range and base of its key", "[scenario][sweep]") {
    SweepFolder const folder(company_yaml);
    auto const turbulence = factor_of(folder, "environment.turbulence", "[.1, .2]");
    CHECK(turbulence.type == FactorType::real);
    CHECK(turbulence.unit == "1/week");
    CHECK((turbulence.range.least == 0 && turbulence.range.most == 1));
    CHECK(turbulence.base == Approx(.05));
    CHECK(turbulence.meaning.find("how fast conditions forget") == 0);

    auto const inquiry = factor_of(folder, "leadership.styles.bold.inquiry", "{uniform: [.1, .2]}");
    CHECK(inquiry.type == FactorType::real);
    CHECK(inquiry.base == Approx(.9));

    auto const week = factor_of(folder, "timeline[0].week", "[3, 4]");
    CHECK(week.type == FactorType::whole);
    CHECK(week.base == 10);
    auto const dotted = factor_of(folder, "timeline.0.week", "{uniform: [3, 40]}");
    CHECK(dotted.type == FactorType::whole);
    CHECK(dotted.base == 10);

    auto const below = factor_of(folder, "timeline[1].when.below.safety", "{uniform: [.2, .5]}");
    CHECK(below.type == FactorType::real);
    CHECK(below.base == Approx(.4));
    auto const level = factor_of(folder, "timeline[1].scope.levels[0]", "[1, 3]");
    CHECK(level.type == FactorType::whole);

    auto const members = factor_of(folder, "organization.members", "{log_uniform: [10, 1000]}");
    CHECK(members.type == FactorType::whole);
    CHECK(members.base == 60);
    CHECK(factor_of(folder, "organization.span", "[3, 9]").type == FactorType::whole);
    CHECK(factor_of(folder, "organization.span.from", "[3, 5]").base == 4);
    CHECK(factor_of(folder, "leadership.adoption", "[0, 1]").type == FactorType::real);
    auto const policy = factor_of(folder, "leadership.policy", "[bold, command]");
    CHECK(policy.type == FactorType::text);
    CHECK(std::isnan(policy.base));
    CHECK(text_of(policy, 1) == "command");
    CHECK(factor_of(folder, "leadership.habit", "[bold, command]").type == FactorType::text);
}

TEST_CASE("names of factors are short, and longer where that would mean two things", "[scenario][sweep]") {
    SweepFolder const folder(company_yaml);
    auto const names = [&](std::string const& factors) { return names_in(folder.sweep("factors:\n" + factors)); };
    using Names = std::vector<std::string>;
    CHECK(names("  voice.fear: [1, 2]\n") == Names{"fear"});
    CHECK(names("  leadership.styles.bold.inquiry: [0, 1]\n  leadership.styles.careful.inquiry: [0, 1]\n") ==
          Names{"leadership_styles_bold_inquiry", "leadership_styles_careful_inquiry"});
    // Results have a dimension `week`, and a variable for each outcome.
    CHECK(names("  timeline[0].week: [1, 2]\n  timeline[1].when.below.safety: [.1, .2]\n") ==
          Names{"timeline_0_week", "timeline_1_when_below_safety"});
    CHECK(names("  leadership.policy: [bold, command]\n") == Names{"leadership_policy"});
    // A name that was said stays; the other one gives way.
    CHECK(names("  voice.fear: [1, 2]\n  voice.impact: {values: [1, 2], name: fear}\n") == Names{"voice_fear", "fear"});
}

TEST_CASE("files in a sweep lie beside it, those of its base beside that", "[scenario][sweep]") {
    SweepFolder const folder("organization: {reports_to: one.csv}\n");
    folder.write("one.csv", "member,manager\na,\nb,a\n");
    folder.write("sweeps/two.csv", "member,manager\na,\nb,a\nc,a\n");
    auto const sweep = folder.sweep("factors: {organization.reports_to: [two.csv, ../one.csv]}\n");
    PointReader reader(sweep);
    CHECK(base_of(sweep).organization.reports_to->file.filename() == "one.csv");
    CHECK(std::filesystem::equivalent(reader.at(std::vector<double>{0}).organization.reports_to->file,
                                      sweep.file.parent_path() / "two.csv"));
    CHECK(std::filesystem::equivalent(reader.at(std::vector<double>{1}).organization.reports_to->file,
                                      base_of(sweep).organization.reports_to->file));
}

TEST_CASE("a sweep without a base varies the defaults, and --set goes over set but not over factors",
          "[scenario][sweep]") {
    SweepFolder const folder(company_yaml);
    auto const alone = load_sweep(folder.write("alone.yaml", "factors: {voice.fear: [1, 2]}\n"));
    CHECK(canonical_json(base_of(alone)) == canonical_json(default_scenario()));

    std::string const text = "set: {run: {weeks: 80, seed: 9}}\nfactors: {timeline.0.week: [1, 2]}\n";
    auto const set = folder.sweep(text, {"run.weeks=90", "environment.turbulence=.3"});
    CHECK(base_of(set).run.weeks == 90);
    CHECK(base_of(set).run.seed == 9);
    CHECK(base_of(set).in_variant("calm").parameters.environment.turbulence == .3F);
    for (auto const* override : {"timeline[0].week=5", "timeline.0.week=5"}) {
        CHECK(tests::refusal_of(folder, text, {override}).find("changes nothing (it is a factor") != std::string::npos);
    }
    CHECK(tests::refusal_of(folder, text, {"run.weeks=many"}).find("--> --set") != std::string::npos);
}
