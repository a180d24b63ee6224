#pragma once

#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// What the units of a bundle add up to, one unit per lane.
struct UnitTallies {
    double sum[measures][lanes] = {};
    double square[measures][lanes] = {};
    float count[counts][lanes] = {};

    template <class Value>
    CANDOR_INLINE void measure(Workbench const& b, Measure measure, Value&& value) {
        double* const total = sum[static_cast<std::size_t>(measure)];
        double* const squares = square[static_cast<std::size_t>(measure)];
        for_each_seat(b.bundle, [&](int i, int lane) {
            auto const x = static_cast<double>(value(i));
            total[lane] += x;
            squares[lane] += x * x;
        });
    }

    template <class Value>
    CANDOR_INLINE void add(Workbench const& b, Count what, Value&& value) {
        float* const total = count[static_cast<std::size_t>(what)];
        for_each_seat(b.bundle, [&](int i, int lane) { total[lane] += value(i); });
    }
};

/// State as the week began, of members on duty. Reads the bench and members; writes the tallies.
inline void observe_state(Workbench const& b, UnitTallies& tallies) {
    Members const& m = b.organization.members;
    auto const state = [&](Measure measure, float const* value) {
        tallies.measure(b, measure, [&](int i) { return b.on_duty[i] * value[i]; });
    };
    state(Measure::trust_leader, b.trust_leader);
    state(Measure::trust_team, b.trust_team);
    state(Measure::trust_organization, b.trust_organization);
    state(Measure::trust_self, b.trust_self);
    state(Measure::trust_report, b.trust_report);
    state(Measure::safety, b.safety);
    state(Measure::impact, b.impact);
    state(Measure::latitude, b.rows(m.latitude));
    state(Measure::autonomy, b.rows(m.autonomy));
    state(Measure::personization, b.rows(m.personization));
    state(Measure::aspiration, b.rows(m.aspiration));

    float const* const personization = b.rows(m.personization);
    auto const level = [&](int i) {
        return rules::relationship_level(b.safety[i], b.trust_leader[i], personization[i], b.parameters.dyads);
    };
    tallies.add(b, Count::domination, [&](int i) { return b.on_duty[i] * level(i).domination; });
    tallies.add(b, Count::transactional, [&](int i) { return b.on_duty[i] * level(i).transactional; });
    tallies.add(b, Count::personal, [&](int i) { return b.on_duty[i] * level(i).personal; });
    tallies.add(b, Count::intimacy, [&](int i) { return b.on_duty[i] * level(i).intimacy; });
}

/// Flows of the week. Reads the bench; writes the tallies.
inline void observe_flows(Workbench const& b, UnitTallies& tallies) {
    auto const flow = [&](Measure measure, float const* value) {
        tallies.measure(b, measure, [&](int i) { return b.on_duty[i] * value[i]; });
    };
    flow(Measure::satisfaction, b.satisfaction);
    flow(Measure::fit, b.fit);
    flow(Measure::effort, b.effort);
    flow(Measure::overhead, b.overhead);
    flow(Measure::performance, b.performance);
    auto const happened = [&](Count what, float const* value) {
        tallies.add(b, what, [&](int i) { return value[i]; });
    };
    happened(Count::members, b.on_duty);
    happened(Count::positions, b.seated);
    happened(Count::issues, b.issue);
    happened(Count::spoken, b.spoke);
    happened(Count::heard, b.heard);
    happened(Count::welcomed, b.welcomed);
    happened(Count::explained, b.explained);
    happened(Count::ignored, b.ignored);
    happened(Count::punished, b.punished);
    happened(Count::quits, b.quit);
    tallies.add(b, Count::vacant, [&](int i) { return b.seated[i] - b.on_duty[i]; });
}

/// Adds the units of a bundle to the levels they belong to, unit by unit; the top is not counted.
inline void add_up(Workbench& b, UnitTallies const& tallies) {
    for (int lane = 0; lane < lanes; ++lane) {
        Slot const slot = b.bundle.first_slot + lane;
        if (slot == b.seating.top_slot() || b.seating.size(slot) == 0) continue;
        Tally unit{};
        for (std::size_t m = 0; m < measures; ++m) {
            unit.sum[m] = tallies.sum[m][lane];
            unit.square[m] = tallies.square[m][lane];
        }
        for (std::size_t c = 0; c < counts; ++c) unit.count[c] = static_cast<double>(tallies.count[c][lane]);
        b.result.tally.levels[static_cast<std::size_t>(b.seating.level_index(slot))].add(unit);
        if (b.unit_tallies != nullptr) b.unit_tallies[slot] = unit;
    }
}

/// How far estimates are from what is, after step 2 and before voices: of the top, and of members without reports.
inline void observe_surprise(Workbench& b) {
    float const* const estimate = b.rows(b.organization.members.estimate);
    auto const surprise = [&](int i) {
        float const difference = estimate[i] - b.theta[i];
        return difference < 0.F ? -difference : difference;
    };
    double everyone[lanes] = {};
    double seats[lanes] = {};
    for_each_seat(b.bundle, [&](int i, int lane) {
        everyone[lane] += static_cast<double>(b.seated[i] * surprise(i));
        seats[lane] += static_cast<double>(b.seated[i]);
    });
    WeekTally& tally = b.result.tally;
    for (int lane = 0; lane < lanes; ++lane) {
        tally.surprise_front += everyone[lane];
        tally.fronts += seats[lane];
    }
    auto const bundle = static_cast<std::size_t>(b.bundle.first_slot / lanes);
    auto const leaves_out = [&](int i) {
        tally.surprise_front -= static_cast<double>(surprise(i));
        tally.fronts -= 1.0;
    };
    for (std::size_t l = b.seating.leaders_begin(bundle); l < b.seating.leaders_begin(bundle + 1); ++l) {
        leaves_out(b.seating.leaders()[l].row - b.bundle.first_row);
    }
    int const top_lane = b.seating.top_slot() - b.bundle.first_slot;
    if (top_lane < 0 || top_lane >= lanes) return;
    tally.surprise_top = static_cast<double>(surprise(top_lane));
    if (b.seating.led_by(0) != none) leaves_out(top_lane);
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
