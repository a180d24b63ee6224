#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "candor/model/chart.hpp"
#include "candor/scenario/scenario.hpp"

namespace candor::scenario {

/// The reporting lines of an organization and where its ties come from: generated, or imported where it names files.
/// Appends one-line remarks on what was imported to `notes`.
/// Errors: ScenarioError with everything that is wrong with a file (`import_chart`, `import_ties`).
[[nodiscard]] model::Structure build_structure(Organization const& organization, std::uint32_t seed,
                                               std::vector<std::string>& notes);

/// Reads reporting lines from a CSV file with one row per member: its id and its manager's. The top has no manager or
/// itself; siblings stand in the order of the file; members keep their ids.
/// Errors: ScenarioError if the file is no CSV file, a column is missing or not to be told, an id is empty or stands
/// twice, a manager has no row, there is no top or more than one, or members report to each other in a circle.
[[nodiscard]] model::Chart import_chart(ReportsTo const& reports_to, std::vector<std::string>& notes);

/// Reads ties from a CSV file with one row per pair: two ids and a count (1 without such a column). Rows of a pair, in
/// either direction, are summed; a pair with at least `at_least` is one tie. Left out and counted in a note: unknown
/// ids, pairs of a member with itself, with its manager, within a unit or with the top. Sorted by position. Errors:
/// ScenarioError if the file is no CSV file, a column is missing or not to be told, an id is empty, or a count is no
/// number >= 0.
[[nodiscard]] std::vector<model::Tie> import_ties(TiesFile const& ties, model::Chart const& chart,
                                                  std::vector<std::string>& notes);

}  // namespace candor::scenario
