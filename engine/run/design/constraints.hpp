#pragma once

#include <memory>
#include <span>
#include <vector>

#include "candor/scenario/sweep.hpp"

namespace candor::run {

/// The conditions that the points of a sweep must meet.
///
/// They are judged before values are rounded to floats, and numbers that differ by no more than rounding count as equal:
/// `.1 + .2 <= .3` holds, as on paper.
class Constraints {
public:
    /// Throws ScenarioError with everything that is wrong with them.
    explicit Constraints(scenario::Sweep const& sweep);
    ~Constraints();

    [[nodiscard]] bool empty() const { return expressions_.empty(); }

    /// Whether a point meets all of them; [factors]. Throws ScenarioError where one is no number.
    [[nodiscard]] bool met_by(std::span<double const> point);

    /// Keeps the points that meet them, in their order, and says how many did not; [points, factors].
    std::int64_t drop(std::vector<double>& values);

    /// The error that they leave too few points.
    [[noreturn]] void refuse(std::string const& problem, std::string const& why) const;

private:
    class Expression;

    std::vector<double> values_;  ///< what the expressions read; [factors]
    std::vector<std::unique_ptr<Expression>> expressions_;
};

}  // namespace candor::run
