#include <fmt/format.h>

#include <vector>

#include "candor/run/comparison.hpp"
#include "commands.hpp"
#include "experiment.hpp"
#include "json.hpp"
#include "notation.hpp"
#include "table.hpp"

namespace candor::cli {

namespace {

std::vector<Cell> row_of(model::Outcome const& outcome, RunReport const& report, run::Window window) {
    Notation const notation(outcome);
    std::vector<double> const means = run::replicate_means(report.results, 0, outcome, window);
    run::Estimate const estimate = run::estimate(means);
    if (!has_interval(estimate)) return {{notation.label()}, {notation.value(estimate.mean)}};
    std::string const interval = fmt::format("[{}, {}]", notation.value(estimate.low), notation.value(estimate.high));
    return {
        {notation.label()}, {notation.value(estimate.mean)}, {interval}, {notation.value(standard_deviation(means))}};
}

std::string means_table(RunReport const& report, Terminal const& terminal) {
    run::Window const window = run::last_year(report.results.recorder.plan().weeks);
    Table table(report.finished() > 1 ? 4 : 2);
    if (report.finished() > 1) {
        table.row({{},
                   {report.experiment.arms.front().label, Style::first_policy},
                   {"[95 % of mean]"},
                   {"sd of replicates"}});
    } else {
        table.row({{}, {report.experiment.arms.front().label, Style::first_policy}});
    }
    for (model::Origin const origin : {model::Origin::consequence, model::Origin::built_in}) {
        table.group(heading_of(origin));
        for (model::Outcome const& outcome : model::outcomes()) {
            if (outcome.origin == origin && (report.all_outcomes || is_main(outcome)))
                table.row(row_of(outcome, report, window));
        }
    }
    return table.render(terminal);
}

void print(RunReport const& report, Terminal const& terminal) {
    std::string out = header_text(report.experiment, report.results, terminal) + "\n" + means_table(report, terminal) +
                      hidden_text(report, terminal);
    if (report.finished() == 1) out += "One replicate gives no interval and may be luck: try --replicates 40.\n";
    terminal.write(out + "\n" + courses_text(report, terminal) + "\n" + closing_text(report, terminal));
}

}  // namespace

int run_scenario(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    auto const make = [&] {
        scenario::Scenario const scenario = load(line, line.files.front());
        scenario::Scenario const& variant = chosen_variant(scenario, line);
        model::Style const& policy = variant.leadership.styles[static_cast<std::size_t>(variant.leadership.policy)];
        return run::experiment_of(scenario, {scenario::under(policy.name, line.variant)});
    };
    auto const name = [](run::Experiment const& experiment) {
        return experiment.first().file.stem().string() + "-" + experiment.arms.front().label;
    };
    return carry_out(line, make, name, [&](RunReport const& report) {
        if (line.look.json) {
            terminal.write(run_json(report));
        } else {
            print(report, terminal);
        }
    });
}

}  // namespace candor::cli
