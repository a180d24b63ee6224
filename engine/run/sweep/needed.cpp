#include "needed.hpp"

#include "internal.hpp"

namespace candor::run {

Needed::Needed(output::Dataset const& design, SweepFacts const& facts, RunSet const& finished,
               std::vector<double> const& judged)
    : numbers_(facts.numbers), finished_(finished), judged_(judged), rule_(stopping_rule_of(design)) {}

std::int64_t Needed::replicates(std::int64_t point) const {
    if (!rule_) return numbers_.replicates;
    for (std::int64_t looked = rule_->next_look(0);; looked = rule_->next_look(looked)) {
        if (looked == numbers_.replicates || !is_whole(point, looked) || rule_->is_sure(values(point, looked)))
            return looked;
    }
}

Missing Needed::missing() const {
    constexpr std::size_t shown = 10;
    Missing missing;
    for (std::int64_t point = 0; point < numbers_.points; ++point) {
        std::int64_t const wanted = replicates(point);
        for (std::int64_t policy = 0; policy < numbers_.policies; ++policy) {
            for (std::int64_t r = 0; r < wanted; ++r) {
                std::int64_t const run = numbers_.of(point, policy, r);
                if (finished_.has(run)) continue;
                ++missing.runs;
                if (missing.first.size() < shown) missing.first.push_back(run);
            }
        }
    }
    return missing;
}

bool Needed::is_whole(std::int64_t point, std::int64_t replicates) const {
    for (std::int64_t policy = 0; policy < numbers_.policies; ++policy) {
        for (std::int64_t r = 0; r < replicates; ++r) {
            if (!finished_.has(numbers_.of(point, policy, r))) return false;
        }
    }
    return true;
}

std::vector<std::vector<double>> Needed::values(std::int64_t point, std::int64_t replicates) const {
    std::vector<std::vector<double>> out;
    for (std::int64_t policy = 0; policy < numbers_.policies; ++policy) {
        auto const first = judged_.begin() + static_cast<std::ptrdiff_t>(numbers_.place(numbers_.of(point, policy, 0)));
        out.emplace_back(first, first + replicates);
    }
    return out;
}

}  // namespace candor::run
