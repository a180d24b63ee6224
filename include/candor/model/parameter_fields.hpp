#pragma once

#include "candor/core/field.hpp"
#include "candor/model/parameters.hpp"

namespace candor {

inline constexpr Range weight{0.0, 100.0};
inline constexpr Range coefficient{-100.0, 100.0};
inline constexpr Range hours_range{0.0, 168.0};

template <>
struct Fields<model::Environment> {
    using S = model::Environment;
    static constexpr auto list = std::tuple{
        Field{"turbulence", &S::turbulence, share, "1/week", "how fast conditions forget: phi = 1 - turbulence"},
        Field{"volatility", &S::volatility, Range{0, 10}, "1",
              "standard deviation of the condition of the top and of members with reports"},
        Field{"individuality", &S::individuality, Range{0, 10}, "1",
              "standard deviation of the condition of members without reports: how much customers differ"},
        Field{"signal_noise", &S::signal_noise, Range{0, 10}, "1",
              "standard deviation of perception at expertise 1 and height 0"},
        Field{"distance", &S::distance, weight, "1/level", "how much each level below a leader adds to its noise"},
        Field{"interdependence", &S::interdependence, Range{0, 1000}, "1",
              "cost of acting differently from the unit, where it is not adjusted mutually",
              "Thompson 1967; value assumed"},
        Field{"routineness", &S::routineness, share, "1", "how far supervision can replace motivation",
              "Ouchi 1979; value assumed"},
    };
};

template <>
struct Fields<model::BetaShape> {
    using S = model::BetaShape;
    static constexpr Range shape{0.05, 1000.0};
    static constexpr auto list = std::tuple{
        Field{"alpha", &S::alpha, shape, "1", "first shape of the Beta distribution"},
        Field{"beta", &S::beta, shape, "1", "second shape of the Beta distribution"},
    };
};

template <>
struct Fields<model::People> {
    using S = model::People;
    static constexpr auto list = std::tuple{
        Section{"propensity", &S::propensity, "disposition to trust, the prior of the beliefs about others"},
        Section{"mindset", &S::mindset, "learning mindset"},
        Section{"control", &S::control, "need for control"},
        Section{"skill", &S::skill, "relational skill"},
        Field{"expertise_spread", &S::expertise_spread, Range{0, 3}, "1",
              "standard deviation of the logarithm of expertise"},
        Field{"expertise_limit", &S::expertise_limit, Range{0.1, 100}, "1", "highest expertise"},
        Field{"personization", &S::personization, share, "1", "personization at founding"},
        Field{"latitude", &S::latitude, share, "1", "autonomy granted at founding and to newcomers"},
        Field{"autonomy", &S::autonomy, share, "1", "autonomy exercised at founding and by newcomers"},
        Field{"aspiration", &S::aspiration, share, "1", "aspiration at founding and of newcomers"},
        Field{"satisfaction", &S::satisfaction, share, "1", "satisfaction at founding and of newcomers"},
    };
};

template <>
struct Fields<model::Decision> {
    using S = model::Decision;
    static constexpr auto list = std::tuple{
        Field{"advice", &S::advice, share, "1", "probability that a member advises at full readiness"},
        Field{"advice_base", &S::advice_base, share, "1", "readiness to advise without trust in the team"},
        Field{"advice_trust_team", &S::advice_trust_team, share, "1",
              "readiness to advise that trust in the team adds"},
        Field{"adjustment_trust_team", &S::adjustment_trust_team, share, "1",
              "mutual adjustment from trust in the team"},
        Field{"adjustment_ties", &S::adjustment_ties, share, "1",
              "mutual adjustment from the mean strength of own ties"},
    };
};

template <>
struct Fields<model::Voice> {
    using S = model::Voice;
    static constexpr auto list = std::tuple{
        Field{"issue_threshold", &S::issue_threshold, not_negative, "1",
              "how far estimate and directive must differ for a member to have an issue"},
        Field{"base", &S::base, coefficient, "logit", "readiness to speak when nothing else weighs"},
        Field{"impact", &S::impact, coefficient, "logit",
              "weight of the belief that speaking changes something (futility)", "Detert & Burris 2007; value assumed"},
        Field{"fear", &S::fear, coefficient, "logit", "weight of missing safety", "Morrison 2011; value assumed"},
        Field{"inquiry", &S::inquiry, coefficient, "logit", "weight of being asked"},
        Field{"trust_self", &S::trust_self, coefficient, "logit", "weight of trust in self"},
        Field{"silence", &S::silence, coefficient, "logit",
              "weight of the share of the unit that kept silent last week", "Noelle-Neumann 1974; value assumed"},
        Field{"aspiration", &S::aspiration, coefficient, "logit", "weight of aspiration above neutral"},
        Field{"aspiration_neutral", &S::aspiration_neutral, share, "1", "aspiration that neither adds nor takes"},
    };
};

template <>
struct Fields<model::Time> {
    using S = model::Time;
    static constexpr auto list = std::tuple{
        Field{"hours", &S::hours, Range{1, 168}, "h/week", "working week"},
        Field{"other_work", &S::other_work, share, "1", "share of a leader's hours that other work takes"},
        Field{"direction", &S::direction, hours_range, "h/week", "leader's hours for each report without any autonomy"},
        Field{"monitoring", &S::monitoring, hours_range, "h/week",
              "leader's hours for each report under full monitoring"},
        Field{"hearing", &S::hearing, hours_range, "h", "leader's hours to hear one voice"},
        Field{"speaking", &S::speaking, hours_range, "h", "member's hours to speak up once"},
        Field{"responsible_individual", &S::responsible_individual, share, "1",
              "share of everybody's week that deciding by advice takes"},
    };
};

template <>
struct Fields<model::Motivation> {
    using S = model::Motivation;
    static constexpr auto list = std::tuple{
        Field{"base", &S::base, share, "1", "motivation at neutral trust and autonomy"},
        Field{"weight", &S::weight, share, "1", "how much trust in leader, trust in organization and autonomy move it"},
        Field{"neutral", &S::neutral, share, "1", "mean of the three that neither adds nor takes"},
    };
};

template <>
struct Fields<model::Beliefs> {
    using S = model::Beliefs;
    static constexpr auto list = std::tuple{
        Field{"retention", &S::retention, share, "1/week",
              "what evidence keeps of its weight from week to week (lambda)", "Jøsang & Ismail 2002; value assumed"},
        Field{"prior_weight", &S::prior_weight, Range{0.001, 1e9}, "1", "weight of the prior (n0)"},
        Field{"negativity", &S::negativity, weight, "1",
              "how much more bad evidence weighs, where the model says so (nu)",
              "Slovic 1993, qualified by Poortinga & Pidgeon 2004; value assumed"},
        Field{"neutral_prior", &S::neutral_prior, share, "1", "prior of trust in self, impact and trust in a report"},
    };
};

template <>
struct Fields<model::TrustLeaderEvidence> {
    using S = model::TrustLeaderEvidence;
    static constexpr auto list = std::tuple{
        Field{"welcomed", &S::welcomed, weight, "1", "positive: own voice was welcomed"},
        Field{"explained", &S::explained, weight, "1", "positive: own voice was answered with an explanation"},
        Field{"ignored", &S::ignored, weight, "1", "negative, times negativity: own voice was ignored"},
        Field{"punished", &S::punished, weight, "1", "negative, times negativity: own voice was punished"},
        Field{"promise_due", &S::promise_due, share, "1/week", "probability that a promise falls due"},
        Field{"promise", &S::promise, weight, "1", "positive when kept; negative, times negativity, when broken"},
        Field{"latitude", &S::latitude, weight, "1", "latitude as expressed trust, for and against"},
        Field{"personization", &S::personization, weight, "1", "positive: knowing each other as whole persons"},
        Field{"unit", &S::unit, weight, "1", "the unit's mean trust in the leader, for and against"},
    };
};

template <>
struct Fields<model::SafetyEvidence> {
    using S = model::SafetyEvidence;
    static constexpr auto list = std::tuple{
        Field{"welcomed", &S::welcomed, weight, "1", "positive: own voice was welcomed",
              "Edmondson 1999; value assumed"},
        Field{"explained", &S::explained, weight, "1", "positive: own voice was answered with an explanation"},
        Field{"ignored", &S::ignored, weight, "1", "negative, times negativity: own voice was ignored"},
        Field{"punished", &S::punished, weight, "1", "negative, times negativity: own voice was punished"},
        Field{"witnessed", &S::witnessed, weight, "1",
              "what happens to others in the unit, relative to own experience"},
        Field{"inquiry", &S::inquiry, weight, "1", "positive: being asked"},
        Field{"unit", &S::unit, weight, "1", "the unit's mean safety, for and against"},
    };
};

template <>
struct Fields<model::ImpactEvidence> {
    using S = model::ImpactEvidence;
    static constexpr auto list = std::tuple{
        Field{"welcomed", &S::welcomed, weight, "1", "positive: own voice was welcomed"},
        Field{"explained", &S::explained, weight, "1", "negative: own voice was explained away"},
        Field{"ignored", &S::ignored, weight, "1", "negative: own voice was ignored"},
        Field{"punished", &S::punished, weight, "1", "negative: own voice was punished"},
        Field{"witnessed", &S::witnessed, weight, "1",
              "what happens to others in the unit, relative to own experience"},
    };
};

template <>
struct Fields<model::TrustReportEvidence> {
    using S = model::TrustReportEvidence;
    static constexpr auto list = std::tuple{
        Field{"fit", &S::fit, weight, "1", "the report's fit, for and against"},
        Field{"welcomed", &S::welcomed, weight, "1", "positive: the report's voice was welcomed"},
        Field{"nuisance", &S::nuisance, weight, "1", "negative: the report spoke and was ignored or punished"},
        Field{"personization", &S::personization, weight, "1", "positive: knowing each other as whole persons"},
    };
};

template <>
struct Fields<model::TrustSelfEvidence> {
    using S = model::TrustSelfEvidence;
    static constexpr auto list = std::tuple{
        Field{"fit", &S::fit, weight, "1", "own fit, for and against"},
        Field{"feedback", &S::feedback, weight, "1", "positive: developmental feedback"},
        Field{"stretch", &S::stretch, weight, "1", "negative: more latitude than one is used to"},
    };
};

template <>
struct Fields<model::TrustTeamEvidence> {
    using S = model::TrustTeamEvidence;
    static constexpr auto list = std::tuple{
        Field{"fit", &S::fit, weight, "1", "the unit's mean fit, for and against"},
        Field{"safety", &S::safety, weight, "1", "the unit's mean safety, for and against"},
        Field{"connecting", &S::connecting, weight, "1", "the leader's connecting, for and against"},
    };
};

template <>
struct Fields<model::TrustOrganizationEvidence> {
    using S = model::TrustOrganizationEvidence;
    static constexpr auto list = std::tuple{
        Field{"trust_leader", &S::trust_leader, weight, "1", "own trust in the leader, for and against"},
        Field{"ties", &S::ties, weight, "1", "mean trust in the organization of own ties, for and against"},
    };
};

template <>
struct Fields<model::Evidence> {
    using S = model::Evidence;
    static constexpr auto list = std::tuple{
        Section{"trust_leader", &S::trust_leader, "evidence on the leader"},
        Section{"safety", &S::safety, "evidence that it is safe to speak"},
        Section{"impact", &S::impact, "evidence that speaking changes something"},
        Section{"trust_report", &S::trust_report, "the manager's evidence on the member"},
        Section{"trust_self", &S::trust_self, "evidence on oneself"},
        Section{"trust_team", &S::trust_team, "evidence on the team"},
        Section{"trust_organization", &S::trust_organization, "evidence on the organization"},
    };
};

template <>
struct Fields<model::Relations> {
    using S = model::Relations;
    static constexpr auto list = std::tuple{
        Field{"contact_growth", &S::contact_growth, share, "1/week", "how fast contact builds personization"},
        Field{"fading", &S::fading, share, "1/week", "how fast personization fades"},
        Field{"offer_base", &S::offer_base, share, "1",
              "share of the offer that does not depend on the manager's own autonomy"},
        Field{"offer_manager_autonomy", &S::offer_manager_autonomy, share, "1",
              "share of the offer that the manager's own autonomy carries"},
        Field{"latitude_up", &S::latitude_up, share, "1/week", "how fast latitude rises to the offer"},
        Field{"latitude_down", &S::latitude_down, share, "1/week", "how fast latitude falls to the offer"},
        Field{"readiness_base", &S::readiness_base, share, "1",
              "share of latitude used without trust in self and safety"},
        Field{"readiness_trust", &S::readiness_trust, share, "1",
              "share of latitude that each of trust in self and safety adds"},
        Field{"autonomy_up", &S::autonomy_up, share, "1/week", "how fast obedience is unlearned"},
        Field{"autonomy_down", &S::autonomy_down, share, "1/week", "how fast autonomy falls"},
    };
};

template <>
struct Fields<model::Learning> {
    using S = model::Learning;
    static constexpr auto list = std::tuple{
        Field{"practice", &S::practice, share, "1/week",
              "how fast a leader with mindset and skill takes up the policy"},
        Field{"role_model", &S::role_model, share, "1/week",
              "how fast a leader follows its own manager's adoption of the same policy"},
        Field{"relapse", &S::relapse, share, "1/week",
              "how fast need for control without skill draws back to the habit"},
        Field{"tie_growth", &S::tie_growth, share, "1/week",
              "how fast ties strengthen where leaders connect and it is safe"},
        Field{"tie_fading", &S::tie_fading, share, "1/week", "how fast ties fade"},
        Field{"tie_strength", &S::tie_strength, share, "1", "strength of a new tie"},
        Field{"expertise", &S::expertise, share, "1/week", "how fast expertise grows with feedback and mindset"},
    };
};

template <>
struct Fields<model::Satisfaction> {
    using S = model::Satisfaction;
    static constexpr auto list = std::tuple{
        Field{"trust_leader", &S::trust_leader, share, "1", "weight of trust in the leader"},
        Field{"autonomy", &S::autonomy, share, "1", "weight of autonomy"},
        Field{"safety", &S::safety, share, "1", "weight of safety"},
        Field{"fit", &S::fit, share, "1", "weight of fit"},
    };
};

template <>
struct Fields<model::Turnover> {
    using S = model::Turnover;
    static constexpr auto list = std::tuple{
        Field{"market", &S::market, weight, "1", "factor of the labour market on leaving"},
        Field{"hazard", &S::hazard, share, "1/week", "chance to quit when aspiration and satisfaction are equal"},
        Field{"sensitivity", &S::sensitivity, weight, "1",
              "how steeply the chance rises with aspiration above satisfaction"},
        Field{"vacancy_weeks", &S::vacancy_weeks, Range{1, 520}, "week", "weeks until a position is filled"},
        Field{"newcomer_expertise", &S::newcomer_expertise, Range{0.01, 10}, "1", "factor on a newcomer's expertise"},
        Field{"inherited_adoption", &S::inherited_adoption, share, "1",
              "share of the manager's adoption that a new leader begins with where their policies agree"},
        Field{"aspiration_adapts", &S::aspiration_adapts, share, "1/week", "how fast aspiration moves to satisfaction"},
        Field{"aspiration_compares", &S::aspiration_compares, share, "1/week",
              "how fast aspiration rises to the satisfaction of own ties"},
    };
};

template <>
struct Fields<model::Dyads> {
    using S = model::Dyads;
    static constexpr auto list = std::tuple{
        Field{"domination_safety", &S::domination_safety, share, "1", "domination (level -1): safety below this",
              "Schein & Schein 2018; value assumed"},
        Field{"domination_trust", &S::domination_trust, share, "1",
              "domination (level -1): and trust in leader below this", "Schein & Schein 2018; value assumed"},
        Field{"personal", &S::personal, share, "1", "personal (Level 2): personization and trust in leader from here",
              "Schein & Schein 2018; value assumed"},
        Field{"intimacy", &S::intimacy, share, "1", "intimacy (Level 3): personization and trust in leader from here",
              "Schein & Schein 2018; value assumed"},
    };
};

template <>
struct Fields<model::Parameters> {
    using S = model::Parameters;
    static constexpr auto list = std::tuple{
        Section{"environment", &S::environment, "the task's world"},
        Section{"people", &S::people, "who the members are and how they begin"},
        Section{"decision", &S::decision, "advice to the responsible individual and mutual adjustment"},
        Section{"voice", &S::voice, "issues and the decision to speak"},
        Section{"time", &S::time, "where the hours go"},
        Section{"motivation", &S::motivation, "effort"},
        Section{"beliefs", &S::beliefs, "how evidence becomes belief"},
        Section{"evidence", &S::evidence, "what weighs how much as evidence"},
        Section{"relations", &S::relations, "personization, latitude and autonomy"},
        Section{"learning", &S::learning, "adoption, ties and expertise"},
        Section{"satisfaction", &S::satisfaction, "what makes work satisfying"},
        Section{"turnover", &S::turnover, "leaving, vacancies and newcomers"},
        Section{"dyads", &S::dyads, "thresholds of the relationship levels"},
    };
};

}  // namespace candor
