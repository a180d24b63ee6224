#include "candor/run/comparison.hpp"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "students_t.hpp"

namespace candor::run {

namespace {

constexpr int weeks_a_year = 52;
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// The weekly values of an outcome; [finished replicates, weeks of the window].
Eigen::ArrayXXd weekly_values(WeeklyOutcomes const& outcomes, std::size_t arm, model::Outcome const& outcome,
                              Window window) {
    auto const replicates = static_cast<Eigen::Index>(outcomes.replicates());
    Eigen::ArrayXXd values(replicates, window.last_week - window.first_week + 1);
    for (Eigen::Index row = 0; row < replicates; ++row) {
        auto const series = outcomes.series(arm, static_cast<std::size_t>(row), outcome);
        values.row(row) =
            Eigen::Map<Eigen::RowVectorXd const>(series.data() + window.first_week - 1, values.cols()).array();
    }
    return values;
}

/// The mean of each row over the values that are defined; NaN where none is.
Eigen::ArrayXd row_means(Eigen::ArrayXXd const& values) {
    auto const undefined_here = values.isNaN();
    Eigen::ArrayXd const defined =
        undefined_here.select(Eigen::ArrayXXd::Zero(values.rows(), values.cols()), 1.0).rowwise().sum();
    return undefined_here.select(0.0, values).rowwise().sum() / defined;
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
    double const t = half_width_95(degrees_of_freedom);
    return {mean, mean - t * standard_error, mean + t * standard_error};
}

}  // namespace

Window last_year(int weeks) { return {std::max(1, weeks - weeks_a_year + 1), weeks}; }

Window window_of(scenario::Weeks const& weeks, int run_weeks) {
    return weeks.is_last_year() ? last_year(run_weeks) : Window{weeks.first, weeks.last};
}

bool Estimate::is_clear() const {
    if (std::isnan(low) || std::isnan(high)) return false;
    return low > 0 || high < 0;
}

model::Outcome const* outcome_of(model::Count count) {
    for (model::Outcome const& outcome : model::outcomes()) {
        if (outcome.is_count() && outcome.numerator == count) return &outcome;
    }
    return nullptr;
}

bool is_pooled(model::Outcome const& outcome) {
    return outcome.kind == model::OutcomeKind::share && outcome_of(outcome.numerator) != nullptr &&
           outcome_of(outcome.denominator) != nullptr;
}

std::vector<double> replicate_means(WeeklyOutcomes const& outcomes, std::size_t arm, model::Outcome const& outcome,
                                    Window window) {
    auto const values = [&](model::Outcome const& of) { return weekly_values(outcomes, arm, of, window); };
    auto const sums = [&](model::Count count) { return Eigen::ArrayXd(values(*outcome_of(count)).rowwise().sum()); };
    Eigen::ArrayXd const means = is_pooled(outcome)
                                     ? Eigen::ArrayXd(sums(outcome.numerator) / sums(outcome.denominator))
                                     : row_means(values(outcome));
    return {means.begin(), means.end()};
}

std::vector<double> mean_course(WeeklyOutcomes const& outcomes, std::size_t arm, model::Outcome const& outcome) {
    Eigen::ArrayXd const means = row_means(weekly_values(outcomes, arm, outcome, {1, outcomes.weeks()}).transpose());
    return {means.begin(), means.end()};
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

Estimate ratio(std::span<double const> dividends, std::span<double const> divisors) {
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t i = 0; i < dividends.size(); ++i) {
        if (std::isnan(dividends[i]) || std::isnan(divisors[i])) continue;
        x.push_back(dividends[i]);
        y.push_back(divisors[i]);
    }
    Moments const a = moments(x);
    Moments const b = moments(y);
    double const r = a.mean / b.mean;
    if (!(a.n > 1) || !estimate(y).is_clear()) return {r, undefined, undefined};
    double covariance = 0;
    for (std::size_t i = 0; i < x.size(); ++i) covariance += (x[i] - a.mean) * (y[i] - b.mean);
    double const n = a.n;
    double const vx = a.variance / n;
    double const vy = b.variance / n;
    double const cxy = covariance / (n - 1) / n;
    // Where is the mean of x - q y, at most t standard errors off zero? The roots of a quadratic in q.
    double const t = half_width_95(n - 1);
    double const quadratic = b.mean * b.mean - t * t * vy;
    double const linear = a.mean * b.mean - t * t * cxy;
    double const constant = a.mean * a.mean - t * t * vx;
    double const half = std::sqrt(std::max(0.0, linear * linear - quadratic * constant));
    return {r, (linear - half) / quadratic, (linear + half) / quadratic};
}

Difference compare(WeeklyOutcomes const& outcomes, std::size_t first, std::size_t other,
                   model::Outcome const& outcome) {
    Window const window = last_year(outcomes.weeks());
    std::vector<double> const a = replicate_means(outcomes, first, outcome, window);
    std::vector<double> const b = replicate_means(outcomes, other, outcome, window);
    Difference difference{&outcome, moments(a).mean, moments(b).mean, {}, 0, 0, 0};
    std::vector<double> pairs(a.size());
    for (std::size_t r = 0; r < a.size(); ++r) {
        pairs[r] = b[r] - a[r];
        difference.higher_in_first += a[r] > b[r] ? 1 : 0;
        difference.higher_in_other += b[r] > a[r] ? 1 : 0;
        difference.replicates += std::isnan(pairs[r]) ? 0 : 1;
    }
    difference.other_minus_first = outcomes.paired() ? estimate(pairs) : welch(a, b);
    return difference;
}

std::vector<Difference> compare(WeeklyOutcomes const& outcomes, std::size_t first, std::size_t other) {
    std::vector<Difference> differences;
    for (model::Outcome const& outcome : model::outcomes())
        differences.push_back(compare(outcomes, first, other, outcome));
    return differences;
}

}  // namespace candor::run
