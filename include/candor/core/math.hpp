#pragma once

#include <cstdint>
#include <type_traits>

#include "candor/core/portability.hpp"

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

/// Mathematics on floats with the same bytes from every compiler, instruction set and optimization level: only IEEE 754
/// addition, subtraction, multiplication, division and square root, and no branches, so that a loop over lanes
/// vectorizes (with `-O3 -ffp-contract=off -fno-math-errno -fno-trapping-math`).
///
/// A `Number` is a float, or a vector of floats as GCC and Clang know them, worked on lane by lane with the bytes of the
/// float. Where it is a vector, conditions are vectors too.
///
/// Errors are in units in the last place (ulp) of the exact result, measured against double over the floats of the
/// range; `tests/unit/core/test_math.cpp` repeats the measurement. Polynomials are minimax fits of our own (Remez).
namespace candor::math {

namespace detail {

template <class Number>
struct IntegersOf {
    static_assert(!std::is_arithmetic_v<Number>, "a Number is a float or a vector of floats");
    using Signed [[gnu::vector_size(sizeof(Number))]] = std::int32_t;
    using Unsigned [[gnu::vector_size(sizeof(Number))]] = std::uint32_t;
};
template <>
struct IntegersOf<float> {
    using Signed = std::int32_t;
    using Unsigned = std::uint32_t;
};

/// The vector among the two, if there is one.
template <class A, class B>
using Wider = std::conditional_t<std::is_same_v<A, float>, B, A>;

}  // namespace detail

/// Signed and unsigned integers of 32 bits, as many as a Number has floats.
template <class Number>
using Integers = typename detail::IntegersOf<Number>::Signed;
template <class Number>
using Words = typename detail::IntegersOf<Number>::Unsigned;

/// This value in all lanes.
template <class Number>
CANDOR_INLINE constexpr Number all(float value) noexcept {
    if constexpr (std::is_same_v<Number, float>) {
        return value;
    } else {
        return value - Number{};
    }
}

/// Integers as the nearest floats.
template <class Number>
CANDOR_INLINE constexpr Number to_number(Integers<Number> integers) noexcept {
    if constexpr (std::is_same_v<Number, float>) {
        return static_cast<float>(integers);
    } else {
        return __builtin_convertvector(integers, Number);
    }
}

/// Numbers rounded towards 0, |x| < 2^31.
template <class Number>
CANDOR_INLINE constexpr Integers<Number> truncate(Number x) noexcept {
    if constexpr (std::is_same_v<Number, float>) {
        return static_cast<std::int32_t>(x);
    } else {
        return __builtin_convertvector(x, Integers<Number>);
    }
}

// Of `a < b ? a : b` GCC 12 makes several instructions where vectors have one, hence these are named. (The one of AVX-512
// has a mask, since without one it warns.)

namespace detail {

template <class Number>
CANDOR_INLINE constexpr Number minimum(Number a, Number b) noexcept {
#if defined(__AVX512F__)
    if constexpr (sizeof(Number) == 64)
        return reinterpret_cast<Number>(
            _mm512_maskz_min_ps(0xFFFF, reinterpret_cast<__m512>(a), reinterpret_cast<__m512>(b)));
#endif
#if defined(__AVX__)
    if constexpr (sizeof(Number) == 32)
        return reinterpret_cast<Number>(_mm256_min_ps(reinterpret_cast<__m256>(a), reinterpret_cast<__m256>(b)));
#endif
#if defined(__SSE2__)
    if constexpr (sizeof(Number) == 16)
        return reinterpret_cast<Number>(_mm_min_ps(reinterpret_cast<__m128>(a), reinterpret_cast<__m128>(b)));
#elif defined(__wasm_simd128__)
    if constexpr (sizeof(Number) == 16)  // "second < first ? second : first"
        return reinterpret_cast<Number>(wasm_f32x4_pmin(reinterpret_cast<v128_t>(b), reinterpret_cast<v128_t>(a)));
#endif
    return a < b ? a : b;
}

template <class Number>
CANDOR_INLINE constexpr Number maximum(Number a, Number b) noexcept {
#if defined(__AVX512F__)
    if constexpr (sizeof(Number) == 64)
        return reinterpret_cast<Number>(
            _mm512_maskz_max_ps(0xFFFF, reinterpret_cast<__m512>(a), reinterpret_cast<__m512>(b)));
#endif
#if defined(__AVX__)
    if constexpr (sizeof(Number) == 32)
        return reinterpret_cast<Number>(_mm256_max_ps(reinterpret_cast<__m256>(a), reinterpret_cast<__m256>(b)));
#endif
#if defined(__SSE2__)
    if constexpr (sizeof(Number) == 16)
        return reinterpret_cast<Number>(_mm_max_ps(reinterpret_cast<__m128>(a), reinterpret_cast<__m128>(b)));
#elif defined(__wasm_simd128__)
    if constexpr (sizeof(Number) == 16)  // "first < second ? second : first"
        return reinterpret_cast<Number>(wasm_f32x4_pmax(reinterpret_cast<v128_t>(b), reinterpret_cast<v128_t>(a)));
#endif
    return a > b ? a : b;
}

template <class Number, class Value>
CANDOR_INLINE constexpr Number widen(Value value) noexcept {
    if constexpr (std::is_same_v<Number, Value>) {
        return value;
    } else {
        return all<Number>(value);
    }
}

}  // namespace detail

/// The smaller of two; the second if either is not a number.
template <class A, class B>
CANDOR_INLINE constexpr detail::Wider<A, B> minimum(A a, B b) noexcept {
    using Number = detail::Wider<A, B>;
    return detail::minimum<Number>(detail::widen<Number>(a), detail::widen<Number>(b));
}

/// The larger of two; the second if either is not a number.
template <class A, class B>
CANDOR_INLINE constexpr detail::Wider<A, B> maximum(A a, B b) noexcept {
    using Number = detail::Wider<A, B>;
    return detail::maximum<Number>(detail::widen<Number>(a), detail::widen<Number>(b));
}

/// `yes` in the lanes where the condition holds, `no` in the others.
template <class Number, class Condition, class Yes, class No>
CANDOR_INLINE constexpr Number choose(Condition condition, Yes yes, No no) noexcept {
    Number const a = detail::widen<Number>(yes), b = detail::widen<Number>(no);
    return condition ? a : b;
}

/// x without its sign.
template <class Number>
CANDOR_INLINE constexpr Number magnitude(Number x) noexcept {
    return bit_cast<Number>(bit_cast<Words<Number>>(x) & 0x7fffffffu);
}

/// x kept in lowest..highest; what is not a number stays so.
template <class Number>
CANDOR_INLINE constexpr Number clamp(Number x, float lowest, float highest) noexcept {
    return minimum(highest, maximum(lowest, x));
}

/// The square root of x >= 0, correctly rounded.
template <class Number>
CANDOR_INLINE Number square_root(Number x) noexcept {
    if constexpr (std::is_same_v<Number, float>) {
        return __builtin_sqrtf(x);
#if defined(__wasm_simd128__)
    } else if constexpr (sizeof(Number) == 16) {
        return reinterpret_cast<Number>(wasm_f32x4_sqrt(reinterpret_cast<v128_t>(x)));
#endif
    } else {
        Number root;
        for (std::size_t lane = 0; lane < sizeof(Number) / sizeof(float); ++lane) root[lane] = __builtin_sqrtf(x[lane]);
        return root;
    }
}

namespace detail {

/// e^x as (1 + fraction) * power.
template <class Number>
struct ExpParts {
    Number fraction;  ///< -.30..+.42
    Number power;     ///< a power of two, normal for x in -87..88
};

/// Splits e^x, x in -87..88: x = n ln 2 + r, |r| <= ln(2)/2 (Cody & Waite 1980); fraction = e^r - 1 but for 3e-9.
template <class Number>
CANDOR_INLINE constexpr ExpParts<Number> exp_parts(Number x) noexcept {
    constexpr float rounder = 0x1.8p23f;  // adding it rounds to the nearest integer, which the low bits then hold
    Number const shifted = x * 0x1.715476p0f + rounder;
    Number const n = shifted - rounder;
    Number const r = (x - n * 0x1.62e4p-1f) - n * 0x1.7f7d1cp-20f;
    Number const rr = r * r;
    Number const p =
        (0x1.fffffcp-2f + 0x1.55548ap-3f * r) + rr * ((0x1.55584ep-5f + 0x1.123f30p-7f * r) + rr * 0x1.6ad158p-10f);
    return {r + rr * p, bit_cast<Number>((bit_cast<Words<Number>>(shifted) + 127u) << 23)};
}

}  // namespace detail

/// e^x, within 1.00 ulp for x in -87..88, outside it that of the nearer bound (1.6e-38 or 1.7e38), so never 0 or
/// infinite; never decreasing; exp(0) is 1, what is not a number stays so.
template <class Number>
CANDOR_INLINE constexpr Number exp(Number x) noexcept {
    auto const parts = detail::exp_parts(clamp(x, -87.0f, 88.0f));
    return (1.0f + parts.fraction) * parts.power;
}

/// 1/(1 + e^-x), within 2.00 ulp for x >= -87, below that 1.6e-38; in (0, 1], from 16.3 on 1; logistic(0) is .5, what
/// is not a number stays so. Three of all its steps from float to float lead down.
template <class Number>
CANDOR_INLINE constexpr Number logistic(Number x) noexcept {
    auto const parts = detail::exp_parts(clamp(-x, -87.0f, 87.0f));
    return 1.0f / ((1.0f + parts.power * parts.fraction) + parts.power);
}

/// The natural logarithm of a positive, normal, finite x, within .91 ulp; never decreasing; log(1) is 0, below it is
/// negative. Other arguments give some finite number (log(0) about -88), even what is not a number.
template <class Number>
CANDOR_INLINE constexpr Number log(Number x) noexcept {
    Words<Number> const bits = bit_cast<Words<Number>>(x);
    // of x * sqrt(2), rounded down
    Integers<Number> const exponent = bit_cast<Integers<Number>>(bits - 0x3f3504f3u) >> 23;
    Number const f = bit_cast<Number>(bits - (bit_cast<Words<Number>>(exponent) << 23)) - 1.0f;
    Number const n = to_number<Number>(exponent);
    Number const ff = f * f;
    Number const p = ((0x1.555554p-2f - 0x1.000226p-2f * f) + ff * (0x1.99a008p-3f - 0x1.547244p-3f * f)) +
                     (ff * ff) * ((0x1.22da1ep-3f - 0x1.0d8542p-3f * f) + ff * (0x1.055b68p-3f - 0x1.38b57cp-4f * f));
    Number const tail = ((ff * f) * p - 0.5f * ff) + n * 0x1.7f7d1cp-20f;
    return (f + tail) + n * 0x1.62e4p-1f;
}

/// Sine and cosine of one angle.
template <class Number>
struct SineCosine {
    Number sine;
    Number cosine;
};

/// sin(2 pi u) and cos(2 pi u) for u in [0, 1), within 1.69 ulp (sine and cosine); exact at multiples of a quarter.
template <class Number>
CANDOR_INLINE constexpr SineCosine<Number> sine_cosine_of_turn(Number u) noexcept {
    Number const quarters = 4.0f * u;
    Integers<Number> const quadrant = truncate(quarters + 0.5f);
    Number const r = quarters - to_number<Number>(quadrant);  // exact, in -.5..+.5
    Number const rr = r * r;
    Number const s = r * (0x1.921fb6p0f + rr * (-0x1.4abbbep-1f + rr * (0x1.465facp-4f + rr * -0x1.2db5cep-8f)));
    Number const c =
        1.0f + rr * (-0x1.3bd3ccp0f + rr * (0x1.03c1aep-2f + rr * (-0x1.55b134p-6f + rr * 0x1.d46eb8p-11f)));
    Words<Number> const q = bit_cast<Words<Number>>(quadrant);
    auto const odd = (q & 1u) != 0u;
    Number const sine = odd ? c : s;
    Number const cosine = odd ? s : c;
    return {bit_cast<Number>(bit_cast<Words<Number>>(sine) ^ ((q & 2u) << 30)),
            bit_cast<Number>(bit_cast<Words<Number>>(cosine) ^ (((q + 1u) & 2u) << 30))};
}

}  // namespace candor::math
