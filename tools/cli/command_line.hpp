#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "settings.hpp"
#include "terminal.hpp"

namespace candor::cli {

enum class Command {
    help,
    version,
    run,
    compare,
    ablate,
    check,
    init,
    describe,
    hash,
    verify,
    explain,
    trace,
    survey,
    report,
    sweep,
    sweep_status,
    merge,
    sensitivity,
    regimes,
    serve,
    studio
};

/// How progress is shown; automatic: a bar where someone looks on.
enum class ProgressKind { automatic, bar, json, none };

/// How a command shows what it does.
struct Look {
    ColorWhen color = ColorWhen::automatic;
    ProgressKind progress = ProgressKind::automatic;
    bool quiet = false;
    bool json = false;
};

/// What `sweep` is to do beside running.
struct SweepOptions {
    int shard = 0;  ///< from 0
    int shards = 1;
    int slurm = 0;          ///< print a batch script for so many workers; 0: none
    std::int64_t run = -1;  ///< repeat this one run, from 0; negative: none
    bool dry_run = false;
    bool fail_fast = false;
    bool retry_failed = false;
    bool shard_given = false;
    std::vector<std::string> words{};  ///< behind `candor`, as typed
};

/// What was asked for, whatever the command; each command reads its part.
struct CommandLine {
    Command command = Command::help;
    Look look{};
    std::vector<std::string> files{};
    std::vector<Setting> settings{};
    std::string output{};  ///< empty: a name made from the scenario's
    int threads = 0;       ///< 0: as many as the machine has
    bool all_outcomes = false;
    bool names_policies = false;
    bool report = false;    ///< also write the page of the result
    bool expect = false;    ///< of `check`
    std::string variant{};  ///< of `run` and `compare`; empty: the scenario as it is
    bool schema = false;
    bool odd = false;  ///< of `describe`; its scenario, if any, is the one of `files`
    bool variables = false;
    std::string outcome{};                ///< of `ablate` and `regimes`; empty: performance
    std::string story{};                  ///< of `init`; empty: the baseline
    std::size_t sample = 10;              ///< runs that `verify` repeats
    std::uint32_t seed = 1;               ///< of its sample
    std::vector<std::string> outcomes{};  ///< of `sensitivity`; empty: performance, or the first
    int bootstrap = 1000;                 ///< samples
    int bins = 0;                         ///< of `regimes`; 0: as many as make sense
    std::string x_factor{};
    std::string y_factor{};
    std::string data{"."};         ///< where its data files lie
    std::string swept{};           ///< of `report`: the sweep that says what matters; empty: none
    std::string member{};          ///< whom `explain` and `trace` look at
    std::string policy{};          ///< under which policy; empty: the first of the file
    std::string counterfactual{};  ///< of `explain`: another policy beside it
    int week = 0;                  ///< when
    int replicate = 0;             ///< 0: the first of the file
    SweepOptions sweep{};
    int port = 0;               ///< of `serve`; 0: any that is free
    int seconds = 0;            ///< that it serves; 0: until somebody stops it
    std::string studio_page{};  ///< of `serve` and `studio`; empty: the one that was built or installed
    bool no_open = false;       ///< `studio` tells where the page is, and leaves opening it to others
    std::string section{};      ///< of `describe`
    std::string help_text{};    ///< what `--help` shows
    std::string typed{};        ///< the whole line, quoted as for a shell
};

/// Reads the command line into `line`, which holds what was understood so far if this throws.
/// Errors: UsageError, with what was probably meant.
void parse(int argc, char const* const* argv, CommandLine& line);

}  // namespace candor::cli
