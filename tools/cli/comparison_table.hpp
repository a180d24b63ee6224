#pragma once

#include <string>
#include <vector>

#include "headline.hpp"
#include "terminal.hpp"

namespace candor::cli {

/// Two arms side by side: means, difference with its interval, and how many pairs favour the second. What the width
/// of the terminal does not allow is left out, the bars first.
[[nodiscard]] std::string pair_table(Pair const& pair, bool all_outcomes, Terminal const& terminal);

/// Several arms against the first: means and differences, in as many blocks as the width asks for. At least one pair.
[[nodiscard]] std::string policies_table(std::vector<Pair> const& pairs, bool all_outcomes, Terminal const& terminal);

}  // namespace candor::cli
