#pragma once

#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// Step 7, one belief: evidence fades, and `evidence(i, lane)` gives the week's weights for and against.
struct Weights {
    float for_it;
    float against;
};

/// Evidence y (0..1) of weight w: for it w y, against it w (1-y).
CANDOR_INLINE Weights both_ways(float weight, float y) { return {weight * y, weight * (1.F - y)}; }

template <class Rule>
CANDOR_INLINE void learn(Workbench& b, BeliefColumns& belief, Rule&& evidence) {
    auto const for_it = b.rows(belief.for_it);
    auto const against = b.rows(belief.against);
    Beliefs const& beliefs = b.parameters.beliefs;
    for_each_seat(b, [&](Seat i, int lane) {
        Weights const added = evidence(i, lane);
        for_it[i] = rules::remember(for_it[i], added.for_it, beliefs);
        against[i] = rules::remember(against[i], added.against, beliefs);
    });
}

/// Trust in the leader: answers to own voice, promises, latitude, knowing each other, what the unit thinks.
inline void learn_trust_leader(Workbench& b) {
    TrustLeaderEvidence const& w = b.parameters.evidence.trust_leader;
    float const negativity = b.parameters.beliefs.negativity;
    auto const latitude = b.rows(b.organization.members.latitude);
    auto const personization = b.rows(b.organization.members.personization);
    learn(b, b.organization.members.trust_leader, [&](Seat i, int lane) {
        float const due = b.promise_draw[i] < w.promise_due ? w.promise : 0.F;
        float const kept = b.promise_draw[i] < w.promise_due * b.felt.integrity[lane] ? w.promise : 0.F;
        Weights const by_latitude = both_ways(w.latitude, latitude[i]);
        Weights const by_unit = both_ways(w.unit, b.mean_trust_leader[lane]);
        return Weights{w.welcomed * b.welcomed[i] + w.explained * b.explained[i] + kept + by_latitude.for_it +
                           w.personization * personization[i] + by_unit.for_it,
                       negativity * (w.ignored * b.ignored[i] + w.punished * b.punished[i] + (due - kept)) +
                           by_latitude.against + by_unit.against};
    });
}

/// Safety: answers to own voice and to others', being asked, what the unit feels.
inline void learn_safety(Workbench& b) {
    SafetyEvidence const& w = b.parameters.evidence.safety;
    float const negativity = b.parameters.beliefs.negativity;
    learn(b, b.organization.members.safety, [&](Seat i, int lane) {
        Weights const by_unit = both_ways(w.unit, b.mean_safety[lane]);
        return Weights{w.welcomed * (b.welcomed[i] + w.witnessed * b.share_welcomed[lane]) +
                           w.explained * (b.explained[i] + w.witnessed * b.share_explained[lane]) +
                           w.inquiry * b.felt.inquiry[lane] + by_unit.for_it,
                       negativity * (w.ignored * (b.ignored[i] + w.witnessed * b.share_ignored[lane]) +
                                     w.punished * (b.punished[i] + w.witnessed * b.share_punished[lane])) +
                           by_unit.against};
    });
}

/// Impact: whether speaking changed anything, for oneself and for others.
inline void learn_impact(Workbench& b) {
    ImpactEvidence const& w = b.parameters.evidence.impact;
    learn(b, b.organization.members.impact, [&](Seat i, int lane) {
        return Weights{w.welcomed * (b.welcomed[i] + w.witnessed * b.share_welcomed[lane]),
                       w.explained * b.explained[i] + w.ignored * (b.ignored[i] + w.witnessed * b.share_ignored[lane]) +
                           w.punished * (b.punished[i] + w.witnessed * b.share_punished[lane])};
    });
}

/// The manager's trust in the report: how well it does, and whether its voice was of use or a nuisance.
inline void learn_trust_report(Workbench& b) {
    TrustReportEvidence const& w = b.parameters.evidence.trust_report;
    auto const personization = b.rows(b.organization.members.personization);
    learn(b, b.organization.members.trust_report, [&](Seat i, int) {
        Weights const by_fit = both_ways(w.fit, b.fit[i]);
        return Weights{by_fit.for_it + w.welcomed * b.welcomed[i] + w.personization * personization[i],
                       by_fit.against + w.nuisance * (b.ignored[i] + b.punished[i])};
    });
}

/// Trust in self: how well one does, feedback, and more latitude than one is used to.
inline void learn_trust_self(Workbench& b) {
    TrustSelfEvidence const& w = b.parameters.evidence.trust_self;
    auto const latitude = b.rows(b.organization.members.latitude);
    auto const autonomy = b.rows(b.organization.members.autonomy);
    learn(b, b.organization.members.trust_self, [&](Seat i, int lane) {
        Weights const by_fit = both_ways(w.fit, b.fit[i]);
        return Weights{by_fit.for_it + w.feedback * b.felt.feedback[lane],
                       by_fit.against + w.stretch * math::maximum(0.F, latitude[i] - autonomy[i])};
    });
}

/// Trust in the team: how well the unit does, how safe it is, how the leader connects.
inline void learn_trust_team(Workbench& b) {
    TrustTeamEvidence const& w = b.parameters.evidence.trust_team;
    learn(b, b.organization.members.trust_team, [&](Seat, int lane) {
        Weights const by_fit = both_ways(w.fit, b.mean_fit[lane]);
        Weights const by_safety = both_ways(w.safety, b.mean_safety[lane]);
        Weights const by_connecting = both_ways(w.connecting, b.felt.connecting[lane]);
        return Weights{by_fit.for_it + by_safety.for_it + by_connecting.for_it,
                       by_fit.against + by_safety.against + by_connecting.against};
    });
}

/// Trust in the organization: own trust in the leader, and what own ties think.
inline void learn_trust_organization(Workbench& b) {
    TrustOrganizationEvidence const& w = b.parameters.evidence.trust_organization;
    learn(b, b.organization.members.trust_organization, [&](Seat i, int) {
        Weights const by_leader = both_ways(w.trust_leader, b.trust_leader[i]);
        Weights const by_ties = both_ways(w.ties, b.ties_trust[i]);
        return Weights{by_leader.for_it + by_ties.for_it, by_leader.against + by_ties.against};
    });
}

/// Step 7: what the week taught. Reads the bench, latitude, autonomy and personization; writes evidence.
inline void learn_from_the_week(Workbench& b) {
    learn_trust_leader(b);
    learn_safety(b);
    learn_impact(b);
    learn_trust_report(b);
    learn_trust_self(b);
    learn_trust_team(b);
    learn_trust_organization(b);
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
