#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "candor/model/evidence.hpp"
#include "candor/model/organization.hpp"
#include "candor/model/rules.hpp"

namespace candor::model {

/// One cause among those that add up to something.
struct Term {
    char const* cause;
    float amount;
};

/// What became of a voice.
enum class VoiceOutcome { silence, welcomed, punished, explained, ignored, unheard };

/// Which of `MemberWeek::beliefs` is which.
enum BeliefIndex : std::size_t {
    trust_leader_belief,
    safety_belief,
    impact_belief,
    trust_report_belief,
    trust_self_belief,
    trust_team_belief,
    trust_organization_belief,
    belief_count
};

/// What one belief gained and lost in a week (step 7).
struct BeliefWeek {
    char const* name;
    float before;  ///< value as the week began, 0..1
    float after;   ///< value after the week
    rules::Weights<float> evidence_before;
    rules::Weights<float> learned;  ///< the week's weights, exactly
    rules::Weights<float> evidence_after;
    std::vector<Term> for_it;   ///< what made up learned.for_it, but for rounding
    std::vector<Term> against;  ///< likewise
};

/// The week of one leader with one unit (steps 5 and 9).
struct LeaderWeek {
    Position leader;
    bool present;  ///< false while the position is vacant
    int reports;
    LeadershipStyle conduct;  ///< as its reports feel it
    float adoption;           ///< how far it acts by its policy, as the week began
    float dependence;         ///< sum of 1 - autonomy over the unit
    float voices;             ///< how many spoke
    rules::LeaderHours<float> hours;
    float hours_for_each;  ///< of one-to-ones
    float overhead;        ///< share of the leader's week that leading took
    float welcomed, welcomed_estimates;
    float share_welcomed, share_explained, share_ignored, share_punished;
};

/// Step 3, who decides in a unit in which responsible individuals have a say.
struct DecisionWeek {
    Position decider;  ///< `nobody` if nobody was on duty
    int advisers;      ///< who advised the decider
    float decision;
};

/// One member's week with all that led to it: what it saw, why it spoke or kept silent, what followed. Exactly what
/// `Stepper::step` computes, since both call the same rules; before interventions of later weeks and before a newcomer
/// takes the position.
struct MemberWeek {
    Position member;
    std::uint32_t week;
    float vacancy;         ///< weeks until the position is filled, as the week began
    bool on_duty;          ///< false while vacant, and for the top
    std::uint32_t tenure;  ///< weeks since the person took the position, as the week began; founders count from week 1

    // 1, 2
    float leaders_theta, condition, theta;  ///< theta = the leader's + own condition
    float noise, gain, seen;                ///< what it saw: theta and noise
    float estimate_before, estimate;

    // 3
    float managers_action;  ///< of last week
    DecisionWeek decision;
    float advice_probability, advice_draw;
    float directive, autonomy, action, mean_action, adjustment, fit;

    // 4
    bool issue;
    float mean_silent;
    std::array<Term, rules::speak_term_count> speak_terms;  ///< what adds up to the log-odds to speak
    float speak_probability, speak_draw;
    bool spoke;

    // 5
    LeaderWeek leader;
    float answer_draw;
    float welcomed_below, punished_below, explained_below;  ///< of the draw; heard below leader.hours.heard
    VoiceOutcome outcome;

    // 6
    float motivation, effort, overhead, performance;

    // 7
    bool promise_due, promise_kept;
    std::array<BeliefWeek, belief_count> beliefs;  ///< by BeliefIndex

    // 8
    float contact, offer, readiness;
    float personization_before, personization, latitude_before, latitude, autonomy_after;

    // 9
    float expertise_before, expertise;

    // 10
    float tie_strength, ties_trust, ties_satisfaction;
    int ties;
    float market;  ///< factor that interventions put on the labour market
    float satisfaction, aspiration_before, aspiration, quit_probability, quit_draw;
    bool quits;
    float vacancy_after;

    /// Where the member leads: its week as a leader, and how far voices moved its estimate.
    std::vector<LeaderWeek> as_leader;
    float estimate_after;
    float adoption_before, adoption_after;
};

/// What the week ahead does to one member of an organization, which is at the start of `week` with its interventions
/// carried out. Takes the time of a unit or two.
[[nodiscard]] MemberWeek member_week(Organization const& organization, std::uint32_t week, Position member);

/// What one member made of the week's issue, if it has one.
struct Voiced {
    bool issue;
    bool spoke;
    VoiceOutcome outcome;
};

/// What the week ahead makes of every member's voice, as `member_week` tells it; [members]. Takes about as long as the
/// week on one thread, without its vectors.
[[nodiscard]] std::vector<Voiced> voices(Organization const& organization, std::uint32_t week);

}  // namespace candor::model
