#pragma once

#include <string>
#include <vector>

#include "candor/run/comparison.hpp"
#include "candor/run/experiment.hpp"

namespace candor::run {

/// One part of a claim: two arms, or one arm at two times.
struct Step {
    std::string first;    ///< the arm that is to be higher, or the one that goes
    std::string other;    ///< the arm it is compared with; empty where an arm is compared with itself at another time
    double first_value;   ///< mean over replicates: of the quantity, or after
    double other_value;   ///< of the other arm, or before
    Estimate difference;  ///< first - other: paired where both have one chart, else Welch's
    bool paired;
    bool met;
};

/// What came of one expectation.
struct Verdict {
    scenario::Expectation expectation;
    model::Outcome const* outcome;
    std::vector<Step> steps;

    [[nodiscard]] bool met() const;
};

/// Every arm that an expectation of the scenario names, once, recorded no finer than that takes. Throws as
/// `experiment_of`; ScenarioError where an expectation cannot be judged: it lies past the end of a run that was
/// shortened, or there is but one replicate and hence no interval.
[[nodiscard]] Experiment expectations_of(scenario::Scenario const& scenario);

/// Judges each expectation by the 95 % interval of its differences. Throws ScenarioError where an outcome is undefined
/// in all of the weeks or replicates that an expectation is about.
[[nodiscard]] std::vector<Verdict> judge(std::vector<scenario::Expectation> const& expectations,
                                         Experiment const& experiment, Results const& results);

}  // namespace candor::run
