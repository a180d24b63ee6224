#include <algorithm>
#include <limits>

#include "candor/model/rules.hpp"
#include "candor/random/distributions.hpp"
#include "effects.hpp"

namespace candor::model::effects {

/// An ultimatum: evidence against organization and leader, latitude lost; and the benefits it claims.
Positions act(Organization& organization, Mandate const& what, Positions const& touched, Event) {
    Members& members = organization.members;
    float const severity = what.severity * (what.consulted ? what.consulted_share : 1.F);
    for (Position const member : touched) {
        Row const row = organization.plan().seating.row_of(member);
        std::size_t const r = at(row);
        members.trust_organization.against[r] += severity;
        members.trust_leader.against[r] += what.trust_leader_share * severity;
        members.latitude[r] = math::clamp(members.latitude[r] * (1.F + what.latitude), 0.F, 1.F);
        organization.show_beliefs(row);
    }
    claim_benefits(organization, what, touched);
    return touched;
}

void claim_benefits(Organization& organization, Mandate const& what, Positions const& members) {
    for (Position const member : members) {
        std::size_t const row = at(organization.plan().seating.row_of(member));
        organization.members.apart[row] *= rules::apart(what.contact_hours);
        organization.members.noise[row] *= what.signal_noise;
    }
}

void end_benefits(Organization& organization, Positions const& members) {
    Plan const& plan = organization.plan();
    for (Position const member : members) {
        std::size_t const row = at(plan.seating.row_of(member));
        organization.members.apart[row] = 1.F;
        organization.members.noise[row] = plan.signal_noise(member);
    }
}

/// Members without reports who are on duty leave, never the top; what all others on duty see of it depends on whether
/// their own unit lost somebody.
Positions act(Organization& organization, Layoff const& what, Positions const& members_in_scope, Event event) {
    Members& members = organization.members;
    Chart const& chart = organization.plan().structure.chart;
    Seating const& seating = organization.plan().seating;
    auto const on_duty = [&](Position p) { return members.vacancy[at(seating.row_of(p))] == 0.F; };
    Positions leave = share_of(members_in_scope, what.share, organization.key(), event);
    std::erase_if(leave, [&](Position p) { return p == 0 || chart.leads(p) || !on_duty(p); });
    if (leave.empty()) return leave;

    std::vector<char> lost_somebody(at(seating.slots()), 0);
    for (Position const member : leave) {
        members.vacancy[at(seating.row_of(member))] =
            what.refill.weeks > 0 ? static_cast<float>(what.refill.weeks) : std::numeric_limits<float>::infinity();
        lost_somebody[at(seating.slot_of(member))] = 1;
    }
    for (Position p = 0; p < chart.size(); ++p) {
        if (!on_duty(p)) continue;
        Row const row = seating.row_of(p);
        members.trust_organization.against[at(row)] +=
            lost_somebody[at(seating.slot_of(p))] != 0 ? what.unit_severity : what.severity;
        organization.show_beliefs(row);
    }
    return leave;
}

/// Leaving becomes that much easier or harder.
Positions act(Organization& organization, Market const& what, Positions const& members, Event) {
    move_market(organization, what, members);
    return members;
}

void move_market(Organization& organization, Market const& what, Positions const& members) {
    Seating const& seating = organization.plan().seating;
    if (organization.market.size() == 0) organization.market = Column(at(seating.rows()), 1.F);
    for (Position const member : members) organization.market[at(seating.row_of(member))] *= what.factor;
}

void end_market(Organization& organization, Positions const& members) {
    for (Position const member : members) organization.market[at(organization.plan().seating.row_of(member))] = 1.F;
}

/// What is true moves, and nobody knows it yet: estimates stay.
Positions act(Organization& organization, Shock const& what, Positions const& members, Event event) {
    Plan const& plan = organization.plan();
    bool const up = draw(organization.key(), 0, event, random::word::for_all) < .5F;
    float const size = up ? what.size : -what.size;
    for (Position const member : members) {
        organization.members.condition[at(plan.seating.row_of(member))] += size * plan.condition_deviation(member);
    }
    return members;
}

/// The other end of each new tie is drawn evenly over all but the top and the member's own unit; the top gets none.
/// (A unit is a range of positions, so nothing need be drawn again.)
Positions act(Organization& organization, Connect const& what, Positions const& members, Event event) {
    Plan const& plan = organization.plan();
    Position const others = plan.structure.chart.size() - 1;
    std::vector<Tie> ties;
    Positions connected;
    for (Position const member : members) {
        Slot const unit = plan.seating.slot_of(member);
        Position const size = plan.seating.size(unit);
        if (member == 0 || size == others) continue;
        connected.push_back(member);
        for (int tie = 0; tie < what.ties; ++tie) {
            auto const part = static_cast<std::uint32_t>(tie / 4);
            auto const words = random::philox(organization.key(), {static_cast<std::uint32_t>(member), event.week,
                                                                   random::call::new_ties(event.number, part)});
            std::uint32_t const word[] = {words.w0, words.w1, words.w2, words.w3};
            auto const drawn = random::below(word[tie % 4], static_cast<std::uint32_t>(others - size));
            auto const other = static_cast<Position>(1 + drawn);
            ties.push_back({member, other < plan.seating.first_member(unit) ? other : other + size});
        }
    }
    if (!ties.empty()) organization.ties.add(plan.seating, ties, plan.parameters.learning.tie_strength);
    return connected;
}

/// A promise to all of them, kept or broken for all of them.
Positions act(Organization& organization, Promise const& what, Positions const& touched, Event event) {
    Members& members = organization.members;
    bool const kept = draw(organization.key(), 0, event, random::word::for_all) < what.kept;
    float const weight = kept ? what.weight : organization.plan().parameters.beliefs.negativity * what.weight;
    auto const evidence = [&](BeliefColumns& belief) -> MemberColumn& { return kept ? belief.for_it : belief.against; };
    for (Position const member : touched) {
        Row const row = organization.plan().seating.row_of(member);
        evidence(members.trust_organization)[at(row)] += weight;
        evidence(members.trust_leader)[at(row)] += what.trust_leader_share * weight;
        organization.show_beliefs(row);
    }
    return touched;
}

}  // namespace candor::model::effects
