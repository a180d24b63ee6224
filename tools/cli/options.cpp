#include "options.hpp"

#include "help.hpp"

namespace candor::cli {

namespace {

/// The commands, one function each, after the options that several of them have.
class Declaration {
public:
    Declaration(CLI::App& app, CommandLine& line, Typed& typed) : app_(app), line_(line), typed_(typed) {}

    void declare() {
        app_.name("candor");
        app_.formatter(help_formatter(Terminal(stdout, ColorWhen::never).text_width()));
        app_.set_help_flag("-h,--help", "Print this and exit")->group("Options");
        app_.add_flag("--version", typed_.version, "Print version, commit, compiler and instruction set")
            ->group("Options");
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
        add_sweep();
        add_merge();
        add_sensitivity();
        add_regimes();
    }

private:
    CLI::App* add(Command command, char const* name, std::string const& purpose, std::string const& foot,
                  CLI::App* parent = nullptr) {
        CLI::App* const app = (parent == nullptr ? &app_ : parent)->add_subcommand(name, purpose);
        app->footer(foot);
        app->allow_extras();
        app->parse_complete_callback([&line = line_, app, command] {
            if (app->get_subcommands().empty()) line.command = command;  // else the one within has said its own
        });
        return app;
    }

    /// An option with one value; the last one counts.
    static CLI::Option* add_value(CLI::App* app, char const* name, std::string& value, char const* placeholder,
                                  char const* meaning, char const* group) {
        return app->add_option(name, value, meaning)
            ->option_text(placeholder)
            ->group(group)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }

    static void add_flag(CLI::App* app, char const* name, bool& value, char const* meaning) {
        app->add_flag(name, value, meaning)->group("Look")->disable_flag_override();
    }

    void add_files(CLI::App* app, char const* usage, char const* meaning) {
        app->add_option("FILE", line_.files, meaning)->option_text(usage);
    }

    void add_color_and_help(CLI::App* app) {
        add_value(app, "--color", typed_.color, "WHEN",
                  "Colour: auto (where someone looks on and NO_COLOR is not set), always, never", "Look");
        app->set_help_flag("-h,--help", "Print this and exit")->group("Look");
    }

    void add_set(CLI::App* app) {
        app->add_option("--set", typed_.sets,
                        "Set any key of the scenario, e.g. environment.turbulence=.2 or timeline[0].week=10; "
                        "repeatable, later ones "
                        "win (`candor describe` lists the keys)")
            ->option_text("PATH=VALUE")
            ->group("Scenario")
            ->allow_extra_args(false);
    }

    void add_replicates(CLI::App* app) {
        add_value(app, "--replicates", typed_.replicates, "N",
                  "Runs that differ only in their random numbers (run.replicates)", "Scenario");
    }

    void add_running(CLI::App* app) {
        add_value(app, "--threads", typed_.threads, "N",
                  "Threads to use; all there are unless given. Results do not depend on it", "Running");
    }

    void add_progress(CLI::App* app) {
        add_flag(app, "-q,--quiet", line_.look.quiet, "No progress and no notes; warnings and errors stay");
        add_value(app, "--progress", typed_.progress, "KIND",
                  "Progress: auto (a bar where someone looks on), bar, json (one object a line), none", "Look");
    }

    void add_variant(CLI::App* app) {
        add_value(app, "--variant", line_.variant, "NAME", "Run it as this one of its `variants`", "Scenario");
    }

    void add_nulls(CLI::App* app) {
        app->add_option("--null", typed_.nulls,
                        "Hold a mechanism still at its neutral value: trust_frozen, voice_off, motivation_off, "
                        "adjustment_off, advice_off or no_turnover; repeatable, instead of the scenario's `nulls`")
            ->option_text("NAME")
            ->group("Scenario")
            ->allow_extra_args(false);
    }

    void add_policies(CLI::App* app, char const* meaning) {
        add_value(app, "--policies", typed_.policies, "A,B,...", meaning, "Scenario");
    }

    void add_run_settings(CLI::App* app) {
        add_value(app, "--weeks", typed_.weeks, "N", "Weeks that each run lasts (run.weeks)", "Scenario");
        add_replicates(app);
        add_value(app, "--seed", typed_.seed, "N", "Which random numbers (run.seed)", "Scenario");
    }

