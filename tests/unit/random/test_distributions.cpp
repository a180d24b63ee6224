#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "candor/random/distributions.hpp"

namespace candor {

namespace {

using random::Key;
using Sample = std::vector<float>;

constexpr Key key{2024u, 0u};
constexpr double pi = 3.14159265358979323846;

struct Moments {
    double mean;
    double variance;
    double skewness;
    double excess_kurtosis;
};

/// The mean of x^power, standardized, less its expectation, in its standard errors (estimated from the sample).
double moment_in_errors(Sample const& sample, Moments const& exact, int power, double expected) {
    double sum = 0.0;
    double squares = 0.0;
    for (float const x : sample) {
        double const z = (static_cast<double>(x) - exact.mean) / std::sqrt(exact.variance);
        double const term = (power == 1 ? z : power == 2 ? z * z : power == 3 ? z * z * z : z * z * z * z) - expected;
        sum += term;
        squares += term * term;
    }
    return sum / std::sqrt(squares);
}

/// All four within four standard errors: a right sampler fails once in 4000 samples.
void check_moments(Sample const& sample, Moments const& exact) {
    CHECK(std::fabs(moment_in_errors(sample, exact, 1, 0.0)) < 4.0);
    CHECK(std::fabs(moment_in_errors(sample, exact, 2, 1.0)) < 4.0);
    CHECK(std::fabs(moment_in_errors(sample, exact, 3, exact.skewness)) < 4.0);
    CHECK(std::fabs(moment_in_errors(sample, exact, 4, exact.excess_kurtosis + 3.0)) < 4.0);
}

/// Kolmogorov-Smirnov at the level of 1 in 1000: sqrt(n) D < 1.95.
template <typename Cdf>
void check_distribution(Sample sample, Cdf cdf) {
    std::sort(sample.begin(), sample.end());
    double const n = static_cast<double>(sample.size());
    double largest = 0.0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        double const p = cdf(static_cast<double>(sample[i]));
        double const rank = static_cast<double>(i);
        largest = std::max({largest, p - rank / n, (rank + 1.0) / n - p});
    }
    CHECK(std::sqrt(n) * largest < 1.95);
}

struct Quantile {
    double p;
    double x;
};

/// The number of draws below each quantile is binomial; within 4.5 standard errors.
void check_quantiles(Sample const& sample, std::vector<Quantile> const& quantiles) {
    double const n = static_cast<double>(sample.size());
    for (Quantile const& q : quantiles) {
        auto const below = [&](float x) { return static_cast<double>(x) < q.x; };
        auto const count = static_cast<double>(std::count_if(sample.begin(), sample.end(), below));
        CAPTURE(q.p, q.x, count);
        CHECK(std::fabs(count - n * q.p) < 4.5 * std::sqrt(n * q.p * (1.0 - q.p)));
    }
}

/// The correlation times sqrt(n): standard normal if independent.
template <typename Pair>
double scaled_correlation(Pair pair, std::uint32_t n) {
    double xy = 0.0;
    double xx = 0.0;
    double yy = 0.0;
    for (std::uint32_t i = 0; i < n; ++i) {
        auto const [x, y] = pair(i);
        xy += static_cast<double>(x) * static_cast<double>(y);
        xx += static_cast<double>(x) * static_cast<double>(x);
        yy += static_cast<double>(y) * static_cast<double>(y);
    }
    return xy / std::sqrt(xx * yy) * std::sqrt(static_cast<double>(n));
}

template <typename Draw>
Sample sample_of(std::uint32_t n, Draw draw) {
    Sample sample(n);
    for (std::uint32_t i = 0; i < n; ++i) {
        sample[i] = draw(i);
    }
    return sample;
}

/// P(X < x) for Beta(a, b) of whole a, b: a binomial tail.
double beta_cdf(double x, int a, int b) {
    double const odds = x / (1.0 - x);
    double term = std::pow(1.0 - x, a + b - 1);  // of j successes in a + b - 1
    double sum = 0.0;
    for (int j = 0; j < a + b; ++j) {
        if (j >= a) {
            sum += term;
        }
        term *= odds * (a + b - 1 - j) / (j + 1);
    }
    return sum;
}

/// P(X < x) for Gamma(shape) of whole shape: a Poisson tail.
double gamma_cdf(double x, int shape) {
    double term = std::exp(-x);
    double above = 0.0;
    for (int j = 0; j < shape; ++j) {
        above += term;
        term *= x / (j + 1);
    }
    return 1.0 - above;
}

random::NormalPair<float> normals_at(Key k, std::uint32_t position, std::uint32_t week, std::uint32_t call) {
    random::Words const words = random::philox(k, {position, week, call});
    return random::normal_pair(words.w0, words.w1);
}

Sample gammas(float shape, std::uint32_t n, std::uint32_t trait) {
    return sample_of(n, [&](std::uint32_t i) { return random::gamma(key, i, 0, trait, 0, shape); });
}

Sample betas(float alpha, float beta, std::uint32_t n, std::uint32_t trait) {
    return sample_of(n, [&](std::uint32_t i) { return random::beta(key, i, 0, trait, alpha, beta); });
}

}  // namespace

