#pragma once

#include <string>

#include "candor/run/regimes.hpp"
#include "terminal.hpp"

namespace candor::cli {

/// The map for people: who wins where, in a sentence; fields with x to the right and y upwards, a letter for each policy;
/// where the winner changes.
[[nodiscard]] std::string regimes_text(run::Regimes const& map, Terminal const& terminal);

/// How many fields each policy wins, and how many are not clear.
[[nodiscard]] std::string regimes_finding(run::Regimes const& map);

/// Where the winner changes along x, in a sentence; empty along a text factor.
[[nodiscard]] std::string borders_in_words(run::Regimes const& map);

/// A number with three digits that say something.
[[nodiscard]] std::string value_in_words(double value);

/// One row for each field: x, y, points, winner, means, differences from the first policy with their intervals.
[[nodiscard]] std::string regimes_csv(run::Regimes const& map);

/// A level or the middle of a bin, or the name of the level.
[[nodiscard]] std::string label_of(std::vector<double> const& middles, std::vector<std::string> const& labels,
                                   std::size_t place);

}  // namespace candor::cli
