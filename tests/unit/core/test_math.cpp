#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "candor/core/math.hpp"

namespace math = candor::math;

namespace {

constexpr float lowest_exp = -87.0f;
constexpr float highest_exp = 88.0f;
constexpr double pi = 3.14159265358979323846;

/// Error of y in units in the last place of the exact result.
double error_in_ulp(float y, double exact) {
    if (exact == 0.0) {
        return y == 0.0f ? 0.0 : std::numeric_limits<double>::infinity();
    }
    int const exponent = std::max(std::ilogb(exact), -126);
    return std::fabs(static_cast<double>(y) - exact) / std::ldexp(1.0, exponent - 23);
}

/// The largest error over every `step`-th float between two of one sign, given by increasing magnitude.
template <typename Function, typename Exact>
double largest_error(Function function, Exact exact, float from, float to, std::uint32_t step = 257) {
    double largest = 0.0;
    std::uint32_t const last = candor::bit_cast<std::uint32_t>(to);
    for (std::uint32_t bits = candor::bit_cast<std::uint32_t>(from); bits <= last; bits += step) {
        float const x = candor::bit_cast<float>(bits);
        largest = std::max(largest, error_in_ulp(function(x), exact(static_cast<double>(x))));
    }
    return largest;
}

/// FNV-1a over the bits of floats.
class Checksum {
public:
    void add(float x) {
        std::uint32_t const bits = candor::bit_cast<std::uint32_t>(x);
        for (int byte = 0; byte < 4; ++byte) {
            hash_ = (hash_ ^ ((bits >> (8 * byte)) & 0xFFu)) * 0x100000001b3u;
        }
    }
    std::uint64_t value() const { return hash_; }

private:
    std::uint64_t hash_ = 0xcbf29ce484222325u;
};

}  // namespace

TEST_CASE("exp is within 1 ulp, clamped and never decreasing", "[core][math]") {
    auto const own = [](float x) { return math::exp(x); };
    auto const exact = [](double x) { return std::exp(x); };
    CHECK(largest_error(own, exact, 0.0f, highest_exp) <= 1.0);
    CHECK(largest_error(own, exact, -0.0f, lowest_exp) <= 1.0);

    CHECK(math::exp(0.0f) == 1.0f);
    CHECK(math::exp(-0.0f) == 1.0f);
    float const infinity = std::numeric_limits<float>::infinity();
    CHECK(math::exp(-infinity) == math::exp(lowest_exp));
    CHECK(math::exp(infinity) == math::exp(highest_exp));
    CHECK(math::exp(lowest_exp) >= std::numeric_limits<float>::min());
    CHECK(math::exp(highest_exp) <= std::numeric_limits<float>::max());
    CHECK(std::isnan(math::exp(std::numeric_limits<float>::quiet_NaN())));

    float before = 0.0f;
    bool decreases = false;
    for (float x = -90.0f; x < 90.0f; x += 0x1p-14f) {
        decreases = decreases || math::exp(x) < before;
        before = math::exp(x);
    }
    // Where the nearest multiple of ln 2 changes, two polynomials meet: every float around.
    for (int n = -125; n < 127; ++n) {
        float x = static_cast<float>((n + 0.5) * 0.69314718055994530942);
        for (int i = 0; i < 500; ++i) {
            x = std::nextafter(x, -100.0f);
        }
        before = 0.0f;
        for (int i = 0; i < 1000; ++i) {
            decreases = decreases || math::exp(x) < before;
            before = math::exp(x);
            x = std::nextafter(x, 100.0f);
        }
    }
    CHECK_FALSE(decreases);
}

TEST_CASE("log is within 0.91 ulp, 0 at 1 and of the right sign", "[core][math]") {
    auto const own = [](float x) { return math::log(x); };
    auto const exact = [](double x) { return std::log(x); };
    CHECK(largest_error(own, exact, std::numeric_limits<float>::min(), std::numeric_limits<float>::max()) <= 0.91);
    CHECK(largest_error(own, exact, 0.5f, 2.0f, 7) <= 0.91);

    CHECK(math::log(1.0f) == 0.0f);
    CHECK_FALSE(std::signbit(math::log(1.0f)));
    CHECK(math::log(std::nextafter(1.0f, 0.0f)) < 0.0f);
    CHECK(math::log(std::nextafter(1.0f, 2.0f)) > 0.0f);
    CHECK(std::isfinite(math::log(0.0f)));
    for (int n = -126; n <= 127; ++n) {
        CHECK(error_in_ulp(math::log(std::ldexp(1.0f, n)), n * 0.69314718055994530942) <= 0.6);
    }

    float before = -100.0f;
    bool decreases = false;
    std::uint32_t const last = candor::bit_cast<std::uint32_t>(4.0f);
    for (std::uint32_t bits = candor::bit_cast<std::uint32_t>(0.25f); bits < last; bits += 3) {
        float const y = math::log(candor::bit_cast<float>(bits));
        decreases = decreases || y < before;
        before = y;
    }
    CHECK_FALSE(decreases);
}