TEST_CASE("uniform has its range, moments and distribution", "[random][distributions]") {
    CHECK(random::uniform(0u) == 0.0f);
    CHECK(random::uniform(0xFFu) == 0.0f);
    CHECK(random::uniform(0xFFFFFFFFu) == 1.0f - 0x1p-24f);
    CHECK(random::uniform(0x80000000u) == 0.5f);
    Sample const sample = sample_of(1000000, [](std::uint32_t i) {
        return random::uniform(random::philox(key, {i, 1, 0}).w2);
    });
    check_moments(sample, {0.5, 1.0 / 12.0, 0.0, -1.2});
    check_distribution(sample, [](double x) { return x; });
    check_quantiles(sample,
                    {{1e-4, 1e-4}, {1e-3, 1e-3}, {.01, .01}, {.5, .5}, {.99, .99}, {.999, .999}, {.9999, .9999}});
}

TEST_CASE("the open uniform is never 0 and its logarithm never positive", "[random][distributions]") {
    CHECK(random::uniform_open(0u) == 0x1p-32f);
    CHECK(random::uniform_open(0xFFFFFFFFu) == 1.0f);
    CHECK(math::log(random::uniform_open(0xFFFFFFFFu)) == 0.0f);
    CHECK(random::uniform_open(0x80000000u) == 0.5f);
    Sample const sample = sample_of(1000000, [](std::uint32_t i) {
        return random::uniform_open(random::philox(key, {i, 2, 0}).w3);
    });
    check_moments(sample, {0.5, 1.0 / 12.0, 0.0, -1.2});
    check_distribution(sample, [](double x) { return x; });
}

TEST_CASE("integers below n are in range and even", "[random][distributions]") {
    for (std::uint32_t const n : {1u, 2u, 7u, 400u, 0x80000001u, 0xFFFFFFFFu}) {
        CHECK(random::below(0u, n) == 0u);
        CHECK(random::below(0xFFFFFFFFu, n) == n - 1u);
    }
    constexpr std::uint32_t values = 7;
    constexpr std::uint32_t n = 700000;
    std::uint32_t counts[values] = {};
    for (std::uint32_t i = 0; i < n; ++i) {
        ++counts[random::below(random::philox(key, {i, 3, 0}).w0, values)];
    }
    double chi_squared = 0.0;
    for (std::uint32_t const count : counts) {
        chi_squared += (count - 1e5) * (count - 1e5) / 1e5;
    }
    CHECK(chi_squared < 22.46);  // 6 degrees of freedom, 1 in 1000
}

