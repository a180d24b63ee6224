#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "options.hpp"

namespace candor::cli {

/// Declares the commands, one function each, with the options that several of them have.
class Declaration {
public:
    Declaration(CLI::App& app, CommandLine& line, Typed& typed) : app_(app), line_(line), typed_(typed) {}

    void declare();

private:
    // options_shared.cpp: what several commands have
    CLI::App* add(Command command, char const* name, std::string const& purpose, std::string const& foot,
                  CLI::App* parent = nullptr);
    /// An option with one value; the last one counts.
    static CLI::Option* add_value(CLI::App* app, char const* name, std::string& value, char const* placeholder,
                                  char const* meaning, char const* group);
    static void add_flag(CLI::App* app, char const* name, bool& value, char const* meaning);
    void add_files(CLI::App* app, char const* usage, char const* meaning);
    void add_color_and_help(CLI::App* app);
    void add_set(CLI::App* app);
    void add_replicates(CLI::App* app);
    void add_running(CLI::App* app);
    void add_progress(CLI::App* app);
    void add_data(CLI::App* app, char const* what, char const* unless_given);
    void add_no_report(CLI::App* app);
    void add_variant(CLI::App* app);
    void add_nulls(CLI::App* app);
    void add_policies(CLI::App* app, char const* meaning);
    void add_run_settings(CLI::App* app);

    // options.cpp: one scenario, and its results
    void add_experiment(CLI::App* app, char const* default_output);
    void add_run();
    void add_compare();
    void add_ablate();
    void add_check();
    void add_init();
    void add_describe();
    void add_hash();
    void add_verify();
    /// Which run of a result is meant, and how to carry it out again.
    void add_rerun(CLI::App* app, char const* policy, char const* replicate);
    void add_member_and_week(CLI::App* app);
    void add_explain();
    void add_trace();
    void add_survey();
    void add_report();

    // options_sweep.cpp: a scenario at many points
    void add_sweep();
    static void add_sweep_flag(CLI::App* app, char const* name, bool& value, char const* meaning);
    void add_sweep_status(CLI::App* parent);
    void add_merge();
    /// How intervals of a sweep's statistics are found, and how they are shown.
    void add_bootstrap(CLI::App* app, char const* json);
    void add_sensitivity();
    void add_regimes();

    // options_studio.cpp: in a browser
    void add_studio_page(CLI::App* app);
    void add_studio();
    void add_serve();

    CLI::App& app_;
    CommandLine& line_;
    Typed& typed_;
};

}  // namespace candor::cli
