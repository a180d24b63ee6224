#pragma once

#include "sweep_blocks.hpp"

namespace candor::cli::page {

/// What a report on a merged sweep shows (payload.ts). Throws OutputError if the file does not hold what such a one holds.
[[nodiscard]] Json sweep_payload(SweptFile const& file);

}  // namespace candor::cli::page
