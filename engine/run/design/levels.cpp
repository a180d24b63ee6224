#include <cmath>

#include "points.hpp"

/// Designs of levels: `grid`, `zip`, `one_at_a_time`.
namespace candor::run {

namespace {

using scenario::Factor;
using scenario::Levels;
using scenario::Sweep;

std::vector<double> const& levels_of(Factor const& factor) { return std::get<Levels>(factor.spread).numbers; }

/// Levels of a distribution, where one factor moves and the others stay.
constexpr double low_share = .05, high_share = .95;

/// Where a factor stays while others move, and where it moves.
struct Course {
    double base;
    std::vector<double> others{};  ///< none of them the base
};

Course course(Factor const& factor) {
    auto const* const levels = std::get_if<Levels>(&factor.spread);
    Course course{factor.base};
    std::vector<double> candidates;
    if (levels != nullptr) {
        candidates = levels->numbers;
        if (std::isnan(course.base)) course.base = candidates.front();
    } else {
        Scale const scale(factor);
        candidates = {scale.at(low_share), scale.at(high_share)};
        if (std::isnan(course.base)) course.base = scale.at(.5);
    }
    for (double const value : candidates) {
        if (held(factor, value) != held(factor, course.base)) course.others.push_back(value);
    }
    return course;
}

std::vector<Course> courses(Sweep const& sweep) {
    std::vector<Course> all;
    for (Factor const& factor : sweep.factors) all.push_back(course(factor));
    return all;
}

}  // namespace

std::int64_t grid_size(Sweep const& sweep) {
    std::int64_t size = 1;
    for (Factor const& factor : sweep.factors) {
        size = saturated_product(size, static_cast<std::int64_t>(levels_of(factor).size()));
    }
    return size;
}

std::vector<double> grid_points(Sweep const& sweep) {
    std::size_t const factors = sweep.factors.size();
    std::vector<double> values(static_cast<std::size_t>(grid_size(sweep)) * factors);
    for_each_point(values, factors, [&](std::size_t point, double* row) {
        for (std::size_t factor = factors; factor-- > 0;) {
            auto const& levels = levels_of(sweep.factors[factor]);
            row[factor] = levels[point % levels.size()];
            point /= levels.size();
        }
    });
    return values;
}

std::vector<double> zip_points(Sweep const& sweep) {
    std::size_t const factors = sweep.factors.size();
    std::vector<double> values(levels_of(sweep.factors.front()).size() * factors);
    for_each_point(values, factors, [&](std::size_t point, double* row) {
        for (std::size_t factor = 0; factor < factors; ++factor) row[factor] = levels_of(sweep.factors[factor])[point];
    });
    return values;
}

std::int64_t one_at_a_time_size(Sweep const& sweep) {
    std::int64_t size = 1;
    for (Course const& course : courses(sweep)) size += static_cast<std::int64_t>(course.others.size());
    return size;
}

std::vector<double> one_at_a_time_points(Sweep const& sweep) {
    std::vector<Course> const all = courses(sweep);
    std::vector<double> base;
    for (Course const& course : all) base.push_back(course.base);
    std::vector<double> values = base;
    for (std::size_t factor = 0; factor < all.size(); ++factor) {
        for (double const level : all[factor].others) {
            values.insert(values.end(), base.begin(), base.end());
            values[values.size() - all.size() + factor] = level;
        }
    }
    return values;
}

}  // namespace candor::run
