#pragma once

#include <cstdint>

#include "candor/core/portability.hpp"

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

/// Addressed random numbers: a draw is a pure function of where it is used, never of what was drawn before.
namespace candor::random {

/// Who draws: the seed of the scenario and the number of the replicate; knows nothing of policies or parameters.
struct Key {
    std::uint32_t seed;
    std::uint32_t replicate;
};

/// For what is drawn: a position (or another index), a week (founding is week 0), and a call (`streams.hpp`).
struct Address {
    std::uint32_t position;
    std::uint32_t week;
    std::uint32_t call;
};

/// The four words of one address, each uniform over all 32-bit integers.
struct Words {
    std::uint32_t w0;
    std::uint32_t w1;
    std::uint32_t w2;
    std::uint32_t w3;
};

namespace detail {

inline constexpr std::uint32_t philox_rounds = 10;
inline constexpr std::uint32_t philox_multiplier_0 = 0xD2511F53u;
inline constexpr std::uint32_t philox_multiplier_1 = 0xCD9E8D57u;
inline constexpr std::uint32_t philox_weyl_0 = 0x9E3779B9u;
inline constexpr std::uint32_t philox_weyl_1 = 0xBB67AE85u;

/// Philox4x32-10 of any counter (Salmon et al. 2011).
CANDOR_INLINE constexpr Words philox_block(Key key, Words counter) noexcept {
    for (std::uint32_t round = 0; round < philox_rounds; ++round) {
        std::uint64_t const p0 = std::uint64_t{philox_multiplier_0} * counter.w0;
        std::uint64_t const p1 = std::uint64_t{philox_multiplier_1} * counter.w2;
        counter = {static_cast<std::uint32_t>(p1 >> 32) ^ counter.w1 ^ key.seed, static_cast<std::uint32_t>(p1),
                   static_cast<std::uint32_t>(p0 >> 32) ^ counter.w3 ^ key.replicate, static_cast<std::uint32_t>(p0)};
        key.seed += philox_weyl_0;
        key.replicate += philox_weyl_1;
    }
    return counter;
}

}  // namespace detail

/// The words of an address: Philox4x32-10 of counter (position, week, call, 0) and key (seed, replicate) (Salmon et al.
/// 2011, doi:10.1145/2063384.2063405). In a loop over lanes `philox_lanes` is faster.
CANDOR_INLINE constexpr Words philox(Key key, Address address) noexcept {
    return detail::philox_block(key, {address.position, address.week, address.call, 0});
}

/// Number of lanes of `philox_lanes`.
inline constexpr int philox_lane_count = 16;

#if defined(__SSE2__)

namespace detail {

// GCC 12 does not multiply 64-bit lanes that hold 32-bit numbers by the one instruction for it, and with AVX2 its own
// vectorization of `philox` has a quarter of the speed (3/4 with SSE4.2): so this one instruction is named here. It
// ignores the upper halves, which may therefore hold anything.
#if defined(__AVX512F__)
using PhiloxVector = std::uint64_t __attribute__((vector_size(64)));
CANDOR_INLINE PhiloxVector multiply_low_halves(PhiloxVector a, PhiloxVector b) noexcept {
    return reinterpret_cast<PhiloxVector>(  // unmasked it warns with GCC 12
        _mm512_maskz_mul_epu32(0xFF, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
}
#elif defined(__AVX2__)
using PhiloxVector = std::uint64_t __attribute__((vector_size(32)));
CANDOR_INLINE PhiloxVector multiply_low_halves(PhiloxVector a, PhiloxVector b) noexcept {
    return reinterpret_cast<PhiloxVector>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
}
#else
using PhiloxVector = std::uint64_t __attribute__((vector_size(16)));
CANDOR_INLINE PhiloxVector multiply_low_halves(PhiloxVector a, PhiloxVector b) noexcept {
    return reinterpret_cast<PhiloxVector>(_mm_mul_epu32(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
}
#endif

/// Lanes in a pair of vectors: even lanes in one, odd lanes in the other.
inline constexpr int philox_pair_lanes = static_cast<int>(sizeof(PhiloxVector) / sizeof(std::uint32_t));
using PhiloxPositions = std::uint32_t __attribute__((vector_size(sizeof(PhiloxVector))));

/// The counter of every second lane.
struct PhiloxState {
    PhiloxVector c0;
    PhiloxVector c1;
    PhiloxVector c2;
    PhiloxVector c3;
};

CANDOR_INLINE void philox_round(PhiloxState& state, PhiloxVector k0, PhiloxVector k1) noexcept {
    PhiloxVector const p0 = multiply_low_halves(state.c0, PhiloxVector{} + std::uint64_t{philox_multiplier_0});
    PhiloxVector const p1 = multiply_low_halves(state.c2, PhiloxVector{} + std::uint64_t{philox_multiplier_1});
    state.c0 = (p1 >> 32) ^ (state.c1 ^ k0);
    state.c1 = p1;
    state.c2 = (p0 >> 32) ^ (state.c3 ^ k1);
    state.c3 = p0;
}

/// What the first rounds make of the part of a counter that is the same in all lanes: (any, week, call, 0).
struct PhiloxStart {
    std::uint64_t key_1;   ///< to c2 after the first round
    std::uint64_t into_0;  ///< to c0 after the second round
    std::uint64_t into_2;  ///< to c2 after the second round
    std::uint64_t c3;      ///< c3 after the second round
};

CANDOR_INLINE PhiloxStart philox_start(Key key, std::uint32_t week, std::uint32_t call) noexcept {
    std::uint64_t const p1 = std::uint64_t{philox_multiplier_1} * call;
    std::uint32_t const c0 = static_cast<std::uint32_t>(p1 >> 32) ^ week ^ key.seed;
    std::uint64_t const p0 = std::uint64_t{philox_multiplier_0} * c0;
    return {key.replicate, static_cast<std::uint32_t>(p1) ^ (key.seed + philox_weyl_0),
            static_cast<std::uint32_t>(p0 >> 32) ^ (key.replicate + philox_weyl_1), p0};
}

/// The first two rounds.
CANDOR_INLINE PhiloxState philox_begin(PhiloxVector positions, PhiloxStart const& start) noexcept {
    PhiloxVector const zero{};
    PhiloxVector const p0 = multiply_low_halves(positions, zero + std::uint64_t{philox_multiplier_0});
    PhiloxVector const c2 = (p0 >> 32) ^ (zero + start.key_1);
    PhiloxVector const p1 = multiply_low_halves(c2, zero + std::uint64_t{philox_multiplier_1});
    return {(p1 >> 32) ^ (zero + start.into_0), p1, p0 ^ (zero + start.into_2), zero + start.c3};
}

// In a pair of vectors, the first holds the first two lanes of every four, the second the last two: then one shuffle takes
// positions apart, and one puts words together.
#if defined(__AVX512F__)
#define CANDOR_PHILOX_APART(a, b) \
    a, a, b, b, a + 4, a + 4, b + 4, b + 4, a + 8, a + 8, b + 8, b + 8, a + 12, a + 12, b + 12, b + 12
#define CANDOR_PHILOX_TOGETHER 0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30
#elif defined(__AVX2__)
#define CANDOR_PHILOX_APART(a, b) a, a, b, b, a + 4, a + 4, b + 4, b + 4
#define CANDOR_PHILOX_TOGETHER 0, 2, 8, 10, 4, 6, 12, 14
#else
#define CANDOR_PHILOX_APART(a, b) a, a, b, b
#define CANDOR_PHILOX_TOGETHER 0, 2, 4, 6
#endif

CANDOR_INLINE void store_lanes(std::uint32_t* words, PhiloxVector first, PhiloxVector last) noexcept {
    auto const both = __builtin_shufflevector(reinterpret_cast<PhiloxPositions>(first),
                                              reinterpret_cast<PhiloxPositions>(last), CANDOR_PHILOX_TOGETHER);
    __builtin_memcpy(words, &both, sizeof both);
}

/// The words of `philox_pair_lanes` positions, written from lane `lane` on.
CANDOR_INLINE void philox_pair(Key key, PhiloxPositions positions, PhiloxStart const& start, int lane,
                               std::uint32_t (&words)[4][philox_lane_count]) noexcept {
    PhiloxVector const zero{};
    PhiloxState first = philox_begin(
        reinterpret_cast<PhiloxVector>(__builtin_shufflevector(positions, positions, CANDOR_PHILOX_APART(0, 1))),
        start);
    PhiloxState last = philox_begin(
        reinterpret_cast<PhiloxVector>(__builtin_shufflevector(positions, positions, CANDOR_PHILOX_APART(2, 3))),
        start);
#pragma GCC unroll 10
    for (std::uint32_t round = 2; round < philox_rounds; ++round) {
        PhiloxVector const k0 = zero + std::uint64_t{key.seed + round * philox_weyl_0};
        PhiloxVector const k1 = zero + std::uint64_t{key.replicate + round * philox_weyl_1};
        philox_round(first, k0, k1);
        philox_round(last, k0, k1);
    }
    store_lanes(words[0] + lane, first.c0, last.c0);
    store_lanes(words[1] + lane, first.c1, last.c1);
    store_lanes(words[2] + lane, first.c2, last.c2);
    store_lanes(words[3] + lane, first.c3, last.c3);
}

#undef CANDOR_PHILOX_APART
#undef CANDOR_PHILOX_TOGETHER

}  // namespace detail

/// The words of 16 positions, `words[w][l]` being word w of positions[l]: identical to `philox`, faster.
CANDOR_INLINE void philox_lanes(Key key, std::uint32_t const (&positions)[philox_lane_count], std::uint32_t week,
                                std::uint32_t call, std::uint32_t (&words)[4][philox_lane_count]) noexcept {
    detail::PhiloxStart const start = detail::philox_start(key, week, call);
#pragma GCC unroll 4
    for (int first = 0; first < philox_lane_count; first += detail::philox_pair_lanes) {
        detail::PhiloxPositions part{};
        __builtin_memcpy(&part, positions + first, sizeof part);
        detail::philox_pair(key, part, start, first, words);
    }
}

/// The words of the 16 positions from first_position on, `words[w][l]` being word w of first_position + l.
CANDOR_INLINE void philox_lanes(Key key, std::uint32_t first_position, std::uint32_t week, std::uint32_t call,
                                std::uint32_t (&words)[4][philox_lane_count]) noexcept {
    detail::PhiloxPositions positions{};
    for (int l = 0; l < detail::philox_pair_lanes; ++l) {
        positions[l] = first_position + static_cast<std::uint32_t>(l);
    }
    detail::PhiloxStart const start = detail::philox_start(key, week, call);
#pragma GCC unroll 4
    for (int first = 0; first < philox_lane_count; first += detail::philox_pair_lanes) {
        detail::philox_pair(key, positions + static_cast<std::uint32_t>(first), start, first, words);
    }
}

#elif defined(__wasm_simd128__)

namespace detail {

/// The two halves of products of 32-bit numbers, in four lanes.
struct PhiloxProducts {
    v128_t low;
    v128_t high;
};

/// Products of 32-bit numbers are one instruction for two lanes, but not what Clang 14 makes of the name of it.
#define CANDOR_PHILOX_PRODUCTS(which, product, a, b)                                     \
    asm("local.get %1\n\tlocal.get %2\n\ti64x2.extmul_" which "_i32x4_u\n\tlocal.set %0" \
        : "=r"(product)                                                                  \
        : "r"(a), "r"(b))

CANDOR_INLINE PhiloxProducts multiply_lanes(v128_t a, v128_t b) noexcept {
    v128_t first, last;
    CANDOR_PHILOX_PRODUCTS("low", first, a, b);
    CANDOR_PHILOX_PRODUCTS("high", last, a, b);
    return {wasm_i32x4_shuffle(first, last, 0, 2, 4, 6), wasm_i32x4_shuffle(first, last, 1, 3, 5, 7)};
}

#undef CANDOR_PHILOX_PRODUCTS

CANDOR_INLINE v128_t splat(std::uint32_t value) noexcept { return wasm_i32x4_splat(static_cast<std::int32_t>(value)); }

/// The words of four positions, written from lane `lane` on.
CANDOR_INLINE void philox_four(Key key, v128_t positions, std::uint32_t week, std::uint32_t call, int lane,
                               std::uint32_t (&words)[4][philox_lane_count]) noexcept {
    v128_t const m0 = splat(philox_multiplier_0), m1 = splat(philox_multiplier_1);
    v128_t c0 = positions, c1 = splat(week), c2 = splat(call), c3 = splat(0);
#pragma unroll
    for (std::uint32_t round = 0; round < philox_rounds; ++round) {
        PhiloxProducts const p0 = multiply_lanes(c0, m0);
        PhiloxProducts const p1 = multiply_lanes(c2, m1);
        c0 = wasm_v128_xor(p1.high, wasm_v128_xor(c1, splat(key.seed + round * philox_weyl_0)));
        c1 = p1.low;
        c2 = wasm_v128_xor(p0.high, wasm_v128_xor(c3, splat(key.replicate + round * philox_weyl_1)));
        c3 = p0.low;
    }
    wasm_v128_store(words[0] + lane, c0);
    wasm_v128_store(words[1] + lane, c1);
    wasm_v128_store(words[2] + lane, c2);
    wasm_v128_store(words[3] + lane, c3);
}

}  // namespace detail

/// The words of 16 positions, `words[w][l]` being word w of positions[l]: identical to `philox`, faster.
CANDOR_INLINE void philox_lanes(Key key, std::uint32_t const (&positions)[philox_lane_count], std::uint32_t week,
                                std::uint32_t call, std::uint32_t (&words)[4][philox_lane_count]) noexcept {
    for (int lane = 0; lane < philox_lane_count; lane += 4) {
        detail::philox_four(key, wasm_v128_load(positions + lane), week, call, lane, words);
    }
}

/// The words of the 16 positions from first_position on, `words[w][l]` being word w of first_position + l.
CANDOR_INLINE void philox_lanes(Key key, std::uint32_t first_position, std::uint32_t week, std::uint32_t call,
                                std::uint32_t (&words)[4][philox_lane_count]) noexcept {
    v128_t const first = detail::splat(first_position);
    for (int lane = 0; lane < philox_lane_count; lane += 4) {
        v128_t const positions = wasm_i32x4_add(first, wasm_i32x4_make(lane, lane + 1, lane + 2, lane + 3));
        detail::philox_four(key, positions, week, call, lane, words);
    }
}

#else

/// The words of 16 positions, `words[w][l]` being word w of positions[l]: identical to `philox`.
CANDOR_INLINE void philox_lanes(Key key, std::uint32_t const (&positions)[philox_lane_count], std::uint32_t week,
                                std::uint32_t call, std::uint32_t (&words)[4][philox_lane_count]) noexcept {
    CANDOR_LANES_LOOP
    for (int l = 0; l < philox_lane_count; ++l) {
        Words const drawn = philox(key, {positions[l], week, call});
        words[0][l] = drawn.w0;
        words[1][l] = drawn.w1;
        words[2][l] = drawn.w2;
        words[3][l] = drawn.w3;
    }
}

/// The words of the 16 positions from first_position on, `words[w][l]` being word w of first_position + l.
CANDOR_INLINE void philox_lanes(Key key, std::uint32_t first_position, std::uint32_t week, std::uint32_t call,
                                std::uint32_t (&words)[4][philox_lane_count]) noexcept {
    std::uint32_t positions[philox_lane_count];
    for (int l = 0; l < philox_lane_count; ++l) {
        positions[l] = first_position + static_cast<std::uint32_t>(l);
    }
    philox_lanes(key, positions, week, call, words);
}

#endif

}  // namespace candor::random
