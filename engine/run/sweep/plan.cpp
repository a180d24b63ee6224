#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

#include "candor/core/error.hpp"
#include "candor/output/content_hash.hpp"
#include "candor/run/provenance.hpp"
#include "candor/run/sweep.hpp"
#include "internal.hpp"

namespace candor::run {

namespace {

using scenario::DesignKind;
using scenario::Factor;
using scenario::FactorType;

constexpr std::int64_t most_runs = std::int64_t{1} << 40;

/// Refuses numbers of runs that nobody can mean, and random keys beyond those there are.
void refuse_too_many(scenario::Sweep const& sweep, std::int64_t points) {
    auto const policies = static_cast<std::int64_t>(sweep.policies.size());
    std::int64_t const replicates = sweep.replicates.most;
    if (points > most_runs / (policies * replicates)) {
        throw Error(fmt::format("the sweep has too many runs ({} points, {} policies, {} replicates)", points, policies,
                                replicates));
    }
    if (sweep.random_numbers == scenario::RandomNumbers::independent &&
        points * replicates > std::numeric_limits<std::int32_t>::max()) {
        throw Error(
            fmt::format("the sweep has too many runs for independent random numbers ({} points of {} "
                        "replicates, {} keys)",
                        points, replicates, std::numeric_limits<std::int32_t>::max()));
    }
}

output::Values values_of(Factor const& factor, Design const& design, std::size_t column) {
    auto const points = static_cast<std::size_t>(design.points());
    auto const at = [&](std::size_t point) { return design.values[point * design.factors + column]; };
    auto const fill = [&](auto values, auto const& make) {
        values.reserve(points);
        for (std::size_t point = 0; point < points; ++point) values.push_back(make(at(point)));
        return values;
    };
    switch (factor.type) {
        case FactorType::real:  // .2, not the nearest float's 0.20000000298: the float is the same
            return fill(std::vector<double>{}, [&](double value) { return std::stod(text_of(factor, value)); });
        case FactorType::whole:
            return fill(std::vector<std::int32_t>{},
                        [](double value) { return static_cast<std::int32_t>(std::llround(value)); });
        case FactorType::text: break;
    }
    return fill(std::vector<std::string>{}, [&](double value) { return text_of(factor, value); });
}

output::Variable variable_of(Factor const& factor, Design const& design, std::size_t column) {
    output::Variable variable{factor.name, {"point"}, values_of(factor, design, column), {}};
    // "week" would make readers see a time.
    variable.attributes = {{"units", factor.unit == "week" ? "1" : factor.unit},
                           {"long_name", factor.meaning.empty() ? factor.path : factor.meaning},
                           {"path", factor.path},
                           {"factor", static_cast<std::int64_t>(column) + 1}};
    if (!factor.group.empty()) variable.attributes.push_back({"group", factor.group});
    // Of a distribution the points are only a sample; whoever samples again must know it.
    if (!std::holds_alternative<scenario::Levels>(factor.spread))
        variable.attributes.push_back({"spread", scenario::spread_json(factor)});
    if (factor.type == FactorType::text) {
        constexpr std::size_t most = 60'000;  // what an attribute of netCDF holds
        std::string levels = fmt::format("{}", fmt::join(std::get<scenario::Levels>(factor.spread).texts, "\n"));
        if (levels.size() > most) {
            throw scenario::ScenarioError(scenario::Diagnostic{
                fmt::format("factor `{}` has too many words", factor.path),
                fmt::format("{} characters in all, {} at most", levels.size(), most), factor.location});
        }
        variable.attributes.push_back({"levels", std::move(levels)});
    }
    return variable;
}

void add_design_attributes(output::Dataset& file, scenario::Sweep const& sweep) {
    auto const& design = sweep.design;
    file.attributes.push_back({"title", sweep.title.empty() ? sweep.file.stem().string() : sweep.title});
    if (!sweep.question.empty()) file.attributes.push_back({"question", sweep.question});
    file.attributes.push_back({"source", "candor " + engine_version()});
    file.attributes.push_back({"format_version", std::int64_t{format_version}});
    file.attributes.push_back({"design", std::string(name_of(design.kind))});
    file.attributes.push_back({"design_seed", std::int64_t{design.seed}});
    if (design.kind == DesignKind::saltelli) {
        file.attributes.push_back({"design_base_rows", design.base_rows});
        file.attributes.push_back({"design_second_order", std::int64_t{design.second_order ? 1 : 0}});
    }
    if (design.kind == DesignKind::morris) {
        file.attributes.push_back({"design_trajectories", design.trajectories});
        file.attributes.push_back({"design_levels", std::int64_t{design.levels}});
    }
    bool const common = sweep.random_numbers == scenario::RandomNumbers::common;
    file.attributes.push_back({"adaptive", std::int64_t{sweep.replicates.until.empty() ? 0 : 1}});
    file.attributes.push_back({"random_numbers", std::string(common ? "common" : "independent")});
}

/// Whether the policies of the first point that can be run share its people and shocks; each other point's do as well,
/// since what a variant changes of the chart it changes everywhere.
bool are_policies_paired(scenario::Sweep const& sweep, Design const& design) {
    scenario::PointReader reader(sweep);
    for (std::int64_t point = 0; point < std::min<std::int64_t>(design.points(), 10); ++point) {
        try {
            auto const row = design.row(point);
            return experiment_of(reader.at(row), policies_at(sweep, row)).paired;
        } catch (Error const&) {
            continue;  // told when its runs fail
        }
    }
    return false;
}

/// Hashes of the files that a scenario imports, so that a sweep whose charts have changed is another one. Of a file that
/// cannot be read its runs tell, when they fail.
void add_imports(scenario::Scenario const& scenario, nlohmann::json& hashes) {
    auto const add = [&](std::filesystem::path const& file) {
        std::ifstream stream(file, std::ios::binary);
        std::string const bytes{std::istreambuf_iterator<char>(stream), {}};
        hashes.push_back(output::content_hash("", bytes, {}));
    };
    if (scenario.organization.reports_to) add(scenario.organization.reports_to->file);
    if (scenario.organization.ties) add(scenario.organization.ties->file);
}

/// The text that is hashed: what `canonical_json` says, with what is in the files that the base, its variants and the
/// levels of text factors import.
std::string hashed_text(scenario::Sweep const& sweep, Design const& design) {
    std::string text = canonical_json(sweep);
    nlohmann::json hashes = nlohmann::json::array();
    scenario::Scenario const& base = base_of(sweep);
    add_imports(base, hashes);
    for (std::string const& policy : sweep.policies) {
        std::string const variant = scenario::arm_of(policy).variant;
        if (!variant.empty()) add_imports(base.in_variant(variant), hashes);
    }
    scenario::PointReader reader(sweep);
    for (std::size_t f = 0; f < sweep.factors.size(); ++f) {
        if (sweep.factors[f].type != FactorType::text) continue;
        std::vector<double> values(design.row(0).begin(), design.row(0).end());
        for (double const level : std::get<scenario::Levels>(sweep.factors[f].spread).numbers) {
            values[f] = level;
            try {
                add_imports(reader.at(values), hashes);
            } catch (scenario::ScenarioError const&) {
                continue;  // told when its runs fail
            }
        }
    }
    if (hashes.empty()) return text;
    nlohmann::json json = nlohmann::json::parse(text);
    json["imported"] = std::move(hashes);
    return json.dump();
}

output::Dataset file_of(scenario::Sweep const& sweep, Design const& design, std::string const& command) {
    output::Dataset file;
    file.dimensions.push_back({"point", static_cast<std::size_t>(design.points())});
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(design.points()));
    std::iota(numbers.begin(), numbers.end(), 1);
    file.coordinates.push_back({"point", {"point"}, std::move(numbers), {{"long_name", "point of the design"}}});
    for (std::size_t f = 0; f < sweep.factors.size(); ++f) {
        file.variables.push_back(variable_of(sweep.factors[f], design, f));
    }
    add_design_attributes(file, sweep);
    file.attributes.push_back({"paired", std::int64_t{are_policies_paired(sweep, design) ? 1 : 0}});
    output::Group provenance{"provenance", {}, {}};
    for (auto const& [name, value] : build_facts()) provenance.texts.emplace_back(name, value);
    provenance.texts.emplace_back("scenario_canonical", hashed_text(sweep, design));
    provenance.texts.emplace_back("sweep_as_written", sweep.source);
    provenance.texts.emplace_back("base_as_written", base_of(sweep).source);
    provenance.texts.emplace_back("command", command);
    file.groups.push_back(std::move(provenance));
    file.attributes.push_back({"design_hash", content_hash_of(file)});
    return file;
}

/// The text of a design that was hashed, as JSON.
nlohmann::json canonical_of(output::Dataset const& design) {
    auto json = nlohmann::json::parse(provenance_text(design, "scenario_canonical"), nullptr, false);
    if (!json.is_object() || !json.contains("factors"))
        throw OutputError("this is no design of a sweep (its provenance cannot be read)");
    return json;
}

}  // namespace

