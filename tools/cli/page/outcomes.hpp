#pragma once

#include "candor/model/observables.hpp"
#include "json_numbers.hpp"

namespace candor::cli::page {

/// What an outcome is called and means, and how its values are written.
[[nodiscard]] Json outcome_json(model::Outcome const& outcome);

}  // namespace candor::cli::page
