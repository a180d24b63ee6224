#pragma once

#include <cstddef>
#include <vector>

#include "candor/run/regimes.hpp"

namespace candor::run {

/// The values of all points in one field, under each policy.
struct FieldValues {
    std::size_t points = 0;
    std::size_t replicates = 0;
    std::vector<std::vector<double>> by_policy;  ///< [policies][points, replicates]

    /// Of one policy minus another; [points, replicates].
    [[nodiscard]] std::vector<double> difference(std::size_t of, std::size_t from) const;
};

/// What a field shows. `sign` is 1 where higher is better, -1 where lower is.
[[nodiscard]] RegimeField field_of(FieldValues const& values, bool paired, double sign);

/// The borders within one row of the map; `x` and fields from left to right, `first` the number of its first field.
[[nodiscard]] std::vector<Border> borders_in_row(std::vector<double> const& x, std::vector<FieldValues> const& values,
                                                 std::vector<RegimeField> const& fields, std::size_t first, double sign,
                                                 Bootstrap const& bootstrap);

}  // namespace candor::run
