#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "candor/scenario/canonical.hpp"
#include "sweep_reader.hpp"

namespace candor::scenario {

namespace {

/// A scenario by mistake: it says what only scenarios say, and nothing of what a sweep is.
void refuse_scenario(Node const& root, Start const& start) {
    if (sweep_entry(root) != nullptr || root.find("base") != nullptr) {
        return;
    }
    auto const known = names_of(catalog());
    auto const of_sweep = names_of(sweep_catalog());
    auto const is_in = [](std::vector<std::string> const& names, Entry const& entry) {
        return std::find(names.begin(), names.end(), entry.key) != names.end();
    };
    for (auto const& entry : root.entries) {
        if (is_in(known, entry) && !is_in(of_sweep, entry)) {
            throw ScenarioError(
                Diagnostic{"this is a scenario, not a sweep", fmt::format("it has `{}`, and no `factors`", entry.key),
                           location_of(entry.mark),
                           fmt::format("`candor run {}` runs it; a sweep names it as its `base`", start.name)});
        }
    }
}

/// What differs from the base: the map `set`.
Node changes_of(Node const& root, Problems& problems) {
    Node const none = empty_map();
    auto const* const set = find_written(root, "set");
    if (set == nullptr || set->value.kind == Node::Kind::empty) {
        return none;
    }
    if (set->value.kind != Node::Kind::map) {
        problems.add({value_mark(*set),
                      fmt::format("`set` must be a map of what differs from the base, got {}", shown(set->value)), "",
                      "write it like `set: {run: {weeks: 104}}`"});
        return none;
    }
    if (auto const* const extends = set->value.find("extends")) {
        problems.add({extends->mark, "`extends` cannot be set", "the scenario that is varied is the `base`"});
    }
    return set->value;
}

/// Where the base scenario comes from: the file that `base` names, or all defaults.
Start base_of(Node const& root, Problems& problems) {
    auto const* const base = find_written(root, "base");
    if (base == nullptr) {
        return {"title: \"\"\n", "the defaults", root.mark.source->folder, {}};
    }
    if (base->value.kind != Node::Kind::scalar) {
        problems.add({value_mark(*base),
                      fmt::format("`base` must be the name of a scenario file, got {}", shown(base->value)), "",
                      "changes to it stand in `set`, as in `set: {run: {weeks: 104}}`"});
        problems.throw_if_any();
    }
    auto const file = (base->value.mark.source->folder / std::filesystem::path(base->value.text)).lexically_normal();
    try {
        return read_start(file);
    } catch (ScenarioError const& error) {
        auto diagnostic = error.diagnostics().front();
        diagnostic.location = location_of(base->value.mark);
        throw ScenarioError(diagnostic);
    }
}

/// What is not set by `--set` because every point sets it.
void refuse_set_factors(Sweep const& sweep, std::vector<std::string> const& overrides, std::string const& name) {
    for (auto const& override : overrides) {
        for (auto const& factor : sweep.factors) {
            auto const set = plain_path(std::string_view(override).substr(0, override.find('=')));
            if (set == plain_path(factor.path)) {
                throw ScenarioError(Diagnostic{fmt::format("`--set {}` changes nothing", override),
                                               "it is a factor: every point of the sweep sets it",
                                               {},
                                               fmt::format("change its values in '{}'", name)});
            }
        }
    }
}

/// Values by what they are, not by how they are written: .1 and 0.10 are one.
nlohmann::json json_of(Factor const& factor) {
    auto const& spread = factor.spread;
    if (auto const* const levels = std::get_if<Levels>(&spread)) {
        auto values = nlohmann::json::array();
        for (double const number : levels->numbers) values.push_back(text_of(factor, number));
        return {{"values", values}};
    }
    if (auto const* const uniform = std::get_if<Uniform>(&spread)) return {{"uniform", {uniform->low, uniform->high}}};
    if (auto const* const log = std::get_if<LogUniform>(&spread)) return {{"log_uniform", {log->low, log->high}}};
    if (auto const* const triangular = std::get_if<Triangular>(&spread))
        return {{"triangular", {triangular->low, triangular->mode, triangular->high}}};
    auto const& normal = std::get<Normal>(spread);
    // JSON knows no infinity; null says that there is no end.
    return {{"normal", {normal.mean, normal.deviation}}, {"between", {normal.low, normal.high}}};
}

nlohmann::json json_of(DesignPlan const& design) {
    nlohmann::json json{{"kind", name_of(design.kind)}, {"seed", design.seed}};
    if (design.points > 0) json["points"] = design.points;
    if (design.base_rows > 0) json["base_rows"] = design.base_rows;
    if (design.base_rows > 0) json["second_order"] = design.second_order;
    if (design.trajectories > 0) json["trajectories"] = design.trajectories;
    if (design.trajectories > 0) json["levels"] = design.levels;
    return json;
}

Sweep load(Start const& start, std::vector<std::string> const& overrides) {
    Problems problems;
    auto const root = parse_map(start, -1, sweep_file, problems);  // before the scenario that it goes over
    problems.throw_if_any();
    refuse_scenario(root, start);
    Sweep sweep;
    sweep.file = start.file;
    sweep.source = start.text;
    auto base = std::make_shared<SweepBase>();
    auto const below = base_of(root, problems);
    auto const over = changes_of(root, problems);
    base->document = resolve_document(below, overrides, problems, &over);
    base->scenario = read_document(base->document, below.file, problems);
    problems.throw_if_any();  // nothing can be varied in what is wrong
    SweepReader(sweep, *base, problems).read(root);
    problems.throw_if_any();
    refuse_set_factors(sweep, overrides, start.name);
    sweep.base = std::move(base);
    return sweep;
}

bool says_a_sweep(Start const& start) {
    Problems ignored;
    return sweep_entry(parse_map(start, 0, sweep_file, ignored)) != nullptr;
}

}  // namespace

Sweep load_sweep(std::filesystem::path const& file, std::vector<std::string> const& overrides) {
    return load(read_start(file, sweep_file), overrides);
}

Sweep parse_sweep(std::string_view text, std::string const& source_name, std::filesystem::path const& base_folder,
                  std::vector<std::string> const& overrides) {
    return load({std::string(text), source_name, base_folder, {}}, overrides);
}

bool is_sweep(std::filesystem::path const& file) {
    try {
        return says_a_sweep(read_start(file));
    } catch (ScenarioError const&) {
        return false;
    }
}

bool is_sweep_text(std::string_view text) {
    try {
        return says_a_sweep({std::string(text), "sweep", {}, {}});
    } catch (ScenarioError const&) {
        return false;
    }
}

std::string spread_json(Factor const& factor) { return json_of(factor).dump(); }

Scenario const& base_of(Sweep const& sweep) { return sweep.base->scenario; }

std::string canonical_json(Sweep const& sweep) {
    auto const parse = [](Scenario const& scenario) { return nlohmann::json::parse(canonical_json(scenario)); };
    nlohmann::json json{{"base", parse(sweep.base->scenario)}, {"design", json_of(sweep.design)}};
    json["factors"] = nlohmann::json::array();
    for (auto const& factor : sweep.factors) {
        auto entry = json_of(factor);
        entry["path"] = factor.path;
        entry["name"] = factor.name;
        if (!factor.group.empty()) entry["group"] = factor.group;
        json["factors"].push_back(std::move(entry));
    }
    for (auto const& policy : sweep.policies) {
        auto const variant = arm_of(policy).variant;
        json["policies"].push_back(policy);
        if (!variant.empty()) json["variants"][variant] = parse(sweep.base->scenario.in_variant(variant));
    }
    for (auto const& constraint : sweep.constraints) json["constraints"].push_back(constraint.text);
    json["outcomes"] = sweep.outcomes;
    json["series"] = sweep.series;
    json["weeks"] = {sweep.weeks.first, sweep.weeks.last};
    json["replicates"] = {{"at_most", sweep.replicates.most}};
    if (!sweep.replicates.until.empty()) {
        json["replicates"]["until"] = sweep.replicates.until;
        json["replicates"]["half_width"] = sweep.replicates.half_width;
    }
    json["random_numbers"] = sweep.random_numbers == RandomNumbers::common ? "common" : "independent";
    return json.dump();
}

}  // namespace candor::scenario
