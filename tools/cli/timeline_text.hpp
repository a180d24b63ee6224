#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "candor/run/experiment.hpp"

namespace candor::cli {

/// The interventions of all arms as lines like `⚑ week 40 adopt level2`, each flag below its week on a course that
/// begins at column `begin` and is `width` columns wide; no line wider than `line_width`.
[[nodiscard]] std::vector<std::string> timeline_lines(run::Experiment const& experiment, std::size_t begin,
                                                      std::size_t width, std::size_t line_width);

}  // namespace candor::cli
