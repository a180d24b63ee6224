#include "candor/model/interventions.hpp"

#include <algorithm>

#include "candor/core/error.hpp"
#include "candor/model/rules.hpp"
#include "candor/random/distributions.hpp"

namespace candor::model {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Calls `change(slot)` for every unit led by one of these members; the top's own seat counts as led by it.
template <class Change>
void for_each_led(Organization& organization, std::vector<Position> const& leaders, Change&& change) {
    Seating const& seating = organization.plan().seating;
    for (Position const leader : leaders) {
        if (leader == 0) change(seating.top_slot());
        if (seating.led_by(leader) != none) change(seating.led_by(leader));
    }
}

/// The conduct reached becomes the habit, the policy changes, adoption restarts (the top acts by the policy at once).
void adopt(Organization& organization, Adopt const& what, std::vector<Position> const& touched) {
    Leaders& leaders = organization.leaders;
    auto const& elements = organization.plan().elements;
    for_each_led(organization, touched, [&](Slot slot) {
        std::size_t const s = at(slot);
        for (std::size_t e = 0; e < style_elements; ++e) {
            leaders.habits.change(
                e, slot,
                rules::conduct(leaders.habits.of(e, slot), elements[e][at(leaders.policy[s])], leaders.adoption[s]));
        }
        leaders.policy[s] = what.style;
        leaders.adoption[s] = organization.plan().seating.leader(slot) == 0 ? 1.F : what.adoption;
        organization.show_connecting(slot, leaders.adoption[s]);
    });
}

/// Works by the leader's mindset on skill, need for control and adoption; never writes to trust.
void coach(Organization& organization, Coach const& what, std::vector<Position> const& touched) {
    Members& members = organization.members;
    for_each_led(organization, touched, [&](Slot slot) {
        Row const row = organization.plan().seating.leader_row(slot);
        float& adoption = organization.leaders.adoption[at(slot)];
        adoption += what.intensity * members.mindset[at(row)] * (1.F - adoption);
        organization.show_connecting(slot, adoption);
    });
    for (Position const leader : touched) {
        std::size_t const row = at(organization.plan().seating.row_of(leader));
        float const reach = what.intensity * members.mindset[row];
        members.skill[row] += what.skill_gain * reach * (1.F - members.skill[row]);
        members.control[row] *= 1.F - reach;
    }
}

/// An ultimatum: evidence against organization and leader, latitude lost; and the benefits it claims.
void mandate(Organization& organization, Mandate const& what, std::vector<Position> const& touched) {
    Members& members = organization.members;
    float const severity = what.severity * (what.consulted ? what.consulted_share : 1.F);
    for (Position const member : touched) {
        Row const row = organization.plan().seating.row_of(member);
        std::size_t const r = at(row);
        members.trust_organization.against[r] += severity;
        members.trust_leader.against[r] += what.trust_leader_share * severity;
        members.latitude[r] = math::clamp(members.latitude[r] * (1.F + what.latitude), 0.F, 1.F);
        members.apart[r] *= rules::apart(what.contact_hours);
        members.noise[r] *= what.signal_noise;
        organization.show_beliefs(row);
    }
}

}  // namespace

std::vector<Position> members_in(Scope const& scope, Plan const& plan, random::Key key, std::uint32_t event,
                                 std::uint32_t week, bool by_unit_led) {
    Chart const& chart = plan.structure.chart;
    Position const branch = scope.branch.empty() ? 0 : chart.find(scope.branch);
    if (branch == nobody)
        throw Error("no member is called '" + scope.branch + "' (the scope of an intervention names it)");
    std::vector<Position> members;
    for (Position p = 0; p < chart.size(); ++p) {
        if (by_unit_led && p != 0 && !chart.leads(p)) continue;
        bool const in_levels = scope.levels.empty() || std::find(scope.levels.begin(), scope.levels.end(),
                                                                 chart.level(p)) != scope.levels.end();
        Slot const unit = by_unit_led && chart.leads(p) ? plan.seating.led_by(p) : plan.seating.slot_of(p);
        int const size = plan.seating.size(unit);
        bool const in_sizes = size >= scope.unit_least && (scope.unit_most == 0 || size <= scope.unit_most);
        if (!in_levels || !in_sizes || (branch != 0 && !chart.is_below(p, branch))) continue;
        auto const words =
            random::philox(key, {static_cast<std::uint32_t>(p), week, random::call::intervention(event)});
        if (random::uniform(words.w0) < scope.share) members.push_back(p);
    }
    return members;
}

int intervene(Organization& organization, Intervention const& intervention, std::uint32_t event, std::uint32_t week) {
    bool const on_leaders = !std::holds_alternative<Mandate>(intervention.what);
    std::vector<Position> const touched =
        members_in(intervention.scope, organization.plan(), organization.key(), event, week, on_leaders);
    if (auto const* what = std::get_if<Adopt>(&intervention.what)) adopt(organization, *what, touched);
    if (auto const* what = std::get_if<Coach>(&intervention.what)) coach(organization, *what, touched);
    if (auto const* what = std::get_if<Mandate>(&intervention.what)) mandate(organization, *what, touched);
    return static_cast<int>(touched.size());
}

}  // namespace candor::model
