#include "help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "candor/scenario/nulls.hpp"
#include "stories.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

constexpr char const* exit_codes_of_a_run = R"(
Exit codes:
  0    done
  1    a run failed
  2    the command line or the scenario is wrong; nothing was run
  4    a file cannot be written or read
  130  interrupted; what was finished is in the file, marked partial
)";

constexpr char const* exit_codes_of_a_rerun = R"(
Exit codes:
  0    done
  2    the file has no such member, week, policy or replicate
  4    the file cannot be read or run again, or another version made it
  130  interrupted
)";

constexpr char const* files_of_a_run = R"(
Files:
  The result is one netCDF-4 file (HDF5): weekly means of every outcome for every replicate, the scenario as written and as resolved, and where it came from. It opens with xarray.open_dataset or h5py. Folders are created; the same command gives the same content hash on any machine and any number of threads.
  The table goes to standard output; progress, notes and warnings go to standard error.
)";

constexpr char const* page_of_a_comparison =
    R"(  Beside it lies its report, a web page that needs no network (`candor report` makes it again).
)";

}  // namespace

namespace footer {

std::string program() {
    return R"(
Examples:
  candor compare scenarios/hierarchy_or_level2.yaml
  candor compare mine.yaml --set environment.turbulence=.2
  candor describe environment
  candor report results/hierarchy_or_level2.h5

`candor COMMAND --help` says more. A scenario is a YAML file; `candor describe` lists every key it may hold. Exit codes: 0 done, 1 a run failed, 2 wrong command line or scenario, 3 not as expected, 4 a file cannot be written or read, 130 interrupted.
)";
}

std::string run() {
    return std::string(R"(
Examples:
  candor run scenarios/baseline.yaml
  candor run mine.yaml --set leadership.policy=level2 -o level2.h5
)") + files_of_a_run +
           exit_codes_of_a_run;
}

std::string compare() {
    return std::string(R"(
Examples:
  candor compare scenarios/hierarchy_or_level2.yaml
  candor compare mine.yaml --policies command,level2,distributed
  candor compare calm.yaml stormy.yaml --replicates 100 --json
)") + files_of_a_run +
           page_of_a_comparison + exit_codes_of_a_run;
}

std::string ablate() {
    std::string nulls;
    for (scenario::NullModel const& null : scenario::null_models())
        nulls += fmt::format("  {:<15} {}\n", null.name, null.meaning);
    return fmt::format(R"(
Examples:
  candor ablate scenarios/hierarchy_or_level2.yaml
  candor ablate mine.yaml --policies command,distributed --outcome quits

What is held still:
{}
A mechanism keeps its neutral level; only what makes it vary is gone. Nothing is written; `candor run --null NAME` keeps what comes of one.

Exit codes:
  0    done
  1    a run failed
  2    the command line or the scenario is wrong; nothing was run
  130  interrupted; what was finished is shown
)",
                       nulls);
}

