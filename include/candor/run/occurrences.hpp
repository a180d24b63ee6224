#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "candor/run/experiment.hpp"

namespace candor::run {

/// What became of one entry of the timeline in one arm, over the replicates that are finished.
struct Occurrence {
    int replicates = 0;       ///< in how many it happened
    double times = 0;         ///< how often on average over all finished ones
    int median_week = 0;      ///< in which it first happened, the earlier one of two; 0: it never did
    double mean_touched = 0;  ///< members, or leaders, each time
    int most_touched = 0;     ///< the same, at most
};

/// By entry of the arm's timeline.
[[nodiscard]] std::vector<Occurrence> occurrences(WeeklyOutcomes const& outcomes, std::size_t arm);

/// The last week that an entry of a timeline may last to if it begins in `first_week`, of a run of so many weeks.
[[nodiscard]] int last_week_of(model::Intervention const& entry, int first_week, int weeks);

/// One sentence for each entry that touched nobody, or never happened, in any finished run of an arm; with the reason.
[[nodiscard]] std::vector<std::string> idle_interventions(Experiment const& experiment, Results const& results);

}  // namespace candor::run
