#include "notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

namespace candor::cli {

namespace {

constexpr std::array<std::string_view, 15> main_outcomes{
    "performance", "quits",        "surprise_top", "surprise_front", "fit",
    "issue_rate",  "satisfaction", "trust_leader", "trust_team",     "trust_organization",
    "safety",      "impact",       "autonomy",     "voice",          "welcomed_share"};

constexpr int most_decimals = 6;

}  // namespace

Notation::Notation(model::Outcome const& outcome)
    : outcome_(outcome),
      is_percent_(outcome.kind == model::OutcomeKind::share || outcome.kind == model::OutcomeKind::rate),
      factor_(is_percent_ ? 100.0 : 1.0),
      decimals_(is_percent_ || outcome.is_count() ? 1 : 3) {}

std::string Notation::label() const { return is_percent_ ? fmt::format("{} ({})", name(), unit()) : name(); }

std::string Notation::name() const {
    return outcome_.is_count() ? fmt::format("{} (a week)", outcome_.name) : std::string(outcome_.name);
}

char const* Notation::unit() const {
    if (!is_percent_) return "";
    return std::string_view(outcome_.unit) == "1/year" ? "% a year" : "%";
}

std::string Notation::value(double value) const { return written(value, decimals_, false); }

std::string Notation::value_with_unit(double value) const { return this->value(value) + (is_percent_ ? " %" : ""); }

std::string Notation::difference(double value, run::Estimate const& estimate) const {
    return written(value, decimals_for(estimate), true);
}

std::string Notation::interval(run::Estimate const& estimate) const {
    int const decimals = decimals_for(estimate);
    return fmt::format("[{}, {}]", written(estimate.low, decimals, true), written(estimate.high, decimals, true));
}

std::string Notation::half_width(run::Estimate const& estimate) const {
    double const half = (estimate.high - estimate.low) / 2;
    int decimals = decimals_for(estimate);
    while (decimals < most_decimals && half > 0 && factor_ * half < .5 * std::pow(10.0, -decimals)) ++decimals;
    return "±" + written(half, decimals, false);
}

int Notation::decimals_for(run::Estimate const& estimate) const {
    if (!estimate.is_clear()) return decimals_;
    double const nearest = factor_ * std::min(std::abs(estimate.low), std::abs(estimate.high));
    int decimals = decimals_;
    while (decimals < most_decimals && nearest < .5 * std::pow(10.0, -decimals)) ++decimals;
    return decimals;
}

std::string Notation::written(double value, int decimals, bool sign) const {
    if (std::isnan(value)) return "–";
    std::string const digits = fmt::format("{:.{}f}", std::abs(factor_ * value), decimals);
    bool const is_zero = digits.find_first_not_of("0.") == std::string::npos;
    if (is_zero) return digits;
    return (value < 0 ? "−" : sign ? "+" : "") + digits;
}

run::Estimate opposite(run::Estimate const& estimate) { return {-estimate.mean, -estimate.high, -estimate.low}; }

bool has_interval(run::Estimate const& estimate) { return !std::isnan(estimate.low) && !std::isnan(estimate.high); }

bool is_unclear(run::Estimate const& estimate) { return has_interval(estimate) && !estimate.is_clear(); }

bool is_main(model::Outcome const& outcome) {
    return std::find(main_outcomes.begin(), main_outcomes.end(), outcome.name) != main_outcomes.end();
}

char const* heading_of(model::Origin origin) {
    return origin == model::Origin::consequence ? "Follows from the task"
                                                : "Built in: follows from how the styles are defined";
}

char const* word_of(model::Better better) {
    return better == model::Better::higher ? "higher" : better == model::Better::lower ? "lower" : "neither";
}

double standard_deviation(std::span<double const> values) {
    double const mean = run::estimate(values).mean;
    double squares = 0;
    double n = 0;
    for (double const value : values) {
        if (std::isnan(value)) continue;
        squares += (value - mean) * (value - mean);
        ++n;
    }
    return n < 2 ? std::numeric_limits<double>::quiet_NaN() : std::sqrt(squares / (n - 1));
}

std::string grouped(long long number) {
    std::string digits = fmt::format("{}", number);
    for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
    return digits;
}

}  // namespace candor::cli
