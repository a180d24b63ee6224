#pragma once

#include "vectors.hpp"
#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// What units add up to, one a lane. To begin anew it forgets what it holds rather than clear it: each quantity is added
/// once a bundle, and the first one takes its place.
struct LaneTallies {
    alignas(64) double sum[measures][lanes] = {};
    alignas(64) double square[measures][lanes] = {};
    alignas(64) float count[counts][lanes] = {};
    bool holds_nothing = true;

    /// Adds two quantities of the members on duty: as many as registers hold the sums of.
    template <class One, class Two>
    CANDOR_INLINE void add(Workbench const& b, Measure one, One of_one, Measure two, Two of_two) {
        for_each_unit([&](Units units) {
            Sums sums_of_one = sums(one, units), sums_of_two = sums(two, units);
            for_each_seat_of(b, units, [&](SeatWork const& w, Seats i) {
                sums_of_one.add(w.on_duty[i] * value(w, i, of_one));
                sums_of_two.add(w.on_duty[i] * value(w, i, of_two));
            });
            put(one, units, sums_of_one);
            put(two, units, sums_of_two);
        });
    }

    /// What happens to members, 1 or 0 each.
    struct Event {
        Count what;
        Lane SeatWork::*happened;
    };

    CANDOR_INLINE void add(Workbench const& b, Event one, Event two, Event three) {
        for_each_unit([&](Units units) {
            Floats count_of_one{}, count_of_two{}, count_of_three{};
            if (!holds_nothing) {
                count_of_one = counted(one, units);
                count_of_two = counted(two, units);
                count_of_three = counted(three, units);
            }
            for_each_seat_of(b, units, [&](SeatWork const& w, Seats i) {
                count_of_one += (w.*one.happened)[i];
                count_of_two += (w.*two.happened)[i];
                count_of_three += (w.*three.happened)[i];
            });
            counted(one, units) = count_of_one;
            counted(two, units) = count_of_two;
            counted(three, units) = count_of_three;
        });
    }

    /// Adds what these lanes add up to.
    CANDOR_INLINE void add_to(Tally& tally, LaneMask const& these) const {
        for (std::size_t m = 0; m < measures; ++m) {
            tally.sum[m] += add_lanes(sum[m], these);
            tally.square[m] += add_lanes(square[m], these);
        }
        for (std::size_t c = 0; c < counts; ++c) tally.count[c] += add_lanes(count[c], these);
    }

private:
    CANDOR_INLINE static Floats value(SeatWork const& w, Seats i, Lane SeatWork::*column) { return (w.*column)[i]; }
    CANDOR_INLINE static Floats value(SeatWork const&, Seats i, Rows<float const> rows) { return rows[i]; }

    [[nodiscard]] CANDOR_INLINE Sums sums(Measure of, Units units) const {
        auto const m = static_cast<std::size_t>(of);
        return holds_nothing ? Sums{} : Sums::of(sum[m] + units.part, square[m] + units.part);
    }
    CANDOR_INLINE void put(Measure of, Units units, Sums const& sums) {
        auto const m = static_cast<std::size_t>(of);
        sums.put(sum[m] + units.part, square[m] + units.part);
    }
    [[nodiscard]] CANDOR_INLINE Floats& counted(Event const& event, Units units) {
        return as_vector(count[static_cast<std::size_t>(event.what)] + units.part);
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
        together_.holds_nothing &= bundle.level == Bundle::several_levels;
        if (level_ != Bundle::several_levels && work_.units == nullptr) return;
        Seating const& seating = work_.organization.plan().seating;
        int first = 0;  // of the lanes of one level
        for (int lane = 0; lane < lanes; ++lane) {
            Slot const slot = bundle.first_slot + lane;
            int const level_here = seating.level_index(slot);
            bool const others_follow = lane + 1 == lanes || seating.level_index(slot + 1) != level_here;
            if (level_ == Bundle::several_levels && others_follow) {
                apart_.add_to(level(level_here), LaneMask::between(first, lane + 1));
                first = lane + 1;
            }
            if (work_.units != nullptr) apart_.add_to(work_.units[slot], LaneMask::between(lane, lane + 1));
        }
    }

