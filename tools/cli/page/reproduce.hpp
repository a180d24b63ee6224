#pragma once

#include <string>
#include <utility>
#include <vector>

#include "candor/output/dataset.hpp"
#include "json_numbers.hpp"

namespace candor::cli::page {

/// How to make a result again. `scenarios`: names and texts as they were written.
[[nodiscard]] Json reproduce_json(output::Dataset const& frame, std::string const& file, std::string const& seed,
                                  std::vector<std::pair<std::string, std::string>> const& scenarios);

}  // namespace candor::cli::page
