#pragma once

#include <optional>
#include <string>
#include <vector>

#include "candor/output/dataset.hpp"
#include "candor/scenario/sweep.hpp"

namespace candor::run {

/// When a point of an adaptive sweep has enough replicates. It is looked at only after 10, 20, 40, ... replicates in
/// their order, so that the answer does not depend on which were finished first.
class StoppingRule {
public:
    StoppingRule(double half_width, std::int64_t most) : half_width_(half_width), most_(most) {}

    /// Replicates after which a point is looked at for the first time, and behind `looked`.
    [[nodiscard]] std::int64_t next_look(std::int64_t looked) const;
    /// Whether the 95 % interval is narrow enough: of the mean, or with several policies of each one's paired difference
    /// from the first. `values` are [policy][replicate], NaN where undefined.
    [[nodiscard]] bool is_sure(std::vector<std::vector<double>> const& values) const;

private:
    double half_width_;
    std::int64_t most_;
};

}  // namespace candor::run
