#pragma once

#include "candor/core/math.hpp"
#include "candor/core/portability.hpp"
#include "candor/model/parameters.hpp"

/// What one member or one leader does: the formulas of the model, one function each, in the order of the week's steps.
/// Pure functions of numbers, without branches, so that a loop over lanes vectorizes and a test needs no organization.
/// Shares and beliefs are 0..1; `for_it` and `against` are weights of evidence, at least 0.
namespace candor::model::rules {

/// Value of a belief: (r + n0 prior)/(r + s + n0) (Jøsang & Ismail 2002). `Number` is a float or a vector of floats.
template <class Number>
CANDOR_INLINE Number belief(Number for_it, Number against, Number prior, Beliefs const& beliefs) {
    return (for_it + beliefs.prior_weight * prior) / (for_it + against + beliefs.prior_weight);
}

/// Evidence a week later: what is kept of the old plus the new.
CANDOR_INLINE float remember(float evidence, float added, Beliefs const& beliefs) {
    return beliefs.retention * evidence + added;
}

/// One element of how a leader leads: habit + adoption (policy - habit).
CANDOR_INLINE float conduct(float habit, float policy, float adoption) { return habit + adoption * (policy - habit); }

// --- Founding ---

/// Expertise from a standard normal: min(limit, exp(spread normal)).
CANDOR_INLINE float founding_expertise(float normal, People const& people) {
    return math::minimum(people.expertise_limit, math::exp(people.expertise_spread * normal));
}

// --- 1 Environment ---

/// Condition a week later: phi z + sqrt(1-phi^2) sigma epsilon; `scale` is sqrt(1-phi^2) sigma.
CANDOR_INLINE float condition(float before, float turbulence, float scale, float normal) {
    return (1.F - turbulence) * before + scale * normal;
}

// --- 2 Perceive ---

/// Standard deviation of perception: signal noise (1 + distance height) / expertise.
CANDOR_INLINE float perception_noise(float noise, float expertise) { return noise / expertise; }

/// Steady-state gain of the estimate of a random walk whose steps have variance `drift`: 2Q/(Q + sqrt(Q^2 + 4 Q noise^2)), 0 if Q = 0.
CANDOR_INLINE float gain(float drift, float noise) {
    float const denominator = drift + math::square_root(drift * drift + 4.F * drift * noise * noise);
    return drift > 0.F ? 2.F * drift / denominator : 0.F;
}

/// Estimate after one noisy look at the condition.
CANDOR_INLINE float perceive(float estimate, float theta, float gain, float noise, float normal) {
    return estimate + gain * (theta + noise * normal - estimate);
}

// --- 3 Act ---

/// Probability that a member on duty advises the responsible individual. `Number` is a float or a vector of floats.
template <class Number>
CANDOR_INLINE Number advice_probability(Number trust_team, Decision const& decision) {
    return decision.advice * (decision.advice_base + decision.advice_trust_team * trust_team);
}

/// What the member is directed to do: manager's action and the responsible individual's decision, blended.
CANDOR_INLINE float directive(float managers_action, float decision, float responsible_individual) {
    return (1.F - responsible_individual) * managers_action + responsible_individual * decision;
}

/// What the member does: the directive, moved to its own estimate as far as it is autonomous.
CANDOR_INLINE float act(float directive, float estimate, float autonomy) {
    return directive + autonomy * (estimate - directive);
}

/// Mutual adjustment, from trust in the team and the mean strength of own ties.
CANDOR_INLINE float adjustment(float trust_team, float tie_strength, Decision const& decision) {
    return decision.adjustment_trust_team * trust_team + decision.adjustment_ties * tie_strength;
}

/// (a - theta)^2 + interdependence (1-M) (a - mean a of the unit)^2.
CANDOR_INLINE float loss(float action, float theta, float units_action, float adjustment, float interdependence) {
    float const miss = action - theta;
    float const apart = action - units_action;
    return miss * miss + interdependence * (1.F - adjustment) * (apart * apart);
}

/// exp(-loss).
CANDOR_INLINE float fit(float loss) { return math::exp(-loss); }

// --- 4 Speak up ---

/// 1 if estimate and directive differ by more than the threshold.
CANDOR_INLINE float issue(float estimate, float directive, Voice const& voice) {
    float const difference = estimate - directive;
    float const size = difference < 0.F ? -difference : difference;
    return size > voice.issue_threshold ? 1.F : 0.F;
}

/// Probability that a member with an issue speaks (safety and futility: Morrison 2011, Detert & Burris 2007).
CANDOR_INLINE float speak_probability(float impact, float safety, float inquiry, float trust_self, float silent_share,
                                      float aspiration, Voice const& voice) {
    return math::logistic(voice.base + voice.impact * impact - voice.fear * (1.F - safety) + voice.inquiry * inquiry +
                          voice.trust_self * trust_self - voice.silence * silent_share +
                          voice.aspiration * (aspiration - voice.aspiration_neutral));
}

// --- 5 The leader's week ---

/// A leader's hours of one week, in the order in which they are spent.
struct LeaderHours {
    float free;        ///< hours without other work (F)
    float directing;   ///< wanted for directing and monitoring (P); may exceed the free ones
    float hearing;     ///< spent on voices
    float heard;       ///< probability that a voice is heard
    float one_to_one;  ///< spent on one-to-ones (R)
};

/// How a leader's hours go. `dependence` is the unit's sum of 1 - autonomy; `present` is 0 while vacant.
CANDOR_INLINE LeaderHours leader_hours(float dependence, float reports, float monitoring, float relational_time,
                                       float voices, float present, Time const& time) {
    LeaderHours week{};
    week.free = time.hours * (1.F - time.other_work);
    week.directing = time.direction * dependence + time.monitoring * monitoring * reports;
    float const left = math::maximum(0.F, week.free - week.directing);
    float const wanted = voices * time.hearing;
    week.heard = present * (wanted > 0.F ? math::minimum(1.F, left / wanted) : 1.F);
    week.hearing = math::minimum(wanted, left);
    week.one_to_one = present * math::minimum(relational_time * time.hours, math::maximum(0.F, left - wanted));
    return week;
}

/// What hours of contact leave undone: exp(-hours).
CANDOR_INLINE float apart(float hours) { return math::exp(-hours); }

/// Contact of a report with its leader, 1 - exp(-hours), from what one-to-ones and other contact leave undone.
CANDOR_INLINE float contact(float apart_after_one_to_ones, float apart_after_other_contact) {
    return 1.F - apart_after_one_to_ones * apart_after_other_contact;
}

/// What became of one voice: exactly one of the last four is 1 if it spoke.
struct Answer {
    float heard;
    float welcomed;
    float punished;
    float explained;
    float ignored;
};

/// The answer to a voice from one uniform draw: heard, then welcomed, else punished, else explained, else ignored.
CANDOR_INLINE Answer answer(float spoke, float draw, float heard, float receptiveness, float sanction,
                            float transparency) {
    float const welcomed_below = heard * receptiveness;
    float const punished_below = welcomed_below + heard * (1.F - receptiveness) * sanction;
    float const explained_below = punished_below + heard * (1.F - receptiveness) * (1.F - sanction) * transparency;
    float const welcomed = draw < welcomed_below ? spoke : 0.F;
    float const to_punished = draw < punished_below ? spoke : 0.F;
    float const to_explained = draw < explained_below ? spoke : 0.F;
    return {draw < heard ? spoke : 0.F, welcomed, to_punished - welcomed, to_explained - to_punished,
            spoke - to_explained};
}

/// How far welcomed voices move the leader's estimate: k/(k+1) (their mean - own).
CANDOR_INLINE float listen(float welcomed, float sum_of_estimates, float own_estimate) {
    float const divisor = math::maximum(welcomed, 1.F);
    return welcomed / (welcomed + 1.F) * (sum_of_estimates / divisor - own_estimate);
}

// --- 6 Output ---

CANDOR_INLINE float motivation(float trust_leader, float trust_organization, float autonomy,
                               Motivation const& motivation) {
    return motivation.base +
           motivation.weight * ((trust_leader + trust_organization + autonomy) * (1.F / 3.F) - motivation.neutral);
}

/// Effort: motivation, and supervision in its place as far as work is routine (Ouchi 1979).
CANDOR_INLINE float effort(float motivation, float routineness, float monitoring, float autonomy) {
    float const supervision = routineness * monitoring * (1.F - autonomy);
    return 1.F - (1.F - supervision) * (1.F - motivation);
}

/// Share of the week that one-to-ones, speaking and deciding by advice take.
CANDOR_INLINE float overhead(float one_to_one, float spoke, float responsible_individual, Time const& time) {
    return (one_to_one + time.speaking * spoke) / time.hours + time.responsible_individual * responsible_individual;
}

/// Share of the week that leading takes.
CANDOR_INLINE float leading_overhead(LeaderHours const& week, Time const& time) {
    return math::minimum(1.F, (week.directing + week.hearing + week.one_to_one) / time.hours);
}

CANDOR_INLINE float performance(float effort_times_fit, float overhead) {
    return effort_times_fit * (1.F - math::minimum(1.F, overhead));
}

// --- 7 Evidence: see engine/model/phases/evidence.hpp ---

// --- 8 Relate and delegate ---

CANDOR_INLINE float personization(float before, float contact, Relations const& relations) {
    return before + relations.contact_growth * contact * (1.F - before) - relations.fading * before;
}

/// Latitude the leader offers (Mayer, Davis & Schoorman 1995; weights assumed).
CANDOR_INLINE float offer(float delegation, float trust_first, float trust_report, float managers_autonomy,
                          Relations const& relations) {
    return delegation * (trust_first + (1.F - trust_first) * trust_report) *
           (relations.offer_base + relations.offer_manager_autonomy * managers_autonomy);
}

/// Autonomy the member is ready for.
CANDOR_INLINE float readiness(float latitude, float trust_self, float safety, Relations const& relations) {
    return latitude * (relations.readiness_base + relations.readiness_trust * (trust_self + safety));
}

/// A step towards a target, at one pace up and another down.
CANDOR_INLINE float approach(float value, float target, float up, float down) {
    float const distance = target - value;
    return value + (distance > 0.F ? up : down) * distance;
}

// --- 9 Lead ---

/// Adoption a week later: practice, role model, relapse. `same_policy` is 1 if the leader's manager is asked the same.
CANDOR_INLINE float adoption(float before, float mindset, float skill, float control, float same_policy,
                             float managers_adoption, Learning const& learning) {
    float const after = before + learning.practice * mindset * skill * (1.F - before) +
                        learning.role_model * (same_policy * managers_adoption - before) -
                        learning.relapse * control * (1.F - skill) * before;
    return math::clamp(after, 0.F, 1.F);
}

/// `Number` is a float or a vector of floats.
template <class Number>
CANDOR_INLINE Number tie_strength(Number before, Number connecting_here, Number connecting_there, Number safety_here,
                                  Number safety_there, Learning const& learning) {
    Number const connecting = .5F * (connecting_here + connecting_there);
    return before + learning.tie_growth * connecting * (safety_here * safety_there) * (1.F - before) -
           learning.tie_fading * before;
}

CANDOR_INLINE float expertise(float before, float feedback, float mindset, float limit, Learning const& learning) {
    return math::minimum(limit, before * (1.F + learning.expertise * feedback * mindset));
}

// --- 10 Stay or leave ---

CANDOR_INLINE float satisfaction(float trust_leader, float autonomy, float safety, float fit,
                                 Satisfaction const& weights) {
    return weights.trust_leader * trust_leader + weights.autonomy * autonomy + weights.safety * safety +
           weights.fit * fit;
}

/// `market`: a factor on turnover.market, 1 where nothing moves the labour market.
CANDOR_INLINE float quit_probability(float aspiration, float satisfaction, Turnover const& turnover,
                                     float market = 1.F) {
    return math::minimum(1.F, turnover.market * market * turnover.hazard *
                                  math::exp(turnover.sensitivity * (aspiration - satisfaction)));
}

/// Aspiration a week later: it adapts to what one has and rises to what one's ties have.
CANDOR_INLINE float aspiration(float before, float satisfaction, float tie_strength, float ties_satisfaction,
                               Turnover const& turnover) {
    return before + turnover.aspiration_adapts * (satisfaction - before) +
           turnover.aspiration_compares * tie_strength * math::maximum(0.F, ties_satisfaction - before);
}

// --- Relationship level of a dyad (Schein & Schein 2018) ---

/// Which level holds: 1 for exactly one of the four.
struct RelationshipLevel {
    float domination;
    float transactional;
    float personal;
    float intimacy;
};

CANDOR_INLINE RelationshipLevel relationship_level(float safety, float trust_leader, float personization,
                                                   Dyads const& dyads) {
    float const domination = ((safety < dyads.domination_safety) & (trust_leader < dyads.domination_trust)) ? 1.F : 0.F;
    float const least = math::minimum(personization, trust_leader);
    float const intimacy = least >= dyads.intimacy ? 1.F - domination : 0.F;
    float const personal = least >= dyads.personal ? 1.F - domination - intimacy : 0.F;
    return {domination, 1.F - domination - intimacy - personal, personal, intimacy};
}

}  // namespace candor::model::rules
