#include "study.hpp"

#include <fmt/format.h>

#include <memory>
#include <mutex>
#include <utility>

#include "candor/core/error.hpp"
#include "candor/run/explain.hpp"
#include "candor/run/occurrences.hpp"
#include "candor/run/saved_result.hpp"
#include "candor/scenario/canonical.hpp"
#include "candor/scenario/load.hpp"
#include "candor/scenario/wording.hpp"
#include "page/outcomes.hpp"
#include "page/people.hpp"
#include "page/run_blocks.hpp"
#include "page/run_page.hpp"
#include "run_facts.hpp"
#include "week_lines.hpp"
#include "written.hpp"

namespace candor::studio {

namespace {

namespace page = cli::page;

/// A text by the engine about files, which a page knows by their names alone.
std::string in_words_of_page(std::string text, std::filesystem::path const& folder) {
    std::string const prefix = (folder / "").string();
    for (std::size_t at = 0; (at = text.find(prefix, at)) != std::string::npos;) text.erase(at, prefix.size());
    return text;
}

scenario::Scenario scenario_of(std::string const& yaml, std::string const& name, std::filesystem::path const& folder) {
    scenario::Scenario scenario = scenario::parse_scenario(yaml, name, folder);
    require_own_files(scenario, folder);
    return scenario;
}

run::Experiment experiment_of(scenario::Scenario const& scenario, std::filesystem::path const& folder) {
    try {
        run::Experiment experiment = run::comparison_of(scenario);
        for (std::string& note : experiment.notes) note = in_words_of_page(std::move(note), folder);
        return experiment;
    } catch (Error const& problem) {
        throw Error(in_words_of_page(problem.what(), folder));
    }
}

Json timeline_json(run::Arm const& arm) {
    Json entries = Json::array();
    for (model::Intervention const& entry : arm.scenario.timeline) {
        entries.push_back({{"week", entry.week},
                           {"last_week", run::last_week_of(entry, entry.week, arm.scenario.run.weeks)},
                           {"what", scenario::words(entry, arm.scenario.leadership.styles)}});
    }
    return entries;
}

page::Outcomes outcomes_named(std::vector<std::string> const& names) {
    page::Outcomes outcomes;
    for (std::string const& name : names) {
        outcomes.push_back(model::find_outcome(name));
        if (outcomes.back() == nullptr) throw Error(fmt::format("no outcome is called '{}'", name));
    }
    return outcomes;
}

}  // namespace

Study::Study(Source source)
    : source_(std::move(source)),
      yaml_(written(source_)),
      folder_(with_story_files(source_.files)),
      scenario_(scenario_of(yaml_, source_.name, folder_.path())),
      experiment_(experiment_of(scenario_, folder_.path())),
      results_(experiment_) {}

Json Study::opened() const {
    scenario::Scenario const& first = experiment_.first();
    Json json{{"problems", nullptr},        {"title", first.title},
              {"question", first.question}, {"yaml", yaml_},
              {"resolved", Json::array()},  {"arms", Json::array()},
              {"styles", Json::array()},    {"variants", Json::array()},
              {"weeks", first.run.weeks},   {"replicates", first.run.replicates},
              {"seed", first.run.seed},     {"members", experiment_.arms.front().plan->structure.chart.size()},
              {"timelines", Json::array()}, {"notes", experiment_.notes}};
    for (run::Arm const& arm : experiment_.arms) {
        json["arms"].push_back(arm.label);
        json["resolved"].push_back(Json::parse(scenario::resolved_json(arm.scenario)));
        json["timelines"].push_back(timeline_json(arm));
    }
    for (model::Style const& style : first.leadership.styles) json["styles"].push_back(style.name);
    for (scenario::Variant const& variant : scenario_.variants) json["variants"].push_back(variant.name);
    return json;
}

void Study::carry_out(run::Progress const& progress, run::StopRequest const* stop) {
    {
        run::Results nothing_yet(experiment_);
        std::scoped_lock const lock(mutex_);
        results_ = std::move(nothing_yet);
    }
    run::carry_out(experiment_, results_, mutex_, progress, stop);
}

void Study::carry_out(std::size_t arm, int replicate) {
    run::carry_out_run(experiment_, arm, replicate, results_);
    results_.done(arm, replicate);
}

std::vector<std::byte> Study::bytes_of(std::size_t arm, int replicate) const {
    return results_.recorder.bytes_of(arm, static_cast<std::size_t>(replicate) - 1);
}

void Study::take(std::size_t arm, int replicate, std::span<std::byte const> bytes) {
    results_.take(arm, replicate, bytes);
}

/// As a result that pages are made of.
run::SavedResult Study::so_far() const {
    std::scoped_lock const lock(mutex_);
    if (results_.finished.empty()) throw Error("there is nothing to show (no replicate is finished)");
    output::Dataset dataset = run::result_of(experiment_, results_, command());
    return {source_.name, std::make_unique<output::DatasetSource const>(std::move(dataset))};
}

/// What makes the same of the scenario's file.
std::string Study::command() const { return "candor compare " + source_.name; }

Json Study::show(std::vector<std::string> const& names) const {
    page::Outcomes const outcomes = outcomes_named(names);
    run::SavedResult const result = so_far();
    page::RunSource const source = page::source_of(result, {experiment_, {}, nullptr});
    std::vector<std::string> const sentences = page::headlines(source);
    Json of_outcomes = Json::array();
    for (model::Outcome const& outcome : model::outcomes()) of_outcomes.push_back(page::outcome_json(outcome));
    return {{"headline", sentences.front()},
            {"further", std::vector<std::string>(sentences.begin() + 1, sentences.end())},
            {"facts", page::facts(source)},
            {"caveats", cli::caveats(result.replicates())},
            {"policies", result.policies()},
            {"paired", result.paired()},
            {"replicates", result.replicates()},
            {"outcomes", std::move(of_outcomes)},
            {"weeks", page::weeks_json(source)},
            {"table", page::table_json(source)},
            {"fans", page::fans_json(source, outcomes)},
            {"differences", page::differences_json(source, outcomes)},
            {"interventions", page::interventions_json(source)},
            {"voice", page::voice_json(source)},
            {"content_hash", result.frame().text_of("content_hash")}};
}

void Study::require_replicate(int number) const {
    int const last = experiment_.first().run.replicates;
    if (number < 1 || number > last)
        throw Error(fmt::format("there is no replicate {} (the scenario has 1 to {})", number, last));
}

Json Study::people(int replicate) const {
    require_replicate(replicate);
    return page::people_json(experiment_, replicate, fmt::format("Replicate {}.", replicate));
}

Json Study::explain(std::string const& member, int week, int replicate) const {
    require_replicate(replicate);
    std::vector<run::Explanation> explanations;
    for (run::Arm const& arm : experiment_.arms) explanations.push_back(run::explain(arm, {member, week, replicate}));
    auto const lines = cli::week_lines(explanations);
    Json all = Json::array();
    for (std::size_t arm = 0; arm < explanations.size(); ++arm) {
        Json json = cli::week_json(explanations[arm]);
        json["lines"] = Json::array();
        for (cli::WeekLine const& line : lines[arm])
            json["lines"].push_back({{"label", line.label}, {"value", line.value}, {"heading", line.heading}});
        all.push_back(std::move(json));
    }
    return all;
}

Json Study::report() const { return page::run_payload(so_far(), {experiment_, {}, nullptr}); }

}  // namespace candor::studio
