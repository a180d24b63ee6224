#include <fmt/format.h>

#include "declaration.hpp"

namespace candor::cli {

CLI::App* Declaration::add(Command command, char const* name, std::string const& purpose, std::string const& foot,
                           CLI::App* parent) {
    CLI::App* const app = (parent == nullptr ? &app_ : parent)->add_subcommand(name, purpose);
    app->footer(foot);
    app->allow_extras();
    app->parse_complete_callback([&line = line_, app, command] {
        if (app->get_subcommands().empty()) line.command = command;  // else the one within has said its own
    });
    return app;
}

CLI::Option* Declaration::add_value(CLI::App* app, char const* name, std::string& value, char const* placeholder,
                                    char const* meaning, char const* group) {
    return app->add_option(name, value, meaning)
        ->option_text(placeholder)
        ->group(group)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void Declaration::add_flag(CLI::App* app, char const* name, bool& value, char const* meaning) {
    app->add_flag(name, value, meaning)->group("Look")->disable_flag_override();
}

void Declaration::add_files(CLI::App* app, char const* usage, char const* meaning) {
    app->add_option("FILE", line_.files, meaning)->option_text(usage);
}

void Declaration::add_color_and_help(CLI::App* app) {
    add_value(app, "--color", typed_.color, "WHEN",
              "Colour: auto (where someone looks on and NO_COLOR is not set), always, never", "Look");
    app->set_help_flag("-h,--help", "Print this and exit")->group("Look");
}

void Declaration::add_set(CLI::App* app) {
    app->add_option("--set", typed_.sets,
                    "Set any key of the scenario, e.g. environment.turbulence=.2 or timeline[0].week=10; "
                    "repeatable, later ones "
                    "win (`candor describe` lists the keys)")
        ->option_text("PATH=VALUE")
        ->group("Scenario")
        ->allow_extra_args(false);
}

void Declaration::add_replicates(CLI::App* app) {
    add_value(app, "--replicates", typed_.replicates, "N",
              "Runs that differ only in their random numbers (run.replicates)", "Scenario");
}

void Declaration::add_running(CLI::App* app) {
    add_value(app, "--threads", typed_.threads, "N",
              "Threads to use; all there are unless given. Results do not depend on it", "Running");
}

void Declaration::add_progress(CLI::App* app) {
    add_flag(app, "-q,--quiet", line_.look.quiet, "No progress and no notes; warnings and errors stay");
    add_value(app, "--progress", typed_.progress, "KIND",
              "Progress: auto (a bar where someone looks on), bar, json (one object a line), none", "Look");
}

void Declaration::add_data(CLI::App* app, char const* what, char const* unless_given) {
    add_value(app, "--data", line_.data, "FOLDER",
              fmt::format("Where {} lie that were imported; {} unless given", what, unless_given).c_str(), "Running");
}

void Declaration::add_no_report(CLI::App* app) {
    app->add_flag("--no-report", typed_.no_report, "Do not write the report (a web page) beside the result")
        ->group("Running")
        ->disable_flag_override();
}

void Declaration::add_variant(CLI::App* app) {
    add_value(app, "--variant", line_.variant, "NAME", "Run it as this one of its `variants`", "Scenario");
}

void Declaration::add_nulls(CLI::App* app) {
    app->add_option("--null", typed_.nulls,
                    "Hold a mechanism still at its neutral value: trust_frozen, voice_off, motivation_off, "
                    "adjustment_off, advice_off or no_turnover; repeatable, instead of the scenario's `nulls`")
        ->option_text("NAME")
        ->group("Scenario")
        ->allow_extra_args(false);
}

void Declaration::add_policies(CLI::App* app, char const* meaning) {
    add_value(app, "--policies", typed_.policies, "A,B,...", meaning, "Scenario");
}

void Declaration::add_run_settings(CLI::App* app) {
    add_value(app, "--weeks", typed_.weeks, "N", "Weeks that each run lasts (run.weeks)", "Scenario");
    add_replicates(app);
    add_value(app, "--seed", typed_.seed, "N", "Which random numbers (run.seed)", "Scenario");
}

}  // namespace candor::cli