TEST_CASE("normals have the normal's moments, distribution and tails", "[random][distributions]") {
    constexpr std::uint32_t n = 2000000;
    Sample sample(n);
    for (std::uint32_t i = 0; i < n / 2; ++i) {
        random::NormalPair const pair = normals_at(key, i, 1, random::call::week_task);
        sample[2 * i] = pair.first;
        sample[2 * i + 1] = pair.second;
    }
    check_moments(sample, {0.0, 1.0, 0.0, 0.0});
    check_distribution(sample, [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); });
    check_quantiles(sample, {{1e-5, -4.26489079},
                             {1e-4, -3.71901649},
                             {1e-3, -3.09023231},
                             {.01, -2.32634787},
                             {.1, -1.28155157},
                             {.5, 0.0},
                             {.9, 1.28155157},
                             {.99, 2.32634787},
                             {.999, 3.09023231},
                             {.9999, 3.71901649},
                             {.99999, 4.26489079}});
}

TEST_CASE("normals are finite for every extreme of the words", "[random][distributions]") {
    for (std::uint32_t const radius : {0u, 1u, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFFEu, 0xFFFFFFFFu}) {
        for (std::uint32_t const angle : {0u, 0x3FFFFFFFu, 0x40000000u, 0x80000000u, 0xC0000000u, 0xFFFFFFFFu}) {
            random::NormalPair const pair = random::normal_pair(radius, angle);
            CHECK(std::fabs(pair.first) < 6.67f);
            CHECK(std::fabs(pair.second) < 6.67f);
        }
    }
    CHECK(random::normal_pair(0u, 0u).first > 6.66f);
}

TEST_CASE("the normals of a pair and of neighbouring addresses are independent", "[random][distributions]") {
    // Standard normals if independent: the chance that any of fourteen exceeds 4 is below 1 in 1000.
    constexpr std::uint32_t n = 200000;
    constexpr double limit = 4.0;
    struct Two {
        float x;
        float y;
    };
    auto const here = [](std::uint32_t i) { return normals_at({5u, 0u}, i, 7, 0); };
    CHECK(std::fabs(scaled_correlation([&](std::uint32_t i) { return here(i); }, n)) < limit);
    auto const check = [&](auto other) {
        auto const plain = [&](std::uint32_t i) { return Two{here(i).first, other(i).first}; };
        auto const spread = [&](std::uint32_t i) {
            float const x = here(i).first;
            float const y = other(i).first;
            return Two{x * x - 1.0f, y * y - 1.0f};
        };
        CHECK(std::fabs(scaled_correlation(plain, n)) < limit);
        CHECK(std::fabs(scaled_correlation(spread, n)) < limit);
    };
    check([](std::uint32_t i) { return normals_at({5u, 0u}, i + 1, 7, 0); });
    check([](std::uint32_t i) { return normals_at({5u, 0u}, i, 8, 0); });
    check([](std::uint32_t i) { return normals_at({5u, 0u}, i, 7, 1); });
    check([](std::uint32_t i) { return normals_at({6u, 0u}, i, 7, 0); });
    check([](std::uint32_t i) { return normals_at({5u, 1u}, i, 7, 0); });
    auto const squares = [&](std::uint32_t i) {
        random::NormalPair const pair = here(i);
        return Two{pair.first * pair.first - 1.0f, pair.second * pair.second - 1.0f};
    };
    CHECK(std::fabs(scaled_correlation(squares, n)) < limit);
}