    /// Adds what went together to its level.
    void hand_in() {
        if (level_ == Bundle::several_levels) return;
        together_.add_to(level(level_), LaneMask::between(0, lanes));
        together_.holds_nothing = true;
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
    tallies.add(b, Measure::trust_leader, &SeatWork::trust_leader, Measure::trust_team, &SeatWork::trust_team);
    tallies.add(b, Measure::trust_organization, &SeatWork::trust_organization, Measure::trust_self,
                &SeatWork::trust_self);
    tallies.add(b, Measure::trust_report, &SeatWork::trust_report, Measure::safety, &SeatWork::safety);
    tallies.add(b, Measure::impact, &SeatWork::impact, Measure::latitude, b.rows(m.latitude));
    tallies.add(b, Measure::autonomy, b.rows(m.autonomy), Measure::personization, b.rows(m.personization));
    tallies.add(b, {Count::domination, &SeatWork::domination}, {Count::personal, &SeatWork::personal},
                {Count::intimacy, &SeatWork::intimacy});
}

/// Flows of the week, and aspiration as it began. Reads the bench; writes the tallies.
inline void observe_flows(Workbench const& b, LaneTallies& tallies) {
    tallies.add(b, Measure::satisfaction, &SeatWork::satisfaction, Measure::fit, &SeatWork::fit);
    tallies.add(b, Measure::effort, &SeatWork::effort, Measure::overhead, &SeatWork::overhead);
    tallies.add(b, Measure::performance, &SeatWork::performance, Measure::aspiration, &SeatWork::aspiration);
    tallies.add(b, {Count::members, &SeatWork::on_duty}, {Count::issues, &SeatWork::issue},
                {Count::spoken, &SeatWork::spoke});
    tallies.add(b, {Count::heard, &SeatWork::heard}, {Count::welcomed, &SeatWork::welcomed},
                {Count::explained, &SeatWork::explained});
    tallies.add(b, {Count::ignored, &SeatWork::ignored}, {Count::punished, &SeatWork::punished},
                {Count::quits, &SeatWork::quit});
}

/// Which level of relationship members on duty have with their leader. Reads the bench and personization; writes the bench.
inline void relate(Workbench& b) {
    auto const personization = b.rows(b.organization.members.personization);
    Dyads const dyads = b.parameters.dyads;
    for_each_seat(b, [&](SeatWork& w, Seats i) {
        auto const level = rules::relationship_level(w.safety[i], w.trust_leader[i], personization[i], dyads);
        w.domination[i] = w.on_duty[i] * level.domination;
        w.personal[i] = w.on_duty[i] * level.personal;
        w.intimacy[i] = w.on_duty[i] * level.intimacy;
    });
}

/// How far estimates are from what is, after step 2 and before voices: of the top, and of members without reports.
inline void observe_surprise(Workbench& b) {
    auto const estimate = b.rows(b.organization.members.estimate);
    LaneSums everyone;
    for_each_unit([&](Units units) {
        Sums sums;
        for_each_seat_of(b, units, [&](SeatWork& w, Seats i) {
            w.surprise[i] = w.seated[i] * math::magnitude(estimate[i] - w.theta[i]);
            sums.add(w.surprise[i]);
        });
        everyone.put(units.part, sums);
    });
    WeekTally& tally = b.result.tally;
    tally.surprise_front += everyone.total();
    auto const bundle = static_cast<std::size_t>(b.bundle.first_slot / lanes);
    for (std::size_t l = b.seating.leaders_begin(bundle); l < b.seating.leaders_begin(bundle + 1); ++l) {
        Row const row = b.seating.leaders()[l].row;
        tally.surprise_front -= static_cast<double>(b.seat_of(row).surprise[b.lane_of(row)]);
    }
    if (b.top_lane() == none) return;
    tally.surprise_top = static_cast<double>(b.seats->surprise[b.top_lane()]);
    if (b.seating.led_by(0) != none) tally.surprise_front -= tally.surprise_top;
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
