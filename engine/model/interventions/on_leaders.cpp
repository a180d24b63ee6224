#include "candor/model/rules.hpp"
#include "effects.hpp"

namespace candor::model::effects {

namespace {

/// Calls `change(slot)` for every unit that the leader leads; the top's own seat counts as led by it.
template <class Change>
void for_each_led(Organization const& organization, Position leader, Change&& change) {
    Seating const& seating = organization.plan().seating;
    if (leader == 0) change(seating.top_slot());
    if (seating.led_by(leader) != none) change(seating.led_by(leader));
}

/// From now on acts by what is asked that far; the top does so fully.
void restart(Organization& organization, Slot slot, float adoption) {
    float const reached = organization.plan().seating.leader(slot) == 0 ? 1.F : adoption;
    organization.leaders.adoption[at(slot)] = reached;
    organization.show_connecting(slot, reached);
}

}  // namespace

/// The conduct reached becomes the habit, the policy changes, adoption restarts (the top acts by the policy at once).
void adopt(Organization& organization, Adopt const& what, Position leader) {
    Leaders& leaders = organization.leaders;
    auto const& elements = organization.plan().elements;
    for_each_led(organization, leader, [&](Slot slot) {
        std::size_t const s = at(slot);
        for (std::size_t e = 0; e < style_elements; ++e) {
            leaders.habits.change(
                e, slot,
                rules::conduct(leaders.habits.of(e, slot), elements[e][at(leaders.policy[s])], leaders.adoption[s]));
        }
        leaders.policy[s] = what.style;
        restart(organization, slot, what.adoption);
    });
}

Positions act(Organization& organization, Adopt const& what, Positions const& leaders, Event) {
    for (Position const leader : leaders) adopt(organization, what, leader);
    return leaders;
}

/// Works by the leader's mindset on skill, need for control and adoption; never writes to trust.
Positions act(Organization& organization, Coach const& what, Positions const& leaders, Event) {
    Members& members = organization.members;
    for (Position const leader : leaders) {
        std::size_t const row = at(organization.plan().seating.row_of(leader));
        float const reach = what.intensity * members.mindset[row];
        members.skill[row] += what.skill_gain * reach * (1.F - members.skill[row]);
        members.control[row] *= 1.F - reach;
        for_each_led(organization, leader, [&](Slot slot) {
            float& adoption = organization.leaders.adoption[at(slot)];
            adoption += reach * (1.F - adoption);
            organization.show_connecting(slot, adoption);
        });
    }
    return leaders;
}

/// Newcomers as in step 10, but at once and acting by the policy as far as is said; the top decides for itself as ever.
Positions act(Organization& organization, ReplaceLeaders const& what, Positions const& leaders, Event event) {
    Positions const replaced = share_of(leaders, what.share, organization.key(), event);
    for (Position const leader : replaced) {
        organization.welcome_newcomer(leader, event.week);
        organization.first_week[at(leader)] = event.week;
        if (leader == 0) organization.members.autonomy[at(organization.plan().seating.row_of(0))] = 1.F;
        for_each_led(organization, leader, [&](Slot slot) {
            organization.leaders.habits.begin_anew(slot);
            restart(organization, slot, what.adoption);
        });
    }
    return replaced;
}

}  // namespace candor::model::effects
