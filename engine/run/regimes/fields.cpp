#include "fields.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "../students_t.hpp"

namespace candor::run {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

double mean_of(std::vector<double> const& values) {
    return std::accumulate(values.begin(), values.end(), 0.) / static_cast<double>(values.size());
}

double squares_around(std::vector<double> const& values, double mean) {
    double sum = 0;
    for (double const value : values) sum += (value - mean) * (value - mean);
    return sum;
}

/// Of one policy minus another in a field.
Estimate difference_in(FieldValues const& values, std::size_t of, std::size_t from, bool paired) {
    if (!paired && values.points == 1) return welch(values.by_policy[from], values.by_policy[of]);
    return crossed_mean(values.difference(of, from), values.replicates);
}

/// Where there is no spread at all, a difference is clear unless it is zero.
bool is_better(Estimate const& difference, double sign) { return difference.is_clear() && sign * difference.mean > 0; }

}  // namespace

Estimate crossed_mean(std::vector<double> const& values, std::size_t replicates) {
    std::size_t const points = values.size() / replicates;
    if (points == 1 || replicates == 1) return estimate(values);
    std::vector<double> of_points(points, 0.), of_replicates(replicates, 0.);
    for (std::size_t i = 0; i < values.size(); ++i) {
        of_points[i / replicates] += values[i] / static_cast<double>(replicates);
        of_replicates[i % replicates] += values[i] / static_cast<double>(points);
    }
    double const mean = mean_of(of_points);
    double left = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        double const off = values[i] - of_points[i / replicates] - of_replicates[i % replicates] + mean;
        left += off * off;
    }
    double const p = static_cast<double>(points), r = static_cast<double>(replicates);
    double const by_point = r * squares_around(of_points, mean) / (p - 1);
    double const by_replicate = p * squares_around(of_replicates, mean) / (r - 1);
    double const rest = left / ((p - 1) * (r - 1));
    // Each of the two holds the rest once, so that it is there once too often; by chance the sum may fall below them.
    double const sum = std::max({by_point + by_replicate - rest, by_point, by_replicate});
    if (sum == 0) return {mean, mean, mean};
    double const freedom =
        sum * sum /
        (by_point * by_point / (p - 1) + by_replicate * by_replicate / (r - 1) + rest * rest / ((p - 1) * (r - 1)));
    double const half = half_width_95(freedom) * std::sqrt(sum / (p * r));
    return {mean, mean - half, mean + half};
}

std::vector<double> FieldValues::difference(std::size_t of, std::size_t from) const {
    std::vector<double> differences = by_policy[of];
    for (std::size_t i = 0; i < differences.size(); ++i) differences[i] -= by_policy[from][i];
    return differences;
}

RegimeField field_of(FieldValues const& values, bool paired, double sign) {
    std::size_t const policies = values.by_policy.size();
    RegimeField field{.points = static_cast<std::int64_t>(values.points),
                      .replicates = static_cast<std::int64_t>(values.replicates),
                      .means = std::vector<double>(policies, undefined),
                      .differences = std::vector<Estimate>(policies, {undefined, undefined, undefined}),
                      .winner = {}};
    if (values.points == 0) return field;
    field.differences.front() = {0, 0, 0};
    for (std::size_t policy = 0; policy < policies; ++policy) {
        field.means[policy] = mean_of(values.by_policy[policy]);
        if (policy > 0) field.differences[policy] = difference_in(values, policy, 0, paired);
    }
    auto const best = std::max_element(field.means.begin(), field.means.end(),
                                       [&](double one, double other) { return sign * one < sign * other; });
    auto const candidate = static_cast<std::size_t>(best - field.means.begin());
    bool clear = true;
    for (std::size_t other = 0; other < policies; ++other) {
        if (other != candidate) clear = clear && is_better(difference_in(values, candidate, other, paired), sign);
    }
    if (clear) field.winner = candidate;
    return field;
}

}  // namespace candor::run
