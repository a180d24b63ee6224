#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "candor/core/parallel.hpp"
#include "candor/run/design.hpp"
#include "constraints.hpp"
#include "scale.hpp"

/// The points of each kind of design, not yet rounded to floats; [points, factors].
namespace candor::run {

[[nodiscard]] std::vector<double> grid_points(scenario::Sweep const& sweep);
[[nodiscard]] std::vector<double> zip_points(scenario::Sweep const& sweep);
[[nodiscard]] std::vector<double> one_at_a_time_points(scenario::Sweep const& sweep);

[[nodiscard]] std::vector<double> latin_hypercube_points(scenario::Sweep const& sweep);
[[nodiscard]] std::vector<double> saltelli_points(scenario::Sweep const& sweep);
[[nodiscard]] std::vector<double> morris_points(scenario::Sweep const& sweep);

/// As many points of `random` or `sobol` as are wanted; those that break a constraint are drawn again.
[[nodiscard]] Design drawn_points(scenario::Sweep const& sweep, Constraints& constraints);

/// How many of each design (`design_size`).
[[nodiscard]] std::int64_t grid_size(scenario::Sweep const& sweep);
[[nodiscard]] std::int64_t one_at_a_time_size(scenario::Sweep const& sweep);
[[nodiscard]] std::int64_t saltelli_size(scenario::Sweep const& sweep);
[[nodiscard]] std::int64_t morris_size(scenario::Sweep const& sweep);

/// The product, or the largest number if that is more.
[[nodiscard]] constexpr std::int64_t saturated_product(std::int64_t a, std::int64_t b) {
    std::int64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? INT64_MAX : product;
}

/// How many points are laid out as one piece of work.
inline constexpr std::size_t points_at_once = 4096;

/// Calls `lay_out(point, row)` for every row of `values`; [points, factors].
template <class LayOut>
void for_each_point(std::vector<double>& values, std::size_t factors, LayOut&& lay_out) {
    parallel::for_each_chunk(0, values.size() / factors, points_at_once, [&](std::size_t first, std::size_t last) {
        for (std::size_t point = first; point < last; ++point) lay_out(point, values.data() + point * factors);
    });
}

}  // namespace candor::run
