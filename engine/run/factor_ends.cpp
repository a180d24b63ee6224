#include "candor/run/factor_ends.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace candor::run {

namespace {

/// With more values than these, an end is a tenth of the points.
constexpr std::size_t most_levels = 10;
constexpr std::size_t tenth = 10;

using Points = std::vector<std::size_t>;

/// The points of both ends of a factor.
struct Ends {
    Points low, high;
};

/// Points at which all factors but one are as at the first point, the base.
Points course_of(MergedSweep const& sweep, std::size_t factor) {
    Points points;
    for (std::size_t point = 0; point < sweep.points(); ++point) {
        bool others_as_base = true;
        for (std::size_t other = 0; other < sweep.factors().size(); ++other) {
            std::vector<double> const& values = sweep.factors()[other].values;
            others_as_base = others_as_base && (other == factor || values[point] == values.front());
        }
        if (others_as_base) points.push_back(point);
    }
    return points;
}

Points all_points(MergedSweep const& sweep) {
    Points points(sweep.points());
    for (std::size_t point = 0; point < points.size(); ++point) points[point] = point;
    return points;
}

/// Those of the points that have the lowest and the highest value, or values among the lowest and highest tenth.
Ends ends_of(std::vector<double> const& values, Points const& points) {
    std::vector<double> sorted;
    for (std::size_t const point : points) sorted.push_back(values[point]);
    std::sort(sorted.begin(), sorted.end());
    std::size_t const levels = std::set<double>(sorted.begin(), sorted.end()).size();
    std::size_t const beyond = levels > most_levels ? (sorted.size() - 1) / tenth : 0;
    double const low = sorted[beyond];
    double const high = sorted[sorted.size() - 1 - beyond];
    Ends ends;
    for (std::size_t const point : points) {
        if (values[point] <= low) ends.low.push_back(point);
        if (values[point] >= high) ends.high.push_back(point);
    }
    return ends;
}

/// Values [points, replicates] of some points: means of each over the replicates that all points have, or of each of
/// these replicates over the points.
class Means {
public:
    Means(std::vector<double> const& values, std::size_t stride, std::size_t replicates)
        : values_(values), stride_(stride), replicates_(replicates) {}

    [[nodiscard]] std::vector<double> of_points(Points const& points) const {
        std::vector<double> means;
        for (std::size_t const point : points) {
            double sum = 0;
            for (std::size_t replicate = 0; replicate < replicates_; ++replicate) sum += at(point, replicate);
            means.push_back(sum / static_cast<double>(replicates_));
        }
        return means;
    }
    [[nodiscard]] std::vector<double> of_replicates(Points const& points) const {
        std::vector<double> means;
        for (std::size_t replicate = 0; replicate < replicates_; ++replicate) {
            double sum = 0;
            for (std::size_t const point : points) sum += at(point, replicate);
            means.push_back(sum / static_cast<double>(points.size()));
        }
        return means;
    }

private:
    [[nodiscard]] double at(std::size_t point, std::size_t replicate) const {
        return values_[point * stride_ + replicate];
    }

    std::vector<double> const& values_;
    std::size_t stride_;
    std::size_t replicates_;
};

FactorEnd end_of(std::vector<double> const& factor, Points const& points, Means const& means) {
    FactorEnd end{factor[points.front()], factor[points.front()], estimate(means.of_points(points)).mean};
    for (std::size_t const point : points) {
        end.least = std::min(end.least, factor[point]);
        end.most = std::max(end.most, factor[point]);
    }
    return end;
}

Estimate high_minus_low(Ends const& ends, Means const& means, bool draws_points) {
    if (draws_points) return welch(means.of_points(ends.low), means.of_points(ends.high));
    std::vector<double> differences = means.of_replicates(ends.high);
    std::vector<double> const low = means.of_replicates(ends.low);
    std::transform(differences.begin(), differences.end(), low.begin(), differences.begin(), std::minus<>());
    return estimate(differences);
}

}  // namespace

std::vector<EndsOfOutcome> factor_ends(MergedSweep const& sweep, std::vector<std::string> const& outcomes) {
    std::vector<std::size_t> const counts = sweep.replicates_of_points();
    std::size_t const replicates = *std::min_element(counts.begin(), counts.end());
    bool const draws_points =
        sweep.design() == "random" || sweep.design() == "latin_hypercube" || sweep.design() == "sobol";
    std::vector<std::pair<std::size_t, Ends>> ends;
    for (std::size_t factor = 0; factor < sweep.factors().size(); ++factor) {
        SweptFactor const& swept = sweep.factors()[factor];
        if (!swept.levels.empty()) continue;
        Points const points = sweep.design() == "one_at_a_time" ? course_of(sweep, factor) : all_points(sweep);
        Ends found = ends_of(swept.values, points);
        if (swept.values[found.low.front()] < swept.values[found.high.front()]) ends.emplace_back(factor, found);
    }
    std::vector<EndsOfOutcome> all;
    auto const add = [&](std::string const& outcome, std::string const& policy, std::vector<double> const& values) {
        Means const means(values, sweep.replicates(), replicates);
        EndsOfOutcome& of = all.emplace_back(EndsOfOutcome{outcome, policy, {}});
        for (auto const& [factor, at] : ends) {
            std::vector<double> const& swept = sweep.factors()[factor].values;
            of.factors.push_back({factor, end_of(swept, at.low, means), end_of(swept, at.high, means),
                                  high_minus_low(at, means, draws_points)});
        }
    };
    for (std::string const& outcome : outcomes) {
        std::vector<std::vector<double>> values;
        for (std::size_t policy = 0; policy < sweep.policies().size(); ++policy) {
            values.push_back(sweep.values(outcome, policy));
            add(outcome, sweep.policies()[policy], values.back());
        }
        for (std::size_t policy = 1; policy < values.size(); ++policy) {
            std::transform(values[policy].begin(), values[policy].end(), values.front().begin(), values[policy].begin(),
                           std::minus<>());
            add(outcome, fmt::format("{} - {}", sweep.policies()[policy], sweep.policies().front()), values[policy]);
        }
    }
    return all;
}

}  // namespace candor::run