TEST_CASE("gamma has its moments, distribution and tails", "[random][distributions]") {
    constexpr std::uint32_t n = 300000;
    SECTION("shape 5") {
        Sample const sample = gammas(5.0f, n, 4);
        check_moments(sample, {5.0, 5.0, 2.0 / std::sqrt(5.0), 6.0 / 5.0});
        check_distribution(sample, [](double x) { return gamma_cdf(x, 5); });
        check_quantiles(sample, {{1e-4, 0.444460179},
                                 {1e-3, 0.739371732},
                                 {.01, 1.27910608},
                                 {.5, 4.67090888},
                                 {.99, 11.6046256},
                                 {.999, 14.7941492},
                                 {.9999, 17.782007}});
    }
    SECTION("shape 2.5") {
        Sample const sample = gammas(2.5f, n, 5);
        check_moments(sample, {2.5, 2.5, 2.0 / std::sqrt(2.5), 6.0 / 2.5});
        check_quantiles(sample, {{1e-4, 0.0410886879},
                                 {1e-3, 0.105106301},
                                 {.01, 0.277149038},
                                 {.1, 0.805153993},
                                 {.5, 2.1757301},
                                 {.9, 4.61817845},
                                 {.99, 7.54313623},
                                 {.999, 10.2575028},
                                 {.9999, 12.872416}});
    }
    SECTION("shape 1, the exponential distribution") {
        Sample const sample = gammas(1.0f, n, 6);
        check_moments(sample, {1.0, 1.0, 2.0, 6.0});
        check_distribution(sample, [](double x) { return 1.0 - std::exp(-x); });
    }
    SECTION("shape .5, half a squared normal") {
        Sample const sample = gammas(0.5f, n, 7);
        check_moments(sample, {0.5, 0.5, 2.0 * std::sqrt(2.0), 12.0});
        check_distribution(sample, [](double x) { return std::erf(std::sqrt(x)); });
        check_quantiles(sample, {{1e-4, 7.85398168e-09},
                                 {1e-3, 7.85398575e-07},
                                 {.01, 7.8543929e-05},
                                 {.1, 0.00789538705},
                                 {.5, 0.227468212},
                                 {.9, 1.35277173},
                                 {.99, 3.3174483},
                                 {.999, 5.41378309},
                                 {.9999, 7.56835261}});
    }
    SECTION("a large shape") {
        double const shape = 10000.0;
        Sample const sample = gammas(static_cast<float>(shape), n, 0);
        check_moments(sample, {shape, shape, 2.0 / std::sqrt(shape), 6.0 / shape});
    }
}

TEST_CASE("beta has its moments, distribution and tails", "[random][distributions]") {
    constexpr std::uint32_t n = 300000;
    SECTION("beta(5, 5)") {
        Sample const sample = betas(5.0f, 5.0f, n, random::trait::propensity);
        check_moments(sample, {0.5, 1.0 / 44.0, 0.0, -6.0 / 13.0});
        check_distribution(sample, [](double x) { return beta_cdf(x, 5, 5); });
        check_quantiles(sample, {{1e-4, 0.0628902177},
                                 {1e-3, 0.102523448},
                                 {.01, 0.170965105},
                                 {.1, 0.300968764},
                                 {.5, 0.5},
                                 {.9, 0.699031236},
                                 {.99, 0.829034895},
                                 {.999, 0.897476552},
                                 {.9999, 0.937109782}});
    }
    SECTION("beta(4, 6)") {
        Sample const sample = betas(4.0f, 6.0f, n, random::trait::control);
        check_moments(sample, {0.4, 0.24 / 11.0, 0.225667733462, -0.391025641026});
        check_distribution(sample, [](double x) { return beta_cdf(x, 4, 6); });
        check_quantiles(sample, {{1e-4, 0.0307905885},
                                 {1e-3, 0.0562058898},
                                 {.01, 0.105262284},
                                 {.1, 0.210396238},
                                 {.5, 0.393084833},
                                 {.9, 0.599420489},
                                 {.99, 0.749973551},
                                 {.999, 0.83713978},
                                 {.9999, 0.891936378}});
    }
    SECTION("beta(.5, .5), the arcsine distribution") {
        Sample const sample = betas(0.5f, 0.5f, n, random::trait::skill);
        check_moments(sample, {0.5, 0.125, 0.0, -1.5});
        check_distribution(sample, [](double x) { return 2.0 / pi * std::asin(std::sqrt(x)); });
        check_quantiles(sample, {{1e-4, 2.46740108e-08},
                                 {1e-3, 2.46739907e-06},
                                 {.01, 0.000246719817},
                                 {.1, 0.0244717419},
                                 {.5, 0.5},
                                 {.9, 0.975528258},
                                 {.99, 0.99975328},
                                 {.999, 0.999997533}});
    }
}

