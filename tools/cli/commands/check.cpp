#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "candor/core/parallel.hpp"
#include "candor/run/experiment.hpp"
#include "candor/run/provenance.hpp"
#include "candor/run/sweep.hpp"
#include "candor/run/verdict.hpp"
#include "commands.hpp"
#include "experiment.hpp"
#include "failure.hpp"
#include "messages.hpp"
#include "notation.hpp"
#include "stop.hpp"
#include "text.hpp"
#include "verdict_text.hpp"

namespace candor::cli {

namespace {

using Json = nlohmann::ordered_json;

/// What checking one file found.
struct Finding {
    std::string file;
    std::string summary;  ///< what it would run; empty if it cannot be
    std::vector<std::string> notes{};
    std::vector<scenario::Diagnostic> diagnostics{};
    std::vector<run::Verdict> verdicts{};
    bool judged = false;

    [[nodiscard]] long unmet() const {
        return std::count_if(verdicts.begin(), verdicts.end(), [](run::Verdict const& v) { return !v.met(); });
    }
};

std::string counted(long long count, std::string const& one) {
    return grouped(count) + " " + one + (count == 1 ? "" : "s");
}

std::string summary_of(run::Experiment const& experiment) {
    scenario::Scenario const& scenario = experiment.first();
    std::vector<std::string> policies;
    for (run::Arm const& arm : experiment.arms) policies.push_back(arm.label);
    std::string text = fmt::format(
        "{} on {}, {}, {}, seed {}", listed(policies),
        counted(static_cast<long long>(experiment.arms.front().plan->structure.chart.size()), "member"),
        counted(scenario.run.weeks, "week"), counted(scenario.run.replicates, "replicate"), scenario.run.seed);
    if (!scenario.timeline.empty())
        text += ", " + counted(static_cast<long long>(scenario.timeline.size()), "intervention");
    return text;
}

/// Runs what the expectations of a scenario are about, and judges them.
std::vector<run::Verdict> verdicts_on(scenario::Scenario const& scenario, CommandLine const& line,
                                      Messages const& messages) {
    if (scenario.expect.empty()) return {};
    run::Experiment const experiment = run::expectations_of(scenario);
    StopOnSignal const stop(stop_message("nothing is judged", line.look, messages.terminal()));
    run::Results const results = run_all(experiment, line.look, messages, stop.request());
    if (results.partial()) throw Interrupted("interrupted before all replicates were finished (nothing was judged)");
    return run::judge(scenario.expect, experiment, results);
}

/// `sweep: 32 points (saltelli), level2, 20 replicates, 640 runs`.
std::string summary_of(run::SweepPlan const& plan) {
    run::RunNumbers const& numbers = plan.facts.numbers;
    std::string text = fmt::format(
        "sweep: {} ({} over {}), {}, {}, {}", counted(numbers.points, "point"), name_of(plan.sweep.design.kind),
        counted(static_cast<long long>(plan.sweep.factors.size()), "factor"), listed(plan.sweep.policies),
        counted(numbers.replicates, "replicate"), counted(numbers.total(), "run"));
    if (!plan.sweep.replicates.until.empty()) text += " at most";
    return text;
}

Finding check_sweep(CommandLine const& line, std::string const& file) {
    try {
        run::SweepPlan const plan = run::plan_of(scenario::load_sweep(file, overrides_of(line.settings)), line.typed);
        return {file, summary_of(plan)};
    } catch (scenario::ScenarioError const& error) {
        return {file, {}, {}, as_typed(error, line.settings).diagnostics()};
    }
}

Finding check(CommandLine const& line, std::string const& file, Messages const& messages) {
    if (scenario::is_sweep(file)) return check_sweep(line, file);
    try {
        scenario::Scenario const scenario = load(line, file);
        run::Experiment const experiment =
            scenario.compare.size() < 2 ? run::run_of(scenario) : run::comparison_of(scenario);
        Finding finding{file, summary_of(experiment), experiment.notes};
        finding.judged = line.expect;
        if (line.expect) finding.verdicts = verdicts_on(scenario, line, messages);
        return finding;
    } catch (scenario::ScenarioError const& error) {
        return {file, {}, {}, error.diagnostics()};
    }
}

/// A path as the URI that SARIF asks for.
std::string uri_of(std::string const& path) {
    std::string uri;
    for (char const c : path) {
        auto const byte = static_cast<unsigned char>(c);
        bool const plain =
            byte < 0x80 && (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos);
        uri += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return uri;
}

Json sarif_location(scenario::Location const& location, std::string const& file) {
    if (location.source.starts_with("--")) {
        return {{"logicalLocations",
                 {{{"name", location.source}, {"fullyQualifiedName", location.source + " " + location.text}}}}};
    }
    Json physical{{"artifactLocation", {{"uri", uri_of(location.source.empty() ? file : location.source)}}}};
    if (location.line > 0) {
        Json region{{"startLine", location.line}};
        if (location.column > 0) {
            region["startColumn"] = location.column;
            region["endColumn"] = location.column + std::max(location.length, 1);
        }
        region["snippet"] = {{"text", location.text}};
        physical["region"] = region;
    }
    return {{"physicalLocation", physical}};
}

Json sarif_result(scenario::Diagnostic const& diagnostic, std::string const& file) {
    std::string text = diagnostic.problem + (diagnostic.why.empty() ? "" : " (" + diagnostic.why + ")");
    if (!diagnostic.help.empty()) text += "; " + diagnostic.help;
    return {{"level", "error"},
            {"message", {{"text", text}}},
            {"locations", {sarif_location(diagnostic.location, file)}},
            {"properties",
             {{"file", file}, {"problem", diagnostic.problem}, {"why", diagnostic.why}, {"help", diagnostic.help}}}};
}

Json sarif_result(run::Verdict const& verdict, std::string const& file) {
    Json steps = Json::array();
    for (run::Step const& step : verdict.steps) {
        steps.push_back({{"first", step.first},
                         {"other", step.other},
                         {"first_value", step.first_value},
                         {"other_value", step.other_value},
                         {"difference", step.difference.mean},
                         {"low", step.difference.low},
                         {"high", step.difference.high},
                         {"paired", step.paired},
                         {"met", step.met}});
    }
    return {{"kind", verdict.met() ? "pass" : "fail"},
            {"level", verdict.met() ? "none" : "error"},
            {"message", {{"text", verdict_sentence(verdict)}}},
            {"locations", {sarif_location(verdict.expectation.location, file)}},
            {"properties",
             {{"file", file},
              {"outcome", verdict.outcome->name},
              {"met", verdict.met()},
              {"because", verdict.expectation.because},
              {"steps", steps}}}};
}

/// SARIF 2.1.0; what it has no word for is in `properties`.
std::string sarif(std::vector<Finding> const& findings) {
    Json results = Json::array();
    Json artifacts = Json::array();
    for (Finding const& finding : findings) {
        bool const ok = finding.diagnostics.empty();
        artifacts.push_back({{"location", {{"uri", uri_of(finding.file)}}},
                             {"properties", {{"ok", ok}, {"summary", finding.summary}, {"notes", finding.notes}}}});
        for (scenario::Diagnostic const& diagnostic : finding.diagnostics)
            results.push_back(sarif_result(diagnostic, finding.file));
        for (run::Verdict const& verdict : finding.verdicts) results.push_back(sarif_result(verdict, finding.file));
    }
    Json const driver{{"name", "candor"}, {"version", run::engine_version()}};
    Json const sarif_run{{"tool", {{"driver", driver}}},
                         {"columnKind", "unicodeCodePoints"},
                         {"artifacts", artifacts},
                         {"results", results}};
    Json const whole{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                     {"version", "2.1.0"},
                     {"runs", Json::array({sarif_run})}};
    return whole.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// `all 3 expectations are met`.
std::string count_of_met(Finding const& finding) {
    auto const all = static_cast<long long>(finding.verdicts.size());
    long const unmet = finding.unmet();
    if (all == 0) return "it expects nothing";
    if (all == 1) return fmt::format("the one expectation is {}", unmet == 0 ? "met" : "not met");
    if (unmet == 0) return all == 2 ? "both expectations are met" : fmt::format("all {} expectations are met", all);
    return fmt::format("{} of {} expectations {} not met", unmet, all, unmet == 1 ? "is" : "are");
}

void print(Finding const& finding, Terminal const& terminal, Messages const& messages) {
    for (std::string const& note : finding.notes) messages.note(note);
    if (finding.diagnostics.empty()) {
        std::string out = fmt::format("{}: {}\n", printable(finding.file), terminal.paint(Style::good, "ok"));
        for (std::string const& line : wrap(finding.summary, terminal.text_width() - 2)) out += "  " + line + "\n";
        for (run::Verdict const& verdict : finding.verdicts) out += verdict_text(verdict, terminal);
        if (finding.judged) out += fmt::format("  {}\n", count_of_met(finding));
        terminal.write(out);
    } else {
        messages.errors(scenario::ScenarioError(finding.diagnostics).what());
    }
}

}  // namespace

int check_scenarios(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    parallel::ThreadLimit const threads(line.threads);
    std::vector<Finding> findings;
    int code = exit_code::ok;
    for (std::string const& file : line.files) {
        Finding const& finding = findings.emplace_back(check(line, file, messages));
        if (!finding.diagnostics.empty()) code = exit_code::usage;
        if (code == exit_code::ok && finding.unmet() > 0) code = exit_code::not_as_expected;
        if (!line.look.json) print(finding, terminal, messages);
    }
    if (line.look.json) terminal.write(sarif(findings));
    return code;
}

}  // namespace candor::cli
