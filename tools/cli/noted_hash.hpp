#pragma once

#include <string>

#include "candor/output/dataset.hpp"

namespace candor::cli {

/// Throws OutputError if the file that a dataset came from notes another content hash than was computed, or none.
void require_content_hash(output::Dataset const& dataset, std::string const& computed, std::string const& file);

}  // namespace candor::cli
