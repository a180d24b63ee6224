#pragma once

#include "vectors.hpp"
#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// What units add up to, one a lane.
struct LaneTallies {
    alignas(64) double sum[measures][lanes] = {};
    alignas(64) double square[measures][lanes] = {};
    alignas(64) float count[counts][lanes] = {};

    /// Adds a quantity of the members on duty.
    template <class Value>
    CANDOR_INLINE void add(Workbench const& b, Measure measure, Value const& value) {
        double* const sums = sum[static_cast<std::size_t>(measure)];
        double* const squares = square[static_cast<std::size_t>(measure)];
        ScratchRows const on_duty = b.on_duty;
        int const seats = b.bundle.seats;
        for (int part = 0; part < lanes; part += floats_wide) {
            Sums total = Sums::of(sums + part, squares + part);
            for (int seat = 0; seat < seats; ++seat) total.add(on_duty.at(seat, part) * value.at(seat, part));
            total.put(sums + part, squares + part);
        }
    }

    /// Adds what happened to members, 1 or 0 each.
    CANDOR_INLINE void add(Workbench const& b, Count what, ScratchRows happened) {
        float* const total = count[static_cast<std::size_t>(what)];
        int const seats = b.bundle.seats;
        for (int part = 0; part < lanes; part += floats_wide) {
            Floats events = load<Floats>(total + part);
            for (int seat = 0; seat < seats; ++seat) events += happened.at(seat, part);
            store(total + part, events);
        }
    }

    /// Adds what one lane adds up to.
    CANDOR_INLINE void add_lane_to(Tally& tally, int lane) const {
        for (std::size_t m = 0; m < measures; ++m) {
            tally.sum[m] += sum[m][lane];
            tally.square[m] += square[m][lane];
        }
        for (std::size_t c = 0; c < counts; ++c) tally.count[c] += static_cast<double>(count[c][lane]);
    }

    /// Adds what all lanes add up to, lane after lane.
    CANDOR_INLINE void add_to(Tally& tally) const {
        for (std::size_t m = 0; m < measures; ++m) {
            tally.sum[m] += add_lanes(sum[m]);
            tally.square[m] += add_lanes(square[m]);
        }
        for (std::size_t c = 0; c < counts; ++c) tally.count[c] += add_lanes(count[c]);
    }
};

/// Where a block's bundles are added up. Those whose units are all on one level go together, lane by lane; a unit is told
/// apart only where its level or somebody's wish demands it. (The top and empty lanes are never on duty and add nothing.)
class BlockTallies {
public:
    explicit BlockTallies(BlockWork const& work) : work_(work) {}

    /// Calls `observe(tallies)` for each of the tallies that this bundle belongs to.
    template <class Observe>
    CANDOR_INLINE void each(Bundle const& bundle, Observe&& observe) {
        if (bundle.level != Bundle::several_levels) observe(together_);
        if (bundle.level == Bundle::several_levels || work_.units != nullptr) observe(apart_);
    }

    void begin(Bundle const& bundle) {
        if (bundle.level != level_) hand_in();
        level_ = bundle.level;
    }

    void end(Bundle const& bundle) {
        if (level_ != Bundle::several_levels && work_.units == nullptr) return;
        Seating const& seating = work_.organization.plan().seating;
        for (int lane = 0; lane < lanes; ++lane) {
            Slot const slot = bundle.first_slot + lane;
            if (slot == seating.top_slot() || seating.size(slot) == 0) continue;
            if (level_ == Bundle::several_levels) apart_.add_lane_to(level(seating.level_index(slot)), lane);
            if (work_.units != nullptr) apart_.add_lane_to(work_.units[slot], lane);
        }
        apart_ = {};
    }

    /// Adds what went together to its level.
    void hand_in() {
        if (level_ == Bundle::several_levels) return;
        together_.add_to(level(level_));
        together_ = {};
    }

private:
    [[nodiscard]] Tally& level(int index) { return work_.result.tally.levels[static_cast<std::size_t>(index)]; }

    BlockWork const& work_;
    int level_ = Bundle::several_levels;
    LaneTallies together_;
    LaneTallies apart_;
};

