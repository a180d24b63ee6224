#pragma once

#include <type_traits>

#include "candor/core/portability.hpp"
#include "candor/model/evidence.hpp"
#include "candor/model/organization.hpp"
#include "candor/model/rules.hpp"
#include "candor/model/week.hpp"
#include "lookahead.hpp"
#include "vectors.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// As many of the units that stand side by side as a register holds: those in the lanes from `part` on.
struct Units {
    int part;
};

/// One seat of each of them.
struct Seats : Units {
    int seat;
};

// A vector may stand for the floats in memory: GCC and Clang know that it does.
CANDOR_INLINE Floats& as_vector(float* first) { return *reinterpret_cast<Floats*>(first); }
CANDOR_INLINE Floats const& as_vector(float const* first) { return *reinterpret_cast<Floats const*>(first); }

/// One number for each of the units that stand side by side.
struct Lane {
    alignas(64) float value[lanes];
    CANDOR_INLINE float& operator[](int lane) { return value[lane]; }
    CANDOR_INLINE float operator[](int lane) const { return value[lane]; }
    CANDOR_INLINE Floats& operator[](Units at) { return as_vector(value + at.part); }
    CANDOR_INLINE Floats const& operator[](Units at) const { return as_vector(value + at.part); }

    /// The same for all.
    CANDOR_INLINE static Lane all(float value) {
        Lane lane;
        for (int part = 0; part < lanes; part += floats_wide) lane[Units{part}] = math::all<Floats>(value);
        return lane;
    }
    /// `value(lane)` for one after the other.
    template <class Of>
    CANDOR_INLINE static Lane of(Of&& value) {
        Lane lane;
        for (int l = 0; l < lanes; ++l) lane[l] = value(l);
        return lane;
    }
};

/// The conduct of the leaders of a bundle, element by element in the order of LeadershipStyle.
struct Conduct {
    Lane receptiveness, sanction, transparency, inquiry, delegation, trust_first, relational_time, feedback, integrity,
        connecting, monitoring, responsible_individual;
};
static_assert(sizeof(Conduct) == style_elements * sizeof(Lane));

/// What a phase hands to later ones, of one seat in each of the units that stand side by side.
struct SeatWork {
    Lane seated, on_duty;  ///< 1 where somebody has a place; 1 where the place is filled and not the top's
    Lane trust_leader, trust_team, trust_organization, trust_self, trust_report, safety, impact;
    Lane tie_strength, ties_trust, ties_satisfaction;
    Lane first_normal, second_normal, speak_draw, answer_draw, advice_draw, promise_draw, quit_draw;
    Lane theta, surprise, directive, fit;
    Lane issue, spoke, heard, welcomed, punished, explained, ignored;
    Lane effort, overhead, performance;
    Lane aspiration, satisfaction, quit, arriving;  ///< aspiration as the week began
    Lane domination, personal, intimacy;
};
static_assert(sizeof(SeatWork) <= Scratch::seat_floats * sizeof(float));

/// A bundle's part of a column of members.
template <class Value>
struct Rows {
    Value* first;

    CANDOR_INLINE auto& operator[](Seats at) const {
        return as_vector(first + at.seat * MemberColumn::stride + at.part);
    }
};

/// A bundle's part of a column of the plan.
struct PlanRows {
    float const* first;

    CANDOR_INLINE Floats const& operator[](Seats at) const { return as_vector(first + at.seat * lanes + at.part); }
};

/// A bundle's part of a column of units.
struct Slots {
    float* first;

    CANDOR_INLINE Floats& operator[](Units at) const { return as_vector(first + at.part); }
};

/// Everything the phases of pass B share while one bundle lives its week. Pointers start at the bundle's first row.
struct Workbench {
    Workbench(BlockWork const& work, Bundle const& bundle_, Lookahead& ahead_)
        : parameters(work.organization.plan().parameters),
          seating(work.organization.plan().seating),
          organization(work.organization),
          key(work.organization.key()),
          week(work.week),
          bundle(bundle_),
          result(work.result),
          ahead(ahead_),
          seats(reinterpret_cast<SeatWork*>(work.scratch.data())),
          met(work.scratch.rows()) {}

