#include "candor/run/comparison.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace candor::run {

namespace {

constexpr int weeks_a_year = 52;
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// The outcome that reports a count, or nullptr if that count is not reported.
model::Outcome const* outcome_of(model::Count count) {
    for (model::Outcome const& outcome : model::outcomes()) {
        if (outcome.is_count() && outcome.numerator == count) return &outcome;
    }
    return nullptr;
}

double sum_of(std::vector<double> const& series, Window window) {
    double sum = 0;
    for (int week = window.first_week; week <= window.last_week; ++week)
        sum += series[static_cast<std::size_t>(week - 1)];
    return sum;
}

double mean_of(std::vector<double> const& series, Window window) {
    double sum = 0;
    int n = 0;
    for (int week = window.first_week; week <= window.last_week; ++week) {
        double const value = series[static_cast<std::size_t>(week - 1)];
        if (std::isnan(value)) continue;
        sum += value;
        ++n;
    }
    return n == 0 ? undefined : sum / n;
}

struct Moments {
    double n = 0, mean = undefined, variance = undefined;
};

Moments moments(std::span<double const> values) {
    double n = 0;
    double sum = 0;
    for (double const value : values) {
        if (std::isnan(value)) continue;
        ++n;
        sum += value;
    }
    if (n == 0) return {};
    double squares = 0;
    for (double const value : values) {
        if (!std::isnan(value)) squares += (value - sum / n) * (value - sum / n);
    }
    return {n, sum / n, n > 1 ? squares / (n - 1) : undefined};
}

Estimate interval(double mean, double standard_error, double degrees_of_freedom) {
    if (std::isnan(standard_error) || !(degrees_of_freedom > 0)) return {mean, undefined, undefined};
    double const t = boost::math::quantile(boost::math::students_t(degrees_of_freedom), 0.975);
    return {mean, mean - t * standard_error, mean + t * standard_error};
}

}  // namespace

Window last_year(int weeks) { return {std::max(1, weeks - weeks_a_year + 1), weeks}; }

bool Estimate::is_clear() const {
    if (std::isnan(low) || std::isnan(high)) return false;
    return low > 0 || high < 0;
}

std::vector<double> replicate_means(Results const& results, std::size_t arm, model::Outcome const& outcome,
                                    Window window) {
    bool const is_share = outcome.kind == model::OutcomeKind::share;
    model::Outcome const* const part = is_share ? outcome_of(outcome.numerator) : nullptr;
    model::Outcome const* const whole = is_share ? outcome_of(outcome.denominator) : nullptr;
    std::vector<double> means;
    for (std::size_t const replicate : results.finished) {
        if (part != nullptr && whole != nullptr) {
            double const divisor = sum_of(results.recorder.series(arm, replicate, *whole), window);
            double const counted = sum_of(results.recorder.series(arm, replicate, *part), window);
            means.push_back(divisor == 0 ? undefined : counted / divisor);
        } else {
            means.push_back(mean_of(results.recorder.series(arm, replicate, outcome), window));
        }
    }
    return means;
}

std::vector<double> mean_course(Results const& results, std::size_t arm, model::Outcome const& outcome) {
    auto const weeks = static_cast<std::size_t>(results.recorder.plan().weeks);
    std::vector<double> sums(weeks, 0.0);
    std::vector<int> defined(weeks, 0);
    for (std::size_t const replicate : results.finished) {
        std::vector<double> const series = results.recorder.series(arm, replicate, outcome);
        for (std::size_t week = 0; week < weeks; ++week) {
            if (std::isnan(series[week])) continue;
            sums[week] += series[week];
            ++defined[week];
        }
    }
    for (std::size_t week = 0; week < weeks; ++week) {
        sums[week] = defined[week] == 0 ? undefined : sums[week] / defined[week];
    }
    return sums;
}

Estimate estimate(std::span<double const> values) {
    Moments const m = moments(values);
    return interval(m.mean, std::sqrt(m.variance / m.n), m.n - 1);
}

Estimate welch(std::span<double const> first, std::span<double const> other) {
    Moments const a = moments(first);
    Moments const b = moments(other);
    double const va = a.variance / a.n;
    double const vb = b.variance / b.n;
    double const error = std::sqrt(va + vb);
    double const freedom =
        error == 0 ? a.n + b.n - 2 : (va + vb) * (va + vb) / (va * va / (a.n - 1) + vb * vb / (b.n - 1));
    return interval(b.mean - a.mean, error, freedom);
}

std::vector<Difference> compare(Experiment const& experiment, Results const& results, std::size_t first,
                                std::size_t other) {
    Window const window = last_year(results.recorder.plan().weeks);
    std::vector<Difference> differences;
    for (model::Outcome const& outcome : model::outcomes()) {
        std::vector<double> const a = replicate_means(results, first, outcome, window);
        std::vector<double> const b = replicate_means(results, other, outcome, window);
        Difference difference{&outcome, moments(a).mean, moments(b).mean, {}, 0, 0, 0};
        std::vector<double> pairs(a.size());
        for (std::size_t r = 0; r < a.size(); ++r) {
            pairs[r] = b[r] - a[r];
            difference.higher_in_first += a[r] > b[r] ? 1 : 0;
            difference.higher_in_other += b[r] > a[r] ? 1 : 0;
            difference.replicates += std::isnan(pairs[r]) ? 0 : 1;
        }
        difference.other_minus_first = experiment.paired ? estimate(pairs) : welch(a, b);
        differences.push_back(difference);
    }
    return differences;
}

}  // namespace candor::run
