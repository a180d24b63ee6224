#pragma once

#include <vector>

namespace candor::run {

/// The share-quantile of ascending values, of which there is at least one, linear between them (type 7 of Hyndman & Fan
/// 1996, doi:10.1080/00031305.1996.10473566).
[[nodiscard]] double sorted_quantile(std::vector<double> const& sorted, double share);

/// How values lie over replicates, week by week; [weeks] each, NaN where no replicate has a value.
struct Band {
    std::vector<double> q05{}, q25{}, q50{}, q75{}, q95{};
    std::vector<double> mean{};
};

/// Of series [replicates][weeks]; what is undefined is left out.
[[nodiscard]] Band band_of(std::vector<std::vector<double>> const& series);

}  // namespace candor::run