SweepPlan plan_of(scenario::Sweep sweep, std::string const& command) {
    refuse_too_many(sweep, design_size(sweep));
    Design design = make_design(sweep);
    output::Dataset file = file_of(sweep, design, command);
    SweepFacts facts = facts_of(file);
    return {std::move(sweep), std::move(design), std::move(file), std::move(facts)};
}

output::Dataset design_in(std::filesystem::path const& folder) {
    output::Dataset design = read_design(folder);
    if (content_hash_of(design) != design.text_of("design_hash"))
        throw OutputError("this is no design of a sweep as it was written (it does not match its design_hash)");
    return design;
}

SweepFacts facts_of(output::Dataset const& design) {
    nlohmann::json const json = canonical_of(design);
    SweepFacts facts;
    facts.hash = design.text_of("design_hash");
    facts.numbers.points = static_cast<std::int64_t>(design.size_of("point"));
    facts.numbers.policies = static_cast<std::int64_t>(json.at("policies").size());
    facts.numbers.replicates = json.at("replicates").at("at_most");
    facts.kept.outcomes = json.at("outcomes").get<std::vector<std::string>>();
    facts.kept.series = json.at("series").get<std::vector<std::string>>();
    facts.kept.weeks = facts.kept.series.empty() ? 0 : json.at("base").at("run").at("weeks").get<int>();
    return facts;
}

