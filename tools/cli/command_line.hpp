#pragma once

#include <string>
#include <vector>

#include "candor/scenario/diagnostic.hpp"
#include "terminal.hpp"

namespace candor::cli {

enum class Command { help, version, run, compare, check, describe, hash };

/// How progress is shown; automatic: a bar where someone looks on.
enum class ProgressKind { automatic, bar, json, none };

/// How a command shows what it does.
struct Look {
    ColorWhen color = ColorWhen::automatic;
    ProgressKind progress = ProgressKind::automatic;
    bool quiet = false;
    bool json = false;
};

/// One value that the command line sets in the scenario.
struct Setting {
    std::string path_value;  ///< as the scenario layer takes it: `run.weeks=12`
    std::string option;      ///< as it was typed: `--weeks`
    std::string value;       ///< as it was typed: `12`
};

/// What was asked for, whatever the command; each command reads its part.
struct CommandLine {
    Command command = Command::help;
    Look look{};
    std::vector<std::string> files{};
    std::vector<Setting> settings{};
    std::string output{};     ///< empty: a name made from the scenario's
    int threads = 0;          ///< 0: as many as the machine has
    bool all_outcomes = false;
    bool names_policies = false;
    bool schema = false;
    bool variables = false;
    std::string section{};    ///< of `describe`
    std::string help_text{};  ///< what `--help` shows
    std::string typed{};      ///< the whole line, quoted as for a shell

    [[nodiscard]] std::vector<std::string> overrides() const;
};

/// Reads the command line into `line`, which holds what was understood so far if this throws.
/// Errors: UsageError, with what was probably meant.
void parse(int argc, char const* const* argv, CommandLine& line);

/// The same problems, where they lie in a setting said in the words of the command line (`--weeks`, not `--set`).
[[nodiscard]] scenario::ScenarioError as_typed(scenario::ScenarioError const& error, std::vector<Setting> const& settings);

}  // namespace candor::cli
