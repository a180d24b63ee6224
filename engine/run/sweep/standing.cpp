#include <cstddef>
#include <iterator>
#include <limits>
#include <numeric>

#include "internal.hpp"
#include "needed.hpp"

namespace candor::run {

SweepStanding standing_of(std::filesystem::path const& folder, output::Dataset const& design) {
    SweepFacts const facts = facts_of(design);
    RunNumbers const& numbers = facts.numbers;
    std::size_t const judged_outcome = until_outcome_of(design, facts.kept);
    std::vector<double> judged;
    if (stopping_rule_of(design))
        judged.assign(static_cast<std::size_t>(numbers.total()), std::numeric_limits<double>::quiet_NaN());
    std::vector<std::size_t> all(facts.kept.outcomes.size());
    std::iota(all.begin(), all.end(), std::size_t{0});

    SweepStanding standing{RunSet(numbers.total()), RunSet(numbers.total()), 0, {}, {}};
    RunSet succeeded(numbers.total());
    auto const take = [&](RunOutcome const& run) {
        standing.finished.add(run.run);
        (run.failure.empty() ? succeeded : standing.failed).add(run.run);
        if (judged.empty() || !run.failure.empty()) return;
        judged[numbers.place(run.run)] = run.outcomes[judged_outcome];
    };
    standing.bad = read_runs(folder, facts, all, take);
    standing.failed.remove(succeeded);
    Scan const scan = scan_parts(folder, facts);
    standing.parts =
        scan.parts + std::ssize(scan.bad) - std::ssize(standing.bad);  // what a scan finds, reading does too
    standing.missing = Needed(design, facts, standing.finished, judged).missing();
    return standing;
}

}  // namespace candor::run
