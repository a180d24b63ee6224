#pragma once

#include "run_source.hpp"

namespace candor::cli::page {

/// One replicate, run again for each policy and seen cell by cell, within a budget of bytes; null where it cannot be run
/// again. Throws RunError if it fails, Interrupted when asked to stop.
[[nodiscard]] Json people_json(RunSource const& source);

}  // namespace candor::cli::page
