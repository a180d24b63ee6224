#pragma once

#include "candor/core/math.hpp"
#include "candor/core/portability.hpp"
#include "candor/model/parameters.hpp"

/// Step 7: what a week teaches a member, one function for each belief. Pure functions, as in rules.hpp.
namespace candor::model::rules {

/// What became of voices: of one's own, 1 or 0 each; in the unit, shares of it.
template <class Number>
struct VoiceOutcomes {
    Number welcomed, explained, ignored, punished;
};

/// A member's week, as far as it teaches something. State is as the week began; 0..1 but for `due` and `kept`.
template <class Number>
struct Experience {
    VoiceOutcomes<Number> own, units;
    Number promise_draw;  ///< uniform: whether a promise falls due, and is kept
    Number latitude, autonomy, personization, trust_leader;
    Number fit;
    Number mean_fit, mean_safety, mean_trust_leader;  ///< of the unit
    Number ties_trust;                                ///< mean trust in the organization of own ties
    Number inquiry, feedback, connecting, integrity;  ///< of the leader's conduct
};

/// Weights of evidence for and against something, at least 0.
template <class Number>
struct Weights {
    Number for_it;
    Number against;
};

/// Evidence y (0..1) of weight w: for it w y, against it w (1-y).
template <class Number>
CANDOR_INLINE Weights<Number> both_ways(float weight, Number y) {
    return {weight * y, weight * (1.F - y)};
}

/// Trust in the leader: answers to own voice, promises, latitude, knowing each other, what the unit thinks.
template <class Number>
CANDOR_INLINE Weights<Number> trust_leader_evidence(Experience<Number> const& week, TrustLeaderEvidence const& by,
                                                    float negativity) {
    Number const draw = week.promise_draw;
    Number const due = math::choose<Number>(draw < by.promise_due, by.promise, 0.F);
    Number const kept = math::choose<Number>(draw < by.promise_due * week.integrity, by.promise, 0.F);
    auto const by_latitude = both_ways(by.latitude, week.latitude);
    auto const by_unit = both_ways(by.unit, week.mean_trust_leader);
    return {by.welcomed * week.own.welcomed + by.explained * week.own.explained + kept + by_latitude.for_it +
                by.personization * week.personization + by_unit.for_it,
            negativity * (by.ignored * week.own.ignored + by.punished * week.own.punished + (due - kept)) +
                by_latitude.against + by_unit.against};
}

/// Safety: answers to own voice and to others', being asked, what the unit feels.
template <class Number>
CANDOR_INLINE Weights<Number> safety_evidence(Experience<Number> const& week, SafetyEvidence const& by,
                                              float negativity) {
    auto const by_unit = both_ways(by.unit, week.mean_safety);
    return {by.welcomed * (week.own.welcomed + by.witnessed * week.units.welcomed) +
                by.explained * (week.own.explained + by.witnessed * week.units.explained) + by.inquiry * week.inquiry +
                by_unit.for_it,
            negativity * (by.ignored * (week.own.ignored + by.witnessed * week.units.ignored) +
                          by.punished * (week.own.punished + by.witnessed * week.units.punished)) +
                by_unit.against};
}

/// Impact: whether speaking changed anything, for oneself and for others.
template <class Number>
CANDOR_INLINE Weights<Number> impact_evidence(Experience<Number> const& week, ImpactEvidence const& by) {
    return {by.welcomed * (week.own.welcomed + by.witnessed * week.units.welcomed),
            by.explained * week.own.explained + by.ignored * (week.own.ignored + by.witnessed * week.units.ignored) +
                by.punished * (week.own.punished + by.witnessed * week.units.punished)};
}

/// The manager's trust in the report: how well it does, and whether its voice was of use or a nuisance.
template <class Number>
CANDOR_INLINE Weights<Number> trust_report_evidence(Experience<Number> const& week, TrustReportEvidence const& by) {
    auto const by_fit = both_ways(by.fit, week.fit);
    return {by_fit.for_it + by.welcomed * week.own.welcomed + by.personization * week.personization,
            by_fit.against + by.nuisance * (week.own.ignored + week.own.punished)};
}

/// Trust in self: how well one does, feedback, and more latitude than one is used to.
template <class Number>
CANDOR_INLINE Weights<Number> trust_self_evidence(Experience<Number> const& week, TrustSelfEvidence const& by) {
    auto const by_fit = both_ways(by.fit, week.fit);
    return {by_fit.for_it + by.feedback * week.feedback,
            by_fit.against + by.stretch * math::maximum(0.F, week.latitude - week.autonomy)};
}

/// Trust in the team: how well the unit does, how safe it is, how the leader connects.
template <class Number>
CANDOR_INLINE Weights<Number> trust_team_evidence(Experience<Number> const& week, TrustTeamEvidence const& by) {
    auto const by_fit = both_ways(by.fit, week.mean_fit);
    auto const by_safety = both_ways(by.safety, week.mean_safety);
    auto const by_connecting = both_ways(by.connecting, week.connecting);
    return {by_fit.for_it + by_safety.for_it + by_connecting.for_it,
            by_fit.against + by_safety.against + by_connecting.against};
}

/// Trust in the organization: own trust in the leader, and what own ties think.
template <class Number>
CANDOR_INLINE Weights<Number> trust_organization_evidence(Experience<Number> const& week,
                                                          TrustOrganizationEvidence const& by) {
    auto const by_leader = both_ways(by.trust_leader, week.trust_leader);
    auto const by_ties = both_ways(by.ties, week.ties_trust);
    return {by_leader.for_it + by_ties.for_it, by_leader.against + by_ties.against};
}

}  // namespace candor::model::rules
