#include "declaration.hpp"
#include "help.hpp"

namespace candor::cli {

void Declaration::add_sweep() {
    auto* const app = add(Command::sweep, "sweep",
                          "Run a scenario at many points.\nFactors, design and replicates are in a sweep file. "
                          "Results are written in parts as they come: the same command again goes on where it was "
                          "stopped, and puts all together when all is done.",
                          footer::sweep());
    add_files(app, "FILE.yaml", "The sweep");
    app->require_subcommand(0, 1);
    add_set(app);
    add_value(app, "--replicates", typed_.replicates, "N", "Instead of the sweep's `replicates`, or of its `at_most`",
              "Scenario");
    add_value(app, "-o,--output", line_.output, "DIR", "Folder of the results; results/SWEEP unless given", "Running");
    add_sweep_flag(app, "--dry-run", line_.sweep.dry_run,
                   "Say points, runs, time and disk, and the first points; run hardly anything");
    add_value(app, "--shard", typed_.shard, "I/N", "Only every N-th run, from the I-th on; I counts from 0", "Running");
    add_value(app, "--slurm", typed_.slurm, "N",
              "Print a batch script for Slurm: N workers, then the merge; run nothing", "Running");
    add_value(app, "--run", typed_.run, "R",
              "Repeat run R alone, as a result file for `candor explain` and `candor trace`", "Running");
    add_sweep_flag(app, "--fail-fast", line_.sweep.fail_fast, "End with the first run that fails");
    add_sweep_flag(app, "--retry-failed", line_.sweep.retry_failed, "Run those again that failed before");
    add_no_report(app);
    add_running(app);
    add_flag(app, "--json", line_.look.json, "Print JSON instead of text");
    add_progress(app);
    add_color_and_help(app);
    add_sweep_status(app);
}

void Declaration::add_sweep_flag(CLI::App* app, char const* name, bool& value, char const* meaning) {
    app->add_flag(name, value, meaning)->group("Running")->disable_flag_override();
}

void Declaration::add_sweep_status(CLI::App* parent) {
    auto* const app = add(Command::sweep_status, "status",
                          "Say how far a sweep is.\nRuns done, failed and missing, who is computing, and what is "
                          "damaged. Changes nothing.",
                          footer::sweep_status(), parent);
    add_files(app, "DIR", "The folder of the sweep");
    add_flag(app, "--json", line_.look.json, "Print JSON instead of text");
    add_color_and_help(app);
}

void Declaration::add_merge() {
    auto* const app = add(Command::merge, "merge",
                          "Put the parts of a sweep together.\nOne file, with a value for every point, policy and "
                          "replicate; says what is missing. Safe at any time, and as often as wanted.",
                          footer::merge());
    add_files(app, "DIR", "The folder of the sweep");
    add_value(app, "-o,--output", line_.output, "FILE.h5", "Where it goes; DIR/results.h5 unless given", "Running");
    add_no_report(app);
    add_flag(app, "--json", line_.look.json, "Print JSON instead of text");
    add_flag(app, "-q,--quiet", line_.look.quiet, "No notes; warnings and errors stay");
    add_color_and_help(app);
}

void Declaration::add_bootstrap(CLI::App* app, char const* json) {
    add_value(app, "--bootstrap", typed_.bootstrap, "N",
              "Samples that intervals come from; 1000 unless given, 0: no intervals", "Intervals");
    add_value(app, "--seed", typed_.seed, "N", "Which samples; 1 unless given", "Intervals");
    add_running(app);
    add_flag(app, "--json", line_.look.json, json);
    add_flag(app, "-q,--quiet", line_.look.quiet, "No notes; warnings and errors stay");
    add_color_and_help(app);
}

void Declaration::add_sensitivity() {
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

void Declaration::add_regimes() {
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

}  // namespace candor::cli
