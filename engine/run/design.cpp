#include "candor/run/design.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "design/constraints.hpp"
#include "design/points.hpp"

namespace candor::run {

namespace {

using scenario::DesignKind;
using scenario::Factor;
using scenario::FactorType;
using scenario::Sweep;

/// Numbers that a design may hold, before constraints: 8 GB.
constexpr std::int64_t most_numbers = 1'000'000'000;

void check_size(Sweep const& sweep) {
    std::int64_t const points = design_size(sweep);
    std::int64_t const most = most_numbers / static_cast<std::int64_t>(sweep.factors.size());
    if (points <= most) return;
    std::string const have =
        points == std::numeric_limits<std::int64_t>::max() ? "more than 9e18" : fmt::to_string(points);
    throw scenario::ScenarioError(scenario::Diagnostic{
        fmt::format("the design has {} points", have),
        fmt::format("{} is the most with {} factors", most, sweep.factors.size()), sweep.design.location});
}

std::vector<double> all_points(Sweep const& sweep) {
    switch (sweep.design.kind) {
        case DesignKind::grid: return grid_points(sweep);
        case DesignKind::zip: return zip_points(sweep);
        case DesignKind::latin_hypercube: return latin_hypercube_points(sweep);
        case DesignKind::saltelli: return saltelli_points(sweep);
        case DesignKind::morris: return morris_points(sweep);
        case DesignKind::one_at_a_time: return one_at_a_time_points(sweep);
        default: return sweep.design.rows;
    }
}

/// The points of designs that have those they have, less what breaks a constraint.
Design laid_out(Sweep const& sweep, Constraints& constraints) {
    Design design{sweep.factors.size(), all_points(sweep), 0};
    if (sweep.design.kind == DesignKind::one_at_a_time && !constraints.met_by(design.row(0))) {
        constraints.refuse("the base scenario breaks a constraint", "`one_at_a_time` compares every point with it");
    }
    design.left_out = constraints.drop(design.values);
    if (design.values.empty() && design.left_out > 0) {
        constraints.refuse("no point meets the constraints", fmt::format("the design has {}", design.left_out));
    }
    return design;
}

double nearest_float(Range range, double value) {
    double const largest = std::numeric_limits<float>::max();
    auto nearest = static_cast<float>(std::clamp(value, -largest, largest));
    if (nearest < range.least) nearest = std::nextafter(nearest, std::numeric_limits<float>::infinity());
    if (nearest > range.most) nearest = std::nextafter(nearest, -std::numeric_limits<float>::infinity());
    return nearest;
}

}  // namespace

std::int64_t design_size(Sweep const& sweep) {
    switch (sweep.design.kind) {
        case DesignKind::grid: return grid_size(sweep);
        case DesignKind::zip:
            return static_cast<std::int64_t>(std::get<scenario::Levels>(sweep.factors.front().spread).numbers.size());
        case DesignKind::list: return static_cast<std::int64_t>(sweep.design.rows.size() / sweep.factors.size());
        case DesignKind::saltelli: return saltelli_size(sweep);
        case DesignKind::morris: return morris_size(sweep);
        case DesignKind::one_at_a_time: return one_at_a_time_size(sweep);
        default: return sweep.design.points;
    }
}

Design make_design(Sweep const& sweep) {
    check_size(sweep);
    Constraints constraints(sweep);
    bool const draws_again = sweep.design.kind == DesignKind::random || sweep.design.kind == DesignKind::sobol;
    Design design = draws_again ? drawn_points(sweep, constraints) : laid_out(sweep, constraints);
    for_each_point(design.values, design.factors, [&](std::size_t, double* row) {
        for (std::size_t i = 0; i < design.factors; ++i) row[i] = held(sweep.factors[i], row[i]);
    });
    return design;
}

double quantile(scenario::Spread const& spread, double share) { return quantile_of(spread)(share); }

double held(Factor const& factor, double value) {
    if (factor.type == FactorType::text) return value;
    double const inside = std::clamp(value, factor.range.least, factor.range.most);
    if (factor.type == FactorType::real) return nearest_float(factor.range, inside) + 0.;  // no negative zero
    double const whole = std::clamp(std::round(inside), std::ceil(factor.range.least), std::floor(factor.range.most));
    return whole + 0.;
}

}  // namespace candor::run
