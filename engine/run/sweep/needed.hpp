#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "candor/output/dataset.hpp"
#include "candor/run/sweep.hpp"
#include "stopping.hpp"

namespace candor::run {

/// How many replicates of a point there should be: all, or those until its rule was satisfied.
class Needed {
public:
    /// `judged` are the values of the outcome that the rule looks at, [policy, point, replicate]; empty where there is no
    /// rule. Refers to all of them.
    Needed(output::Dataset const& design, SweepFacts const& facts, RunSet const& finished,
           std::vector<double> const& judged);

    [[nodiscard]] std::int64_t replicates(std::int64_t point) const;
    /// Runs that there should be and are not.
    [[nodiscard]] Missing missing() const;

private:
    [[nodiscard]] bool is_whole(std::int64_t point, std::int64_t replicates) const;
    [[nodiscard]] std::vector<std::vector<double>> values(std::int64_t point, std::int64_t replicates) const;

    RunNumbers const& numbers_;
    RunSet const& finished_;
    std::vector<double> const& judged_;
    std::optional<StoppingRule> rule_;
};

}  // namespace candor::run
