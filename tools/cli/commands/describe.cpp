#include "candor/scenario/describe.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "candor/model/observables.hpp"
#include "candor/run/experiment.hpp"
#include "candor/run/provenance.hpp"
#include "candor/scenario/load.hpp"
#include "candor/scenario/odd.hpp"
#include "commands.hpp"
#include "experiment.hpp"
#include "failure.hpp"
#include "messages.hpp"
#include "notation.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr char const* outcomes_section = "outcomes";
constexpr char const* sweep_section = "sweep";

char const* better_text(model::Better better) {
    switch (better) {
        case model::Better::higher: return ", better if higher";
        case model::Better::lower: return ", better if lower";
        case model::Better::neither: return "";
    }
    return "";
}

/// What a run reports every week, under the two headings.
std::string outcomes_text(std::size_t width) {
    std::string out = "outcomes\n";
    for (std::string const& line : wrap("what a run reports every week, as variables of the result file", width - 2))
        out += "  " + line + "\n";
    for (model::Origin const origin : {model::Origin::consequence, model::Origin::built_in}) {
        out += fmt::format("\n{}\n", heading_of(origin));
        for (model::Outcome const& outcome : model::outcomes()) {
            if (outcome.origin != origin) continue;
            std::string const unit = std::string(outcome.unit) == "1" ? "" : std::string(", ") + outcome.unit;
            out += fmt::format("  {}{}{}\n", outcome.name, unit, better_text(outcome.better));
            for (std::string const& line : wrap(outcome.meaning, width - 6)) out += "      " + line + "\n";
        }
    }
    return out;
}

Json outcomes_json() {
    Json list = Json::array();
    for (model::Outcome const& outcome : model::outcomes()) {
        char const* const better = outcome.better == model::Better::higher  ? "higher"
                                   : outcome.better == model::Better::lower ? "lower"
                                                                            : "neither";
        list.push_back({{"name", outcome.name},
                        {"unit", outcome.unit},
                        {"meaning", outcome.meaning},
                        {"origin", outcome.origin == model::Origin::consequence ? "consequence" : "built_in"},
                        {"better", better}});
    }
    return list;
}

std::string describe_as_json(std::string const& section) {
    Json whole{{"schema", "candor.describe/1"}, {"keys", Json::array()}, {"outcomes", Json::array()}};
    if (section != outcomes_section) {
        std::string const text = scenario::describe_text(section);  // complains about a section that is none
        whole["keys"] = Json::parse(scenario::describe_json(section));
    }
    if (section.empty() || section == outcomes_section) whole["outcomes"] = outcomes_json();
    return whole.dump(1) + "\n";
}

std::string describe_as_text(std::string const& section, std::size_t width) {
    if (section == outcomes_section) return outcomes_text(width);
    std::string text = scenario::describe_text(section, static_cast<int>(width));
    if (section.empty()) text += "\n" + outcomes_text(width);
    return text;
}

/// The scenario that was named, or the defaults, with what the command line sets.
scenario::Scenario scenario_of(CommandLine const& line) {
    if (!line.files.empty()) return load(line, line.files.front());
    return scenario::parse_scenario("{}", "defaults", {}, overrides_of(line.settings));
}

std::string odd_text(CommandLine const& line) {
    scenario::Scenario const scenario = scenario_of(line);
    run::Experiment const experiment = run::run_of(scenario);
    for (std::string const& note : experiment.notes) Messages(line.look.color).note(note);
    return scenario::odd_protocol(scenario, experiment.arms.front().plan->structure, experiment.notes,
                                  run::engine_version());
}

}  // namespace

int describe_keys(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    if (line.odd) {
        terminal.write(odd_text(line));
    } else if (line.schema) {
        terminal.write(line.section == sweep_section ? scenario::sweep_json_schema() : scenario::json_schema());
    } else {
        terminal.write(line.look.json ? describe_as_json(line.section)
                                      : describe_as_text(line.section, terminal.text_width()));
    }
    return exit_code::ok;
}

}  // namespace candor::cli
