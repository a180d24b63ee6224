#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "command_line.hpp"

namespace candor::cli {

/// What CLI11 fills in as it was typed; checked and turned into a CommandLine afterwards.
struct Typed {
    std::vector<std::string> sets{}, nulls{};
    std::string weeks{}, replicates{}, seed{}, policies{}, threads{}, sample{"10"}, week{}, replicate{},
        bootstrap{"1000"}, bins{"0"}, sweep{}, shard{}, slurm{}, run{}, port{}, seconds{}, progress{"auto"},
        color{"auto"};
    bool version = false, issue = false, no_report = false;
};

/// Gives `app` all commands with their options and help; what is typed is filled into `line` and `typed`.
void declare_commands(CLI::App& app, CommandLine& line, Typed& typed);

}  // namespace candor::cli
