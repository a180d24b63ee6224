#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <type_traits>

namespace candor {

/// Whether two values are bit by bit the same; any NaN is the same as any other, -0.0 and 0.0 differ.
template <class Value>
[[nodiscard]] bool same_bits(Value const& a, Value const& b) {
    if constexpr (std::is_floating_point_v<Value>) {
        using Bits = std::conditional_t<sizeof(Value) == 4, std::uint32_t, std::uint64_t>;
        return (std::isnan(a) && std::isnan(b)) || std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b);
    } else {
        return a == b;
    }
}

}  // namespace candor
