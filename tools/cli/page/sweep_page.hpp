#pragma once

#include "sweep_blocks.hpp"

namespace candor::cli::page {

/// What a report on a merged sweep shows (payload.ts). Throws OutputError if the file does not hold what such a one holds.
[[nodiscard]] Json sweep_payload(SweptFile const& file);

/// Puts what a sweep tells into the report of a run or a comparison, and which sweep that was. Throws likewise.
void add_sweep(SweptFile const& file, Json& payload);

}  // namespace candor::cli::page
