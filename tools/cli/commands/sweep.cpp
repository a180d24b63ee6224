#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "candor/core/parallel.hpp"
#include "candor/model/instruction_set.hpp"
#include "candor/run/sweep.hpp"
#include "commands.hpp"
#include "experiment.hpp"
#include "failure.hpp"
#include "json.hpp"
#include "merge_files.hpp"
#include "messages.hpp"
#include "notation.hpp"
#include "progress.hpp"
#include "slurm_script.hpp"
#include "stop.hpp"
#include "sweep_text.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

scenario::Sweep load_sweep(CommandLine const& line) {
    try {
        scenario::Sweep sweep = scenario::load_sweep(line.files.front(), overrides_of(line.settings));
        if (line.replicate > 0) sweep.replicates.most = line.replicate;
        return sweep;
    } catch (scenario::ScenarioError const& error) {
        throw as_typed(error, line.settings);
    }
}

/// The command that makes the same sweep again.
std::string command_of(CommandLine const& line) {
    std::string command = "candor sweep " + quoted(line.files.front());
    for (Setting const& setting : line.settings) command += " --set " + quoted(setting.path_value);
    if (line.replicate > 0) command += fmt::format(" --replicates {}", line.replicate);
    return command;
}

fs::path folder_of(CommandLine const& line) {
    return line.output.empty() ? fs::path("results") / fs::path(line.files.front()).stem() : fs::path(line.output);
}

void warn(run::SweepPlan const& plan, Messages const& messages) {
    auto const& design = plan.sweep.design;
    bool const wants_power =
        design.kind == scenario::DesignKind::saltelli || design.kind == scenario::DesignKind::sobol;
    auto const count = static_cast<std::uint64_t>(std::max(design.base_rows, design.points));
    if (wants_power && !std::has_single_bit(count)) {
        messages.warning(fmt::format("{} is no power of 2 (a Sobol sequence is even only at {} and {})", count,
                                     std::bit_floor(count), std::bit_ceil(count)));
    }
}

int dry_run(run::SweepPlan const& plan, CommandLine const& line, Terminal const& terminal) {
    int const threads = parallel::thread_count();
    double const seconds = run::seconds_a_run(plan);
    terminal.write(line.look.json ? dry_run_json(plan, seconds, threads)
                                  : dry_run_text(plan, seconds, threads, terminal));
    return exit_code::ok;
}

int print_slurm_script(CommandLine const& line, Terminal const& terminal) {
    SlurmJob job;
    job.program = fs::read_symlink("/proc/self/exe").string();
    job.words = words_for_tasks(line.sweep.words);
    job.directory = fs::current_path().string();
    job.folder = folder_of(line).string();
    job.shards = line.sweep.slurm;
    if (line.threads > 0) job.threads = line.threads;
    terminal.write(slurm_script(job));
    return exit_code::ok;
}

/// Refuses a run that the sweep does not have, then repeats it.
int repeat(run::SweepPlan const& plan, CommandLine const& line, Messages const& messages, Terminal const& terminal) {
    std::int64_t const total = plan.facts.numbers.total();
    if (line.sweep.run >= total) {
        throw UsageError(fmt::format("there is no run {} (the sweep has runs 1 to {})", line.sweep.run + 1, total));
    }
    run::RunPlace const place = run::place_of(plan, line.sweep.run);
    std::string const name =
        fmt::format("{}-run{}.h5", fs::path(line.files.front()).stem().string(), line.sweep.run + 1);
    fs::path path = line.output.empty() ? fs::path("results") / name : fs::path(line.output);
    if (fs::is_directory(path)) path /= name;  // the folder of the sweep, say
    ResultFile file(path, line.files, messages);
    StopOnSignal const stop(stop_message("nothing will be written", line.look, messages.terminal()));
    try {
        file.write(run::repeat_run(plan, line.sweep.run, line.typed, stop.request()));
    } catch (scenario::ScenarioError const& error) {  // the sweep is right, its scenario at this point is not
        messages.errors(error.what());
        return exit_code::run_failed;
    }
    if (line.look.json) {
        nlohmann::ordered_json const json{{"schema", "candor.sweep_run/1"}, {"run", line.sweep.run + 1},
                                          {"point", place.point},           {"policy", place.policy},
                                          {"replicate", place.replicate},   {"random_key", place.random_key},
                                          {"settings", place.settings},     {"file", file.path().string()}};
        terminal.write(readable(json) + "\n");
        return exit_code::ok;
    }
    std::string text = fmt::format("Run {}: point {}, {}, replicate {}\n", grouped(line.sweep.run + 1),
                                   grouped(place.point), place.policy, place.replicate);
    for (std::string const& setting : place.settings) text += "  " + printable(setting) + "\n";
    terminal.write(text + fmt::format("→ {} {}\n", file.path().string(), file.description()));
    return exit_code::ok;
}

void tell_failures(run::SweepPlan const& plan, run::SweepEnd const& end, Messages const& messages) {
    if (end.progress.failed == 0) return;
    std::string const why = end.first_failed_run < 0
                                ? std::string("all of them before; --retry-failed runs them again")
                                : fmt::format("run {}: {}; `{}` repeats it", grouped(end.first_failed_run + 1),
                                              end.first_failure, run::command_for(plan.file, end.first_failed_run));
    messages.warning(
        fmt::format("{} of {} failed ({})", grouped(end.progress.failed), counted(end.progress.done, "run"), why));
}

