#pragma once

#include <functional>

#include "candor/scenario/sweep.hpp"

namespace candor::run {

/// The value of a distribution with a given share below it; prepared once, called often.
using Quantile = std::function<double(double)>;

[[nodiscard]] Quantile quantile_of(scenario::Spread const& spread);

/// The value of a factor at a share of its distribution, not yet rounded to float.
///
/// Each whole number has its due probability: a distribution between whole numbers is widened by half at both ends, so
/// that rounding does not leave the first and the last with half of theirs.
class Scale {
public:
    explicit Scale(scenario::Factor const& factor);

    [[nodiscard]] double at(double share) const;

private:
    Quantile quantile_;
    bool whole_;
    double low_, high_;  ///< of a whole number
};

}  // namespace candor::run
