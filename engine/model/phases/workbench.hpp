#pragma once

#include "candor/core/portability.hpp"
#include "candor/model/organization.hpp"
#include "candor/model/rules.hpp"
#include "candor/model/week.hpp"
#include "lookahead.hpp"
#include "vectors.hpp"

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

/// A place in a bundle: seat k of the unit in one lane.
struct Seat {
    int seat;
    int lane;
};

/// A bundle's part of a column, `stride` numbers from seat to seat.
template <class Value, int stride>
struct Rows {
    Value* first;

    CANDOR_INLINE Value& operator[](Seat at) const { return first[at.seat * stride + at.lane]; }
    /// The lanes from `part` on that fit into a register.
    CANDOR_INLINE Floats at(int seat, int part) const { return load<Floats>(first + seat * stride + part); }
    CANDOR_INLINE void put(int seat, int part, Floats values) const { store(first + seat * stride + part, values); }
};

/// What a phase hands to later ones.
using ScratchRows = Rows<float, lanes>;

/// Everything the phases of pass B share while one bundle lives its week. Pointers start at the bundle's first row;
/// scratch columns hold what a phase hands to later ones.
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
    Lane members;  ///< of the unit, vacant positions included
    Lane size;     ///< the same, but at least 1 so that it divides
    Lane counted;  ///< 0 for the top, who is never on duty, 1 for all others
    Conduct felt;
    Lane leader_theta, leader_action, leader_autonomy, leader_present;
    Lane next_connecting;  ///< how the leader will connect next week
    Lane mean_trust_leader, mean_safety, mean_silent, mean_action, mean_fit;
    Lane dependence;                       // sum of 1 - autonomy
    Lane heard_chance, one_to_one, apart;  // the leader's week; hours for each report
    Lane share_welcomed, share_explained, share_ignored, share_punished;

    // --- per row, scratch ---
    ScratchRows seated, on_duty;  // 1 where somebody has a place; 1 where the place is filled and not the top's
    ScratchRows trust_leader, trust_team, trust_organization, trust_self, trust_report, safety, impact;
    ScratchRows tie_strength, ties_trust, ties_satisfaction;
    ScratchRows first_normal, second_normal, speak_draw, answer_draw, advice_draw, promise_draw, quit_draw;
    ScratchRows theta, directive, fit;
    ScratchRows issue, spoke, heard, welcomed, punished, explained, ignored;
    ScratchRows effort, overhead, performance;
    ScratchRows satisfaction, quit;
    ScratchRows domination, personal, intimacy;

    /// The bundle's part of a column.
    [[nodiscard]] CANDOR_INLINE Rows<float, MemberColumn::stride> rows(MemberColumn& column) const {
        return {column.from(bundle.first_row)};
    }
    [[nodiscard]] CANDOR_INLINE Rows<float const, MemberColumn::stride> rows(MemberColumn const& column) const {
        return {column.from(bundle.first_row)};
    }
    [[nodiscard]] CANDOR_INLINE Rows<float const, lanes> rows(Column const& column) const {
        return {column.data() + bundle.first_row};
    }
    [[nodiscard]] CANDOR_INLINE Seat seat_of(Row row) const {
        return {(row - bundle.first_row) / lanes, (row - bundle.first_row) % lanes};
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
    for (ScratchRows* column :
         {&seated,     &on_duty,     &trust_leader, &trust_team,   &trust_organization, &trust_self,   &trust_report,
          &safety,     &impact,      &tie_strength, &ties_trust,   &ties_satisfaction,  &first_normal, &second_normal,
          &speak_draw, &answer_draw, &advice_draw,  &promise_draw, &quit_draw,          &theta,        &directive,
          &fit,        &issue,       &spoke,        &heard,        &welcomed,           &punished,     &explained,
          &ignored,    &effort,      &overhead,     &performance,  &satisfaction,       &quit,         &domination,
          &personal,   &intimacy}) {
        column->first = work.scratch.column(next++);
    }
}

/// Calls `rule(index, lane)` for every seat of the bundle, lanes side by side. Iterations over lanes must be independent.
template <class Rule>
CANDOR_INLINE void for_each_seat(Workbench const& b, Rule&& rule) {
    b.ahead.send_for_some();
    int const seats = b.bundle.seats;
    for (int seat = 0; seat < seats; ++seat) {
        CANDOR_LANES_LOOP
        for (int lane = 0; lane < lanes; ++lane) rule(Seat{seat, lane}, lane);
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
    for_each_seat(b, [&](Seat i, int lane) { sum[lane] += rule(i, lane); });
    return sum;
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
