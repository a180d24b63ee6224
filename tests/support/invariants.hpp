#pragma once

#include <string>

#include "candor/model/observables.hpp"
#include "support/company.hpp"

/// What always holds of an organization, whatever its parameters.
namespace candor::tests {

/// What does not hold of the counts of a tally though it always should; empty if all is well.
[[nodiscard]] std::string broken_count(model::Tally const& tally);

/// The same for sums: they lie where their terms do.
[[nodiscard]] std::string broken_sum(model::Tally const& tally);

/// Requires what always holds of a week's tallies: of all of it and of every level.
void check_week(Company const& company, model::WeekTally const& week);

/// Requires that what every member and leader holds is in its range.
void check_state(Company& company);

}  // namespace candor::tests
