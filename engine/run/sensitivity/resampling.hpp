#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "candor/run/comparison.hpp"
#include "candor/run/sensitivity.hpp"

namespace candor::run {

/// Values [points, replicates], turned so that means over replicates are sums of whole rows.
class ReplicatedValues {
public:
    ReplicatedValues(std::vector<double> const& values, std::size_t replicates);

    [[nodiscard]] std::size_t points() const { return points_; }
    [[nodiscard]] std::size_t replicates() const { return replicates_; }
    /// The mean over replicates, each counted so many times; [points].
    [[nodiscard]] std::vector<double> means(std::span<double const> times) const;

private:
    std::size_t points_;
    std::size_t replicates_;
    std::vector<double> by_replicate_;  ///< [replicates, points]
};

/// What is drawn in one bootstrap sample; each has its place in the address of a draw.
namespace resampled {
enum What : std::uint32_t { replicates = 0, rows = 1, fields = 2 };
}

/// `count` draws from 0..count-1 with replacement, as how often each was drawn; [count].
[[nodiscard]] std::vector<double> draw_times(Bootstrap const& bootstrap, int sample, std::uint32_t what,
                                             std::size_t count);

/// Whether values differ by more than the rounding of sums.
[[nodiscard]] bool varies(std::span<double const> values);

/// Fills in statistics, given how often each row is counted [rows] and the means of points [points].
using Statistics =
    std::function<void(std::span<double const> times, std::span<double const> means, std::span<double> out)>;

/// Statistics of the values with their bootstrap intervals; samples in which one is undefined are left out.
[[nodiscard]] std::vector<Estimate> resampled_estimates(ReplicatedValues const& values, std::size_t rows,
                                                        std::size_t statistic_count, Statistics const& statistics,
                                                        Bootstrap const& bootstrap);

}  // namespace candor::run
