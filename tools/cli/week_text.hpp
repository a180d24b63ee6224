#pragma once

#include <string>
#include <vector>

#include "candor/run/explain.hpp"
#include "terminal.hpp"

namespace candor::cli {

/// One member's week, or the same week under two policies side by side, as a table; ends with a line break.
[[nodiscard]] std::string week_text(std::vector<run::Explanation> const& explanations, Terminal const& terminal);

}  // namespace candor::cli
