#pragma once

#include <cstring>

#include "candor/core/portability.hpp"
#include "candor/model/organization.hpp"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

/// Registers of the instruction set at hand, for the few places where a plain loop over lanes does not become what it
/// should: sums that must stay in registers, and looks at rows far apart.
namespace candor::model::CANDOR_INSTRUCTION_SET {

#if defined(__AVX512F__)
inline constexpr int register_bytes = 64;
#elif defined(__AVX__)
inline constexpr int register_bytes = 32;
#else
inline constexpr int register_bytes = 16;
#endif

inline constexpr int floats_wide = register_bytes / 4;
inline constexpr int doubles_wide = register_bytes / 8;

using Floats = float __attribute__((vector_size(register_bytes)));
using Words = std::uint32_t __attribute__((vector_size(register_bytes)));
using Doubles = double __attribute__((vector_size(register_bytes)));

template <class Vector, class Value>
CANDOR_INLINE Vector load(Value const* from) {
    Vector vector;
    std::memcpy(&vector, from, sizeof vector);
    return vector;
}

template <class Vector, class Value>
CANDOR_INLINE void store(Value* to, Vector const& vector) {
    std::memcpy(to, &vector, sizeof vector);
}

/// All lanes of a register together.
CANDOR_INLINE float add_up(Floats const& values) {
    float all = 0.F;
    for (int lane = 0; lane < floats_wide; ++lane) all += values[lane];
    return all;
}

/// Sums of numbers and of their squares over the lanes of a register, in double. (Of all ways to write the conversion, GCC
/// 12 makes one instruction only of the instruction itself.)
struct Sums {
    Doubles low{}, high{};
    Doubles low_square{}, high_square{};

    CANDOR_INLINE void add(Floats values) {
#if defined(__AVX512F__)
        auto const all = reinterpret_cast<__m512>(values);
        auto const first = reinterpret_cast<Doubles>(_mm512_cvtps_pd(_mm512_castps512_ps256(all)));
        auto const last = reinterpret_cast<Doubles>(_mm512_cvtps_pd(_mm512_extractf32x8_ps(all, 1)));
#elif defined(__AVX__)
        auto const all = reinterpret_cast<__m256>(values);
        auto const first = reinterpret_cast<Doubles>(_mm256_cvtps_pd(_mm256_castps256_ps128(all)));
        auto const last = reinterpret_cast<Doubles>(_mm256_cvtps_pd(_mm256_extractf128_ps(all, 1)));
#elif defined(__SSE2__)
        auto const all = reinterpret_cast<__m128>(values);
        auto const first = reinterpret_cast<Doubles>(_mm_cvtps_pd(all));
        auto const last = reinterpret_cast<Doubles>(_mm_cvtps_pd(_mm_movehl_ps(all, all)));
#else
        auto const first = __builtin_convertvector(__builtin_shufflevector(values, values, 0, 1), Doubles);
        auto const last = __builtin_convertvector(__builtin_shufflevector(values, values, 2, 3), Doubles);
#endif
        low += first;
        high += last;
        low_square += first * first;
        high_square += last * last;
    }

    CANDOR_INLINE static Sums of(double const* sums, double const* squares) {
        return {load<Doubles>(sums), load<Doubles>(sums + doubles_wide), load<Doubles>(squares),
                load<Doubles>(squares + doubles_wide)};
    }
    CANDOR_INLINE void put(double* sums, double* squares) const {
        store(sums, low);
        store(sums + doubles_wide, high);
        store(squares, low_square);
        store(squares + doubles_wide, high_square);
    }
};

/// Which lanes count.
struct LaneMask {
    alignas(32) std::int64_t of[lanes];

