#include "summary.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace candor::run {

RunSummary::RunSummary(Kept const& kept, Window window)
    : weekly_(kept.series_values(), std::numeric_limits<float>::quiet_NaN()), weeks_(kept.weeks), window_(window) {
    for (std::string const& name : kept.outcomes) {
        model::Outcome const* const outcome = model::find_outcome(name);
        means_.push_back({outcome, is_pooled(*outcome)});
    }
    for (std::string const& name : kept.series) series_.push_back(model::find_outcome(name));
}

void RunSummary::week_ended(int week, model::WeekTally const& tally, std::span<model::Tally const> /*units*/) {
    bool const counts = week >= window_.first_week && week <= window_.last_week;
    if (!counts && series_.empty()) return;
    model::Tally const total = tally.total();
    for (std::size_t i = 0; i < series_.size(); ++i) {
        weekly_[i * static_cast<std::size_t>(weeks_) + static_cast<std::size_t>(week - 1)] =
            static_cast<float>(model::value(*series_[i], tally, total));
    }
    for (Mean& mean : means_) {
        if (!counts) break;
        if (mean.pooled) {
            mean.sum += total.of(mean.outcome->numerator);
            mean.divisor += total.of(mean.outcome->denominator);
            continue;
        }
        // As a result file holds it.
        auto const value = static_cast<double>(static_cast<float>(model::value(*mean.outcome, tally, total)));
        if (std::isnan(value)) continue;
        mean.sum += value;
        ++mean.divisor;
    }
}

RunOutcome RunSummary::outcome(std::int64_t run) && {
    RunOutcome out{run, {}, std::move(weekly_), {}};
    for (Mean const& mean : means_) {
        out.outcomes.push_back(mean.divisor == 0 ? std::numeric_limits<double>::quiet_NaN() : mean.sum / mean.divisor);
    }
    return out;
}

}  // namespace candor::run
