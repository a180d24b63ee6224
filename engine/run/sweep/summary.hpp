#pragma once

#include <vector>

#include "candor/run/comparison.hpp"
#include "candor/run/simulate.hpp"
#include "candor/run/sweep_store.hpp"

namespace candor::run {

/// Keeps of a run what a sweep keeps: the mean of each outcome over a window, as `replicate_means` of a recorded run
/// gives it (shares of counts pooled over the weeks), and weekly values of some.
class RunSummary final : public Observer {
public:
    RunSummary(Kept const& kept, Window window);

    void week_ended(int week, model::WeekTally const& tally, std::span<model::Tally const> units) override;
    /// What came of the run.
    [[nodiscard]] RunOutcome outcome(std::int64_t run) &&;

private:
    /// Sum and number of the weeks in which an outcome is defined, or the two counts of a share.
    struct Mean {
        model::Outcome const* outcome;
        bool pooled;
        double sum = 0, divisor = 0;
    };

    std::vector<Mean> means_;
    std::vector<model::Outcome const*> series_;
    std::vector<float> weekly_;  ///< [series, weeks]
    int weeks_;
    Window window_;
};

}  // namespace candor::run
