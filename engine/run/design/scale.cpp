#include "scale.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <cmath>

namespace candor::run {

namespace {

using scenario::Levels;
using scenario::LogUniform;
using scenario::Normal;
using scenario::Spread;
using scenario::Triangular;
using scenario::Uniform;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Logarithms and tails are computed in long double, so that mathematical libraries that differ in the last bit give the
/// same floats; the end of a distribution may be infinite.
using Tails = boost::math::policies::policy<boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;
using StandardNormal = boost::math::normal_distribution<double, Tails>;

Quantile prepared(Levels const& levels) {
    return [numbers = levels.numbers](double share) {
        auto const place = static_cast<std::size_t>(share * static_cast<double>(numbers.size()));
        return numbers[std::min(place, numbers.size() - 1)];
    };
}

Quantile prepared(Uniform const& uniform) {
    return
        [uniform](double share) { return std::min(uniform.low + share * (uniform.high - uniform.low), uniform.high); };
}

Quantile prepared(LogUniform const& spread) {
    long double const first = std::log(static_cast<long double>(spread.low));
    long double const length = std::log(static_cast<long double>(spread.high)) - first;
    return [spread, first, length](double share) {
        auto const value = static_cast<double>(std::exp(first + static_cast<long double>(share) * length));
        return std::clamp(value, spread.low, spread.high);
    };
}

Quantile prepared(Normal const& normal) {
    StandardNormal const standard;
    double const low = (normal.low - normal.mean) / normal.deviation;
    double const high = (normal.high - normal.mean) / normal.deviation;
    double const below = cdf(standard, low), above = cdf(complement(standard, high));
    double const inside =
        low > 0 ? cdf(complement(standard, low)) - above : cdf(standard, high) - below;  // no digits lost in a tail
    return [=](double share) {
        double const to_left = below + share * inside, to_right = above + (1 - share) * inside;
        double const z = to_left < to_right ? quantile(standard, to_left) : quantile(complement(standard, to_right));
        return std::clamp(normal.mean + normal.deviation * z, normal.low, normal.high);
    };
}

Quantile prepared(Triangular const& spread) {
    boost::math::triangular_distribution<double> const triangle(spread.low, spread.mode, spread.high);
    return [triangle](double share) { return quantile(triangle, share); };
}

struct Ends {
    double low = -infinity, high = infinity;
};

Ends ends(Spread const& spread) {
    return std::visit(
        [](auto const& s) -> Ends {
            if constexpr (std::is_same_v<std::decay_t<decltype(s)>, Levels>) {
                return {};
            } else {
                return {s.low, s.high};
            }
        },
        spread);
}

void widen(Spread& spread) {
    std::visit(
        [](auto& s) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(s)>, Levels>) {
                s.low -= .5;
                s.high += .5;
            }
        },
        spread);
}

}  // namespace

Quantile quantile_of(Spread const& spread) {
    return std::visit([](auto const& s) { return prepared(s); }, spread);
}

Scale::Scale(scenario::Factor const& factor) : whole_(factor.type == scenario::FactorType::whole) {
    Ends const between = ends(factor.spread);
    low_ = between.low;
    high_ = between.high;
    Spread spread = factor.spread;
    if (whole_ && std::round(low_) == low_ && std::round(high_) == high_) widen(spread);
    quantile_ = quantile_of(spread);
}

double Scale::at(double share) const {
    double const value = quantile_(share);
    return whole_ ? std::clamp(std::round(value), std::ceil(low_), std::max(std::ceil(low_), std::floor(high_)))
                  : value;
}

}  // namespace candor::run
