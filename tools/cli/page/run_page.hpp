#pragma once

#include "run_source.hpp"

namespace candor::cli::page {

/// What a report on a run or a comparison shows (payload.ts). Runs one replicate again for each policy, where that can be
/// done. Throws OutputError if the file does not hold what a result holds.
[[nodiscard]] Json run_payload(run::SavedResult const& result, Again again);

}  // namespace candor::cli::page