    /// Lanes [first, last).
    CANDOR_INLINE static LaneMask between(int first, int last) {
        LaneMask mask;
        for (int lane = 0; lane < lanes; ++lane) mask.of[lane] = lane >= first && lane < last ? -1 : 0;
        return mask;
    }
};

/// These lanes together, in four sums that are then added: the same however wide a register is.
template <class Number>
CANDOR_INLINE double add_lanes(Number const (&of)[lanes], LaneMask const& these) {
    using FourNumbers [[gnu::vector_size(4 * sizeof(Number))]] = Number;
    using Four = double __attribute__((vector_size(32)));
    using FourMasks = std::int64_t __attribute__((vector_size(32)));
    Four sum{};
    for (int lane = 0; lane < lanes; lane += 4) {
        FourNumbers numbers;
        FourMasks mask;
        std::memcpy(&numbers, of + lane, sizeof numbers);
        std::memcpy(&mask, these.of + lane, sizeof mask);
        sum += reinterpret_cast<Four>(reinterpret_cast<FourMasks>(__builtin_convertvector(numbers, Four)) & mask);
    }
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/// Sums lane by lane.
struct LaneSums {
    alignas(64) double sum[lanes];
    alignas(64) double square[lanes];

    CANDOR_INLINE void put(int part, Sums const& sums) { sums.put(sum + part, square + part); }
    [[nodiscard]] CANDOR_INLINE double total() const { return add_lanes(sum, LaneMask::between(0, lanes)); }
    [[nodiscard]] CANDOR_INLINE double total_of_squares() const {
        return add_lanes(square, LaneMask::between(0, lanes));
    }
};

/// What some members show, one member a lane.
struct Seen {
    Floats safety, trust_organization, satisfaction, connecting;
};

namespace detail {

using Quad = float __attribute__((vector_size(16)));

constexpr int in_quad(int quad, int k) { return k < 4 ? quad * 4 + k : floats_wide + quad * 4 + k - 4; }

/// Of each four lanes, those numbered k0..k3: 0..3 of a, 4..7 of b.
template <int k0, int k1, int k2, int k3>
CANDOR_INLINE Floats pick(Floats a, Floats b) {
#define CANDOR_QUAD(q) in_quad(q, k0), in_quad(q, k1), in_quad(q, k2), in_quad(q, k3)
#if defined(__AVX512F__)
    return __builtin_shufflevector(a, b, CANDOR_QUAD(0), CANDOR_QUAD(1), CANDOR_QUAD(2), CANDOR_QUAD(3));
#elif defined(__AVX__)
    return __builtin_shufflevector(a, b, CANDOR_QUAD(0), CANDOR_QUAD(1));
#else
    return __builtin_shufflevector(a, b, CANDOR_QUAD(0));
#endif
#undef CANDOR_QUAD
}

/// Members k, k+4, k+8, ... of those that `row(lane)` names, side by side.
template <class Row, class RowOf>
CANDOR_INLINE Floats every_fourth(Row const* rows, int k, RowOf&& row) {
    static_assert(sizeof(Row) == sizeof(Quad));
    auto const quad = [&](int lane) { return load<Quad>(rows + row(lane)); };
#if defined(__AVX512F__)
    auto const two = [&](int lane) {
        return __builtin_shufflevector(quad(lane), quad(lane + 4), 0, 1, 2, 3, 4, 5, 6, 7);
    };
    return __builtin_shufflevector(two(k), two(k + 8), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
#elif defined(__AVX__)
    return __builtin_shufflevector(quad(k), quad(k + 4), 0, 1, 2, 3, 4, 5, 6, 7);
#else
    return quad(k);
#endif
}

}  // namespace detail

/// Looks at the rows of four numbers that `row(lane)` names, for as many lanes as a register is wide: four Floats.
template <class Four, class Row, class RowOf>
CANDOR_INLINE Four look_at(Row const* rows, RowOf&& row) {
    Floats const r0 = detail::every_fourth(rows, 0, row);
    Floats const r1 = detail::every_fourth(rows, 1, row);
    Floats const r2 = detail::every_fourth(rows, 2, row);
    Floats const r3 = detail::every_fourth(rows, 3, row);
    Floats const first_01 = detail::pick<0, 4, 1, 5>(r0, r1);
    Floats const first_23 = detail::pick<0, 4, 1, 5>(r2, r3);
    Floats const last_01 = detail::pick<2, 6, 3, 7>(r0, r1);
    Floats const last_23 = detail::pick<2, 6, 3, 7>(r2, r3);
    return {detail::pick<0, 1, 4, 5>(first_01, first_23), detail::pick<2, 3, 6, 7>(first_01, first_23),
            detail::pick<0, 1, 4, 5>(last_01, last_23), detail::pick<2, 3, 6, 7>(last_01, last_23)};
}

/// Writes four Floats into the rows of four numbers that `row(lane)` names.
template <class Four, class Row, class RowOf>
CANDOR_INLINE void set_down(Row* rows, RowOf&& row, Four const& numbers) {
    auto const& [first, second, third, fourth] = numbers;
    Floats const first_01 = detail::pick<0, 4, 1, 5>(first, second);
    Floats const first_23 = detail::pick<0, 4, 1, 5>(third, fourth);
    Floats const last_01 = detail::pick<2, 6, 3, 7>(first, second);
    Floats const last_23 = detail::pick<2, 6, 3, 7>(third, fourth);
    Floats const every_fourth[4] = {
        detail::pick<0, 1, 4, 5>(first_01, first_23), detail::pick<2, 3, 6, 7>(first_01, first_23),
        detail::pick<0, 1, 4, 5>(last_01, last_23), detail::pick<2, 3, 6, 7>(last_01, last_23)};
    for (int k = 0; k < 4; ++k) {
        for (int quad = 0; quad < floats_wide / 4; ++quad) {
            std::memcpy(rows + row(quad * 4 + k), reinterpret_cast<float const*>(&every_fourth[k]) + quad * 4,
                        sizeof(Row));
        }
    }
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
