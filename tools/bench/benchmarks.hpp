#pragma once

/// What `candor-bench` measures: one function for each group, which registers its benchmarks.
namespace candor::bench {

/// How large the largest organizations are.
enum class Sizes {
    usual,  ///< up to a million members
    large   ///< up to ten million; and ten times the runs of sweeps
};

void register_step(Sizes sizes);
void register_founding(Sizes sizes);
void register_runs();
void register_phases();
void register_random();
void register_math();
void register_ties();
void register_recording();
void register_sweeps(Sizes sizes);
void register_start_up();

}  // namespace candor::bench
