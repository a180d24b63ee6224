#include "candor/model/member_week.hpp"

#include "candor/random/distributions.hpp"
#include "unit_probe.hpp"

namespace candor::model {

namespace {

using rules::Experience;
using rules::Weights;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// What made up the evidence of each belief; rules of evidence.hpp, cause by cause.
struct Causes {
    std::vector<Term> for_it;
    std::vector<Term> against;
};

Causes trust_leader_causes(Experience<float> const& week, TrustLeaderEvidence const& by, float negativity, bool due,
                           bool kept) {
    return {{{"own voice welcomed", by.welcomed * week.own.welcomed},
             {"own voice explained", by.explained * week.own.explained},
             {"a promise kept", kept ? by.promise : 0.F},
             {"latitude given", by.latitude * week.latitude},
             {"knowing each other", by.personization * week.personization},
             {"the unit trusts the leader", by.unit * week.mean_trust_leader}},
            {{"own voice ignored", negativity * by.ignored * week.own.ignored},
             {"own voice punished", negativity * by.punished * week.own.punished},
             {"a promise broken", due && !kept ? negativity * by.promise : 0.F},
             {"latitude withheld", by.latitude * (1.F - week.latitude)},
             {"the unit distrusts the leader", by.unit * (1.F - week.mean_trust_leader)}}};
}

Causes safety_causes(Experience<float> const& week, SafetyEvidence const& by, float negativity) {
    float const ignored = negativity * by.ignored, punished = negativity * by.punished;
    return {{{"own voice welcomed", by.welcomed * week.own.welcomed},
             {"own voice explained", by.explained * week.own.explained},
             {"others welcomed", by.welcomed * by.witnessed * week.units.welcomed},
             {"others explained", by.explained * by.witnessed * week.units.explained},
             {"being asked by the leader", by.inquiry * week.inquiry},
             {"the unit feels safe", by.unit * week.mean_safety}},
            {{"own voice ignored", ignored * week.own.ignored},
             {"own voice punished", punished * week.own.punished},
             {"others ignored", ignored * by.witnessed * week.units.ignored},
             {"others punished", punished * by.witnessed * week.units.punished},
             {"the unit feels unsafe", by.unit * (1.F - week.mean_safety)}}};
}

Causes impact_causes(Experience<float> const& week, ImpactEvidence const& by) {
    return {{{"own voice welcomed", by.welcomed * week.own.welcomed},
             {"others welcomed", by.welcomed * by.witnessed * week.units.welcomed}},
            {{"own voice only explained", by.explained * week.own.explained},
             {"own voice ignored", by.ignored * week.own.ignored},
             {"own voice punished", by.punished * week.own.punished},
             {"others ignored", by.ignored * by.witnessed * week.units.ignored},
             {"others punished", by.punished * by.witnessed * week.units.punished}}};
}

Causes trust_report_causes(Experience<float> const& week, TrustReportEvidence const& by) {
    return {{{"work that fits", by.fit * week.fit},
             {"a voice of use", by.welcomed * week.own.welcomed},
             {"knowing each other", by.personization * week.personization}},
            {{"work that does not fit", by.fit * (1.F - week.fit)},
             {"a voice that was a nuisance", by.nuisance * (week.own.ignored + week.own.punished)}}};
}

Causes trust_self_causes(Experience<float> const& week, TrustSelfEvidence const& by) {
    return {{{"work that fits", by.fit * week.fit}, {"feedback", by.feedback * week.feedback}},
            {{"work that does not fit", by.fit * (1.F - week.fit)},
             {"more latitude than used to", by.stretch * math::maximum(0.F, week.latitude - week.autonomy)}}};
}

Causes trust_team_causes(Experience<float> const& week, TrustTeamEvidence const& by) {
    return {{{"the unit's work fits", by.fit * week.mean_fit},
             {"the unit feels safe", by.safety * week.mean_safety},
             {"the leader introduces people", by.connecting * week.connecting}},
            {{"the unit's work does not fit", by.fit * (1.F - week.mean_fit)},
             {"the unit feels unsafe", by.safety * (1.F - week.mean_safety)},
             {"the leader keeps people apart", by.connecting * (1.F - week.connecting)}}};
}

Causes trust_organization_causes(Experience<float> const& week, TrustOrganizationEvidence const& by) {
    return {{{"own trust in the leader", by.trust_leader * week.trust_leader},
             {"ties trust the organization", by.ties * week.ties_trust}},
            {{"own distrust of the leader", by.trust_leader * (1.F - week.trust_leader)},
             {"ties distrust the organization", by.ties * (1.F - week.ties_trust)}}};
}

VoiceOutcome outcome_of(rules::Answer<float> const& answer) {
    if (answer.welcomed > 0.F) return VoiceOutcome::welcomed;
    if (answer.punished > 0.F) return VoiceOutcome::punished;
    if (answer.explained > 0.F) return VoiceOutcome::explained;
    if (answer.ignored > 0.F) return answer.heard > 0.F ? VoiceOutcome::ignored : VoiceOutcome::unheard;
    return VoiceOutcome::silence;
}

/// One member's week: what its unit made of it, and what follows from that for itself.
class MemberProbe {
public:
    MemberProbe(Organization const& organization, std::uint32_t week, Position member)
        : organization_(organization),
          parameters_(organization.plan().parameters),
          members_(organization.members),
          unit_(organization, week, organization.plan().seating.slot_of(member)),
          seat_(unit_.seats()[at(member - unit_.seats().front().position)]),
          row_(seat_.row) {
        week_.member = member;
        week_.week = week;
    }

