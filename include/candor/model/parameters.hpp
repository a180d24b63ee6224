#pragma once

#include "candor/core/field.hpp"

namespace candor::model {

/// The task's world (steps 1 to 3) and what makes supervision pay (step 6).
struct Environment {
    float turbulence = .05F;
    float volatility = .5F;
    float individuality = .6F;
    float signal_noise = .5F;
    float distance = 1.F;
    float interdependence = .5F;
    float routineness = .5F;
};

/// Shape of a Beta distribution.
struct BetaShape {
    float alpha = 5.F;
    float beta = 5.F;
};

/// Who the members are and how they begin.
struct People {
    BetaShape propensity{};
    BetaShape mindset{};
    BetaShape control{4.F, 6.F};
    BetaShape skill{4.F, 6.F};
    float expertise_spread = .25F;
    float expertise_limit = 2.F;
    float personization = .2F;
    float latitude = .2F;
    float autonomy = .1F;
    float aspiration = .5F;
    float satisfaction = .5F;
};

/// Who decides when a responsible individual does (step 3).
struct Decision {
    float advice = .8F;
    float advice_base = .5F;
    float advice_trust_team = .5F;
    float adjustment_trust_team = .5F;
    float adjustment_ties = .5F;
};

/// When a member has an issue and whether it speaks (step 4): weights inside the logistic.
struct Voice {
    float issue_threshold = .5F;
    float base = .2F;
    float impact = 2.F;
    float fear = 2.5F;
    float inquiry = .8F;
    float trust_self = .5F;
    float silence = 1.F;
    float aspiration = 1.F;
    float aspiration_neutral = .5F;
};

/// Where the hours of leaders and members go (steps 5 and 6).
struct Time {
    float hours = 40.F;
    float other_work = .30F;
    float direction = 1.F;
    float monitoring = .8F;
    float hearing = 1.F;
    float speaking = 1.F;
    float responsible_individual = .02F;
};

/// Effort (step 6).
struct Motivation {
    float base = .55F;
    float weight = .40F;
    float neutral = .5F;
};

/// How evidence becomes belief.
struct Beliefs {
    float retention = .97F;
    float prior_weight = 2.F;
    float negativity = 2.F;
    float neutral_prior = .5F;
};

/// What weighs how much as evidence (step 7), by belief.
struct TrustLeaderEvidence {
    float welcomed = 1.F;
    float explained = .3F;
    float ignored = .5F;
    float punished = 3.F;
    float promise_due = .1F;
    float promise = .5F;
    float latitude = .1F;
    float personization = .1F;
    float unit = .1F;
};
struct SafetyEvidence {
    float welcomed = 1.F;
    float explained = 1.F;
    float ignored = .3F;
    float punished = 3.F;
    float witnessed = .3F;
    float inquiry = .1F;
    float unit = .1F;
};
struct ImpactEvidence {
    float welcomed = 1.F;
    float explained = .3F;
    float ignored = 1.F;
    float punished = 1.F;
    float witnessed = .3F;
};
struct TrustReportEvidence {
    float fit = .1F;
    float welcomed = .3F;
    float nuisance = .3F;
    float personization = .05F;
};
struct TrustSelfEvidence {
    float fit = .1F;
    float feedback = .1F;
    float stretch = .2F;
};
struct TrustTeamEvidence {
    float fit = .1F;
    float safety = .1F;
    float connecting = .1F;
};
struct TrustOrganizationEvidence {
    float trust_leader = .1F;
    float ties = .1F;
};
struct Evidence {
    TrustLeaderEvidence trust_leader{};
    SafetyEvidence safety{};
    ImpactEvidence impact{};
    TrustReportEvidence trust_report{};
    TrustSelfEvidence trust_self{};
    TrustTeamEvidence trust_team{};
    TrustOrganizationEvidence trust_organization{};
};

/// How leader and report come to know each other, and how latitude and autonomy move (step 8).
struct Relations {
    float contact_growth = .08F;
    float fading = .02F;
    float offer_base = .7F;
    float offer_manager_autonomy = .3F;
    float latitude_up = .05F;
    float latitude_down = .25F;
    float readiness_base = .4F;
    float readiness_trust = .3F;
    float autonomy_up = .05F;
    float autonomy_down = .5F;
};

/// How leaders take up a policy, how ties strengthen and how expertise grows (step 9).
struct Learning {
    float practice = .02F;
    float role_model = .02F;
    float relapse = .02F;
    float tie_growth = .03F;
    float tie_fading = .01F;
    float tie_strength = .1F;
    float expertise = .002F;
};

/// What makes work satisfying (step 10).
struct Satisfaction {
    float trust_leader = .35F;
    float autonomy = .20F;
    float safety = .25F;
    float fit = .20F;
};

/// Who leaves and who comes (step 10).
struct Turnover {
    float market = 1.F;
    float hazard = .003F;
    float sensitivity = 5.F;
    int vacancy_weeks = 6;
    float newcomer_expertise = .8F;
    float inherited_adoption = .5F;
    float aspiration_adapts = .01F;
    float aspiration_compares = .02F;
};

/// Where one relationship level ends and the next begins.
struct Dyads {
    float domination_safety = .2F;
    float domination_trust = .3F;
    float personal = .5F;
    float intimacy = .8F;
};

/// Every number of the model; a scenario may override each by name.
struct Parameters {
    Environment environment{};
    People people{};
    Decision decision{};
    Voice voice{};
    Time time{};
    Motivation motivation{};
    Beliefs beliefs{};
    Evidence evidence{};
    Relations relations{};
    Learning learning{};
    Satisfaction satisfaction{};
    Turnover turnover{};
    Dyads dyads{};
};

}  // namespace candor::model