std::string check() {
    return R"(
Examples:
  candor check scenarios/*.yaml
  candor check --expect mine.yaml
  candor check my_sweep.yaml
  candor check mine.yaml --json > problems.sarif

Exit codes:
  0    all files are well
  2    at least one is not: every problem is on standard error
  3    all can be run, but with --expect something does not come as expected
)";
}

std::string init() {
    return fmt::format(R"(
Examples:
  candor init mine.yaml
  candor init --from stable_routine mine.yaml

Stories:
  {}. Files of data that a story names are made beside it.

Exit codes:
  0    the file is made
  2    no story is called so
  4    the file is there already, or cannot be written
)",
                       listed(story_names()));
}

std::string describe() {
    return R"(
Examples:
  candor describe environment
  candor describe leadership.adoption
  candor describe outcomes
  candor describe sweep.design
  candor describe --schema > scenario.schema.json
  candor describe --schema sweep > sweep.schema.json
  candor describe --odd mine.yaml > mine.odd.md

The ODD protocol (Grimm et al. 2020) says all that a reader needs to build the model again: purpose, entities, schedule, design concepts, start, input, and every equation with its parameters, their values, units, ranges and sources.

Files:
  With the schema, an editor completes and checks scenarios as you type. Its first line would be, for the YAML language server:
  # yaml-language-server: $schema=./scenario.schema.json

Exit codes:
  0    done
  2    no key or section is called so, or the scenario is wrong
)";
}

std::string hash() {
    return R"(
Examples:
  candor hash results/hierarchy_or_level2.h5
  candor hash *.h5 | sort

The content hash covers the scenario and every value, not when, where or with how many threads it was run: equal hashes are equal results. It is computed anew from what the file holds, and compared with the one noted in it.

Exit codes:
  0    the files hold what they say they do
  4    one does not, or cannot be read
)";
}

std::string verify() {
    return R"(
Examples:
  candor verify results/hierarchy_or_level2.h5
  candor verify results/imported_company.h5 --sample 40 --data scenarios/company

The content hash says whether a file is what was written; this says whether what was written is what the model gives. Only the engine and the model that made a file are bound to give the same bytes.

Exit codes:
  0    every run that was repeated is the same bit by bit
  1    one is not, or the file does not match its content hash
  4    a file cannot be read or run again, or another version made it
)";
}

std::string explain() {
    return std::string(R"(
Examples:
  candor explain results/hierarchy_or_level2.h5 --member 57 --week 30
  candor explain results/hierarchy_or_level2.h5 --member 57 --week 30 --counterfactual level2

Nothing of this is logged: the run is repeated up to that week, which takes as long as it took, and the member's week is computed by the same rules, bit by bit. The counterfactual has the same people and the same luck; it may name any style that the scenario knows.
)") + exit_codes_of_a_rerun;
}

std::string trace() {
    return std::string(R"(
Examples:
  candor trace results/hierarchy_or_level2.h5
  candor trace results/hierarchy_or_level2.h5 --policy level2 --member 57 --week 30

A warning is an issue: a member's estimate and its directive differ by more than the threshold. If it speaks and its leader welcomes that, the leader's estimate moves; in the week after the leader may have an issue of its own, and so on.
)") + exit_codes_of_a_rerun;
}

std::string survey() {
    return R"(
Examples:
  candor survey results/hierarchy_or_level2.h5
  candor survey results/surveyed.h5 --json

A scenario records a survey with `record: {survey: {week: 52, sample: .5, reliability: .8, scale: likert5}}`, or a list of several (`candor describe record.survey`). With the answers come job performance as the leader rates it and tenure as records have it. What is true stands below what was told: the difference is what the questionnaire cost.

Exit codes:
  0    done
  2    the command line is wrong
  4    the file holds no survey, or cannot be read
)";
}

std::string report() {
    return R"(
Examples:
  candor report results/hierarchy_or_level2.h5
  candor report results/where -o where.html
  candor report results/hierarchy_or_level2.h5 --sweep results/screening

`compare` and `merge` write the report of their result too, unless told not to (--no-report). To show members one by one, one replicate is run again for each policy: only the engine and the model that made a file can do so.

Files:
  One HTML file that needs no other and no network, made whole or not at all.

Exit codes:
  0    the page is written
  2    the command line is wrong
  4    a file is no result, or cannot be read or written
)";
}

std::string sweep() {
    return R"(
A sweep file:
  title: Where Level 2 stops winning
  base: ../hierarchy_or_level2.yaml        # the scenario; or all defaults
  set: {organization: {members: 200}}      # what differs from it everywhere
  policies: [command, level2]              # side by side on the same people
  factors:                                 # any path that --set knows
    environment.volatility: [.05, .1, .2]
    environment.turbulence: {uniform: [0, 1]}
  design: {kind: latin_hypercube, points: 200, seed: 1}
  constraints: ["volatility < turbulence"] # over the last names of the paths
  outcomes: [performance, quits]           # the mean of each run over `weeks`
  weeks: last year                         # or 53..104
  series: [performance]                    # week by week, if wanted
  replicates: 20                           # of each point, under each policy
  random_numbers: common                   # the same people at each point

Values of a factor:
  [.05, .1, .2] or {choice: [...]}
  {uniform: [low, high]}, {log_uniform: [low, high]}
  {normal: [mean, standard deviation], between: [low, high]}
  {triangular: [lowest, most likely, highest]}

Others:
  replicates: {until: {outcome: performance, half_width: .005}, at_most: 400} ends each point when its 95 % interval is narrow enough.
  random_numbers: independent draws other people and shocks at each point.

Designs:
  grid, zip: all combinations of the values, or the first of each, the second of each, ...
  list: {kind: list, file: points.csv}, or rows: [[...], ...]
  random, latin_hypercube, sobol: so many points, drawn
  saltelli: {kind: saltelli, base_rows: 1024, second_order: false} for Sobol indices, N (D + 2) points
  morris: {kind: morris, trajectories: 50, levels: 4} for elementary effects; factors with one `group` move together
  one_at_a_time: each value of each factor, all others as in the base

Examples:
  candor sweep scenarios/sweeps/where_level2_wins.yaml --dry-run
  candor sweep scenarios/sweeps/where_level2_wins.yaml -o results/where
  candor sweep scenarios/sweeps/screening.yaml --slurm 8 > submit.sh

Files:
  DIR/design.h5, which never changes; DIR/parts/, each part whole; DIR/results.h5 when all is done (candor merge), and its report DIR/results.html. A process that is killed loses the last seconds; the same command goes on. See analysis/README.md.

Exit codes:
  0    done
  1    a run failed (--run R repeats it); the others are done
  2    the command line, the sweep or its scenario is wrong; nothing was run
  4    a file cannot be written or read, or belongs to another sweep
  130  interrupted; what was finished is in the parts
)";
}

std::string sweep_status() {
    return R"(
Examples:
  candor sweep status results/where

Exit codes:
  0    said
  2    the command line is wrong
  4    this is no folder of a sweep
)";
}

std::string merge() {
    return R"(
Examples:
  candor merge results/where
  candor merge results/where -o where.h5 --no-report

Exit codes:
  0    all runs are in the file
  1    some are missing: they are named, and empty in the file
  2    the command line is wrong
  4    this is no folder of a sweep, or two parts contradict each other
)";
}

std::string sensitivity() {
    return R"(
Examples:
  candor sensitivity results/what_matters
  candor sensitivity results/what_matters --outcome performance,quits --json

The sweep has `design: {kind: saltelli, base_rows: 1024}`, or `design: {kind: morris, trajectories: 20}`, and is merged (`candor merge DIR`). Estimators are those of SALib: first order of Saltelli et al. 2010, total of Jansen 1999, elementary effects of Morris 1991, of the mean over replicates. Intervals come from resampling base rows and replicates; they do not depend on the number of threads.

Exit codes:
  0    done
  2    the command line is wrong, or the sweep has no such outcome
  4    the file is no such sweep, lacks runs, or cannot be read
)";
}

std::string regimes() {
    return R"(
Examples:
  candor regimes results/border turbulence volatility
  candor regimes results/border turbulence span --outcome quits -o border.csv

The sweep has several policies and any design, and is merged (`candor merge DIR`). A grid of the two factors makes the clearest map; other designs are cut into bins.

Exit codes:
  0    done
  2    the command line is wrong, or the sweep has no such factor or outcome
  4    the file is no such sweep, lacks runs, or one cannot be read or written
)";
}

std::string studio() {
    return R"(
Examples:
  candor studio
  candor studio mine.yaml
  candor studio results/hierarchy_or_level2.h5

The studio runs the engine within the page; it needs no network. `candor serve` gives it the engine of this program, for large organizations.

Files:
  With a scenario, or that of a result: one HTML file that begins with it, results/NAME.studio.html unless given. The data files that it names are in it.

Exit codes:
  0    the page is there, and was opened where there is a desktop
  2    the command line is wrong
  4    the studio is not built, or a file cannot be read or written
)";
}

std::string serve() {
    return R"(
Examples:
  candor serve
  candor serve mine.yaml --port 8080
  candor serve results/hierarchy_or_level2.h5

The studio, with the engine of this program on all its threads; or the report of a result. Only this machine can open it, and only whoever knows the address that is printed: it holds a token, a new one each time. Ctrl-C ends it, and whatever runs.

Exit codes:
  0    served for as long as --for says
  2    the command line is wrong
  4    the studio is not built, the port is taken, or a file cannot be read
  130  stopped
)";
}

}  // namespace footer

}  // namespace candor::cli