std::string end_text(run::SweepPlan const& plan, run::SweepEnd const& end, CommandLine const& line,
                     Terminal const& terminal) {
    run::SweepProgress const& progress = end.progress;
    std::int64_t const now = progress.done - progress.before;
    std::string text = sweep_header(plan, terminal) + "\n";
    if (line.sweep.shard_given) text += fmt::format("Shard {}/{}: ", line.sweep.shard, line.sweep.shards);
    text += fmt::format("{} of {} runs are done", grouped(progress.done), grouped(progress.total));
    if (progress.before > 0) text += fmt::format(", {} of them before", grouped(progress.before));
    if (now > 0) {
        double const rate = static_cast<double>(now) / end.seconds;
        text += fmt::format("; {} in {}, {} a second", grouped(now), duration(end.seconds),
                            rate < 10 ? fmt::format("{:.2g}", rate) : grouped(std::llround(rate)));
    }
    text += "\n";
    if (end.ended_early > 0)
        text += fmt::format("{} ended before the last replicate, sure enough\n", counted(end.ended_early, "point"));
    return text;
}

std::string next_text(run::SweepPlan const& plan, run::SweepEnd const& end, fs::path const& folder) {
    if (end.progress.failed > 0) return {};
    auto const kind = plan.sweep.design.kind;
    if (kind == scenario::DesignKind::saltelli || kind == scenario::DesignKind::morris)
        return fmt::format("What matters most: candor sensitivity {}\n", quoted(folder.string()));
    if (plan.sweep.policies.size() > 1 && plan.sweep.factors.size() > 1)
        return fmt::format("Who wins where: candor regimes {} {} {}\n", quoted(folder.string()),
                           plan.sweep.factors[0].name, plan.sweep.factors[1].name);
    return {};
}

std::string end_json(run::SweepPlan const& plan, run::SweepEnd const& end, fs::path const& folder,
                     MergedFile const& merged) {
    nlohmann::ordered_json json{{"schema", "candor.sweep/1"}, {"folder", folder.string()}};
    json["design_hash"] = plan.facts.hash;
    json["done"] = end.progress.done;
    json["done_before"] = end.progress.before;
    json["total"] = end.progress.total;
    json["failed"] = end.progress.failed;
    json["points_ended_early"] = end.ended_early;
    json["parts_written"] = end.parts;
    json["seconds"] = end.seconds;
    json["interrupted"] = end.interrupted;
    auto const or_null = [](std::string const& text) {
        return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
    };
    json["content_hash"] = or_null(merged.content_hash);
    json["report"] = or_null(merged.report);
    return readable(json) + "\n";
}

run::SweepEnd run_shard(run::SweepPlan const& plan, fs::path const& folder, CommandLine const& line,
                        Messages const& messages) {
    run::SweepSettings const settings{
        {line.sweep.shard, line.sweep.shards}, line.sweep.fail_fast, line.sweep.retry_failed};
    StopOnSignal const stop(stop_message("what is finished will be written", line.look, messages.terminal()));
    ProgressDisplay progress(messages.terminal(), progress_kind(line.look, messages.terminal()),
                             static_cast<std::size_t>(plan.facts.numbers.total()));
    auto const show = [&](run::SweepProgress const& p) {
        progress.show(static_cast<std::size_t>(p.done), static_cast<std::size_t>(p.total),
                      static_cast<std::size_t>(p.before), static_cast<std::size_t>(p.failed));
    };
    return run::carry_out(plan, folder, settings, show, stop.request());
}

int run_sweep(run::SweepPlan const& plan, CommandLine const& line, Messages const& messages, Terminal const& terminal) {
    fs::path const folder = folder_of(line);
    run::open_sweep_folder(folder, plan.file);
    run::ShardLock const lock(folder, {line.sweep.shard, line.sweep.shards});
    if (plan.sweep.design.kind == scenario::DesignKind::saltelli) {  // more than one may think
        messages.note(fmt::format("{}, {}", counted(plan.facts.numbers.points, "point"),
                                  counted(plan.facts.numbers.total(), "run")));
    }
    run::SweepEnd end;
    MergedFile merged;
    do {  // again where only the merge, which reads all there is, finds a part damaged
        end = run_shard(plan, folder, line, messages);
        tell_bad_parts(end.bad, messages);
        tell_failures(plan, end, messages);
        if (line.sweep.shard_given || end.interrupted) break;
        merged = write_merged(folder, folder / "results.h5", line, messages);
    } while (merged.damaged);
    if (line.look.json) {
        terminal.write(end_json(plan, end, folder, merged));
    } else {
        std::string const where = merged.text.empty() ? fmt::format("→ {}; `candor merge {}` puts the parts together\n",
                                                                    folder.string(), quoted(folder.string()))
                                                      : merged.text + next_text(plan, end, folder);
        terminal.write(end_text(plan, end, line, terminal) + where);
    }
    if (!merged.no_report.empty()) throw OutputError(merged.no_report);
    if (end.interrupted) {
        messages.warning(fmt::format("interrupted ({} of {} runs are done; the same command goes on)",
                                     grouped(end.progress.done), grouped(end.progress.total)));
        return exit_code::interrupted;
    }
    return end.progress.failed > 0 || merged.missing.runs > 0 ? exit_code::run_failed : exit_code::ok;
}

}  // namespace

int sweep(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    parallel::ThreadLimit const threads(line.threads);
    [[maybe_unused]] auto const instruction_set = model::chosen_instruction_set();  // fails here rather than in a run
    run::SweepPlan const plan = run::plan_of(load_sweep(line), command_of(line));
    warn(plan, messages);
    if (line.sweep.slurm > 0) return print_slurm_script(line, terminal);
    if (line.sweep.dry_run) return dry_run(plan, line, terminal);
    if (line.sweep.run >= 0) return repeat(plan, line, messages, terminal);
    return run_sweep(plan, line, messages, terminal);
}

}  // namespace candor::cli
