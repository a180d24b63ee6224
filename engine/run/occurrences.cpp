#include "candor/run/occurrences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <variant>

#include "candor/model/interventions.hpp"
#include "candor/scenario/wording.hpp"

namespace candor::run {

namespace {

/// Why an entry that happened touched nobody.
std::string why_nobody(model::Intervention const& intervention, model::Plan const& plan) {
    model::Chart const& chart = plan.structure.chart;
    model::Audience const audience = model::audience_of(intervention.what);
    auto const everyone = model::everyone_in(intervention.scope, plan, audience);
    auto const all = [&](auto&& is_so) { return std::all_of(everyone.begin(), everyone.end(), is_so); };
    if (everyone.empty())
        return audience == model::Audience::leaders ? "its scope holds no leader" : "its scope holds no member";
    bool const layoff = std::holds_alternative<model::Layoff>(intervention.what);
    if (layoff && all([&](model::Position p) { return p == 0 || chart.leads(p); }))
        return "its scope holds nobody without reports";
    auto const is_alone = [&](model::Position p) {
        return p == 0 || plan.seating.size(plan.seating.slot_of(p)) == chart.size() - 1;
    };
    if (std::holds_alternative<model::Connect>(intervention.what) && all(is_alone))
        return "nobody in its scope has another unit to be connected with";
    return layoff ? "its shares drew nobody on duty" : "its shares drew nobody";
}

/// How far an outcome came towards a threshold: the bound below (above) which it would have stayed for so many weeks.
class Nearest {
public:
    Nearest(model::Threshold const& threshold, bool below) : threshold_(threshold), sign_(below ? 1 : -1) {}

    /// Looks at weeks [first, last] of a run, those after which the entry could still have begun.
    void look_at(std::vector<double> const& series, int weeks, int first, int last) {
        for (int end = std::max(first, weeks); end <= last; ++end) {
            double worst = -infinity;
            for (int week = end - weeks + 1; week <= end; ++week) {
                double const value = sign_ * series[static_cast<std::size_t>(week - 1)];
                worst = std::isnan(value) ? infinity : std::max(worst, value);
            }
            best_ = std::min(best_, worst);
        }
    }

    [[nodiscard]] bool is_met() const { return best_ < sign_ * static_cast<double>(threshold_.value); }

    [[nodiscard]] std::string text(int weeks) const {
        char const* const side = sign_ > 0 ? "below" : "above";
        std::string const running = weeks > 1 ? fmt::format(" for {} weeks running", weeks) : "";
        if (best_ == infinity) return fmt::format("{} had no value{}", threshold_.outcome->name, running);
        if (is_met()) return fmt::format("{} was {} {}{}", threshold_.outcome->name, side, threshold_.value, running);
        return fmt::format("{} was never {} {:.4g}{}", threshold_.outcome->name, side, sign_ * best_, running);
    }

private:
    static constexpr double infinity = std::numeric_limits<double>::infinity();

    model::Threshold const& threshold_;
    double sign_;
    double best_ = infinity;
};

/// What kept an entry from beginning in all runs of an arm.
std::string why_never(model::Intervention const& intervention, Results const& results, std::size_t arm) {
    model::Condition const& condition = *intervention.when;
    int const last = results.recorder.plan().weeks - 1;
    if (condition.weeks > last) return fmt::format("a run of {} weeks is too short for it", last + 1);
    std::vector<Nearest> nearest;
    auto const look = [&](std::vector<model::Threshold> const& thresholds, bool below) {
        for (model::Threshold const& threshold : thresholds) {
            Nearest found(threshold, below);
            for (std::size_t const replicate : results.finished) {
                found.look_at(results.recorder.series(arm, replicate, *threshold.outcome), condition.weeks,
                              intervention.week - 1, last);
            }
            nearest.push_back(found);
        }
    };
    look(condition.below, true);
    look(condition.above, false);
    std::string text;
    for (Nearest const& found : nearest) text += (text.empty() ? "" : ", ") + found.text(condition.weeks);
    bool const each = std::all_of(nearest.begin(), nearest.end(), [](Nearest const& found) { return found.is_met(); });
    return text + (each ? ", but never all at once" : "");
}

/// Whether it lasts to the end unless it says for how long; all else happens.
bool holds(model::What const& what) {
    if (auto const* const mandate = std::get_if<model::Mandate>(&what))
        return mandate->contact_hours != 0.F || mandate->signal_noise != 1.F;  // the benefits that it claims
    return std::holds_alternative<model::Adopt>(what) || std::holds_alternative<model::Market>(what);
}

}  // namespace

int last_week_of(model::Intervention const& entry, int first_week, int weeks) {
    if (std::holds_alternative<model::Mandate>(entry.what) && !holds(entry.what)) return first_week;
    int const lasts = entry.duration().value_or(holds(entry.what) ? weeks : 1);
    return std::min(first_week + lasts - 1, weeks);
}

std::vector<Occurrence> occurrences(WeeklyOutcomes const& outcomes, std::size_t arm) {
    std::vector<Occurrence> found(outcomes.entries(arm));
    for (std::size_t entry = 0; entry < found.size(); ++entry) {
        Occurrence& occurrence = found[entry];
        std::vector<int> first_weeks;
        double times = 0;
        double touched = 0;
        for (std::size_t replicate = 0; replicate < outcomes.replicates(); ++replicate) {
            bool before = false;
            for (int week = 1; week <= outcomes.weeks(); ++week) {
                std::optional<int> const now = outcomes.touched(arm, replicate, week, entry);
                if (!now) continue;
                if (!before) first_weeks.push_back(week);
                before = true;
                ++times;
                touched += *now;
                occurrence.most_touched = std::max(occurrence.most_touched, *now);
            }
        }
        if (first_weeks.empty()) continue;
        auto const middle = first_weeks.begin() + static_cast<std::ptrdiff_t>((first_weeks.size() - 1) / 2);
        std::nth_element(first_weeks.begin(), middle, first_weeks.end());
        occurrence.replicates = static_cast<int>(first_weeks.size());
        occurrence.times = times / static_cast<double>(outcomes.replicates());
        occurrence.median_week = *middle;
        occurrence.mean_touched = touched / times;
    }
    return found;
}

std::vector<std::string> idle_interventions(Experiment const& experiment, Results const& results) {
    std::vector<std::string> sentences;
    if (results.finished.empty()) return sentences;
    for (std::size_t arm = 0; arm < experiment.arms.size(); ++arm) {
        Arm const& side = experiment.arms[arm];
        std::vector<Occurrence> const found = occurrences(results, arm);
        for (std::size_t entry = 0; entry < found.size(); ++entry) {
            if (found[entry].most_touched > 0) continue;
            model::Intervention const& intervention = side.scenario.timeline[entry];
            std::string const name =
                intervention.when ? fmt::format("`{}`", scenario::words(intervention, side.scenario.leadership.styles))
                                  : fmt::format("of week {}", intervention.week);
            sentences.push_back(found[entry].replicates == 0
                                    ? fmt::format("the intervention {} never happened under {} ({})", name, side.label,
                                                  why_never(intervention, results, arm))
                                    : fmt::format("the intervention {} touches nobody under {} ({})", name, side.label,
                                                  why_nobody(intervention, *side.plan)));
        }
    }
    return sentences;
}

}  // namespace candor::run
