#include "json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "candor/run/comparison.hpp"
#include "candor/run/occurrences.hpp"
#include "candor/run/provenance.hpp"
#include "candor/scenario/wording.hpp"
#include "notation.hpp"

namespace candor::cli {

using Json = nlohmann::ordered_json;

std::string readable(Json const& json, std::string const& indent) {
    bool const has_inside =
        std::any_of(json.begin(), json.end(), [](Json const& item) { return item.is_structured(); });
    if (!json.is_object() && !has_inside) return json.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string out;
    for (auto const& [key, item] : json.items()) {
        out += (out.empty() ? "\n" : ",\n") + indent + " ";
        if (json.is_object()) out += Json(key).dump(-1, ' ', false, Json::error_handler_t::replace) + ": ";
        out += readable(item, indent + " ");
    }
    std::string const end = out.empty() ? "" : "\n" + indent;
    return (json.is_object() ? "{" : "[") + out + end + (json.is_object() ? "}" : "]");
}

namespace {

/// What both have in common, before the outcomes.
Json beginning(RunReport const& report, char const* schema) {
    run::Experiment const& experiment = report.experiment;
    int const weeks = report.results.recorder.plan().weeks;
    run::Window const window = run::last_year(weeks);
    Json json{{"schema", schema}, {"engine_version", run::engine_version()}, {"title", experiment.first().title}};
    json["question"] = experiment.first().question;
    json["policies"] = Json::array();
    json["members"] = Json::array();
    for (run::Arm const& arm : experiment.arms) {
        json["policies"].push_back(arm.label);
        json["members"].push_back(arm.plan->structure.chart.size());
    }
    json["weeks"] = weeks;
    json["replicates"] = report.asked();
    json["replicates_finished"] = report.finished();
    json["partial"] = report.results.partial();
    json["seed"] = experiment.first().run.seed;
    json["window"] = {{"first_week", window.first_week}, {"last_week", window.last_week}};
    return json;
}

Json facts_of(model::Outcome const& outcome) {
    return {{"name", outcome.name},
            {"unit", outcome.unit},
            {"meaning", outcome.meaning},
            {"origin", outcome.origin == model::Origin::consequence ? "consequence" : "built_in"},
            {"better", word_of(outcome.better)}};
}

void add_courses(RunReport const& report, Json& json) {
    json["courses"] = Json::object();
    for (model::Outcome const* outcome : outcomes_with_courses()) {
        for (std::size_t arm = 0; arm < report.experiment.arms.size(); ++arm) {
            json["courses"][outcome->name][report.experiment.arms[arm].label] =
                run::mean_course(report.results, arm, *outcome);
        }
    }
}

/// What became of the timeline: one entry for each of its entries under each policy.
void add_interventions(RunReport const& report, Json& json) {
    json["interventions"] = Json::array();
    for (std::size_t arm = 0; arm < report.experiment.arms.size(); ++arm) {
        run::Arm const& side = report.experiment.arms[arm];
        std::vector<run::Occurrence> const found = run::occurrences(report.results, arm);
        for (std::size_t entry = 0; entry < found.size(); ++entry) {
            run::Occurrence const& occurrence = found[entry];
            bool const happened = occurrence.replicates > 0;
            Json item{{"policy", side.label}, {"intervention", entry}};
            item["what"] = scenario::words(side.scenario.timeline[entry], side.scenario.leadership.styles);
            item["replicates"] = occurrence.replicates;
            item["times"] = occurrence.times;
            item["median_week"] = happened ? Json(occurrence.median_week) : Json();
            item["mean_touched"] = happened ? Json(occurrence.mean_touched) : Json();
            json["interventions"].push_back(std::move(item));
        }
    }
}

/// What both have in common, after the outcomes; the whole as text.
std::string finish(RunReport const& report, Json& json) {
    add_courses(report, json);
    add_interventions(report, json);
    json["notes"] = report.experiment.notes;
    json["warnings"] = report.results.warnings;
    json["seconds"] = report.results.seconds;
    json["content_hash"] = report.content_hash;
    json["output"] = {{"path", report.file.path().string()}, {"bytes", report.file.bytes()}};
    json["output"]["report"] = report.page ? Json(report.page->path.string()) : Json();
    return readable(json) + "\n";
}

}  // namespace

std::string run_json(RunReport const& report) {
    Json json = beginning(report, "candor.run/1");
    run::Window const window = run::last_year(report.results.recorder.plan().weeks);
    json["outcomes"] = Json::array();
    for (model::Outcome const& outcome : model::outcomes()) {
        std::vector<double> const means = run::replicate_means(report.results, 0, outcome, window);
        run::Estimate const estimate = run::estimate(means);
        Json entry = facts_of(outcome);
        entry["mean"] = estimate.mean;
        entry["standard_deviation"] = standard_deviation(means);
        entry["low"] = estimate.low;
        entry["high"] = estimate.high;
        json["outcomes"].push_back(std::move(entry));
    }
    return finish(report, json);
}

std::string comparison_json(RunReport const& report, std::vector<Pair> const& pairs) {
    Json json = beginning(report, "candor.compare/1");
    json["paired"] = report.experiment.paired;
    json["baseline"] = pairs.front().first;
    json["headline"] = Json::array();
    for (Pair const& pair : pairs) json["headline"].push_back(performance_sentence(pair));
    json["outcomes"] = Json::array();
    for (std::size_t i = 0; i < pairs.front().differences.size(); ++i) {
        run::Difference const& baseline = pairs.front().differences[i];
        Json entry = facts_of(*baseline.outcome);
        entry["means"] = {{pairs.front().first, baseline.first}};
        entry["differences"] = Json::array();
        for (Pair const& pair : pairs) {
            run::Difference const& d = pair.differences[i];
            entry["means"][pair.other] = d.other;
            Json difference{{"policy", pair.other},
                            {"difference", d.other_minus_first.mean},
                            {"low", d.other_minus_first.low},
                            {"high", d.other_minus_first.high},
                            {"clear", d.other_minus_first.is_clear()}};
            if (pair.paired) {
                difference["pairs"] = d.replicates;
                difference["pairs_higher_in_policy"] = d.higher_in_other;
                difference["pairs_higher_in_baseline"] = d.higher_in_first;
            }
            entry["differences"].push_back(std::move(difference));
        }
        json["outcomes"].push_back(std::move(entry));
    }
    return finish(report, json);
}

}  // namespace candor::cli
