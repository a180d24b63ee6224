#pragma once

#include <cstdint>

#include "candor/core/portability.hpp"

/// Mathematics on floats with the same bytes from every compiler, instruction set and optimization level: only IEEE 754
/// addition, subtraction, multiplication, division and square root, and no branches, so that a loop over lanes
/// vectorizes (with `-O3 -ffp-contract=off -fno-math-errno -fno-trapping-math`).
///
/// Errors are in units in the last place (ulp) of the exact result, measured against double over the floats of the
/// range; `tests/unit/core/test_math.cpp` repeats the measurement. Polynomials are minimax fits of our own (Remez).
namespace candor::math {

/// The smaller of two; the second if either is not a number.
CANDOR_INLINE constexpr float minimum(float a, float b) noexcept { return a < b ? a : b; }

/// The larger of two; the second if either is not a number.
CANDOR_INLINE constexpr float maximum(float a, float b) noexcept { return a > b ? a : b; }

/// x kept in lowest..highest; what is not a number stays so.
CANDOR_INLINE constexpr float clamp(float x, float lowest, float highest) noexcept {
    return minimum(highest, maximum(lowest, x));
}

/// The square root of x >= 0, correctly rounded.
CANDOR_INLINE float square_root(float x) noexcept { return __builtin_sqrtf(x); }

namespace detail {

/// e^x as (1 + fraction) * power.
struct ExpParts {
    float fraction;  ///< -.30..+.42
    float power;     ///< a power of two, normal for x in -87..88
};

/// Splits e^x, x in -87..88: x = n ln 2 + r, |r| <= ln(2)/2 (Cody & Waite 1980); fraction = e^r - 1 but for 3e-9.
CANDOR_INLINE constexpr ExpParts exp_parts(float x) noexcept {
    constexpr float rounder = 0x1.8p23f;  // adding it rounds to the nearest integer, which the low bits then hold
    float const shifted = x * 0x1.715476p0f + rounder;
    float const n = shifted - rounder;
    float const r = (x - n * 0x1.62e4p-1f) - n * 0x1.7f7d1cp-20f;
    float const rr = r * r;
    float const p =
        (0x1.fffffcp-2f + 0x1.55548ap-3f * r) + rr * ((0x1.55584ep-5f + 0x1.123f30p-7f * r) + rr * 0x1.6ad158p-10f);
    return {r + rr * p, bit_cast<float>((bit_cast<std::uint32_t>(shifted) + 127u) << 23)};
}

}  // namespace detail

/// e^x, within 1.00 ulp for x in -87..88, outside it that of the nearer bound (1.6e-38 or 1.7e38), so never 0 or
/// infinite; never decreasing; exp(0) is 1, what is not a number stays so.
CANDOR_INLINE constexpr float exp(float x) noexcept {
    detail::ExpParts const parts = detail::exp_parts(clamp(x, -87.0f, 88.0f));
    return (1.0f + parts.fraction) * parts.power;
}

/// 1/(1 + e^-x), within 2.00 ulp for x >= -87, below that 1.6e-38; in (0, 1], from 16.3 on 1; logistic(0) is .5, what
/// is not a number stays so. Three of all its steps from float to float lead down.
CANDOR_INLINE constexpr float logistic(float x) noexcept {
    detail::ExpParts const parts = detail::exp_parts(clamp(-x, -87.0f, 87.0f));
    return 1.0f / ((1.0f + parts.power * parts.fraction) + parts.power);
}

/// The natural logarithm of a positive, normal, finite x, within .91 ulp; never decreasing; log(1) is 0, below it is
/// negative. Other arguments give some finite number (log(0) about -88), even what is not a number.
CANDOR_INLINE constexpr float log(float x) noexcept {
    std::uint32_t const bits = bit_cast<std::uint32_t>(x);
    std::int32_t const exponent = static_cast<std::int32_t>(bits - 0x3f3504f3u) >> 23;  // of x * sqrt(2), rounded down
    float const f = bit_cast<float>(bits - (static_cast<std::uint32_t>(exponent) << 23)) - 1.0f;
    float const n = static_cast<float>(exponent);
    float const ff = f * f;
    float const p = ((0x1.555554p-2f - 0x1.000226p-2f * f) + ff * (0x1.99a008p-3f - 0x1.547244p-3f * f)) +
                    (ff * ff) * ((0x1.22da1ep-3f - 0x1.0d8542p-3f * f) + ff * (0x1.055b68p-3f - 0x1.38b57cp-4f * f));
    float const tail = ((ff * f) * p - 0.5f * ff) + n * 0x1.7f7d1cp-20f;
    return (f + tail) + n * 0x1.62e4p-1f;
}

/// Sine and cosine of one angle.
struct SineCosine {
    float sine;
    float cosine;
};

/// sin(2 pi u) and cos(2 pi u) for u in [0, 1), within 1.69 ulp (sine and cosine); exact at multiples of a quarter.
CANDOR_INLINE constexpr SineCosine sine_cosine_of_turn(float u) noexcept {
    float const quarters = 4.0f * u;
    std::int32_t const quadrant = static_cast<std::int32_t>(quarters + 0.5f);
    float const r = quarters - static_cast<float>(quadrant);  // exact, in -.5..+.5
    float const rr = r * r;
    float const s = r * (0x1.921fb6p0f + rr * (-0x1.4abbbep-1f + rr * (0x1.465facp-4f + rr * -0x1.2db5cep-8f)));
    float const c =
        1.0f + rr * (-0x1.3bd3ccp0f + rr * (0x1.03c1aep-2f + rr * (-0x1.55b134p-6f + rr * 0x1.d46eb8p-11f)));
    std::uint32_t const q = static_cast<std::uint32_t>(quadrant);
    float const sine = (q & 1u) != 0u ? c : s;
    float const cosine = (q & 1u) != 0u ? s : c;
    return {bit_cast<float>(bit_cast<std::uint32_t>(sine) ^ ((q & 2u) << 30)),
            bit_cast<float>(bit_cast<std::uint32_t>(cosine) ^ (((q + 1u) & 2u) << 30))};
}

}  // namespace candor::math
