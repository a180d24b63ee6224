#pragma once

#include <array>

#include "candor/core/math.hpp"
#include "candor/core/portability.hpp"
#include "candor/model/parameters.hpp"

/// What one member or one leader does: the formulas of the model, one function each, in the order of the week's steps.
/// Pure functions without branches, so that a test needs no organization. A `Number` is one member's (float) or those of
/// as many members as a register holds (math.hpp), with the same bytes; what is float is the same for all of them.
/// Shares and beliefs are 0..1; `for_it` and `against` are weights of evidence, at least 0.
namespace candor::model::rules {

/// Value of a belief: (r + n0 prior)/(r + s + n0) (Jøsang & Ismail 2002).
template <class Number>
CANDOR_INLINE Number belief(Number for_it, Number against, Number prior, Beliefs const& beliefs) {
    return (for_it + beliefs.prior_weight * prior) / (for_it + against + beliefs.prior_weight);
}

/// Evidence a week later: what is kept of the old plus the new.
template <class Number>
CANDOR_INLINE Number remember(Number evidence, Number added, Beliefs const& beliefs) {
    return beliefs.retention * evidence + added;
}

/// One element of how a leader leads: habit + adoption (policy - habit).
template <class Number>
CANDOR_INLINE Number conduct(Number habit, Number policy, Number adoption) {
    return habit + adoption * (policy - habit);
}

// --- Founding ---

/// Expertise from a standard normal: min(limit, exp(spread normal)).
CANDOR_INLINE float founding_expertise(float normal, People const& people) {
    return math::minimum(people.expertise_limit, math::exp(people.expertise_spread * normal));
}

// --- 1 Environment ---

/// Condition a week later: phi z + sqrt(1-phi^2) sigma epsilon; `scale` is sqrt(1-phi^2) sigma.
template <class Number>
CANDOR_INLINE Number condition(Number before, float turbulence, Number scale, Number normal) {
    return (1.F - turbulence) * before + scale * normal;
}

// --- 2 Perceive ---

/// Standard deviation of perception: signal noise (1 + distance height) / expertise.
template <class Number>
CANDOR_INLINE Number perception_noise(Number noise, Number expertise) {
    return noise / expertise;
}

/// Steady-state gain of the estimate of a random walk whose steps have variance `drift`: 2Q/(Q + sqrt(Q^2 + 4 Q noise^2)), 0 if Q = 0.
template <class Number>
CANDOR_INLINE Number gain(Number drift, Number noise) {
    Number const denominator = drift + math::square_root(drift * drift + 4.F * drift * noise * noise);
    return math::choose<Number>(drift > 0.F, 2.F * drift / denominator, 0.F);
}

/// Estimate after one noisy look at the condition.
template <class Number>
CANDOR_INLINE Number perceive(Number estimate, Number theta, Number gain, Number noise, Number normal) {
    return estimate + gain * (theta + noise * normal - estimate);
}

// --- 3 Act ---

/// Probability that a member on duty advises the responsible individual.
template <class Number>
CANDOR_INLINE Number advice_probability(Number trust_team, Decision const& decision) {
    return decision.advice * (decision.advice_base + decision.advice_trust_team * trust_team);
}

/// What the member is directed to do: manager's action and the responsible individual's decision, blended.
template <class Number>
CANDOR_INLINE Number directive(Number managers_action, Number decision, Number responsible_individual) {
    return (1.F - responsible_individual) * managers_action + responsible_individual * decision;
}

/// What the member does: the directive, moved to its own estimate as far as it is autonomous.
template <class Number>
CANDOR_INLINE Number act(Number directive, Number estimate, Number autonomy) {
    return directive + autonomy * (estimate - directive);
}

/// Mutual adjustment, from trust in the team and the mean strength of own ties.
template <class Number>
CANDOR_INLINE Number adjustment(Number trust_team, Number tie_strength, Decision const& decision) {
    return decision.adjustment_trust_team * trust_team + decision.adjustment_ties * tie_strength;
}

/// (a - theta)^2 + interdependence (1-M) (a - mean a of the unit)^2.
template <class Number>
CANDOR_INLINE Number loss(Number action, Number theta, Number units_action, Number adjustment, float interdependence) {
    Number const miss = action - theta;
    Number const apart = action - units_action;
    return miss * miss + interdependence * (1.F - adjustment) * (apart * apart);
}

/// exp(-loss).
template <class Number>
CANDOR_INLINE Number fit(Number loss) {
    return math::exp(-loss);
}

// --- 4 Speak up ---

/// 1 if estimate and directive differ by more than the threshold.
template <class Number>
CANDOR_INLINE Number issue(Number estimate, Number directive, Voice const& voice) {
    return math::choose<Number>(math::magnitude(estimate - directive) > voice.issue_threshold, 1.F, 0.F);
}

inline constexpr std::size_t speak_term_count = 7;

/// What adds up, in this order, to the log-odds that a member with an issue speaks: by itself, for impact, against fear,
/// for being asked, for trust in self, against the silence of others, for aspiration.
template <class Number>
CANDOR_INLINE std::array<Number, speak_term_count> speak_terms(Number impact, Number safety, Number inquiry,
                                                               Number trust_self, Number silent_share,
                                                               Number aspiration, Voice const& voice) {
    return {math::all<Number>(voice.base),
            voice.impact * impact,
            -voice.fear * (1.F - safety),
            voice.inquiry * inquiry,
            voice.trust_self * trust_self,
            -voice.silence * silent_share,
            voice.aspiration * (aspiration - voice.aspiration_neutral)};
}

/// Probability that a member with an issue speaks (safety and futility: Morrison 2011, Detert & Burris 2007).
template <class Number>
CANDOR_INLINE Number speak_probability(Number impact, Number safety, Number inquiry, Number trust_self,
                                       Number silent_share, Number aspiration, Voice const& voice) {
    auto const terms = speak_terms(impact, safety, inquiry, trust_self, silent_share, aspiration, voice);
    return math::logistic(terms[0] + terms[1] + terms[2] + terms[3] + terms[4] + terms[5] + terms[6]);
}

// --- 5 The leader's week ---

/// A leader's hours of one week, in the order in which they are spent.
template <class Number>
struct LeaderHours {
    Number free;        ///< hours without other work (F)
    Number directing;   ///< wanted for directing and monitoring (P); may exceed the free ones
    Number hearing;     ///< spent on voices
    Number heard;       ///< probability that a voice is heard
    Number one_to_one;  ///< spent on one-to-ones (R)
};

/// How a leader's hours go. `dependence` is the unit's sum of 1 - autonomy; `present` is 0 while vacant.
template <class Number>
CANDOR_INLINE LeaderHours<Number> leader_hours(Number dependence, Number reports, Number monitoring,
                                               Number relational_time, Number voices, Number present,
                                               Time const& time) {
    LeaderHours<Number> week{};
    week.free = math::all<Number>(time.hours * (1.F - time.other_work));
    week.directing = time.direction * dependence + time.monitoring * monitoring * reports;
    Number const left = math::maximum(0.F, week.free - week.directing);
    Number const wanted = voices * time.hearing;
    week.heard = present * math::choose<Number>(wanted > 0.F, math::minimum(1.F, left / wanted), 1.F);
    week.hearing = math::minimum(wanted, left);
    week.one_to_one = present * math::minimum(relational_time * time.hours, math::maximum(0.F, left - wanted));
    return week;
}

/// What hours of contact leave undone: exp(-hours).
template <class Number>
CANDOR_INLINE Number apart(Number hours) {
    return math::exp(-hours);
}

/// Contact of a report with its leader, 1 - exp(-hours), from what one-to-ones and other contact leave undone.
template <class Number>
CANDOR_INLINE Number contact(Number apart_after_one_to_ones, Number apart_after_other_contact) {
    return 1.F - apart_after_one_to_ones * apart_after_other_contact;
}

/// What became of one voice: exactly one of the last four is 1 if it spoke.
template <class Number>
struct Answer {
    Number heard;
    Number welcomed;
    Number punished;
    Number explained;
    Number ignored;
};

/// Below which draw a voice is heard, then welcomed, else punished, else explained, else ignored.
template <class Number>
struct AnswerBelow {
    Number heard;
    Number welcomed;
    Number punished;
    Number explained;
};

template <class Number>
CANDOR_INLINE AnswerBelow<Number> answer_below(Number heard, Number receptiveness, Number sanction,
                                               Number transparency) {
    Number const welcomed = heard * receptiveness;
    Number const punished = welcomed + heard * (1.F - receptiveness) * sanction;
    Number const explained = punished + heard * (1.F - receptiveness) * (1.F - sanction) * transparency;
    return {heard, welcomed, punished, explained};
}

/// The answer to a voice from one uniform draw.
template <class Number>
CANDOR_INLINE Answer<Number> answer(Number spoke, Number draw, Number heard, Number receptiveness, Number sanction,
                                    Number transparency) {
    auto const below = answer_below(heard, receptiveness, sanction, transparency);
    Number const welcomed = math::choose<Number>(draw < below.welcomed, spoke, 0.F);
    Number const to_punished = math::choose<Number>(draw < below.punished, spoke, 0.F);
    Number const to_explained = math::choose<Number>(draw < below.explained, spoke, 0.F);
    return {math::choose<Number>(draw < below.heard, spoke, 0.F), welcomed, to_punished - welcomed,
            to_explained - to_punished, spoke - to_explained};
}

/// How far welcomed voices move the leader's estimate: k/(k+1) (their mean - own).
template <class Number>
CANDOR_INLINE Number listen(Number welcomed, Number sum_of_estimates, Number own_estimate) {
    Number const divisor = math::maximum(welcomed, 1.F);
    return welcomed / (welcomed + 1.F) * (sum_of_estimates / divisor - own_estimate);
}

// --- 6 Output ---

template <class Number>
CANDOR_INLINE Number motivation(Number trust_leader, Number trust_organization, Number autonomy,
                                Motivation const& motivation) {
    return motivation.base +
           motivation.weight * ((trust_leader + trust_organization + autonomy) * (1.F / 3.F) - motivation.neutral);
}

/// Effort: motivation, and supervision in its place as far as work is routine (Ouchi 1979).
template <class Number>
CANDOR_INLINE Number effort(Number motivation, float routineness, Number monitoring, Number autonomy) {
    Number const supervision = routineness * monitoring * (1.F - autonomy);
    return 1.F - (1.F - supervision) * (1.F - motivation);
}

/// Share of the week that one-to-ones, speaking and deciding by advice take.
template <class Number>
CANDOR_INLINE Number overhead(Number one_to_one, Number spoke, Number responsible_individual, Time const& time) {
    return (one_to_one + time.speaking * spoke) / time.hours + time.responsible_individual * responsible_individual;
}

/// Share of the week that leading takes.
template <class Number>
CANDOR_INLINE Number leading_overhead(LeaderHours<Number> const& week, Time const& time) {
    return math::minimum(1.F, (week.directing + week.hearing + week.one_to_one) / time.hours);
}

template <class Number>
CANDOR_INLINE Number performance(Number effort_times_fit, Number overhead) {
    return effort_times_fit * (1.F - math::minimum(1.F, overhead));
}

// --- 7 Evidence: see engine/model/phases/evidence.hpp ---

// --- 8 Relate and delegate ---

template <class Number>
CANDOR_INLINE Number personization(Number before, Number contact, Relations const& relations) {
    return before + relations.contact_growth * contact * (1.F - before) - relations.fading * before;
}

/// Latitude the leader offers (Mayer, Davis & Schoorman 1995; weights assumed).
template <class Number>
CANDOR_INLINE Number offer(Number delegation, Number trust_first, Number trust_report, Number managers_autonomy,
                           Relations const& relations) {
    return delegation * (trust_first + (1.F - trust_first) * trust_report) *
           (relations.offer_base + relations.offer_manager_autonomy * managers_autonomy);
}

/// Autonomy the member is ready for.
template <class Number>
CANDOR_INLINE Number readiness(Number latitude, Number trust_self, Number safety, Relations const& relations) {
    return latitude * (relations.readiness_base + relations.readiness_trust * (trust_self + safety));
}

/// A step towards a target, at one pace up and another down.
template <class Number>
CANDOR_INLINE Number approach(Number value, Number target, float up, float down) {
    Number const distance = target - value;
    return value + math::choose<Number>(distance > 0.F, up, down) * distance;
}

// --- 9 Lead ---

/// Adoption a week later: practice, role model, relapse. `same_policy` is 1 if the leader's manager is asked the same.
template <class Number>
CANDOR_INLINE Number adoption(Number before, Number mindset, Number skill, Number control, Number same_policy,
                              Number managers_adoption, Learning const& learning) {
    Number const after = before + learning.practice * mindset * skill * (1.F - before) +
                         learning.role_model * (same_policy * managers_adoption - before) -
                         learning.relapse * control * (1.F - skill) * before;
    return math::clamp(after, 0.F, 1.F);
}

///
template <class Number>
CANDOR_INLINE Number tie_strength(Number before, Number connecting_here, Number connecting_there, Number safety_here,
                                  Number safety_there, Learning const& learning) {
    Number const connecting = .5F * (connecting_here + connecting_there);
    return before + learning.tie_growth * connecting * (safety_here * safety_there) * (1.F - before) -
           learning.tie_fading * before;
}

template <class Number>
CANDOR_INLINE Number expertise(Number before, Number feedback, Number mindset, float limit, Learning const& learning) {
    return math::minimum(limit, before * (1.F + learning.expertise * feedback * mindset));
}

// --- 10 Stay or leave ---

template <class Number>
CANDOR_INLINE Number satisfaction(Number trust_leader, Number autonomy, Number safety, Number fit,
                                  Satisfaction const& weights) {
    return weights.trust_leader * trust_leader + weights.autonomy * autonomy + weights.safety * safety +
           weights.fit * fit;
}

/// `market`: a factor on turnover.market, 1 where nothing moves the labour market.
template <class Number, class Factor = float>
CANDOR_INLINE Number quit_probability(Number aspiration, Number satisfaction, Turnover const& turnover,
                                      Factor market = 1.F) {
    return math::minimum(1.F, turnover.market * market * turnover.hazard *
                                  math::exp(turnover.sensitivity * (aspiration - satisfaction)));
}

/// Aspiration a week later: it adapts to what one has and rises to what one's ties have.
template <class Number>
CANDOR_INLINE Number aspiration(Number before, Number satisfaction, Number tie_strength, Number ties_satisfaction,
                                Turnover const& turnover) {
    return before + turnover.aspiration_adapts * (satisfaction - before) +
           turnover.aspiration_compares * tie_strength * math::maximum(0.F, ties_satisfaction - before);
}

// --- Relationship level of a dyad (Schein & Schein 2018) ---

/// Which level holds: 1 for exactly one of the four.
template <class Number>
struct RelationshipLevel {
    Number domination;
    Number transactional;
    Number personal;
    Number intimacy;
};

template <class Number>
CANDOR_INLINE RelationshipLevel<Number> relationship_level(Number safety, Number trust_leader, Number personization,
                                                           Dyads const& dyads) {
    Number const domination =
        math::choose<Number>((safety < dyads.domination_safety) & (trust_leader < dyads.domination_trust), 1.F, 0.F);
    Number const least = math::minimum(personization, trust_leader);
    Number const intimacy = math::choose<Number>(least >= dyads.intimacy, 1.F - domination, 0.F);
    Number const personal = math::choose<Number>(least >= dyads.personal, 1.F - domination - intimacy, 0.F);
    return {domination, 1.F - domination - intimacy - personal, personal, intimacy};
}

}  // namespace candor::model::rules
