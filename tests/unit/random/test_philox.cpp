#include <Random123/philox.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "candor/random/philox.hpp"
#include "candor/random/streams.hpp"

namespace candor {

namespace {

using random::Address;
using random::Key;
using random::Words;

bool same(Words const& a, Words const& b) { return a.w0 == b.w0 && a.w1 == b.w1 && a.w2 == b.w2 && a.w3 == b.w3; }

/// The reference implementation (D. E. Shaw Research).
Words reference(Key key, Address address) {
    r123::Philox4x32 const philox;
    r123::Philox4x32::ctr_type const counter = {{address.position, address.week, address.call, 0u}};
    r123::Philox4x32::key_type const k = {{key.seed, key.replicate}};
    auto const drawn = philox(counter, k);
    return {drawn[0], drawn[1], drawn[2], drawn[3]};
}

/// Some address, and a key, out of all of them; `i` picks it.
Words scattered(std::uint32_t i) { return random::philox({0x5EEDu, 1u}, {i, 0u, 99u}); }

/// The correlation, times the square root of the count, of word 0 at pairs of addresses: standard normal if independent.
template <typename Other>
double scaled_correlation(Other other, std::uint32_t count = 300000) {
    double sum = 0.0;
    for (std::uint32_t i = 0; i < count; ++i) {
        double const a = std::ldexp(static_cast<double>(random::philox({1u, 0u}, {i, 3u, 0u}).w0), -32) - 0.5;
        double const b = std::ldexp(static_cast<double>(other(i)), -32) - 0.5;
        sum += 12.0 * a * b;
    }
    return sum / std::sqrt(static_cast<double>(count));
}

}  // namespace

TEST_CASE("Philox gives the published known answers", "[random][philox]") {
    // kat_vectors of Random123, philox4x32 with 10 rounds.
    CHECK(same(random::detail::philox_block({0u, 0u}, {0u, 0u, 0u, 0u}),
               {0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u}));
    constexpr std::uint32_t ones = 0xffffffffu;
    CHECK(same(random::detail::philox_block({ones, ones}, {ones, ones, ones, ones}),
               {0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu}));
    CHECK(same(
        random::detail::philox_block({0xa4093822u, 0x299f31d0u}, {0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u}),
        {0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u}));
    static_assert(random::philox({0u, 0u}, {0u, 0u, 0u}).w0 == 0x6627e8d5u);
}

TEST_CASE("Philox agrees with Random123 at a million addresses", "[random][philox]") {
    bool agrees = true;
    for (std::uint32_t i = 0; i < 500000; ++i) {
        Words const some = scattered(i);
        Key const key{some.w3, ~some.w0};
        Address const anywhere{some.w0, some.w1, some.w2};
        Address const usual{i, some.w0 % 520u, some.w1 % 5000u};
        agrees = agrees && same(random::philox(key, anywhere), reference(key, anywhere)) &&
                 same(random::philox(key, usual), reference(key, usual));
    }
    CHECK(agrees);
}

TEST_CASE("sixteen lanes give the words of the lone function", "[random][philox]") {
    bool agrees = true;
    for (std::uint32_t i = 0; i < 20000; ++i) {
        Words const some = scattered(i);
        Key const key{some.w0, some.w1};
        // The last blocks run over the end of the positions and begin again at 0.
        std::uint32_t const first_position = i < 19000 ? some.w2 : 0u - (i % 20u);
        std::uint32_t const week = some.w3 % 1000u;
        std::uint32_t const call = i % 4u == 0u ? some.w3 : i % 4u;
        std::uint32_t consecutive[4][random::philox_lane_count];
        std::uint32_t anywhere[4][random::philox_lane_count];
        std::uint32_t positions[random::philox_lane_count];
        for (std::uint32_t l = 0; l < random::philox_lane_count; ++l) {
            positions[l] = some.w0 ^ (l * 0x9E3779B9u);
        }
        random::philox_lanes(key, first_position, week, call, consecutive);
        random::philox_lanes(key, positions, week, call, anywhere);
        for (std::uint32_t l = 0; l < random::philox_lane_count; ++l) {
            Words const a{consecutive[0][l], consecutive[1][l], consecutive[2][l], consecutive[3][l]};
            Words const b{anywhere[0][l], anywhere[1][l], anywhere[2][l], anywhere[3][l]};
            agrees = agrees && same(a, random::philox(key, {first_position + l, week, call})) &&
                     same(b, random::philox(key, {positions[l], week, call}));
        }
    }
    CHECK(agrees);
}

TEST_CASE("neighbouring addresses are independent", "[random][philox]") {
    // Each is standard normal: the chance that any of eleven exceeds 4 is below 1 in 1000.
    double const limit = 4.0;
    auto const correlation = [](auto other) { return std::fabs(scaled_correlation(other)); };
    CHECK(correlation([](std::uint32_t i) { return random::philox({1u, 0u}, {i + 1u, 3u, 0u}).w0; }) < limit);
    CHECK(correlation([](std::uint32_t i) { return random::philox({1u, 0u}, {i + 7u, 3u, 0u}).w0; }) < limit);
    CHECK(correlation([](std::uint32_t i) { return random::philox({1u, 0u}, {i, 4u, 0u}).w0; }) < limit);
    CHECK(correlation([](std::uint32_t i) { return random::philox({1u, 0u}, {i, 55u, 0u}).w0; }) < limit);
    CHECK(correlation([](std::uint32_t i) { return random::philox({1u, 0u}, {i, 3u, 1u}).w0; }) < limit);
    CHECK(correlation([](std::uint32_t i) { return random::philox({2u, 0u}, {i, 3u, 0u}).w0; }) < limit);
    CHECK(correlation([](std::uint32_t i) { return random::philox({1u, 1u}, {i, 3u, 0u}).w0; }) < limit);
    CHECK(correlation([](std::uint32_t i) { return random::philox({0u, 1u}, {i, 3u, 0u}).w0; }) < limit);
    CHECK(correlation([](std::uint32_t i) { return random::philox({1u, 0u}, {i, 3u, 0u}).w1; }) < limit);
    CHECK(correlation([](std::uint32_t i) { return random::philox({1u, 0u}, {i, 3u, 0u}).w2; }) < limit);
    CHECK(correlation([](std::uint32_t i) { return random::philox({1u, 0u}, {i, 3u, 0u}).w3; }) < limit);
}

TEST_CASE("a changed bit of an address or key changes half of all bits", "[random][philox]") {
    constexpr std::uint32_t samples = 200;
    for (std::uint32_t bit = 0; bit < 160; ++bit) {
        std::uint64_t changed = 0;
        for (std::uint32_t i = 0; i < samples; ++i) {
            Words const some = scattered(i);
            std::uint32_t in[5] = {some.w0, some.w1, some.w2, some.w3, i};
            Words const before = random::philox({in[0], in[1]}, {in[2], in[3], in[4]});
            in[bit / 32u] ^= 1u << (bit % 32u);
            Words const after = random::philox({in[0], in[1]}, {in[2], in[3], in[4]});
            for (std::uint32_t const difference :
                 {before.w0 ^ after.w0, before.w1 ^ after.w1, before.w2 ^ after.w2, before.w3 ^ after.w3}) {
                changed += static_cast<std::uint64_t>(__builtin_popcount(difference));
            }
        }
        double const bits = 128.0 * samples;
        CHECK(std::fabs(static_cast<double>(changed) - bits / 2.0) < 4.5 * std::sqrt(bits) / 2.0);
    }
}

TEST_CASE("calls and words are never renumbered", "[random][streams]") {
    namespace call = random::call;
    namespace word = random::word;
    static_assert(call::week_task == 0 && call::week_choices == 1 && call::expertise == 8 && call::condition == 9);
    static_assert(call::ties == 10 && call::interventions == 11 && call::chart == 12 && call::surveys == 13);
    static_assert(call::survey_answers == 14 && call::more_survey_answers == 15 && call::resampling == 17);
    static_assert(call::trait_gamma(0, 0, 0) == 64 && call::trait_gamma(0, 0, 31) == 95);
    static_assert(call::trait_gamma(0, 1, 0) == 96 && call::trait_gamma(7, 1, 31) == 575);
    static_assert(call::tie_ends(0) == 1024 && call::tie_ends(3071) == 4095 && call::intervention(0) == 4096);
    static_assert(word::first_normal == 0 && word::second_normal == 1 && word::to_speak == 2 && word::cascade == 3);
    static_assert(word::advice == 0 && word::promise == 1 && word::quit == 2 && word::spare == 3);
    static_assert(random::trait::propensity == 0 && random::trait::mindset == 1);
    static_assert(random::trait::control == 2 && random::trait::skill == 3);
    SUCCEED();
}

}  // namespace candor
