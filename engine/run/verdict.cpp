#include "candor/run/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "candor/scenario/diagnostic.hpp"

namespace candor::run {

namespace {

using scenario::Claim;
using scenario::Expectation;

std::vector<double> minus(std::vector<double> const& a, std::vector<double> const& b) {
    std::vector<double> difference(a.size());
    std::transform(a.begin(), a.end(), b.begin(), difference.begin(), std::minus<>());
    return difference;
}

/// Judges one expectation.
class Judge {
public:
    Judge(Expectation const& expectation, Experiment const& experiment, Results const& results)
        : expectation_(expectation),
          experiment_(experiment),
          results_(results),
          outcome_(*model::find_outcome(expectation.outcome)) {}

    [[nodiscard]] Verdict verdict() const {
        std::vector<std::string> const arms = expectation_.arms();
        Verdict verdict{expectation_, &outcome_, {}};
        if (expectation_.claim == Claim::goes) {
            for (std::string const& arm : arms) verdict.steps.push_back(course(arm));
        } else {
            for (std::size_t i = 0; i + 1 < arms.size(); ++i) verdict.steps.push_back(pair(arms[i], arms[i + 1]));
        }
        return verdict;
    }

private:
    [[nodiscard]] std::size_t index_of(std::string const& arm) const {
        auto const found = std::find_if(experiment_.arms.begin(), experiment_.arms.end(),
                                        [&](Arm const& candidate) { return candidate.label == arm; });
        return static_cast<std::size_t>(found - experiment_.arms.begin());
    }

    [[nodiscard]] std::vector<double> means(std::size_t arm, scenario::Weeks const& weeks) const {
        return replicate_means(results_, arm, outcome_, window_of(weeks, results_.recorder.plan().weeks));
    }

    /// The quantity that arms are compared by: a mean, or how much it changes.
    [[nodiscard]] std::vector<double> quantity(std::size_t arm) const {
        return expectation_.is_change ? minus(means(arm, expectation_.to), means(arm, expectation_.from))
                                      : means(arm, expectation_.over);
    }

    [[nodiscard]] Step pair(std::string const& first, std::string const& other) const {
        std::size_t const a = index_of(first);
        std::size_t const b = index_of(other);
        std::vector<double> const one = quantity(a);
        std::vector<double> const two = quantity(b);
        bool const paired = are_paired(experiment_.arms[a], experiment_.arms[b]);
        Step step{first, other, estimate(one).mean, estimate(two).mean, {}, paired, false};
        step.difference = paired ? estimate(minus(one, two)) : welch(two, one);
        require_defined(step.difference, first + " and " + other);
        bool const clear = step.difference.is_clear();
        step.met =
            expectation_.claim == Claim::order ? clear && step.difference.mean > 0 : clear == expectation_.differ;
        return step;
    }

    [[nodiscard]] Step course(std::string const& arm) const {
        std::vector<double> const before = means(index_of(arm), expectation_.from);
        std::vector<double> const after = means(index_of(arm), expectation_.to);
        Step step{arm, {}, estimate(after).mean, estimate(before).mean, estimate(minus(after, before)), true, false};
        require_defined(step.difference, arm);
        bool const clear = step.difference.is_clear();
        step.met = expectation_.goes == "nowhere" ? !clear
                   : expectation_.goes == "up"    ? clear && step.difference.mean > 0
                                                  : clear && step.difference.mean < 0;
        return step;
    }

    void require_defined(Estimate const& difference, std::string const& where) const {
        if (!std::isnan(difference.low) && !std::isnan(difference.high)) return;
        throw scenario::ScenarioError(scenario::Diagnostic{
            fmt::format("`{}` is undefined under {}", outcome_.name, where),
            "in these weeks fewer than two replicates have a value that could be compared", expectation_.location});
    }

    Expectation const& expectation_;
    Experiment const& experiment_;
    Results const& results_;
    model::Outcome const& outcome_;
};

/// What the command line changed after the expectations were written.
void require_judgeable(scenario::Scenario const& scenario) {
    std::vector<scenario::Diagnostic> problems;
    for (Expectation const& expectation : scenario.expect) {
        int const last = std::max({expectation.over.last, expectation.from.last, expectation.to.last});
        if (last > scenario.run.weeks) {
            problems.push_back({fmt::format("a week past the end, {}", last),
                                fmt::format("the run has {} weeks", scenario.run.weeks), expectation.location});
        }
        if (scenario.run.replicates < 2) {
            problems.push_back(
                {"one replicate cannot be judged", "it gives no interval", expectation.location, "run at least two"});
        }
    }
    if (!problems.empty()) throw scenario::ScenarioError(problems);
}

}  // namespace

bool Verdict::met() const {
    return std::all_of(steps.begin(), steps.end(), [](Step const& step) { return step.met; });
}

Experiment expectations_of(scenario::Scenario const& scenario) {
    require_judgeable(scenario);
    std::vector<std::string> names;
    for (Expectation const& expectation : scenario.expect) {
        for (std::string const& name : expectation.arms()) {
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
        }
    }
    scenario::Scenario plain = scenario;
    plain.record = {.by_level = false};
    for (scenario::Variant& variant : plain.variants) {
        auto unrecorded = std::make_shared<scenario::Scenario>(*variant.scenario);
        unrecorded->record = plain.record;
        variant.scenario = std::move(unrecorded);
    }
    return experiment_of(plain, names);
}

std::vector<Verdict> judge(std::vector<Expectation> const& expectations, Experiment const& experiment,
                           Results const& results) {
    std::vector<Verdict> verdicts;
    std::vector<scenario::Diagnostic> problems;
    for (Expectation const& expectation : expectations) {
        try {
            verdicts.push_back(Judge(expectation, experiment, results).verdict());
        } catch (scenario::ScenarioError const& error) {
            problems.insert(problems.end(), error.diagnostics().begin(), error.diagnostics().end());
        }
    }
    if (!problems.empty()) throw scenario::ScenarioError(problems);
    return verdicts;
}

}  // namespace candor::run