TEST_CASE("logistic is within 2 ulp and symmetric", "[core][math]") {
    auto const own = [](float x) { return math::logistic(x); };
    auto const exact = [](double x) { return 1.0 / (1.0 + std::exp(-x)); };
    CHECK(largest_error(own, exact, 0.0f, 200.0f) <= 2.0);
    CHECK(largest_error(own, exact, -0.0f, -87.0f) <= 2.0);
    CHECK(math::logistic(0.0f) == 0.5f);
    CHECK(math::logistic(-1000.0f) > 0.0f);
    CHECK(math::logistic(-1000.0f) < 2e-38f);
    CHECK(math::logistic(1000.0f) == 1.0f);
    CHECK(std::isnan(math::logistic(std::numeric_limits<float>::quiet_NaN())));
    for (float x = 0.0f; x < 20.0f; x += 0.01f) {
        CHECK(std::fabs(math::logistic(x) + math::logistic(-x) - 1.0f) <= 0x1p-23f);
    }
}

TEST_CASE("sine and cosine of a turn are within 1.69 ulp and exact at quarters", "[core][math]") {
    // Reduced to an eighth of a turn, exactly, so that double is accurate near the zeros.
    auto const exact = [](double u, int shift) {
        double const quarter = std::round(4.0 * u);
        double const angle = (4.0 * u - quarter) * (pi / 2.0);
        switch ((static_cast<int>(quarter) + shift) & 3) {
            case 0: return std::sin(angle);
            case 1: return std::cos(angle);
            case 2: return -std::sin(angle);
            default: return -std::cos(angle);
        }
    };
    auto const sine = [](float u) { return math::sine_cosine_of_turn(u).sine; };
    auto const cosine = [](float u) { return math::sine_cosine_of_turn(u).cosine; };
    float const below_one = std::nextafter(1.0f, 0.0f);
    CHECK(largest_error(
              sine, [&](double u) { return exact(u, 0); }, 0x1p-24f, below_one, 97) <= 1.69);
    CHECK(largest_error(
              cosine, [&](double u) { return exact(u, 1); }, 0x1p-24f, below_one, 97) <= 1.69);

    float const sines[] = {0.0f, 1.0f, 0.0f, -1.0f};
    for (int quarter = 0; quarter < 4; ++quarter) {
        math::SineCosine const at = math::sine_cosine_of_turn(0.25f * static_cast<float>(quarter));
        CHECK(at.sine == sines[quarter]);
        CHECK(at.cosine == sines[(quarter + 1) & 3]);
    }
    float largest = 0.0f;
    for (float u = 0.0f; u < 1.0f; u += 0x1p-16f) {
        math::SineCosine const at = math::sine_cosine_of_turn(u);
        largest = std::max(largest, std::fabs(at.sine * at.sine + at.cosine * at.cosine - 1.0f));
    }
    CHECK(largest <= 4e-7f);
}

TEST_CASE("square root is correctly rounded", "[core][math]") {
    // The double root, rounded once more, is the rounded exact root: 53 >= 2 * 24 + 2 (Figueroa 1995).
    auto const own = [](float x) { return math::square_root(x); };
    auto const exact = [](double x) { return static_cast<double>(static_cast<float>(std::sqrt(x))); };
    CHECK(largest_error(own, exact, 0.0f, std::numeric_limits<float>::max(), 1009) == 0.0);
}

TEST_CASE("minimum, maximum and clamp", "[core][math]") {
    float const nan = std::numeric_limits<float>::quiet_NaN();
    CHECK(math::minimum(1.0f, 2.0f) == 1.0f);
    CHECK(math::minimum(2.0f, 1.0f) == 1.0f);
    CHECK(math::maximum(1.0f, 2.0f) == 2.0f);
    CHECK(math::maximum(2.0f, 1.0f) == 2.0f);
    CHECK(math::minimum(nan, 1.0f) == 1.0f);
    CHECK(std::isnan(math::minimum(1.0f, nan)));
    CHECK(math::clamp(-1.0f, 0.0f, 1.0f) == 0.0f);
    CHECK(math::clamp(0.3f, 0.0f, 1.0f) == 0.3f);
    CHECK(math::clamp(7.0f, 0.0f, 1.0f) == 1.0f);
    CHECK(std::isnan(math::clamp(nan, 0.0f, 1.0f)));
}

TEST_CASE("math is usable in constant expressions", "[core][math]") {
    constexpr float e = math::exp(1.0f);
    static_assert(math::log(1.0f) == 0.0f);
    static_assert(math::exp(0.0f) == 1.0f);
    float volatile one = 1.0f;
    CHECK(math::exp(one) == e);
}

