#pragma once

#include <span>
#include <string>

#include "candor/model/observables.hpp"
#include "candor/run/comparison.hpp"

namespace candor::cli {

/// How the values of an outcome are written: shares and rates in percent, with a proper minus sign.
class Notation {
public:
    explicit Notation(model::Outcome const& outcome);

    /// The name with the unit, as in `quits (% a year)`.
    [[nodiscard]] std::string label() const;
    /// The name as people say it: `trust_leader`, `issues (a week)`.
    [[nodiscard]] std::string name() const;
    /// `%`, `% a year`, or nothing.
    [[nodiscard]] char const* unit() const;
    /// Values are written times this, with so many decimals.
    [[nodiscard]] double factor() const { return factor_; }
    [[nodiscard]] int decimals() const { return decimals_; }
    /// A value without its unit; a dash where it is undefined.
    [[nodiscard]] std::string value(double value) const;
    /// A value with its unit: `17.2 %`.
    [[nodiscard]] std::string value_with_unit(double value) const;
    /// A difference with its sign, precise enough for `estimate`: a clear interval never shows a zero at its end.
    [[nodiscard]] std::string difference(double value, run::Estimate const& estimate) const;
    /// `[+0.06, +0.08]`.
    [[nodiscard]] std::string interval(run::Estimate const& estimate) const;
    /// Half the width of the interval: `±0.01`.
    [[nodiscard]] std::string half_width(run::Estimate const& estimate) const;
    /// ` points` for differences of percentages, else nothing.
    [[nodiscard]] char const* unit_of_difference() const { return is_percent_ ? " points" : ""; }

private:
    [[nodiscard]] int decimals_for(run::Estimate const& estimate) const;
    [[nodiscard]] std::string written(double value, int decimals, bool sign) const;

    model::Outcome const& outcome_;
    bool is_percent_;
    double factor_;
    int decimals_;
};

/// The estimate of the opposite difference.
[[nodiscard]] run::Estimate opposite(run::Estimate const& estimate);
[[nodiscard]] bool has_interval(run::Estimate const& estimate);
/// Whether there is an interval and it includes zero.
[[nodiscard]] bool is_unclear(run::Estimate const& estimate);

/// Whether the outcome is shown unless all are asked for.
[[nodiscard]] bool is_main(model::Outcome const& outcome);
/// The heading that outcomes of that origin stand under.
[[nodiscard]] char const* heading_of(model::Origin origin);

/// `higher`, `lower` or `neither`.
[[nodiscard]] char const* word_of(model::Better better);

/// The standard deviation of what is defined (divisor n - 1); NaN of fewer than two.
[[nodiscard]] double standard_deviation(std::span<double const> values);

/// A whole number with commas: `1,000`.
[[nodiscard]] std::string grouped(long long number);

}  // namespace candor::cli
