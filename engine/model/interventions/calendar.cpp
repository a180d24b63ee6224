#include "candor/model/calendar.hpp"

#include <algorithm>
#include <utility>

#include "candor/model/observables.hpp"
#include "effects.hpp"

namespace candor::model {

namespace {

/// Whether anything is there to be taken back once it is over.
bool claims_benefits(Mandate const& mandate) { return mandate.contact_hours != 0.F || mandate.signal_noise != 1.F; }

/// Whether an entry holds from its beginning to its end, rather than happening in each of its weeks.
bool holds(What const& what) {
    return std::holds_alternative<Adopt>(what) || std::holds_alternative<Mandate>(what) ||
           std::holds_alternative<Market>(what);
}

bool touches(std::vector<Position> const& touched, Position member) {
    return std::binary_search(touched.begin(), touched.end(), member);
}

/// What an outcome comes to in a result file.
float reported(Outcome const& outcome, WeekTally const& week, Tally const& total) {
    return static_cast<float>(value(outcome, week, total));
}

}  // namespace

bool is_met(Condition const& condition, WeekTally const& week) {
    Tally const total = week.total();
    auto const is_below = [&](Threshold const& t) { return reported(*t.outcome, week, total) < t.value; };
    auto const is_above = [&](Threshold const& t) { return reported(*t.outcome, week, total) > t.value; };
    return std::all_of(condition.below.begin(), condition.below.end(), is_below) &&
           std::all_of(condition.above.begin(), condition.above.end(), is_above);
}

Calendar::Calendar(std::span<Intervention const> timeline, Organization& organization)
    : timeline_(timeline), organization_(organization), progress_(timeline.size()) {
    waits_ = std::any_of(timeline.begin(), timeline.end(), [](Intervention const& i) { return i.when.has_value(); });
}

std::span<Happening const> Calendar::begin(std::uint32_t week) {
    happened_.clear();
    end_what_is_over(week);
    for (std::size_t entry = 0; entry < timeline_.size(); ++entry) {
        Intervention const& intervention = timeline_[entry];
        Progress& progress = progress_[entry];
        bool const begins = is_due(entry, week);
        if (begins) {
            ++progress.begun;
            progress.weeks_met = 0;
            auto const weeks = intervention.duration().value_or(holds(intervention.what) ? 0 : 1);
            progress.over = week + static_cast<std::uint32_t>(weeks);
        }
        if (begins || (week < progress.over && !holds(intervention.what))) carry_out(entry, week);
    }
    return happened_;
}

void Calendar::end(WeekTally const& tally) {
    if (!waits_) return;
    for (std::size_t entry = 0; entry < timeline_.size(); ++entry) {
        if (!timeline_[entry].when) continue;
        int& weeks = progress_[entry].weeks_met;
        weeks = is_met(*timeline_[entry].when, tally) ? weeks + 1 : 0;
    }
}

bool Calendar::is_due(std::size_t entry, std::uint32_t week) const {
    Intervention const& intervention = timeline_[entry];
    Progress const& progress = progress_[entry];
    auto const wanted = static_cast<std::uint32_t>(intervention.week);
    if (!intervention.when) return week == wanted;
    return week >= wanted && week >= progress.over && progress.begun < intervention.at_most &&
           progress.weeks_met >= intervention.when->weeks;
}

/// Does it, and keeps what will have to be taken back.
void Calendar::carry_out(std::size_t entry, std::uint32_t week) {
    Intervention const& intervention = timeline_[entry];
    auto const* const mandate = std::get_if<Mandate>(&intervention.what);
    bool const is_policy = std::holds_alternative<Adopt>(intervention.what);
    bool const is_market = std::holds_alternative<Market>(intervention.what);
    std::vector<StyleIndex> const policies = is_policy ? organization_.leaders.policy : std::vector<StyleIndex>{};
    Hold hold{entry, intervention.duration() ? progress_[entry].over : never, {}, {}};
    hold.touched = intervene(organization_, intervention, static_cast<std::uint32_t>(entry), week);
    happened_.push_back({entry, static_cast<int>(hold.touched.size())});
    if (is_policy) hold_policy(std::move(hold), policies);
    if (is_market || (mandate != nullptr && claims_benefits(*mandate))) holds_.push_back(std::move(hold));
}

/// A policy that is to end remembers what it came after; after one that stays, none of those before it can come back.
void Calendar::hold_policy(Hold hold, std::vector<StyleIndex> const& policies_before) {
    Seating const& seating = organization_.plan().seating;
    for (Position const leader : hold.touched) {
        Slot const led = seating.led_by(leader);
        hold.before.push_back(policies_before[effects::at(led == none ? seating.top_slot() : led)]);
    }
    if (hold.over != never) {
        holds_.push_back(std::move(hold));
        return;
    }
    for (Hold& earlier : holds_) {
        for (std::size_t i = 0; i < earlier.before.size();) {
            if (!touches(hold.touched, earlier.touched[i])) {
                ++i;
                continue;
            }
            earlier.touched.erase(earlier.touched.begin() + static_cast<std::ptrdiff_t>(i));
            earlier.before.erase(earlier.before.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
}

void Calendar::end_what_is_over(std::uint32_t week) {
    for (std::size_t i = 0; i < holds_.size();) {
        if (holds_[i].over > week) {
            ++i;
            continue;
        }
        Hold const ended = std::move(holds_[i]);
        holds_.erase(holds_.begin() + static_cast<std::ptrdiff_t>(i));
        if (std::holds_alternative<Adopt>(timeline_[ended.entry].what)) {
            give_way(ended, i);
        } else {
            take_back(ended);
        }
    }
}

/// Leaders are asked for what they were asked for before, as if it were adopted, unless something later is asked for.
void Calendar::give_way(Hold const& ended, std::size_t first_later) {
    float const adoption = std::get<Adopt>(timeline_[ended.entry].what).adoption;
    for (std::size_t i = 0; i < ended.touched.size(); ++i) {
        Position const leader = ended.touched[i];
        auto const later = std::find_if(holds_.begin() + static_cast<std::ptrdiff_t>(first_later), holds_.end(),
                                        [&](Hold const& h) { return !h.before.empty() && touches(h.touched, leader); });
        if (later == holds_.end()) {
            effects::adopt(organization_, {ended.before[i], adoption}, leader);
        } else {
            auto const place = std::lower_bound(later->touched.begin(), later->touched.end(), leader);
            later->before[static_cast<std::size_t>(place - later->touched.begin())] = ended.before[i];
        }
    }
}

/// What others hold is counted anew, so that it is as if the one that ended had never been.
void Calendar::take_back(Hold const& ended) {
    bool const is_market = std::holds_alternative<Market>(timeline_[ended.entry].what);
    if (is_market) {
        effects::end_market(organization_, ended.touched);
    } else {
        effects::end_benefits(organization_, ended.touched);
    }
    for (Hold const& other : holds_) {
        std::vector<Position> common;
        std::set_intersection(ended.touched.begin(), ended.touched.end(), other.touched.begin(), other.touched.end(),
                              std::back_inserter(common));
        What const& what = timeline_[other.entry].what;
        auto const* const market = std::get_if<Market>(&what);
        auto const* const mandate = std::get_if<Mandate>(&what);
        if (is_market && market != nullptr) effects::move_market(organization_, *market, common);
        if (!is_market && mandate != nullptr) effects::claim_benefits(organization_, *mandate, common);
    }
}

}  // namespace candor::model