TEST_CASE("a lane of a vectorized loop and a lone call give the same bits", "[core][math]") {
    constexpr int lanes = 16;
    for (int block = 0; block < 20000; ++block) {
        float x[lanes];
        float exp_lane[lanes];
        float log_lane[lanes];
        float logistic_lane[lanes];
        float sine_lane[lanes];
        for (int l = 0; l < lanes; ++l) {
            x[l] = 0x1p-20f * static_cast<float>(block * lanes + l + 1);
        }
        CANDOR_LANES_LOOP
        for (int l = 0; l < lanes; ++l) {
            exp_lane[l] = math::exp(100.0f * (x[l] - 0.5f));
            log_lane[l] = math::log(x[l]);
            logistic_lane[l] = math::logistic(20.0f * (x[l] - 0.5f));
            sine_lane[l] = math::sine_cosine_of_turn(x[l]).sine;
        }
        float volatile lone = x[block % lanes];
        float const u = lone;
        int const l = block % lanes;
        bool const same = exp_lane[l] == math::exp(100.0f * (u - 0.5f)) && log_lane[l] == math::log(u) &&
                          logistic_lane[l] == math::logistic(20.0f * (u - 0.5f)) &&
                          sine_lane[l] == math::sine_cosine_of_turn(u).sine;
        REQUIRE(same);
    }
}

TEST_CASE("a vector of numbers gives the bits of each number", "[core][math][determinism]") {
    using Four = float __attribute__((vector_size(16)));
    constexpr int count = 1 << 18;
    for (int i = 0; i < count; i += 4) {
        Four x;
        for (int l = 0; l < 4; ++l) x[l] = 200.0f * (static_cast<float>(i + l) / static_cast<float>(count)) - 100.0f;
        Four const turn = (x + 100.0f) * 0.004f;
        Four const e = math::exp(x), p = math::logistic(x), n = math::log(math::maximum(x * x, 0.25f)),
                   r = math::square_root(math::magnitude(x)), c = math::clamp(x, -1.0f, 2.0f),
                   s = math::sine_cosine_of_turn(turn).sine, h = math::choose<Four>(x < 3.0f, x, 1.0f);
        bool same = true;
        for (int l = 0; l < 4; ++l) {
            float const y = x[l];
            float const magnitude = math::magnitude(y);
            same = same && e[l] == math::exp(y) && p[l] == math::logistic(y) &&
                   n[l] == math::log(math::maximum(y * y, 0.25f)) && r[l] == math::square_root(magnitude) &&
                   c[l] == math::clamp(y, -1.0f, 2.0f) && s[l] == math::sine_cosine_of_turn(turn[l]).sine &&
                   h[l] == (y < 3.0f ? y : 1.0f) && magnitude == (y < 0.0f ? -y : y);
        }
        REQUIRE(same);
    }
}

TEST_CASE("of two that cannot be compared, the second", "[core][math]") {
    using Four = float __attribute__((vector_size(16)));
    float const nothing = std::numeric_limits<float>::quiet_NaN();
    Four const x{nothing, 1.0f, -0.0f, 0.0f};
    Four const y{2.0f, nothing, 0.0f, -0.0f};
    Four const least = math::minimum(x, y), most = math::maximum(x, y);
    for (int l = 0; l < 4; ++l) {
        CAPTURE(l);
        REQUIRE(std::isnan(least[l]) == std::isnan(y[l]));
        REQUIRE(std::isnan(most[l]) == std::isnan(y[l]));
        REQUIRE(std::signbit(least[l]) == std::signbit(math::minimum(x[l], y[l])));
        REQUIRE(std::signbit(most[l]) == std::signbit(math::maximum(x[l], y[l])));
    }
}

TEST_CASE("the bits of math are pinned", "[core][math][determinism]") {
    // Any compiler, instruction set or optimization level that gives another value here breaks the contract of
    // sameness: find out why (-ffp-contract=off?) rather than change the numbers.
    constexpr int count = 1 << 20;
    Checksum of_exp;
    Checksum of_log;
    Checksum of_logistic;
    Checksum of_turn;
    for (int i = 0; i < count; ++i) {
        float const u = static_cast<float>(i) * 0x1p-20f;
        of_exp.add(math::exp(180.0f * u - 90.0f));
        of_log.add(math::log(candor::bit_cast<float>(0x00800000u + 2039u * static_cast<std::uint32_t>(i))));
        of_logistic.add(math::logistic(40.0f * u - 20.0f));
        of_turn.add(math::sine_cosine_of_turn(u).sine);
        of_turn.add(math::sine_cosine_of_turn(u).cosine);
    }
    CHECK(of_exp.value() == 0x75afb7b785f3fd92u);
    CHECK(of_log.value() == 0xbcc473be7e24a883u);
    CHECK(of_logistic.value() == 0x3c75380c625c0c1eu);
    CHECK(of_turn.value() == 0xa8bc97bc0a860655u);
}
