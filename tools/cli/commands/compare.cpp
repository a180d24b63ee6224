#include <fmt/format.h>

#include <vector>

#include "candor/run/comparison.hpp"
#include "commands.hpp"
#include "comparison_table.hpp"
#include "experiment.hpp"
#include "failure.hpp"
#include "headline.hpp"
#include "json.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

constexpr std::size_t longest_name = 120;

run::Experiment experiment_of(CommandLine const& line) {
    std::vector<scenario::Scenario> scenarios;
    std::vector<scenario::Diagnostic> problems;
    for (std::string const& file : line.files) {
        try {
            scenarios.push_back(load(line, file));
        } catch (scenario::ScenarioError const& error) {
            problems.insert(problems.end(), error.diagnostics().begin(), error.diagnostics().end());
        }
    }
    if (!problems.empty()) throw scenario::ScenarioError(problems);
    if (scenarios.size() > 1) {
        try {
            return run::comparison_of(scenarios);
        } catch (scenario::ScenarioError const&) {
            throw;
        } catch (Error const& error) {
            throw UsageError(error.what());
        }
    }
    if (scenarios.front().compare.size() < 2) {
        throw UsageError(fmt::format("'{}' names {} to compare (a comparison needs two policies)", line.files.front(),
                                     scenarios.front().compare.empty() ? "no policy" : "one policy"),
                         "say --policies command,level2, or give several files");
    }
    [[maybe_unused]] scenario::Scenario const& variant = chosen_variant(scenarios.front(), line);  // is there one?
    std::vector<std::string> arms;
    for (std::string const& arm : scenarios.front().compare) arms.push_back(scenario::under(arm, line.variant));
    return run::experiment_of(scenarios.front(), arms);
}

/// `a`, `a@variant`, or `a-vs-b` for several scenarios.
std::string name_of(run::Experiment const& experiment, std::string const& variant) {
    bool const several = experiment.arms.back().scenario.file != experiment.first().file;
    std::string name = experiment.first().file.stem().string();
    if (!several) return scenario::under(name, variant);
    for (std::size_t i = 1; i < experiment.arms.size(); ++i) name += "-vs-" + experiment.arms[i].label;
    return name.size() <= longest_name
               ? name
               : fmt::format("{}-vs-{}-others", experiment.arms.front().label, experiment.arms.size() - 1);
}

std::vector<Pair> pairs_of(RunReport const& report) {
    run::Experiment const& experiment = report.experiment;
    std::vector<Pair> pairs;
    for (std::size_t other = 1; other < experiment.arms.size(); ++other) {
        pairs.push_back({experiment.arms.front().label, experiment.arms[other].label, experiment.paired,
                         run::compare(report.results, 0, other)});
    }
    return pairs;
}

std::string headline(std::vector<Pair> const& pairs, Terminal const& terminal) {
    std::string out;
    for (Pair const& pair : pairs) {
        out += terminal.paragraph(Style::bold, performance_sentence(pair));
    }
    if (pairs.size() > 1) return out;
    for (std::string const& sentence : further_sentences(pairs.front())) {
        out += terminal.paragraph(Style::plain, sentence);
    }
    return out;
}

/// How to read the table.
std::string legend(RunReport const& report, std::vector<Pair> const& pairs, std::string const& table,
                   Terminal const& terminal) {
    if (report.finished() < 2) return {};
    std::string text = pairs.size() > 1 ? fmt::format("Differences are from {}. ", pairs.front().first) : "";
    if (pairs.size() == 1 && table.find(" pairs\n") != std::string::npos)
        text += fmt::format("Pairs: how many favour {}. ", pairs.front().other);
    text += "Unclear: the 95 % interval includes zero.";
    return terminal.paragraph(Style::faint, text);
}

void print(RunReport const& report, std::vector<Pair> const& pairs, Terminal const& terminal) {
    std::string const table = pairs.size() == 1 ? pair_table(pairs.front(), report.all_outcomes, terminal)
                                                : policies_table(pairs, report.all_outcomes, terminal);
    terminal.write(header_text(report.experiment, report.results, terminal) + "\n" + headline(pairs, terminal) + "\n" +
                   table + legend(report, pairs, table, terminal) + hidden_text(report, terminal) + "\n" +
                   courses_text(report, terminal) + "\n" + closing_text(report, terminal));
}

}  // namespace

int compare_policies(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    auto const make = [&] { return experiment_of(line); };
    auto const name = [&](run::Experiment const& experiment) { return name_of(experiment, line.variant); };
    return carry_out(line, make, name, [&](RunReport const& report) {
        std::vector<Pair> const pairs = pairs_of(report);
        if (line.look.json) {
            terminal.write(comparison_json(report, pairs));
        } else {
            print(report, pairs, terminal);
        }
    });
}

}  // namespace candor::cli
