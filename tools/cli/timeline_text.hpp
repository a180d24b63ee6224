#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "candor/run/experiment.hpp"

namespace candor::cli {

/// The interventions of all arms as lines like `⚑━━━ week 40 adopt level2, 10 weeks`, each flag below its week on a
/// course that begins at column `begin` and is `width` columns wide, and a line as long as it goes on; no line wider than
/// `line_width`. What waits for a condition stands at its median week, with the replicates in which it happened.
[[nodiscard]] std::vector<std::string> timeline_lines(run::Experiment const& experiment, run::Results const& results,
                                                      std::size_t begin, std::size_t width, std::size_t line_width);

}  // namespace candor::cli