    MemberWeek tell() {
        see_and_act();
        speak_up();
        feel_satisfied();
        learn();
        relate_and_delegate();
        stay_or_leave();
        lead();
        work_out();
        return std::move(week_);
    }

private:
    void see_and_act();
    void speak_up();
    void feel_satisfied();
    void learn();
    void relate_and_delegate();
    void stay_or_leave();
    void lead();
    void work_out();
    [[nodiscard]] Experience<float> experience() const;

    Organization const& organization_;
    Parameters const& parameters_;
    Members const& members_;
    UnitProbe unit_;
    SeatWeek const& seat_;
    std::size_t row_;
    MemberWeek week_{};
};

void MemberProbe::see_and_act() {
    week_.vacancy = members_.vacancy[row_];
    week_.on_duty = seat_.on_duty > 0.F;
    week_.tenure = week_.week - organization_.first_week[at(week_.member)];
    week_.leaders_theta = unit_.theta();
    week_.condition = seat_.condition;
    week_.theta = seat_.theta;
    week_.noise = seat_.noise;
    week_.gain = seat_.gain;
    week_.seen = seat_.seen;
    week_.estimate_before = members_.estimate[row_];
    week_.estimate = week_.estimate_after = seat_.estimate;
    week_.managers_action = unit_.leaders_action();
    week_.decision = unit_.decision();
    week_.advice_probability = rules::advice_probability(seat_.trust_team, parameters_.decision);
    week_.advice_draw = random::uniform(seat_.choices.w0);
    week_.directive = seat_.directive;
    week_.autonomy = members_.autonomy[row_];
    week_.action = seat_.action;
    week_.mean_action = unit_.mean_action;
    week_.adjustment = seat_.adjustment;
    week_.fit = seat_.fit;
}

void MemberProbe::speak_up() {
    week_.leader = unit_.leader();
    week_.issue = seat_.issue > 0.F;
    week_.mean_silent = unit_.mean_silent;
    constexpr std::array<char const*, rules::speak_term_count> causes{
        "by itself",     "impact so far",     "lack of safety", "being asked",
        "trust in self", "silence of others", "aspiration"};
    auto const terms = rules::speak_terms(seat_.impact, seat_.safety, unit_.leader().conduct.inquiry, seat_.trust_self,
                                          unit_.mean_silent, members_.aspiration[row_], parameters_.voice);
    for (std::size_t k = 0; k < terms.size(); ++k) week_.speak_terms[k] = {causes[k], terms[k]};
    week_.speak_probability = seat_.speak_probability;
    week_.speak_draw = random::uniform(seat_.task.w2);
    week_.spoke = seat_.spoke > 0.F;
    LeadershipStyle const& felt = week_.leader.conduct;
    week_.answer_draw = random::uniform(seat_.task.w3);
    auto const below =
        rules::answer_below(week_.leader.hours.heard, felt.receptiveness, felt.sanction, felt.transparency);
    week_.welcomed_below = below.welcomed;
    week_.punished_below = below.punished;
    week_.explained_below = below.explained;
    week_.outcome = outcome_of(seat_.answer);
}

void MemberProbe::feel_satisfied() {
    week_.ties = seat_.ties;
    week_.tie_strength = seat_.tie_strength;
    week_.ties_trust = seat_.ties_trust;
    week_.ties_satisfaction = seat_.ties_satisfaction;
    week_.satisfaction =
        rules::satisfaction(seat_.trust_leader, week_.autonomy, seat_.safety, seat_.fit, parameters_.satisfaction);
}

Experience<float> MemberProbe::experience() const {
    LeaderWeek const& leader = unit_.leader();
    rules::Answer<float> const& own = seat_.answer;
    return {{own.welcomed, own.explained, own.ignored, own.punished},
            {leader.share_welcomed, leader.share_explained, leader.share_ignored, leader.share_punished},
            random::uniform(seat_.choices.w1),
            members_.latitude[row_],
            week_.autonomy,
            members_.personization[row_],
            seat_.trust_leader,
            seat_.fit,
            unit_.mean_fit,
            unit_.mean_safety,
            unit_.mean_trust_leader,
            seat_.ties_trust,
            leader.conduct.inquiry,
            leader.conduct.feedback,
            leader.conduct.connecting,
            leader.conduct.integrity};
}

void MemberProbe::learn() {
    Experience<float> const week = experience();
    Evidence const& by = parameters_.evidence;
    Beliefs const& beliefs = parameters_.beliefs;
    float const negativity = beliefs.negativity;
    week_.promise_due = week.promise_draw < by.trust_leader.promise_due;
    week_.promise_kept = week.promise_draw < by.trust_leader.promise_due * week.integrity;
    float const disposition = members_.propensity[row_];
    auto const belief = [&](char const* name, BeliefColumns const& columns, float prior, Weights<float> learned,
                            Causes causes) {
        Weights<float> const before{columns.for_it[row_], columns.against[row_]};
        Weights<float> const after{rules::remember(before.for_it, learned.for_it, beliefs),
                                   rules::remember(before.against, learned.against, beliefs)};
        return BeliefWeek{name,
                          rules::belief(before.for_it, before.against, prior, beliefs),
                          rules::belief(after.for_it, after.against, prior, beliefs),
                          before,
                          learned,
                          after,
                          std::move(causes.for_it),
                          std::move(causes.against)};
    };
    week_.beliefs = {
        belief("trust_leader", members_.trust_leader, disposition,
               rules::trust_leader_evidence(week, by.trust_leader, negativity),
               trust_leader_causes(week, by.trust_leader, negativity, week_.promise_due, week_.promise_kept)),
        belief("safety", members_.safety, disposition, rules::safety_evidence(week, by.safety, negativity),
               safety_causes(week, by.safety, negativity)),
        belief("impact", members_.impact, beliefs.neutral_prior, rules::impact_evidence(week, by.impact),
               impact_causes(week, by.impact)),
        belief("trust_report", members_.trust_report, beliefs.neutral_prior,
               rules::trust_report_evidence(week, by.trust_report), trust_report_causes(week, by.trust_report)),
        belief("trust_self", members_.trust_self, beliefs.neutral_prior,
               rules::trust_self_evidence(week, by.trust_self), trust_self_causes(week, by.trust_self)),
        belief("trust_team", members_.trust_team, disposition, rules::trust_team_evidence(week, by.trust_team),
               trust_team_causes(week, by.trust_team)),
        belief("trust_organization", members_.trust_organization, disposition,
               rules::trust_organization_evidence(week, by.trust_organization),
               trust_organization_causes(week, by.trust_organization))};
}

void MemberProbe::relate_and_delegate() {
    Relations const& relations = parameters_.relations;
    LeaderWeek const& leader = unit_.leader();
    week_.contact = rules::contact(rules::apart(leader.hours_for_each), members_.apart[row_]);
    week_.personization_before = members_.personization[row_];
    week_.personization = rules::personization(week_.personization_before, week_.contact, relations);
    week_.offer = rules::offer(leader.conduct.delegation, leader.conduct.trust_first, seat_.trust_report,
                               unit_.leaders_autonomy(), relations);
    week_.latitude_before = members_.latitude[row_];
    week_.readiness = rules::readiness(week_.latitude_before, seat_.trust_self, seat_.safety, relations);
    week_.latitude =
        rules::approach(week_.latitude_before, week_.offer, relations.latitude_up, relations.latitude_down);
    week_.autonomy_after = week_.member == 0 ? 1.F
                                             : rules::approach(week_.autonomy, week_.readiness, relations.autonomy_up,
                                                               relations.autonomy_down);
    week_.expertise_before = members_.expertise[row_];
    week_.expertise = rules::expertise(week_.expertise_before, leader.conduct.feedback, members_.mindset[row_],
                                       parameters_.people.expertise_limit, parameters_.learning);
}

void MemberProbe::stay_or_leave() {
    Turnover const& turnover = parameters_.turnover;
    week_.aspiration_before = members_.aspiration[row_];
    week_.market = organization_.market.size() == 0 ? 1.F : organization_.market[row_];
    week_.quit_probability =
        rules::quit_probability(week_.aspiration_before, week_.satisfaction, turnover, week_.market);
    week_.quit_draw = random::uniform(seat_.choices.w2);
    week_.quits = week_.on_duty && week_.quit_draw < week_.quit_probability;
    week_.aspiration = rules::aspiration(week_.aspiration_before, week_.satisfaction, seat_.tie_strength,
                                         seat_.ties_satisfaction, turnover);
    week_.vacancy_after =
        week_.quits ? static_cast<float>(turnover.vacancy_weeks) : math::maximum(0.F, week_.vacancy - 1.F);
}

/// What leading adds: voices move the estimate, and adoption moves.
void MemberProbe::lead() {
    Seating const& seating = organization_.plan().seating;
    Slot const led = seating.led_by(week_.member);
    if (led == none) return;
    week_.as_leader.push_back(UnitProbe(organization_, week_.week, led).leader());
    LeaderWeek const& own = week_.as_leader.front();
    if (own.welcomed > 0.F) {
        week_.estimate_after += rules::listen(own.welcomed, own.welcomed_estimates, week_.estimate);
    }
    Leaders const& leaders = organization_.leaders;
    Slot const above = seating.above(led);
    week_.adoption_before = week_.adoption_after = leaders.adoption[at(led)];
    if (week_.member == 0) return;
    float const same_policy = leaders.policy[at(led)] == leaders.policy[at(above)] ? 1.F : 0.F;
    week_.adoption_after =
        rules::adoption(week_.adoption_before, members_.mindset[row_], members_.skill[row_], members_.control[row_],
                        same_policy, leaders.adoption[at(above)], parameters_.learning);
}

void MemberProbe::work_out() {
    LeaderWeek const& leader = unit_.leader();
    week_.motivation =
        rules::motivation(seat_.trust_leader, seat_.trust_organization, week_.autonomy, parameters_.motivation);
    week_.effort =
        rules::effort(week_.motivation, parameters_.environment.routineness, leader.conduct.monitoring, week_.autonomy);
    week_.overhead =
        rules::overhead(leader.hours_for_each, seat_.spoke, leader.conduct.responsible_individual, parameters_.time);
    if (!week_.as_leader.empty()) week_.overhead += week_.as_leader.front().overhead;
    week_.performance = seat_.on_duty * rules::performance(week_.effort * week_.fit, week_.overhead);
}

}  // namespace

MemberWeek member_week(Organization const& organization, std::uint32_t week, Position member) {
    return MemberProbe(organization, week, member).tell();
}

std::vector<Voiced> voices(Organization const& organization, std::uint32_t week) {
    Seating const& seating = organization.plan().seating;
    std::vector<Voiced> all(static_cast<std::size_t>(organization.plan().structure.chart.size()),
                            {false, false, VoiceOutcome::silence});
    for (Slot slot = 0; slot < seating.slots(); ++slot) {
        if (seating.size(slot) == 0 || slot == seating.top_slot()) continue;
        UnitProbe const unit(organization, week, slot);
        for (SeatWeek const& seat : unit.seats()) {
            all[at(seat.position)] = {seat.issue > 0.F, seat.spoke > 0.F, outcome_of(seat.answer)};
        }
    }
    return all;
}

}  // namespace candor::model