    Parameters const& parameters;
    Seating const& seating;
    Organization& organization;
    random::Key key;
    std::uint32_t week;
    Bundle bundle;
    BlockWeek& result;
    Lookahead& ahead;
    SeatWork* seats;    ///< [bundle.seats]
    Scratch::Row* met;  ///< [bundle.seats * lanes] what members make of those they are tied to

    Lane members;  ///< of the unit, vacant positions included
    Lane size;     ///< the same, but at least 1 so that it divides
    Lane counted;  ///< 0 for the top, who is never on duty, 1 for all others
    Conduct felt;
    Lane leader_theta, leader_action, leader_autonomy, leader_present;
    Lane next_connecting;  ///< how the leader will connect next week
    Lane mean_trust_leader, mean_safety, mean_silent, mean_action, mean_fit;
    Lane dependence;                       // sum of 1 - autonomy
    Lane voices;                           // how many spoke
    Lane heard_chance, one_to_one, apart;  // the leader's week; hours for each report
    Lane share_welcomed, share_explained, share_ignored, share_punished;

    /// The bundle's part of a column of members, of the plan, of units.
    [[nodiscard]] CANDOR_INLINE Rows<float> rows(MemberColumn const& column) {
        return {organization.members.from(column, bundle.first_row)};
    }
    [[nodiscard]] CANDOR_INLINE Rows<float const> rows(MemberColumn const& column) const {
        return {organization.members.from(column, bundle.first_row)};
    }
    [[nodiscard]] CANDOR_INLINE PlanRows rows(Column const& column) const { return {column.data() + bundle.first_row}; }
    [[nodiscard]] CANDOR_INLINE Slots slots(Column& column) const { return {column.data() + bundle.first_slot}; }

    /// What belongs to the seat of this row of the organization, in `lane_of(row)`.
    [[nodiscard]] CANDOR_INLINE SeatWork& seat_of(Row row) const {
        return seats[static_cast<std::uint32_t>(row - bundle.first_row) / lanes];
    }
    /// The lane of a row.
    [[nodiscard]] CANDOR_INLINE static int lane_of(Row row) {
        return static_cast<int>(static_cast<std::uint32_t>(row) % lanes);
    }
    /// The lane in which the top sits alone, if in this bundle; else `none`.
    [[nodiscard]] CANDOR_INLINE int top_lane() const {
        int const lane = seating.top_slot() - bundle.first_slot;
        return lane >= 0 && lane < lanes ? lane : none;
    }
};

/// Calls `rule(units)` for all units that stand side by side.
template <class Rule>
CANDOR_INLINE void for_each_unit(Rule&& rule) {
    for (int part = 0; part < lanes; part += floats_wide) rule(Units{part});
}

/// Calls `rule(work, seats)` for all seats of these units.
template <class Rule>
CANDOR_INLINE void for_each_seat_of(Workbench const& b, Units units, Rule&& rule) {
    SeatWork* work = b.seats;
    int const seats = b.bundle.seats;
    for (int seat = 0; seat < seats; ++seat) rule(*work++, Seats{units, seat});
}

/// Calls `rule(work, seats)` for all seats of the bundle, as many at a time as a register holds.
template <class Rule>
CANDOR_INLINE void for_each_seat(Workbench const& b, Rule&& rule) {
    b.ahead.send_for_some();
    for_each_unit([&](Units units) { for_each_seat_of(b, units, rule); });
}

/// A bundle's part of a belief.
struct BeliefRows {
    CANDOR_INLINE BeliefRows(Workbench& b, BeliefColumns const& belief)
        : for_it(b.rows(belief.for_it)), against(b.rows(belief.against)) {}

    [[nodiscard]] CANDOR_INLINE Floats value(Seats i, Floats prior, Beliefs const& beliefs) const {
        return rules::belief(for_it[i], against[i], prior, beliefs);
    }
    /// Evidence fades, and the week's is added.
    CANDOR_INLINE void learn(Seats i, rules::Weights<Floats> const& week, Beliefs const& beliefs) const {
        for_it[i] = rules::remember(for_it[i], week.for_it, beliefs);
        against[i] = rules::remember(against[i], week.against, beliefs);
    }

    Rows<float> for_it, against;
};

/// Calls `rule(lane)` for one unit after the other, where memory is far apart.
template <class Rule>
CANDOR_INLINE void for_each_lane(Rule&& rule) {
    CANDOR_LANES_LOOP
    for (int lane = 0; lane < lanes; ++lane) rule(lane);
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
