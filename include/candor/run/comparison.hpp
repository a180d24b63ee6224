#pragma once

#include <span>
#include <vector>

#include "candor/model/observables.hpp"
#include "candor/run/weekly_outcomes.hpp"
#include "candor/scenario/expectation.hpp"

namespace candor::run {

/// The weeks over which outcomes are averaged: the last year, or all where there are fewer.
struct Window {
    int first_week;
    int last_week;
};

[[nodiscard]] Window last_year(int weeks);
/// The weeks of a scenario's words in a run of so many weeks.
[[nodiscard]] Window window_of(scenario::Weeks const& weeks, int run_weeks);

/// A mean with its 95 % interval; the interval is NaN where there are too few values.
struct Estimate {
    double mean;
    double low;
    double high;

    /// Whether the interval excludes zero (or there is no spread at all and the mean is not zero).
    [[nodiscard]] bool is_clear() const;
};

/// How one outcome differs between two arms.
struct Difference {
    model::Outcome const* outcome;
    double first;  ///< mean over replicates
    double other;
    Estimate other_minus_first;  ///< paired t interval, or Welch's where the arms are not paired
    int higher_in_first;         ///< replicates in which the first is higher; pairs only
    int higher_in_other;
    int replicates;  ///< replicates in which the outcome is defined for both
};

/// The outcome that reports a count, or nullptr if that count is not reported.
[[nodiscard]] model::Outcome const* outcome_of(model::Count count);
/// Whether the weeks of an outcome are pooled in its mean: a share of counts that are outcomes themselves.
[[nodiscard]] bool is_pooled(model::Outcome const& outcome);

/// The mean of an outcome in each replicate over a window; shares of counts are pooled over the weeks; NaN where undefined.
[[nodiscard]] std::vector<double> replicate_means(WeeklyOutcomes const& outcomes, std::size_t arm,
                                                  model::Outcome const& outcome, Window window);

/// The mean course of an outcome over the finished replicates; [weeks], NaN where undefined in all.
[[nodiscard]] std::vector<double> mean_course(WeeklyOutcomes const& outcomes, std::size_t arm,
                                              model::Outcome const& outcome);

/// The mean of some values with the interval of Student's t; NaN values are left out.
[[nodiscard]] Estimate estimate(std::span<double const> values);

/// The difference of two means with Welch's interval.
[[nodiscard]] Estimate welch(std::span<double const> first, std::span<double const> other);

/// The ratio of two means over the same replicates, with Fieller's interval (Fieller 1954); none where that of the
/// divisor includes zero. Replicates in which one is undefined are left out.
[[nodiscard]] Estimate ratio(std::span<double const> dividends, std::span<double const> divisors);

/// Compares arm `other` with arm `first` in one outcome over the last year.
[[nodiscard]] Difference compare(WeeklyOutcomes const& outcomes, std::size_t first, std::size_t other,
                                 model::Outcome const& outcome);
/// Compares arm `other` with arm `first`, outcome by outcome in the order of `model::outcomes()`.
[[nodiscard]] std::vector<Difference> compare(WeeklyOutcomes const& outcomes, std::size_t first, std::size_t other);

}  // namespace candor::run