/// State as the week began, of members on duty. Reads the bench and members; writes the tallies.
inline void observe_state(Workbench const& b, LaneTallies& tallies) {
    Members const& m = b.organization.members;
    tallies.add(b, Measure::trust_leader, b.trust_leader);
    tallies.add(b, Measure::trust_team, b.trust_team);
    tallies.add(b, Measure::trust_organization, b.trust_organization);
    tallies.add(b, Measure::trust_self, b.trust_self);
    tallies.add(b, Measure::trust_report, b.trust_report);
    tallies.add(b, Measure::safety, b.safety);
    tallies.add(b, Measure::impact, b.impact);
    tallies.add(b, Measure::latitude, b.rows(m.latitude));
    tallies.add(b, Measure::autonomy, b.rows(m.autonomy));
    tallies.add(b, Measure::personization, b.rows(m.personization));
    tallies.add(b, Measure::aspiration, b.rows(m.aspiration));
    tallies.add(b, Count::domination, b.domination);
    tallies.add(b, Count::personal, b.personal);
    tallies.add(b, Count::intimacy, b.intimacy);
}

/// Flows of the week. Reads the bench; writes the tallies.
inline void observe_flows(Workbench const& b, LaneTallies& tallies) {
    tallies.add(b, Measure::satisfaction, b.satisfaction);
    tallies.add(b, Measure::fit, b.fit);
    tallies.add(b, Measure::effort, b.effort);
    tallies.add(b, Measure::overhead, b.overhead);
    tallies.add(b, Measure::performance, b.performance);
    tallies.add(b, Count::members, b.on_duty);
    tallies.add(b, Count::issues, b.issue);
    tallies.add(b, Count::spoken, b.spoke);
    tallies.add(b, Count::heard, b.heard);
    tallies.add(b, Count::welcomed, b.welcomed);
    tallies.add(b, Count::explained, b.explained);
    tallies.add(b, Count::ignored, b.ignored);
    tallies.add(b, Count::punished, b.punished);
    tallies.add(b, Count::quits, b.quit);
}

/// Which level of relationship members on duty have with their leader. Reads the bench and personization; writes the bench.
inline void relate(Workbench& b) {
    auto const personization = b.rows(b.organization.members.personization);
    for_each_seat(b, [&](Seat i, int) {
        rules::RelationshipLevel const level =
            rules::relationship_level(b.safety[i], b.trust_leader[i], personization[i], b.parameters.dyads);
        b.domination[i] = b.on_duty[i] * level.domination;
        b.personal[i] = b.on_duty[i] * level.personal;
        b.intimacy[i] = b.on_duty[i] * level.intimacy;
    });
}

/// How far estimates are from what is, after step 2 and before voices: of the top, and of members without reports.
inline void observe_surprise(Workbench& b) {
    auto const estimate = b.rows(b.organization.members.estimate);
    auto const surprise = [&](Seat i) {
        float const difference = estimate[i] - b.theta[i];
        return difference < 0.F ? -difference : difference;
    };
    LaneSums everyone;
    for (int part = 0; part < lanes; part += floats_wide) {
        Sums of_part;
        for (int seat = 0; seat < b.bundle.seats; ++seat) {
            Floats const difference = estimate.at(seat, part) - b.theta.at(seat, part);
            of_part.add(b.seated.at(seat, part) * (difference < 0.F ? -difference : difference));
        }
        everyone.put(part, of_part);
    }
    WeekTally& tally = b.result.tally;
    tally.surprise_front += everyone.total();
    auto const bundle = static_cast<std::size_t>(b.bundle.first_slot / lanes);
    auto const leaves_out = [&](Seat i) { tally.surprise_front -= static_cast<double>(surprise(i)); };
    for (std::size_t l = b.seating.leaders_begin(bundle); l < b.seating.leaders_begin(bundle + 1); ++l) {
        leaves_out(b.seat_of(b.seating.leaders()[l].row));
    }
    int const top_lane = b.seating.top_slot() - b.bundle.first_slot;
    if (top_lane < 0 || top_lane >= lanes) return;
    tally.surprise_top = static_cast<double>(surprise({0, top_lane}));
    if (b.seating.led_by(0) != none) leaves_out({0, top_lane});
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
