#pragma once

#include "candor/core/portability.hpp"
#include "candor/model/organization.hpp"
#include "candor/model/rules.hpp"
#include "candor/model/week.hpp"
#include "lookahead.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// One number for each of the units that stand side by side.
struct Lane {
    alignas(64) float value[lanes];
    CANDOR_INLINE float& operator[](int lane) { return value[lane]; }
    CANDOR_INLINE float operator[](int lane) const { return value[lane]; }
};

/// The conduct of the leaders of a bundle, element by element in the order of LeadershipStyle.
struct Conduct {
    Lane receptiveness, sanction, transparency, inquiry, delegation, trust_first, relational_time, feedback, integrity,
        connecting, monitoring, responsible_individual;
};
static_assert(sizeof(Conduct) == style_elements * sizeof(Lane));

/// Everything the phases of pass B share while one bundle lives its week. Pointers start at the bundle's first row;
/// scratch columns hold what a phase hands to later ones. Seat k of lane l is index k * lanes + l everywhere.
struct Workbench {
    Workbench(BlockWork const& work, Bundle const& bundle_, Lookahead& ahead_);

    Parameters const& parameters;
    Seating const& seating;
    Organization& organization;
    random::Key key;
    std::uint32_t week;
    Bundle bundle;
    BlockWeek& result;
    Lookahead& ahead;

    // --- per lane ---
    Lane size;  ///< members of the unit, vacant positions included; at least 1 so that it divides
    Conduct felt;
    Lane leader_theta, leader_action, leader_autonomy, leader_present;
    Lane next_connecting;  ///< how the leader will connect next week
    Lane mean_trust_leader, mean_safety, mean_silent, mean_action, mean_fit;
    Lane dependence;                       // sum of 1 - autonomy
    Lane heard_chance, one_to_one, apart;  // the leader's week; hours for each report
    Lane share_welcomed, share_explained, share_ignored, share_punished;

    // --- per row, scratch ---
    float *seated, *on_duty;  // 1 where somebody has a place; 1 where the place is filled and not the top's
    float *trust_leader, *trust_team, *trust_organization, *trust_self, *trust_report, *safety, *impact;
    float *tie_strength, *ties_trust, *ties_satisfaction;
    float *first_normal, *second_normal, *speak_draw, *answer_draw, *advice_draw, *promise_draw, *quit_draw;
    float *theta, *directive, *fit;
    float *issue, *spoke, *heard, *welcomed, *punished, *explained, *ignored;
    float *effort, *overhead, *performance;
    float *satisfaction, *quit;
    float *domination, *personal, *intimacy;

    /// The bundle's part of a column of the organization.
    [[nodiscard]] CANDOR_INLINE float* rows(Column& column) const { return column.data() + bundle.first_row; }
    [[nodiscard]] CANDOR_INLINE float const* rows(Column const& column) const {
        return column.data() + bundle.first_row;
    }
    /// The bundle's part of a column of units.
    [[nodiscard]] CANDOR_INLINE float* slots(Column& column) const { return column.data() + bundle.first_slot; }
};

inline Workbench::Workbench(BlockWork const& work, Bundle const& bundle_, Lookahead& ahead_)
    : parameters(work.organization.plan().parameters),
      seating(work.organization.plan().seating),
      organization(work.organization),
      key(work.organization.key()),
      week(work.week),
      bundle(bundle_),
      result(work.result),
      ahead(ahead_) {
    std::size_t next = 0;
    for (float** column :
         {&seated,     &on_duty,     &trust_leader, &trust_team,   &trust_organization, &trust_self,   &trust_report,
          &safety,     &impact,      &tie_strength, &ties_trust,   &ties_satisfaction,  &first_normal, &second_normal,
          &speak_draw, &answer_draw, &advice_draw,  &promise_draw, &quit_draw,          &theta,        &directive,
          &fit,        &issue,       &spoke,        &heard,        &welcomed,           &punished,     &explained,
          &ignored,    &effort,      &overhead,     &performance,  &satisfaction,       &quit,         &domination,
          &personal,   &intimacy}) {
        *column = work.scratch.column(next++);
    }
}

/// Calls `rule(index, lane)` for every seat of the bundle, lanes side by side. Iterations over lanes must be independent.
template <class Rule>
CANDOR_INLINE void for_each_seat(Workbench const& b, Rule&& rule) {
    b.ahead.send_for_some();
    for (int seat = 0; seat < b.bundle.seats; ++seat) {
        CANDOR_LANES_LOOP
        for (int lane = 0; lane < lanes; ++lane) rule(seat * lanes + lane, lane);
    }
}

template <class Rule>
CANDOR_INLINE void for_each_lane(Rule&& rule) {
    CANDOR_LANES_LOOP
    for (int lane = 0; lane < lanes; ++lane) rule(lane);
}

/// Sums a quantity over each unit, seat by seat.
template <class Rule>
CANDOR_INLINE Lane sum_over_units(Workbench const& b, Rule&& rule) {
    Lane sum{};
    for_each_seat(b, [&](int i, int lane) { sum[lane] += rule(i, lane); });
    return sum;
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
