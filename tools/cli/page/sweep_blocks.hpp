#pragma once

#include <string>
#include <vector>

#include "../swept_file.hpp"
#include "json_numbers.hpp"

namespace candor::cli::page {

/// Of intervals that are made from drawn points; fewer than `candor sensitivity` takes, as a page makes many.
inline constexpr int bootstrap_samples = 200;

/// What a sweep tells: the same blocks whether it has a report of its own or stands in that of a comparison.
struct SweepBlocks {
    Json matters = Json::array();
    Json regimes = Json::array();
    std::vector<std::string> findings{};    ///< a sentence each, the first is the main one
    std::vector<std::string> incomplete{};  ///< runs that failed or are missing, and what could not be said
};

/// What it cannot tell is left out, with the reason.
[[nodiscard]] SweepBlocks sweep_blocks(SweptFile const& file);

/// What matters most (matters.cpp): indices of a saltelli or morris design, else means at the ends of factors. Throws
/// OutputError where runs are missing or undefined.
[[nodiscard]] Json matters_json(SweptFile const& file, std::vector<std::string> const& outcomes);
/// Maps of who wins where for pairs of the first factors (regime_maps.cpp). Throws likewise.
[[nodiscard]] Json regimes_json(SweptFile const& file, std::string const& outcome);

}  // namespace candor::cli::page