std::vector<std::string> policies_of(output::Dataset const& design) {
    return canonical_of(design).at("policies").get<std::vector<std::string>>();
}

std::string command_for(output::Dataset const& design, std::int64_t run) {
    return fmt::format("{} --run {}", provenance_text(design, "command"), run + 1);
}

std::optional<StoppingRule> stopping_rule_of(output::Dataset const& design) {
    nlohmann::json const replicates = canonical_of(design).at("replicates");
    if (!replicates.contains("until")) return std::nullopt;
    return StoppingRule(replicates.at("half_width"), replicates.at("at_most"));
}

std::size_t until_outcome_of(output::Dataset const& design, Kept const& kept) {
    std::string const name = canonical_of(design).at("replicates").value("until", "");
    return static_cast<std::size_t>(std::find(kept.outcomes.begin(), kept.outcomes.end(), name) -
                                    kept.outcomes.begin());
}

std::vector<std::string> policies_at(scenario::Sweep const& sweep, std::span<double const> row) {
    for (std::size_t f = 0; f < row.size(); ++f) {
        if (sweep.factors[f].path == "leadership.policy") return {text_of(sweep.factors[f], row[f])};
    }
    return sweep.policies;
}

std::int64_t random_key_of(SweepPlan const& plan, std::int64_t run) {
    RunNumbers const& numbers = plan.facts.numbers;
    bool const common = plan.sweep.random_numbers == scenario::RandomNumbers::common;
    return numbers.replicate(run) + 1 + (common ? 0 : numbers.point(run) * numbers.replicates);
}

RunPlace place_of(SweepPlan const& plan, std::int64_t run) {
    RunNumbers const& numbers = plan.facts.numbers;
    std::span<double const> const row = plan.design.row(numbers.point(run));
    RunPlace place{numbers.point(run) + 1,
                   policies_at(plan.sweep, row)[static_cast<std::size_t>(numbers.policy(run))],
                   numbers.replicate(run) + 1,
                   random_key_of(plan, run),
                   {}};
    for (std::size_t f = 0; f < row.size(); ++f) {
        scenario::Factor const& factor = plan.sweep.factors[f];
        place.settings.push_back(factor.path + "=" + text_of(factor, row[f]));
    }
    return place;
}

}  // namespace candor::run
