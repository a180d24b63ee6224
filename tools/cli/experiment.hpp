#pragma once

#include <functional>
#include <string>

#include "candor/run/experiment.hpp"
#include "command_line.hpp"
#include "messages.hpp"
#include "run_report.hpp"

namespace candor::cli {

/// Loads a scenario with what the command line sets in it. Throws ScenarioError in the words of the command line.
[[nodiscard]] scenario::Scenario load(CommandLine const& line, std::string const& file);

/// The scenario in the variant that the command line asks for, itself if none. Throws UsageError for an unknown one.
[[nodiscard]] scenario::Scenario const& chosen_variant(scenario::Scenario const& scenario, CommandLine const& line);

/// What is said at the first signal to stop: `note: stopping; TEXT (…)`, or nothing where it is to be quiet.
[[nodiscard]] std::string stop_message(std::string const& text, Look const& look, Terminal const& terminal);

/// Runs all of an experiment with progress, until done or stopped. Throws Interrupted if nothing was finished.
[[nodiscard]] run::Results run_all(run::Experiment const& experiment, Look const& look, Messages const& messages,
                                   run::StopRequest const* stop);

/// Makes what is to be run; chart files are read here.
using MakeExperiment = std::function<run::Experiment()>;
/// Prints a report to standard output.
using Present = std::function<void(RunReport const&)>;

/// Runs an experiment from first to last: notes, runs with progress until done or stopped, file, page, warnings, report.
/// `default_name` names the file in `results/` where no --output is given. Returns the exit code.
/// Throws OutputError before anything is run if the file cannot be written; Interrupted if nothing was finished.
[[nodiscard]] int carry_out(CommandLine const& line, MakeExperiment const& make,
                            std::function<std::string(run::Experiment const&)> const& default_name,
                            Present const& present);

}  // namespace candor::cli