TEST_CASE("gamma and beta stay in range for all shapes", "[random][distributions]") {
    bool inside = true;
    for (float const alpha : {1e-30f, 1e-6f, 0.01f, 0.5f, 1.0f, 100.0f, 1e6f}) {
        for (float const beta : {1e-30f, 1e-6f, 0.01f, 0.5f, 1.0f, 100.0f, 1e6f}) {
            for (std::uint32_t i = 0; i < 200; ++i) {
                float const share = random::beta(key, i, 0, 0, alpha, beta);
                float const amount = random::gamma(key, i, 0, 0, 0, alpha);
                inside = inside && share > 0.0f && share < 1.0f && amount >= 0.0f &&
                         amount < std::numeric_limits<float>::infinity();
            }
        }
    }
    CHECK(inside);
}

TEST_CASE("gamma draws of positions, weeks, traits and parts are independent", "[random][distributions]") {
    constexpr std::uint32_t n = 100000;
    constexpr double limit = 4.0;
    struct Two {
        float x;
        float y;
    };
    auto const check = [&](auto other) {
        auto const pair = [&](std::uint32_t i) {
            return Two{random::gamma(key, i, 0, 1, 0, 3.0f) - 3.0f, other(i) - 3.0f};
        };
        CHECK(std::fabs(scaled_correlation(pair, n)) < limit);
    };
    check([](std::uint32_t i) { return random::gamma(key, i + 1, 0, 1, 0, 3.0f); });
    check([](std::uint32_t i) { return random::gamma(key, i, 1, 1, 0, 3.0f); });
    check([](std::uint32_t i) { return random::gamma(key, i, 0, 2, 0, 3.0f); });
    check([](std::uint32_t i) { return random::gamma(key, i, 0, 1, 1, 3.0f); });
}

TEST_CASE("the bits of distributions are pinned", "[random][distributions][determinism]") {
    // See the same test of math: another value here means that this build breaks the contract of sameness.
    auto const checksum = [](std::uint32_t n, auto draw) {
        std::uint64_t hash = 0xcbf29ce484222325u;
        for (std::uint32_t i = 0; i < n; ++i) {
            std::uint32_t const bits = bit_cast<std::uint32_t>(draw(i));
            for (int byte = 0; byte < 4; ++byte) {
                hash = (hash ^ ((bits >> (8 * byte)) & 0xFFu)) * 0x100000001b3u;
            }
        }
        return hash;
    };
    CHECK(checksum(1u << 20, [](std::uint32_t i) { return random::normal_pair(i * 0x9E3779B1u, i << 12).first; }) ==
          0x42f5b161e1158814u);
    CHECK(checksum(1u << 20, [](std::uint32_t i) { return normals_at(key, i, 0, 0).second; }) == 0x40b58ebaad04a3f0u);
    CHECK(checksum(1u << 16, [](std::uint32_t i) { return random::gamma(key, i, 0, 0, 0, 2.5f); }) ==
          0x0f090437faf5c3cfu);
    CHECK(checksum(1u << 16, [](std::uint32_t i) { return random::beta(key, i, 0, 0, 5.0f, 5.0f); }) ==
          0xe82cfc50ec43a468u);
    CHECK(checksum(1u << 16, [](std::uint32_t i) { return random::beta(key, i, 0, 3, 0.5f, 0.25f); }) ==
          0xb9f25b8ba8413a50u);
}

}  // namespace candor

TEST_CASE("sixteen betas at once are the same as one after the other") {
    struct Shape {
        float alpha, beta;
    };
    for (Shape const shape : {Shape{5, 5}, Shape{4, 6}, Shape{1, 1}, Shape{.5F, 2}, Shape{2, .3F}, Shape{60, 1.5F}}) {
        for (std::uint32_t first = 0; first < 4096; first += candor::random::philox_lane_count) {
            std::uint32_t positions[candor::random::philox_lane_count];
            float drawn[candor::random::philox_lane_count];
            for (std::uint32_t l = 0; l < candor::random::philox_lane_count; ++l) positions[l] = first + 7 * l;
            candor::random::beta_lanes({3, 5}, positions, 2, candor::random::trait::control, shape.alpha, shape.beta,
                                       drawn);
            for (int l = 0; l < candor::random::philox_lane_count; ++l) {
                REQUIRE(drawn[l] == candor::random::beta({3, 5}, positions[l], 2, candor::random::trait::control,
                                                         shape.alpha, shape.beta));
            }
        }
    }
}
