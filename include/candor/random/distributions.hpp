#pragma once

#include <cstdint>

#include "candor/core/math.hpp"
#include "candor/random/philox.hpp"
#include "candor/random/streams.hpp"

/// Distributions as pure functions of words (`philox`), with the same bytes everywhere. A `Number` is a float or a vector
/// of floats (see `core/math.hpp`).
namespace candor::random {

/// Uniform in [0, 1), a multiple of 2^-24.
template <class Number = float>
CANDOR_INLINE constexpr Number uniform(math::Words<Number> word) noexcept {
    return math::to_number<Number>(bit_cast<math::Integers<Number>>(word >> 8)) * 0x1p-24f;
}

/// Uniform in (0, 1] with 31 bits, from 2^-32 on: of 2^25 draws one rounds to 1, whose logarithm is 0.
template <class Number = float>
CANDOR_INLINE constexpr Number uniform_open(math::Words<Number> word) noexcept {
    return (math::to_number<Number>(bit_cast<math::Integers<Number>>(word >> 1)) + 0.5f) * 0x1p-31f;
}

/// Uniform over 0..n-1, n > 0, by multiply-high; no value's probability is off 1/n by more than 2^-32.
CANDOR_INLINE constexpr std::uint32_t below(std::uint32_t word, std::uint32_t n) noexcept {
    return static_cast<std::uint32_t>((std::uint64_t{word} * n) >> 32);
}

/// Two independent standard normals.
template <class Number>
struct NormalPair {
    Number first;
    Number second;
};

/// Two independent standard normals, within -6.67..6.67 (Box & Muller 1958, doi:10.1214/aoms/1177706645).
template <class Number = float>
CANDOR_INLINE NormalPair<Number> normal_pair(math::Words<Number> radius_word, math::Words<Number> angle_word) noexcept {
    Number const radius = math::square_root(-2.0f * math::log(uniform_open<Number>(radius_word)));
    auto const angle = math::sine_cosine_of_turn(uniform<Number>(angle_word));
    return {radius * angle.cosine, radius * angle.sine};
}

namespace detail {

/// A gamma draw as core * exp(log_boost): the product would leave the range of floats if the shape is small.
struct GammaDraw {
    float core;
    float log_boost;
};

/// Marsaglia & Tsang (2000): d v with v = (1 + c x)^3, accepted by x and a uniform; a shape below 1 is drawn as one
/// above 1, times a uniform to the power of 1/shape.
CANDOR_INLINE GammaDraw gamma_draw(Key key, std::uint32_t position, std::uint32_t week, std::uint32_t trait,
                                   std::uint32_t part, float shape) noexcept {
    bool const boosted = shape < 1.0f;
    float const d = (boosted ? shape + 1.0f : shape) - 1.0f / 3.0f;
    float const c = 1.0f / math::square_root(9.0f * d);
    for (std::uint32_t attempt = 0; attempt < call::gamma_attempts; ++attempt) {
        Words const words = philox(key, {position, week, call::trait_gamma(trait, part, attempt)});
        float const x = normal_pair(words.w0, words.w1).first;
        float const t = 1.0f + c * x;
        float const v = t * t * t;
        if (t > 0.0f && math::log(uniform_open(words.w2)) < 0.5f * x * x + d * ((1.0f - v) + math::log(v))) {
            return {d * v, boosted ? math::log(uniform_open(words.w3)) / shape : 0.0f};
        }
    }
    return {d, 0.0f};
}

}  // namespace detail

/// Gamma with this shape (1e-30..1e6) and scale 1, >= 0 and finite (Marsaglia & Tsang 2000, doi:10.1145/358407.358414).
/// Each attempt has an address of its own, `call::trait_gamma`, trait 0..7, part 0..1; that all 32 fail (the result is
/// then shape - 1/3) has a probability below 1e-40.
CANDOR_INLINE float gamma(Key key, std::uint32_t position, std::uint32_t week, std::uint32_t trait, std::uint32_t part,
                          float shape) noexcept {
    detail::GammaDraw const draw = detail::gamma_draw(key, position, week, trait, part, shape);
    return draw.core * math::exp(draw.log_boost);
}

/// Beta(alpha, beta), both in 1e-30..1e6, strictly between 0 and 1: X/(X + Y) of the trait's two gamma draws, computed
/// as logistic(ln X - ln Y), which stays exact enough when both are tiny.
CANDOR_INLINE float beta(Key key, std::uint32_t position, std::uint32_t week, std::uint32_t trait, float alpha,
                         float beta) noexcept {
    detail::GammaDraw const x = detail::gamma_draw(key, position, week, trait, 0, alpha);
    detail::GammaDraw const y = detail::gamma_draw(key, position, week, trait, 1, beta);
    float const log_odds = (math::log(x.core) - math::log(y.core)) + (x.log_boost - y.log_boost);
    return math::minimum(0x1.fffffep-1f, math::logistic(log_odds));
}

namespace detail {

/// The cores of sixteen gamma draws side by side, shape at least 1: as many attempts as the least lucky of them needs.
CANDOR_INLINE void gamma_cores(Key key, std::uint32_t const (&positions)[philox_lane_count], std::uint32_t week,
                               std::uint32_t trait, std::uint32_t part, float shape,
                               float (&core)[philox_lane_count]) noexcept {
    float const d = shape - 1.0f / 3.0f;
    float const c = 1.0f / math::square_root(9.0f * d);
    std::int32_t open[philox_lane_count];
    for (int l = 0; l < philox_lane_count; ++l) {
        core[l] = d;
        open[l] = 1;
    }
    for (std::uint32_t attempt = 0; attempt < call::gamma_attempts; ++attempt) {
        std::uint32_t words[4][philox_lane_count];
        philox_lanes(key, positions, week, call::trait_gamma(trait, part, attempt), words);
        CANDOR_LANES_LOOP
        for (int l = 0; l < philox_lane_count; ++l) {
            float const x = normal_pair(words[0][l], words[1][l]).first;
            float const t = 1.0f + c * x;
            float const v = t * t * t;
            float const most = 0.5f * x * x + d * ((1.0f - v) + math::log(v));
            bool const accepted = (t > 0.0f) & (math::log(uniform_open(words[2][l])) < most);
            core[l] = ((open[l] != 0) & accepted) ? d * v : core[l];
            open[l] = accepted ? 0 : open[l];
        }
        std::int32_t left = 0;
        for (int l = 0; l < philox_lane_count; ++l) left |= open[l];
        if (left == 0) return;
    }
}

}  // namespace detail

/// `beta` of sixteen positions: identical, faster.
CANDOR_INLINE void beta_lanes(Key key, std::uint32_t const (&positions)[philox_lane_count], std::uint32_t week,
                              std::uint32_t trait, float alpha, float beta_,
                              float (&drawn)[philox_lane_count]) noexcept {
    if (alpha < 1.0f || beta_ < 1.0f) {
        for (int l = 0; l < philox_lane_count; ++l) drawn[l] = beta(key, positions[l], week, trait, alpha, beta_);
        return;
    }
    float x[philox_lane_count];
    float y[philox_lane_count];
    detail::gamma_cores(key, positions, week, trait, 0, alpha, x);
    detail::gamma_cores(key, positions, week, trait, 1, beta_, y);
    CANDOR_LANES_LOOP
    for (int l = 0; l < philox_lane_count; ++l) {
        drawn[l] = math::minimum(0x1.fffffep-1f, math::logistic(math::log(x[l]) - math::log(y[l])));
    }
}

}  // namespace candor::random