    void add_experiment(CLI::App* app, char const* default_output) {
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

    void add_run() {
        auto* const app = add(Command::run, "run",
                              "Run one scenario under its own policy.\nAll replicates of it; prints the means of the "
                              "last year, writes all "
                              "weeks to a file.",
                              footer::run());
        add_files(app, "FILE.yaml", "The scenario");
        add_experiment(app, "Where the result goes; results/SCENARIO-POLICY.h5 unless given");
    }

    void add_compare() {
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
    }

    void add_ablate() {
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

    void add_check() {
        auto* const app = add(Command::check, "check",
                              "Say whether scenarios can be run, and all that is wrong if not.\nReads the files they "
                              "name as well; writes nothing, and runs nothing but, with --expect, what the scenarios "
                              "expect something of.",
                              footer::check());
        add_files(app, "FILE.yaml [FILE.yaml...]", "The scenarios");
        app->add_flag(
               "--expect", line_.expect,
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

    void add_init() {
        auto* const app = add(Command::init, "init",
                              "Write a scenario to begin with.\nEvery key with its default and what it means, or a "
                              "story that ships, as one file that needs no other. Overwrites nothing.",
                              footer::init());
        app->add_option("FILE", line_.files, "The file to make; scenario.yaml, or STORY.yaml, unless given")
            ->option_text("[FILE.yaml]");
        add_value(app, "--from", line_.story, "STORY", "Copy this story", "Scenario");
        add_color_and_help(app);
    }

    void add_describe() {
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

    void add_hash() {
        auto* const app =
            add(Command::hash, "hash", "Print the content hash of result files, computed anew.", footer::hash());
        add_files(app, "FILE.h5 [FILE.h5...]", "Result files");
        add_flag(app, "--variables", line_.variables, "Also one line for each variable: its own hash and its name");
        add_color_and_help(app);
    }

    void add_verify() {
        auto* const app =
            add(Command::verify, "verify",
                "Run some of a result again and compare it bit by bit.\nA random sample of its runs, from "
                "the scenario and the seeds that the file holds itself.",
                footer::verify());
        add_files(app, "FILE.h5 [FILE.h5...]", "Result files");
        add_value(app, "--sample", typed_.sample, "N", "How many runs; 10 unless given", "Sample");
        add_value(app, "--seed", typed_.seed, "N", "Which runs; 1 unless given", "Sample");
        add_value(app, "--data", line_.data, "FOLDER",
                  "Where charts and ties lie that were imported; here unless given", "Running");
        add_running(app);
        add_progress(app);
        add_color_and_help(app);
    }

    /// Which run of a result is meant, and how to carry it out again.
    void add_rerun(CLI::App* app, char const* policy, char const* replicate) {
        add_files(app, "FILE.h5", "A result file");
        add_value(app, "--policy", line_.policy, "NAME", policy, "Which run");
        add_value(app, "--replicate", typed_.replicate, "N", replicate, "Which run");
        add_value(app, "--data", line_.data, "FOLDER",
                  "Where charts and ties lie that were imported; here unless given", "Running");
    }

    void add_member_and_week(CLI::App* app) {
        add_value(app, "--member", line_.member, "ID", "Whose week: the member's id, or its number", "Which week");
        add_value(app, "--week", typed_.week, "W", "Which week, from 1", "Which week");
    }

    void add_explain() {
        auto* const app = add(Command::explain, "explain",
                              "Explain one member's week.\nWhat it saw, why it spoke or kept silent, what its leader "
                              "did and why, what it came to believe. Computed again from what the file says of itself.",
                              footer::explain());
        add_rerun(app, "Under which policy of the file; its first unless given",
                  "Which replicate; the first unless given");
        add_member_and_week(app);
        add_value(app, "--counterfactual", line_.counterfactual, "POLICY",
                  "The same member and week under another policy, side by side", "Which week");
        add_flag(app, "--json", line_.look.json, "Print JSON instead of a table");
        add_progress(app);
        add_color_and_help(app);
    }

    void add_trace() {
        auto* const app =
            add(Command::trace, "trace",
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

    void add_survey() {
        auto* const app = add(Command::survey, "survey",
                              "Print what a survey showed, as a paper would.\nFor each policy means, standard "
                              "deviations, reliabilities and correlations of what was answered, and of what is true.",
                              footer::survey());
        add_files(app, "FILE.h5", "A result file");
        add_flag(app, "--json", line_.look.json, "Print JSON instead of tables");
        add_color_and_help(app);
    }

    void add_sweep() {
        auto* const app = add(Command::sweep, "sweep",
                              "Run a scenario at many points.\nFactors, design and replicates are in a sweep file. "
                              "Results are written in parts as they come: the same command again goes on where it was "
                              "stopped, and puts all together when all is done.",
                              footer::sweep());
        add_files(app, "FILE.yaml", "The sweep");
        app->require_subcommand(0, 1);
        add_set(app);
        add_value(app, "--replicates", typed_.replicates, "N", "Instead of the sweep's `replicates`", "Scenario");
        add_value(app, "-o,--output", line_.output, "DIR", "Folder of the results; results/SWEEP unless given",
                  "Running");
        add_sweep_flag(app, "--dry-run", line_.sweep.dry_run,
                       "Say points, runs, time and disk, and the first points; run hardly anything");
        add_value(app, "--shard", typed_.shard, "I/N", "Only every N-th run, from the I-th on; I counts from 0",
                  "Running");
        add_value(app, "--slurm", typed_.slurm, "N",
                  "Print a batch script for Slurm: N workers, then the merge; run nothing", "Running");
        add_value(app, "--run", typed_.run, "R",
                  "Repeat run R alone, as a result file for `candor explain` and `candor trace`", "Running");
        add_sweep_flag(app, "--fail-fast", line_.sweep.fail_fast, "End with the first run that fails");
        add_sweep_flag(app, "--retry-failed", line_.sweep.retry_failed, "Run those again that failed before");
        add_running(app);
        add_flag(app, "--json", line_.look.json, "Print JSON instead of text");
        add_progress(app);
        add_color_and_help(app);
        add_sweep_status(app);
    }

    static void add_sweep_flag(CLI::App* app, char const* name, bool& value, char const* meaning) {
        app->add_flag(name, value, meaning)->group("Running")->disable_flag_override();
    }

    void add_sweep_status(CLI::App* parent) {
        auto* const app = add(Command::sweep_status, "status",
                              "Say how far a sweep is.\nRuns done, failed and missing, who is computing, and what is "
                              "damaged. Changes nothing.",
                              footer::sweep_status(), parent);
        add_files(app, "DIR", "The folder of the sweep");
        add_flag(app, "--json", line_.look.json, "Print JSON instead of text");
        add_color_and_help(app);
    }

    void add_merge() {
        auto* const app = add(Command::merge, "merge",
                              "Put the parts of a sweep together.\nOne file, with a value for every point, policy and "
                              "replicate; says what is missing. Safe at any time, and as often as wanted.",
                              footer::merge());
        add_files(app, "DIR", "The folder of the sweep");
        add_value(app, "-o,--output", line_.output, "FILE.h5", "Where it goes; DIR/results.h5 unless given", "Running");
        add_flag(app, "--json", line_.look.json, "Print JSON instead of text");
        add_flag(app, "-q,--quiet", line_.look.quiet, "No notes; warnings and errors stay");
        add_color_and_help(app);
    }

    /// How intervals of a sweep's statistics are found, and how they are shown.
    void add_bootstrap(CLI::App* app, char const* json) {
        add_value(app, "--bootstrap", typed_.bootstrap, "N",
                  "Samples that intervals come from; 1000 unless given, 0: no intervals", "Intervals");
        add_value(app, "--seed", typed_.seed, "N", "Which samples; 1 unless given", "Intervals");
        add_running(app);
        add_flag(app, "--json", line_.look.json, json);
        add_flag(app, "-q,--quiet", line_.look.quiet, "No notes; warnings and errors stay");
        add_color_and_help(app);
    }

    void add_sensitivity() {
        auto* const app = add(Command::sensitivity, "sensitivity",
                              "Say which factors of a sweep matter most.\nOf a saltelli design the shares of variance "
                              "that each factor carries alone and with others (Sobol), of a morris design the mean "
                              "effects; under each policy, and for the difference of each from the first: what "
                              "decides which one is better.",
                              footer::sensitivity());
        add_files(app, "DIR|FILE.h5", "The folder of a sweep, or its results.h5");
        app->add_option("--outcome", line_.outcomes,
                        "Which outcomes; performance, or the first kept, unless given; repeatable, or with commas")
            ->option_text("NAME[,NAME...]")
            ->group("What")
            ->delimiter(',')
            ->allow_extra_args(false);
        add_bootstrap(app, "Print JSON instead of tables");
    }

    void add_regimes() {
        auto* const app = add(Command::regimes, "regimes",
                              "Map which policy is best where, over two factors of a sweep.\nAveraged over all other "
                              "factors; only where it is clear. Says where the best one changes, and how sure that is.",
                              footer::regimes());
        app->add_option("FILE", typed_.sweep, "The folder of a sweep, or its results.h5")->option_text("DIR|FILE.h5");
        app->add_option("X", line_.x_factor, "The factor along x, by its name or path")->option_text("X");
        app->add_option("Y", line_.y_factor, "The factor along y, upwards")->option_text("Y");
        add_value(app, "--outcome", line_.outcome, "NAME",
                  "Best by which outcome; performance, or the first kept, unless given", "What");
        add_value(app, "--bins", typed_.bins, "N",
                  "Factors with more values than N are cut into N bins of as many points each (2..40); unless given, "
                  "up to 40 levels are kept, and bins hold about ten points",
                  "What");
        add_value(app, "-o,--output", line_.output, "FILE.csv",
                  "Also write one row a field: x, y, points, winner, means, differences and their intervals", "What");
        add_bootstrap(app, "Print JSON instead of a map");
    }

    CLI::App& app_;
    CommandLine& line_;
    Typed& typed_;
};

}  // namespace

void declare_commands(CLI::App& app, CommandLine& line, Typed& typed) { Declaration(app, line, typed).declare(); }

}  // namespace candor::cli
