#pragma once

#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// Step 4: who has an issue, and who says so. Reads estimate, aspiration; writes silent, and issue and spoke to the bench.
inline void speak_up(Workbench& b) {
    Members& m = b.organization.members;
    auto const estimate = b.rows(m.estimate);
    auto const aspiration = b.rows(m.aspiration);
    auto const silent = b.rows(m.silent);
    Voice const voice = b.parameters.voice;
    b.ahead.send_for_some();
    for_each_unit([&](Units units) {
        Floats voices{};
        for_each_seat_of(b, units, [&](SeatWork& w, Seats i) {
            Floats const chance = rules::speak_probability(w.impact[i], w.safety[i], b.felt.inquiry[i], w.trust_self[i],
                                                           b.mean_silent[i], aspiration[i], voice);
            w.issue[i] = w.on_duty[i] * rules::issue(estimate[i], w.directive[i], voice);
            w.spoke[i] = math::choose<Floats>(w.speak_draw[i] < chance, w.issue[i], 0.F);
            silent[i] = w.issue[i] - w.spoke[i];
            voices += w.spoke[i];
        });
        b.voices[units] = voices;
    });
}

/// Step 5: where the leader's hours go. Reads the bench; writes units.leading_overhead, and to the bench the chance to be
/// heard and the hours of one-to-ones for each report.
inline void spend_leaders_hours(Workbench& b) {
    Slots const leading_overhead = b.slots(b.organization.units.leading_overhead);
    Time const time = b.parameters.time;
    for_each_unit([&](Units i) {
        auto const hours = rules::leader_hours(b.dependence[i], b.size[i], b.felt.monitoring[i],
                                               b.felt.relational_time[i], b.voices[i], b.leader_present[i], time);
        b.heard_chance[i] = hours.heard;
        b.one_to_one[i] = hours.one_to_one / b.size[i];
        b.apart[i] = rules::apart(b.one_to_one[i]);
        leading_overhead[i] = rules::leading_overhead(hours, time);
    });
}

/// Step 5: what becomes of each voice. Reads estimate; writes units.welcomed*, and the answers and their shares to the bench.
inline void answer_voices(Workbench& b) {
    auto const estimate = b.rows(b.organization.members.estimate);
    Slots const unit_welcomed = b.slots(b.organization.units.welcomed);
    Slots const unit_estimates = b.slots(b.organization.units.welcomed_estimates);
    Conduct const& felt = b.felt;
    b.ahead.send_for_some();
    for_each_unit([&](Units units) {
        Floats welcomed{}, estimates{}, explained{}, ignored{}, punished{};
        for_each_seat_of(b, units, [&](SeatWork& w, Seats i) {
            auto const answer = rules::answer(w.spoke[i], w.answer_draw[i], b.heard_chance[i], felt.receptiveness[i],
                                              felt.sanction[i], felt.transparency[i]);
            w.heard[i] = answer.heard;
            w.welcomed[i] = answer.welcomed;
            w.punished[i] = answer.punished;
            w.explained[i] = answer.explained;
            w.ignored[i] = answer.ignored;
            welcomed += answer.welcomed;
            estimates += answer.welcomed * estimate[i];
            explained += answer.explained;
            ignored += answer.ignored;
            punished += answer.punished;
        });
        unit_welcomed[units] = welcomed;
        unit_estimates[units] = estimates;
        b.share_welcomed[units] = welcomed / b.size[units];
        b.share_explained[units] = explained / b.size[units];
        b.share_ignored[units] = ignored / b.size[units];
        b.share_punished[units] = punished / b.size[units];
    });
}

/// Step 6: effort, overhead and performance; for leaders without what leading costs them, which pass C adds.
/// Reads autonomy; writes the bench and units.leader_*.
inline void work_out(Workbench& b) {
    auto const autonomy = b.rows(b.organization.members.autonomy);
    float const routineness = b.parameters.environment.routineness;
    Motivation const weights = b.parameters.motivation;
    Time const time = b.parameters.time;
    for_each_seat(b, [&](SeatWork& w, Seats i) {
        Floats const motivation = rules::motivation(w.trust_leader[i], w.trust_organization[i], autonomy[i], weights);
        w.effort[i] = rules::effort(motivation, routineness, b.felt.monitoring[i], autonomy[i]);
        w.overhead[i] = rules::overhead(b.one_to_one[i], w.spoke[i], b.felt.responsible_individual[i], time);
        w.performance[i] = w.on_duty[i] * rules::performance(w.effort[i] * w.fit[i], w.overhead[i]);
    });
    UnitWeek& units = b.organization.units;
    auto const bundle = static_cast<std::size_t>(b.bundle.first_slot / lanes);
    for (std::size_t l = b.seating.leaders_begin(bundle); l < b.seating.leaders_begin(bundle + 1); ++l) {
        LedFrom const leader = b.seating.leaders()[l];
        SeatWork& w = b.seat_of(leader.row);
        int const lane = b.lane_of(leader.row);
        units.leader_effort_fit[static_cast<std::size_t>(leader.slot)] = w.effort[lane] * w.fit[lane];
        units.leader_overhead[static_cast<std::size_t>(leader.slot)] = w.overhead[lane];
        w.performance[lane] = w.overhead[lane] = 0.F;  // counted in pass C
    }
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
