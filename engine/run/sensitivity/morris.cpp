#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "candor/run/sensitivity.hpp"
#include "resampling.hpp"

namespace candor::run {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Factors that move together.
struct MovedTogether {
    std::string name;
    std::vector<std::size_t> factors;
};

/// In the order of their first factors; a factor without a group is one of its own.
std::vector<MovedTogether> groups_of(std::vector<SweptFactor> const& factors) {
    std::vector<MovedTogether> groups;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        std::string const& name = factors[i].group;
        auto const same = std::find_if(groups.begin(), groups.end(), [&](MovedTogether const& group) {
            return !name.empty() && factors[group.factors.front()].group == name;
        });
        if (same == groups.end()) {
            groups.push_back({name.empty() ? factors[i].name : name, {i}});
        } else {
            same->factors.push_back(i);
        }
    }
    return groups;
}

/// Where a group moves within a trajectory.
struct Step {
    std::size_t point = 0;  ///< before it moves
    double sign = 0;        ///< of the way its first factor moves; 0: it does not
};

Step step_of(MovedTogether const& group, std::vector<SweptFactor> const& factors, std::size_t first,
             std::size_t steps) {
    for (std::size_t point = first; point < first + steps; ++point) {
        for (std::size_t const factor : group.factors) {
            double const change = factors[factor].values[point + 1] - factors[factor].values[point];
            if (change != 0) return {point, change > 0 ? 1. : -1.};
        }
    }
    return {};
}

/// Elementary effects over trajectories that count several times or not at all; as in SALib.
class MorrisEstimators {
public:
    MorrisEstimators(std::vector<MovedTogether> const& groups, std::vector<SweptFactor> const& factors,
                     std::int64_t levels)
        : groups_(groups.size()), delta_(static_cast<double>(levels) / (2. * static_cast<double>(levels - 1))) {
        std::size_t const points = factors.front().values.size();
        for (std::size_t first = 0; first < points; first += groups_ + 1) {
            for (MovedTogether const& group : groups) steps_.push_back(step_of(group, factors, first, groups_));
        }
    }

    [[nodiscard]] std::size_t count() const { return 3 * groups_; }

    /// mu, mu* and sigma, each by group.
    void operator()(std::span<double const> times, std::span<double const> means, std::span<double> out) const {
        std::fill(out.begin(), out.end(), undefined);
        if (!varies(means)) return;
        for (std::size_t group = 0; group < groups_; ++group) {
            double const n = static_cast<double>(times.size());
            double sum = 0, absolute = 0, squares = 0;
            for (std::size_t t = 0; t < times.size(); ++t) {
                double const e = effect(t, group, means);
                sum += times[t] * e;
                absolute += times[t] * std::abs(e);
            }
            for (std::size_t t = 0; t < times.size(); ++t) {
                double const off = effect(t, group, means) - sum / n;
                squares += times[t] * off * off;
            }
            out[group] = sum / n;
            out[groups_ + group] = absolute / n;
            out[2 * groups_ + group] = n > 1 ? std::sqrt(squares / (n - 1)) : undefined;
        }
    }

private:
    [[nodiscard]] double effect(std::size_t trajectory, std::size_t group, std::span<double const> means) const {
        Step const& step = steps_[trajectory * groups_ + group];
        return step.sign == 0 ? 0. : step.sign * (means[step.point + 1] - means[step.point]) / delta_;
    }

    std::size_t groups_;
    double delta_;
    std::vector<Step> steps_{};  ///< [trajectories, groups]
};

}  // namespace

MorrisIndices morris_indices(std::vector<double> const& values, std::vector<SweptFactor> const& factors,
                             std::int64_t levels, std::size_t replicates, Bootstrap const& bootstrap) {
    std::vector<MovedTogether> const groups = groups_of(factors);
    MorrisEstimators const estimators(groups, factors, levels);
    ReplicatedValues const replicated(values, replicates);
    std::size_t const trajectories = replicated.points() / (groups.size() + 1);
    std::vector<Estimate> const all =
        resampled_estimates(replicated, trajectories, estimators.count(), estimators, bootstrap);
    MorrisIndices indices;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        bool const alone = groups[group].factors.size() == 1;
        Estimate const none{undefined, undefined, undefined};
        indices.names.push_back(groups[group].name);
        indices.mean.push_back(alone ? all[group] : none);
        indices.mean_of_absolute.push_back(all[groups.size() + group]);
        indices.deviation.push_back(alone ? all[2 * groups.size() + group] : none);
    }
    return indices;
}

}  // namespace candor::run
