#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "candor/run/sweep.hpp"
#include "stopping.hpp"

namespace candor::run {

/// The rule by which points end early; none where all have the same number of replicates.
[[nodiscard]] std::optional<StoppingRule> stopping_rule_of(output::Dataset const& design);
/// The outcome that the rule looks at, by index into what is kept.
[[nodiscard]] std::size_t until_outcome_of(output::Dataset const& design, Kept const& kept);

/// The policies of a point: those of the sweep, or the one that is a factor.
[[nodiscard]] std::vector<std::string> policies_at(scenario::Sweep const& sweep, std::span<double const> row);

/// The number of a run's random key.
[[nodiscard]] std::int64_t random_key_of(SweepPlan const& plan, std::int64_t run);

}  // namespace candor::run
