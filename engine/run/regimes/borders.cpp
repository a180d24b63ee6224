#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "../sensitivity/resampling.hpp"
#include "candor/core/parallel.hpp"
#include "candor/run/bands.hpp"
#include "fields.hpp"

namespace candor::run {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Between two clear fields with different winners, and those without points left out: how much better the right one is.
struct Crossing {
    std::vector<double> x;
    std::vector<std::vector<double>> advantages;  ///< by field: [points, replicates]
    std::vector<std::size_t> replicates;          ///< of each field
    std::vector<std::uint32_t> numbers;           ///< of each field, for its draws
};

/// Where a line through the points (x, advantage) crosses zero; of several places the middle one. Outside of `x`, as the
/// advantages at the ends have it, the end.
double zero_of(std::vector<double> const& x, std::vector<double> const& advantages) {
    if (advantages.front() >= 0) return x.front();
    if (advantages.back() <= 0) return x.back();
    std::vector<double> zeros;
    for (std::size_t i = 0; i + 1 < x.size(); ++i) {
        double const left = advantages[i], right = advantages[i + 1];
        if ((left < 0) == (right < 0)) continue;
        zeros.push_back(x[i] + (x[i + 1] - x[i]) * left / (left - right));
    }
    return zeros[zeros.size() / 2];
}

/// The mean of a field, points and replicates counted so many times.
double weighted_mean(std::vector<double> const& values, std::vector<double> const& point_times,
                     std::vector<double> const& replicate_times) {
    double sum = 0;
    for (std::size_t point = 0; point < point_times.size(); ++point) {
        double of_point = 0;
        double const* const row = values.data() + point * replicate_times.size();
        for (std::size_t replicate = 0; replicate < replicate_times.size(); ++replicate)
            of_point += replicate_times[replicate] * row[replicate];
        sum += point_times[point] * of_point;
    }
    return sum / static_cast<double>(values.size());
}

double plain_zero(Crossing const& crossing) {
    std::vector<double> advantages;
    for (std::size_t i = 0; i < crossing.x.size(); ++i) {
        std::size_t const replicates = crossing.replicates[i];
        std::vector<double> const points(crossing.advantages[i].size() / replicates, 1.);
        advantages.push_back(weighted_mean(crossing.advantages[i], points, std::vector<double>(replicates, 1.)));
    }
    return zero_of(crossing.x, advantages);
}

double resampled_zero(Crossing const& crossing, Bootstrap const& bootstrap, int sample) {
    std::vector<double> advantages;
    for (std::size_t i = 0; i < crossing.x.size(); ++i) {
        std::size_t const replicates = crossing.replicates[i];
        std::size_t const points = crossing.advantages[i].size() / replicates;
        advantages.push_back(weighted_mean(
            crossing.advantages[i], draw_times(bootstrap, sample, resampled::fields + crossing.numbers[i], points),
            draw_times(bootstrap, sample, resampled::replicates, replicates)));
    }
    return zero_of(crossing.x, advantages);
}

Estimate zero_with_interval(Crossing const& crossing, Bootstrap const& bootstrap) {
    double const zero = plain_zero(crossing);
    bool const can_vary = std::any_of(crossing.advantages.begin(), crossing.advantages.end(),
                                      [](std::vector<double> const& values) { return values.size() > 1; });
    if (!can_vary || bootstrap.samples < 2) return {zero, undefined, undefined};
    std::vector<double> zeros(static_cast<std::size_t>(bootstrap.samples));
    parallel::for_each(zeros.size(), [&](std::size_t sample) {
        zeros[sample] = resampled_zero(crossing, bootstrap, static_cast<int>(sample));
    });
    std::sort(zeros.begin(), zeros.end());
    return {zero, std::min(zero, sorted_quantile(zeros, .025)), std::max(zero, sorted_quantile(zeros, .975))};
}

}  // namespace

std::vector<Border> borders_in_row(std::vector<double> const& x, std::vector<FieldValues> const& values,
                                   std::vector<RegimeField> const& fields, std::size_t first, double sign,
                                   Bootstrap const& bootstrap) {
    std::vector<Border> borders;
    std::size_t last_clear = fields.size();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!fields[i].winner) continue;
        std::size_t const from = std::exchange(last_clear, i);
        if (from == fields.size() || fields[from].winner == fields[i].winner) continue;
        std::size_t const left = *fields[from].winner, right = *fields[i].winner;
        Crossing crossing;
        for (std::size_t field = from; field <= i; ++field) {
            if (fields[field].points == 0) continue;
            crossing.x.push_back(x[field]);
            crossing.replicates.push_back(values[field].replicates);
            crossing.numbers.push_back(static_cast<std::uint32_t>(first + field));
            crossing.advantages.push_back(values[field].difference(right, left));
            for (double& advantage : crossing.advantages.back()) advantage *= sign;
        }
        borders.push_back({undefined, left, right, zero_with_interval(crossing, bootstrap)});
    }
    return borders;
}

}  // namespace candor::run
