#include "candor/model/panel.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace candor::model {

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

float indicator(bool is_so) { return is_so ? 1.F : 0.F; }

template <auto member>
float of_week(PanelWeek const& panel) {
    return panel.week.*member;
}

template <bool MemberWeek::*member>
float whether(PanelWeek const& panel) {
    return indicator(panel.week.*member);
}

template <BeliefIndex which>
float belief(PanelWeek const& panel) {
    return panel.week.beliefs[which].before;
}

template <VoiceOutcome... outcomes>
float answered(PanelWeek const& panel) {
    return indicator(((panel.week.outcome == outcomes) || ...));
}

float surprise(PanelWeek const& panel) { return std::fabs(panel.week.estimate - panel.week.theta); }

using W = MemberWeek;
using V = VoiceOutcome;
using P = PanelWeek;
constexpr bool also_vacant = true;

constexpr std::array all_panel_quantities{
    PanelQuantity{"on_duty", "1: somebody is on the position", whether<&W::on_duty>, also_vacant},
    PanelQuantity{"newcomer", "1: somebody else than before, in the first week",
                  [](P const& p) { return indicator(p.newcomer); }},
    PanelQuantity{"propensity", "disposition to trust", [](P const& p) { return p.propensity; }},
    PanelQuantity{"mindset", "learning mindset", [](P const& p) { return p.mindset; }},
    PanelQuantity{"expertise", "precision of perception", of_week<&W::expertise_before>},
    PanelQuantity{"trust_leader", "trust in the leader", belief<trust_leader_belief>},
    PanelQuantity{"trust_team", "trust in the team", belief<trust_team_belief>},
    PanelQuantity{"trust_organization", "trust in the organization", belief<trust_organization_belief>},
    PanelQuantity{"trust_self", "trust in self", belief<trust_self_belief>},
    PanelQuantity{"trust_report", "trust of the manager in the member", belief<trust_report_belief>},
    PanelQuantity{"safety", "belief that it is safe to speak", belief<safety_belief>},
    PanelQuantity{"impact", "belief that speaking changes something", belief<impact_belief>},
    PanelQuantity{"personization", "how far member and manager know each other as persons",
                  of_week<&W::personization_before>},
    PanelQuantity{"latitude", "autonomy granted", of_week<&W::latitude_before>},
    PanelQuantity{"autonomy", "autonomy exercised", of_week<&W::autonomy>},
    PanelQuantity{"aspiration", "what the member thinks it can expect of work", of_week<&W::aspiration_before>},
    PanelQuantity{"tie_strength", "mean strength of own ties", of_week<&W::tie_strength>},
    PanelQuantity{"leader_adoption", "how far the leader acts by its policy",
                  [](P const& p) { return p.week.leader.adoption; }},
    PanelQuantity{"surprise", "how far the estimate is from the condition, this week", surprise},
    PanelQuantity{"fit", "fit of action to condition and unit, this week", of_week<&W::fit>},
    PanelQuantity{"issue", "1: has an issue, this week", whether<&W::issue>},
    PanelQuantity{"spoke", "1: has an issue and speaks up, this week", whether<&W::spoke>},
    PanelQuantity{"heard", "1: spoke and was heard, this week",
                  answered<V::welcomed, V::punished, V::explained, V::ignored>},
    PanelQuantity{"welcomed", "1: the voice was welcomed and used", answered<V::welcomed>},
    PanelQuantity{"explained", "1: the voice was answered with an explanation", answered<V::explained>},
    PanelQuantity{"ignored", "1: the voice was ignored, heard or not", answered<V::ignored, V::unheard>},
    PanelQuantity{"punished", "1: the voice was punished", answered<V::punished>},
    PanelQuantity{"motivation", "motivation, this week", of_week<&W::motivation>},
    PanelQuantity{"effort", "effort, this week", of_week<&W::effort>},
    PanelQuantity{"overhead", "share of the week for one-to-ones, voice, deciding and leading", of_week<&W::overhead>},
    PanelQuantity{"performance", "performance, this week; 0 while vacant", of_week<&W::performance>, also_vacant},
    PanelQuantity{"satisfaction", "what the member has of work, this week", of_week<&W::satisfaction>},
    PanelQuantity{"quit_probability", "probability to quit, this week", of_week<&W::quit_probability>},
    PanelQuantity{"quits", "1: quits at the end of the week", whether<&W::quits>},
};

}  // namespace

std::span<PanelQuantity const> panel_quantities() { return all_panel_quantities; }

float value(PanelQuantity const& quantity, PanelWeek const& panel) {
    return panel.week.on_duty || quantity.also_vacant ? quantity.of(panel) : missing;
}

PanelWeek PanelWatch::look(Organization const& organization, std::uint32_t week, std::size_t index) {
    Position const member = members_[index];
    auto const row = static_cast<std::size_t>(organization.plan().seating.row_of(member));
    Dispositions const now{organization.members.propensity[row], organization.members.mindset[row]};
    if (last_seen_.size() <= index) last_seen_.push_back(now);
    PanelWeek panel{member_week(organization, week, member), now.propensity, now.mindset, now != last_seen_[index]};
    if (panel.week.on_duty) last_seen_[index] = now;
    return panel;
}

}  // namespace candor::model
