#include "options.hpp"

#include "declaration.hpp"
#include "help.hpp"

namespace candor::cli {

void Declaration::declare() {
    app_.name("candor");
    app_.formatter(help_formatter(Terminal(stdout, ColorWhen::never).text_width()));
    app_.set_help_flag("-h,--help", "Print this and exit")->group("Options");
    app_.add_flag("--version", typed_.version, "Print version, commit, compiler and instruction set")->group("Options");
    app_.footer(footer::program());
    app_.require_subcommand(0, 1);
    app_.allow_extras();
    add_run();
    add_compare();
    add_ablate();
    add_check();
    add_init();
    add_describe();
    add_hash();
    add_verify();
    add_explain();
    add_trace();
    add_survey();
    add_report();
    add_sweep();
    add_merge();
    add_sensitivity();
    add_regimes();
    add_studio();
    add_serve();
}

void Declaration::add_experiment(CLI::App* app, char const* default_output) {
    add_variant(app);
    add_nulls(app);
    add_set(app);
    add_run_settings(app);
    add_value(app, "-o,--output", line_.output, "FILE.h5", default_output, "Running");
    add_running(app);
    add_flag(app, "--all", line_.all_outcomes, "Show every outcome, the counts and the relationship levels too");
    add_flag(app, "--json", line_.look.json, "Print JSON instead of a table");
    add_progress(app);
    add_color_and_help(app);
}

void Declaration::add_run() {
    auto* const app = add(Command::run, "run",
                          "Run one scenario under its own policy.\nAll replicates of it; prints the means of the "
                          "last year, writes all "
                          "weeks to a file.",
                          footer::run());
    add_files(app, "FILE.yaml", "The scenario");
    add_experiment(app, "Where the result goes; results/SCENARIO-POLICY.h5 unless given");
}

void Declaration::add_compare() {
    auto* const app = add(Command::compare, "compare",
                          "Set leadership policies, or scenarios, side by side.\nWith one file: the policies of "
                          "its key `compare`, or "
                          "those named by --policies; each on the same people with the same shocks. With several "
                          "files: each under its "
                          "own policy. The first is what the others are compared with.",
                          footer::compare());
    add_files(app, "FILE.yaml [FILE.yaml...]", "The scenario, or the scenarios");
    add_policies(app,
                 "Styles to compare, of those built in (command, transactional, level2, distributed) or the "
                 "scenario's own, or STYLE@VARIANT; one FILE only");
    add_experiment(app, "Where the result goes; results/SCENARIO.h5 unless given");
    add_no_report(app);
}

void Declaration::add_ablate() {
    auto* const app = add(Command::ablate, "ablate",
                          "Say what each mechanism carries of a difference.\nRuns two policies as they are, then "
                          "with one mechanism after the other held still at its neutral value, all on the same "
                          "people with the same shocks.",
                          footer::ablate());
    add_files(app, "FILE.yaml", "The scenario");
    add_value(app, "--outcome", line_.outcome, "NAME", "Which difference; performance unless given", "Scenario");
    add_policies(app, "The two styles; the first two of the scenario's `compare` unless given");
    add_variant(app);
    add_set(app);
    add_run_settings(app);
    add_running(app);
    add_flag(app, "--json", line_.look.json, "Print JSON instead of a table");
    add_progress(app);
    add_color_and_help(app);
}

void Declaration::add_check() {
    auto* const app = add(Command::check, "check",
                          "Say whether scenarios can be run, and all that is wrong if not.\nReads the files they "
                          "name as well; writes nothing, and runs nothing but, with --expect, what the scenarios "
                          "expect something of.",
                          footer::check());
    add_files(app, "FILE.yaml [FILE.yaml...]", "The scenarios");
    app->add_flag("--expect", line_.expect,
                  "Also run them and say whether what they `expect` comes true: signs and orders, by 95 % intervals")
        ->group("Scenario")
        ->disable_flag_override();
    add_set(app);
    add_replicates(app);
    add_running(app);
    add_flag(app, "--json", line_.look.json, "Print SARIF 2.1.0, which editors and code hosts read");
    add_progress(app);
    add_color_and_help(app);
}

void Declaration::add_init() {
    auto* const app = add(Command::init, "init",
                          "Write a scenario to begin with.\nEvery key with its default and what it means, or a "
                          "story that ships, as one file that needs no other. Overwrites nothing.",
                          footer::init());
    app->add_option("FILE", line_.files, "The file to make; scenario.yaml, or STORY.yaml, unless given")
        ->option_text("[FILE.yaml]");
    add_value(app, "--from", line_.story, "STORY", "Copy this story", "Scenario");
    add_color_and_help(app);
}

void Declaration::add_describe() {
    auto* const app = add(Command::describe, "describe",
                          "Explain what a scenario may hold and what a run reports.\nEvery key with default, "
                          "range, unit, meaning and "
                          "source; `outcomes` for what is reported, `sweep` for sweep files.",
                          footer::describe());
    app->add_option("SECTION", line_.section,
                    "A section or key, e.g. environment, all unless given; with --odd a scenario, the defaults "
                    "unless given")
        ->option_text("[SECTION]");
    add_flag(app, "--json", line_.look.json, "Print JSON");
    add_flag(app, "--schema", line_.schema,
             "Print the JSON Schema (draft-07) of scenario files, with `sweep` of sweep files");
    add_flag(app, "--odd", line_.odd,
             "Print an ODD protocol in Markdown: the whole model, every equation and value, as this scenario runs "
             "it");
    add_set(app);
    add_color_and_help(app);
}

void Declaration::add_hash() {
    auto* const app =
        add(Command::hash, "hash", "Print the content hash of result files, computed anew.", footer::hash());
    add_files(app, "FILE.h5 [FILE.h5...]", "Result files");
    add_flag(app, "--variables", line_.variables, "Also one line for each variable: its own hash and its name");
    add_color_and_help(app);
}

void Declaration::add_verify() {
    auto* const app = add(Command::verify, "verify",
                          "Run some of a result again and compare it bit by bit.\nA random sample of its runs, from "
                          "the scenario and the seeds that the file holds itself.",
                          footer::verify());
    add_files(app, "FILE.h5 [FILE.h5...]", "Result files");
    add_value(app, "--sample", typed_.sample, "N", "How many runs; 10 unless given", "Sample");
    add_value(app, "--seed", typed_.seed, "N", "Which runs; 1 unless given", "Sample");
    add_data(app, "charts and ties", "here");
    add_running(app);
    add_progress(app);
    add_color_and_help(app);
}

void Declaration::add_rerun(CLI::App* app, char const* policy, char const* replicate) {
    add_files(app, "FILE.h5", "A result file");
    add_value(app, "--policy", line_.policy, "NAME", policy, "Which run");
    add_value(app, "--replicate", typed_.replicate, "N", replicate, "Which run");
    add_data(app, "charts and ties", "here");
}

void Declaration::add_member_and_week(CLI::App* app) {
    add_value(app, "--member", line_.member, "ID", "Whose week: the member's id, or its number", "Which week");
    add_value(app, "--week", typed_.week, "W", "Which week, from 1", "Which week");
}

void Declaration::add_explain() {
    auto* const app = add(Command::explain, "explain",
                          "Explain one member's week.\nWhat it saw, why it spoke or kept silent, what its leader "
                          "did and why, what it came to believe. Computed again from what the file says of itself.",
                          footer::explain());
    add_rerun(app, "Under which policy of the file; its first unless given", "Which replicate; the first unless given");
    add_member_and_week(app);
    add_value(app, "--counterfactual", line_.counterfactual, "POLICY",
              "The same member and week under another policy, side by side", "Which week");
    add_flag(app, "--json", line_.look.json, "Print JSON instead of a table");
    add_progress(app);
    add_color_and_help(app);
}

void Declaration::add_trace() {
    auto* const app = add(Command::trace, "trace",
                          "Follow warnings up the chain, or to where they end.\nAll issues of a result by the level "
                          "they begin at; with --member and --week the way of one.",
                          footer::trace());
    add_rerun(app, "Under which policy of the file; all unless given",
              "Which replicate; all unless given, of one issue the first");
    app->add_flag("--issue", typed_.issue, "Follow issues; the only thing to follow so far")
        ->group("Which week")
        ->disable_flag_override();
    add_member_and_week(app);
    add_running(app);
    add_flag(app, "--json", line_.look.json, "Print JSON instead of a table");
    add_progress(app);
    add_color_and_help(app);
}

void Declaration::add_survey() {
    auto* const app = add(Command::survey, "survey",
                          "Print what a survey showed, as a paper would.\nFor each policy means, standard "
                          "deviations, reliabilities and correlations of what was answered, and of what is true.",
                          footer::survey());
    add_files(app, "FILE.h5", "A result file");
    add_flag(app, "--json", line_.look.json, "Print JSON instead of tables");
    add_color_and_help(app);
}

void Declaration::add_report() {
    auto* const app = add(Command::report, "report",
                          "Show a result in one web page.\nWhat it comes to, how sure that is, who did what, what was "
                          "assumed and how to make it again; opens by double click, without a network.",
                          footer::report());
    add_files(app, "FILE.h5|DIR", "The result of a run, a comparison or a sweep, or the folder of a sweep");
    add_value(app, "-o,--output", line_.output, "FILE.html", "Where the page goes; beside FILE.h5 unless given",
              "Running");
    add_value(app, "--sweep", line_.swept, "DIR|FILE.h5", "Also show what matters and who wins where in this sweep",
              "What");
    add_data(app, "charts and ties", "beside FILE.h5, or here,");
    add_running(app);
    add_flag(app, "-q,--quiet", line_.look.quiet, "No notes; warnings and errors stay");
    add_color_and_help(app);
}

void declare_commands(CLI::App& app, CommandLine& line, Typed& typed) { Declaration(app, line, typed).declare(); }

}  // namespace candor::cli
