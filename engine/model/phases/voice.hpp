#pragma once

#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// Step 4: who has an issue, and who says so. Reads estimate, aspiration; writes silent, and issue and spoke to the bench.
inline void speak_up(Workbench& b) {
    Members& m = b.organization.members;
    auto const estimate = b.rows(m.estimate);
    auto const aspiration = b.rows(m.aspiration);
    auto const silent = b.rows(m.silent);
    for_each_seat(b, [&](Seat i, int lane) {
        float const chance = rules::speak_probability(b.impact[i], b.safety[i], b.felt.inquiry[lane], b.trust_self[i],
                                                      b.mean_silent[lane], aspiration[i], b.parameters.voice);
        b.issue[i] = b.on_duty[i] * rules::issue(estimate[i], b.directive[i], b.parameters.voice);
        b.spoke[i] = b.speak_draw[i] < chance ? b.issue[i] : 0.F;
        silent[i] = b.issue[i] - b.spoke[i];
    });
}

/// Step 5: where the leader's hours go. Reads the bench; writes units.leading_overhead, and to the bench the chance to be
/// heard and the hours of one-to-ones for each report.
inline void spend_leaders_hours(Workbench& b) {
    Lane const voices = sum_over_units(b, [&](Seat i, int) { return b.spoke[i]; });
    float* const leading_overhead = b.slots(b.organization.units.leading_overhead);
    Time const& time = b.parameters.time;
    for_each_lane([&](int lane) {
        rules::LeaderHours const hours =
            rules::leader_hours(b.dependence[lane], b.size[lane], b.felt.monitoring[lane], b.felt.relational_time[lane],
                                voices[lane], b.leader_present[lane], time);
        b.heard_chance[lane] = hours.heard;
        b.one_to_one[lane] = hours.one_to_one / b.size[lane];
        b.apart[lane] = rules::apart(b.one_to_one[lane]);
        leading_overhead[lane] = rules::leading_overhead(hours, time);
    });
}

/// Step 5: what becomes of each voice. Reads estimate; writes units.welcomed*, and the answers and their shares to the bench.
inline void answer_voices(Workbench& b) {
    auto const estimate = b.rows(b.organization.members.estimate);
    Conduct const& felt = b.felt;
    for_each_seat(b, [&](Seat i, int lane) {
        rules::Answer const answer =
            rules::answer(b.spoke[i], b.answer_draw[i], b.heard_chance[lane], felt.receptiveness[lane],
                          felt.sanction[lane], felt.transparency[lane]);
        b.heard[i] = answer.heard;
        b.welcomed[i] = answer.welcomed;
        b.punished[i] = answer.punished;
        b.explained[i] = answer.explained;
        b.ignored[i] = answer.ignored;
    });
    Lane const welcomed = sum_over_units(b, [&](Seat i, int) { return b.welcomed[i]; });
    Lane const estimates = sum_over_units(b, [&](Seat i, int) { return b.welcomed[i] * estimate[i]; });
    Lane const explained = sum_over_units(b, [&](Seat i, int) { return b.explained[i]; });
    Lane const ignored = sum_over_units(b, [&](Seat i, int) { return b.ignored[i]; });
    Lane const punished = sum_over_units(b, [&](Seat i, int) { return b.punished[i]; });
    float *const unit_welcomed = b.slots(b.organization.units.welcomed), *const unit_estimates = b.slots(
                                                                             b.organization.units.welcomed_estimates);
    for_each_lane([&](int lane) {
        unit_welcomed[lane] = welcomed[lane];
        unit_estimates[lane] = estimates[lane];
        b.share_welcomed[lane] = welcomed[lane] / b.size[lane];
        b.share_explained[lane] = explained[lane] / b.size[lane];
        b.share_ignored[lane] = ignored[lane] / b.size[lane];
        b.share_punished[lane] = punished[lane] / b.size[lane];
    });
}

/// Step 6: effort, overhead and performance; for leaders without what leading costs them, which pass C adds.
/// Reads autonomy; writes the bench and units.leader_*.
inline void work_out(Workbench& b) {
    auto const autonomy = b.rows(b.organization.members.autonomy);
    float const routineness = b.parameters.environment.routineness;
    for_each_seat(b, [&](Seat i, int lane) {
        float const motivation =
            rules::motivation(b.trust_leader[i], b.trust_organization[i], autonomy[i], b.parameters.motivation);
        b.effort[i] = rules::effort(motivation, routineness, b.felt.monitoring[lane], autonomy[i]);
        b.overhead[i] =
            rules::overhead(b.one_to_one[lane], b.spoke[i], b.felt.responsible_individual[lane], b.parameters.time);
        b.performance[i] = b.on_duty[i] * rules::performance(b.effort[i] * b.fit[i], b.overhead[i]);
    });
    UnitWeek& units = b.organization.units;
    auto const bundle = static_cast<std::size_t>(b.bundle.first_slot / lanes);
    for (std::size_t l = b.seating.leaders_begin(bundle); l < b.seating.leaders_begin(bundle + 1); ++l) {
        LedFrom const leader = b.seating.leaders()[l];
        Seat const i = b.seat_of(leader.row);
        units.leader_effort_fit[static_cast<std::size_t>(leader.slot)] = b.effort[i] * b.fit[i];
        units.leader_overhead[static_cast<std::size_t>(leader.slot)] = b.overhead[i];
        b.performance[i] = b.overhead[i] = 0.F;  // counted in pass C
    }
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
