#pragma once

#include <string>
#include <vector>

namespace candor::cli {

/// A sweep to be computed by an array of jobs of Slurm.
struct SlurmJob {
    std::string program;  ///< absolute path, the same on all nodes
    std::vector<std::string>
        words;              ///< `sweep FILE -o FOLDER` and more, without --slurm, --shard, --threads, --progress
    std::string directory;  ///< absolute; where the paths of the words begin
    std::string folder;     ///< of the sweep
    int shards = 1;         ///< tasks of the array
    int threads = 8;        ///< of each task, as a line that people may edit
};

/// What every task is told again: the words of a command line, behind the program, without those that the script says
/// itself (-o, --slurm, --shard, --threads, --progress).
[[nodiscard]] std::vector<std::string> words_for_tasks(std::vector<std::string> const& words);

/// A script for bash that submits the sweep as an array of tasks, and its merge as a job that waits for them. Submitted
/// again it goes on where the sweep stopped, behind what it submitted before.
[[nodiscard]] std::string slurm_script(SlurmJob const& job);

}  // namespace candor::cli
