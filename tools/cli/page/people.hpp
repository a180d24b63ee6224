#pragma once

#include <string>

#include "run_source.hpp"

namespace candor::cli::page {

/// One replicate, run again for each policy and seen cell by cell, within a budget of bytes; null where it cannot be run
/// again. Throws RunError if it fails, Interrupted when asked to stop.
[[nodiscard]] Json people_json(RunSource const& source);

/// The same of a replicate, by its number from 1; `choice` says in a sentence why it is this one.
[[nodiscard]] Json people_json(run::Experiment const& experiment, int replicate, std::string const& choice,
                               run::StopRequest const* stop = nullptr);

}  // namespace candor::cli::page
