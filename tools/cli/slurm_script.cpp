#include "slurm_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <string_view>

#include "text.hpp"

namespace candor::cli {

namespace {

using namespace fmt::literals;

constexpr char const* opening = R"(#!/bin/bash
# {command} --slurm {shards} --threads {threads}
#
# Submits this sweep to Slurm: an array of {shards} tasks that share its runs, then a job that puts the results together.
#
#   bash THIS_FILE
#
# on a machine that has sbatch, in folders that all nodes share. Do it again when tasks failed, were killed or ran out of
# time: runs that are finished are not repeated. What your cluster asks for goes into the lines #SBATCH below, or, for
# both jobs at once, into the environment: SBATCH_ACCOUNT=YOURS SBATCH_PARTITION=NAME bash THIS_FILE
set -euo pipefail

# The paths below begin here.
cd -- {directory}

folder={folder}
name={name}

# Slurm opens the log of a task before the task begins, so the folder must be there. It reads % as %A, %a, ...; %% is %.
mkdir -p -- "$folder/logs"
logs=${{folder//%/%%}}/logs

# What was submitted before and has not ended yet: tasks then wait for it, so that no two work on one share.
earlier=$(squeue --me --name="$name,$name-merge" --noheader --format=%F | sort -u | paste -s -d :)
)";

constexpr char const* array_job = R"(
# 1. The sweep. Task i of {shards} computes every run that is its share, with all threads of its own.
array=$(sbatch --parsable ${{earlier:+"--dependency=afterany:$earlier"}} --job-name="$name" --output="$logs/%A_%a.out" <<'TASK'
#!/bin/bash
#SBATCH --array=0-{last}
# Threads of one task. A few tasks as large as a node are better than many small ones.
#SBATCH --nodes=1 --ntasks=1 --cpus-per-task={threads}
# The longest that a task may take. A minute before, Slurm sends a signal: the task writes what it has, and ends.
#SBATCH --time=04:00:00
#SBATCH --signal=B:TERM@60
# When a node fails, Slurm queues its task again: it goes on where it stopped, and so does its log.
#SBATCH --requeue
#SBATCH --open-mode=append
# Take away one # where your cluster asks for it.
##SBATCH --account=YOURS
##SBATCH --partition=NAME
##SBATCH --mem=4G

# With exec the signal reaches candor itself, not a shell that waits for it.
exec {command} \
    --shard "$SLURM_ARRAY_TASK_ID/{shards}" --threads "$SLURM_CPUS_PER_TASK" --progress none
TASK
)
array=${{array%%;*}} # some clusters print ID;CLUSTER
)";

constexpr char const* merge_job = R"(
# 2. The merge, when all tasks have ended, however they did. It says what is missing, if anything is.
merge=$(sbatch --parsable --dependency="afterany:$array" --job-name="$name-merge" --output="$logs/merge_%j.out" <<'MERGE'
#!/bin/bash
#SBATCH --nodes=1 --ntasks=1 --cpus-per-task=1
#SBATCH --time=01:00:00
##SBATCH --account=YOURS
##SBATCH --partition=NAME
##SBATCH --mem=4G

exec {command}
MERGE
)
merge=${{merge%%;*}}

echo "Submitted the sweep as job $array ({shards} tasks) and its merge as job $merge${{earlier:+, behind $earlier}}."
echo "Queue:    squeue --me --name=$name,$name-merge"
printf 'Progress: %q sweep status %q\n' {program} "$folder"
echo "Logs:     $folder/logs"
)";

/// `candor-` and the name of the folder, in characters that Slurm and its options take.
std::string job_name(std::string const& folder) {
    std::filesystem::path path = std::filesystem::path(folder).lexically_normal();
    if (!path.has_filename()) path = path.parent_path();
    std::string name = "candor-" + path.filename().string();
    auto const plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-_.").find(c) != std::string_view::npos;
    };
    std::replace_if(
        name.begin(), name.end(), [&](char c) { return !plain(c); }, '-');
    return name;
}

std::string command_line(std::string const& program, std::vector<std::string> const& words) {
    std::string line = quoted(program);
    for (std::string const& word : words) line += " " + quoted(word);
    return line;
}

}  // namespace

std::vector<std::string> words_for_tasks(std::vector<std::string> const& words) {
    constexpr std::array own{"-o", "--output", "--slurm", "--shard", "--threads", "--progress"};
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string const& word = words[i];
        auto const with_value = [&](std::string const& option) {
            return word.starts_with(option.starts_with("--") ? option + "=" : option);
        };
        if (std::find(own.begin(), own.end(), word) != own.end()) {
            ++i;  // its value is the next word
        } else if (std::none_of(own.begin(), own.end(), with_value)) {
            kept.push_back(word);
        }
    }
    return kept;
}

std::string slurm_script(SlurmJob const& job) {
    std::vector<std::string> words = job.words;
    words.insert(words.end(), {"-o", job.folder});
    return fmt::format(opening, "command"_a = printable(command_line("candor", words)), "shards"_a = job.shards,
                       "threads"_a = job.threads, "directory"_a = quoted(job.directory),
                       "folder"_a = quoted(job.folder), "name"_a = job_name(job.folder)) +
           fmt::format(array_job, "shards"_a = job.shards, "last"_a = job.shards - 1, "threads"_a = job.threads,
                       "command"_a = command_line(job.program, words)) +
           fmt::format(merge_job, "shards"_a = job.shards, "program"_a = quoted(job.program),
                       "command"_a = command_line(job.program, {"merge", job.folder}));
}

}  // namespace candor::cli
