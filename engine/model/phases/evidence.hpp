#pragma once

#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// Step 7: what the week taught. Reads the bench, latitude, autonomy and personization; writes evidence.
inline void learn_from_the_week(Workbench& b) {
    Members& m = b.organization.members;
    auto const latitude = b.rows(m.latitude);
    auto const autonomy = b.rows(m.autonomy);
    auto const personization = b.rows(m.personization);
    Evidence const by = b.parameters.evidence;
    Beliefs const beliefs = b.parameters.beliefs;
    // belief by belief: what one of them needs fits into registers
    auto const learn = [&](BeliefColumns const& belief, auto&& taught) {
        BeliefRows const rows(b, belief);
        for_each_seat(b, [&](SeatWork const& w, Seats i) {
            rows.learn(i,
                       taught(rules::Experience<Floats>{
                           {w.welcomed[i], w.explained[i], w.ignored[i], w.punished[i]},
                           {b.share_welcomed[i], b.share_explained[i], b.share_ignored[i], b.share_punished[i]},
                           w.promise_draw[i],
                           latitude[i],
                           autonomy[i],
                           personization[i],
                           w.trust_leader[i],
                           w.fit[i],
                           b.mean_fit[i],
                           b.mean_safety[i],
                           b.mean_trust_leader[i],
                           w.ties_trust[i],
                           b.felt.inquiry[i],
                           b.felt.feedback[i],
                           b.felt.connecting[i],
                           b.felt.integrity[i]}),
                       beliefs);
        });
    };
    using Week = rules::Experience<Floats>;
    learn(m.trust_leader,
          [&](Week const& week) { return rules::trust_leader_evidence(week, by.trust_leader, beliefs.negativity); });
    learn(m.safety, [&](Week const& week) { return rules::safety_evidence(week, by.safety, beliefs.negativity); });
    learn(m.impact, [&](Week const& week) { return rules::impact_evidence(week, by.impact); });
    learn(m.trust_report, [&](Week const& week) { return rules::trust_report_evidence(week, by.trust_report); });
    learn(m.trust_self, [&](Week const& week) { return rules::trust_self_evidence(week, by.trust_self); });
    learn(m.trust_team, [&](Week const& week) { return rules::trust_team_evidence(week, by.trust_team); });
    learn(m.trust_organization,
          [&](Week const& week) { return rules::trust_organization_evidence(week, by.trust_organization); });
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
