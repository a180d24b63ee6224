#pragma once

#include "command_line.hpp"

/// The commands of the program. Each returns its exit code and throws what main turns into one.
namespace candor::cli {

[[nodiscard]] int show_version();
[[nodiscard]] int run_scenario(CommandLine const& line);
[[nodiscard]] int compare_policies(CommandLine const& line);
[[nodiscard]] int ablate(CommandLine const& line);
[[nodiscard]] int check_scenarios(CommandLine const& line);
[[nodiscard]] int init_scenario(CommandLine const& line);
[[nodiscard]] int describe_keys(CommandLine const& line);
[[nodiscard]] int hash_results(CommandLine const& line);
[[nodiscard]] int verify_results(CommandLine const& line);
[[nodiscard]] int explain_week(CommandLine const& line);
[[nodiscard]] int trace_warnings(CommandLine const& line);
[[nodiscard]] int report_surveys(CommandLine const& line);
[[nodiscard]] int make_report(CommandLine const& line);
[[nodiscard]] int sweep(CommandLine const& line);
[[nodiscard]] int show_sweep_status(CommandLine const& line);
[[nodiscard]] int merge_sweep(CommandLine const& line);
[[nodiscard]] int tell_sensitivity(CommandLine const& line);
[[nodiscard]] int map_regimes(CommandLine const& line);
[[nodiscard]] int serve(CommandLine const& line);
[[nodiscard]] int open_studio(CommandLine const& line);

}  // namespace candor::cli
