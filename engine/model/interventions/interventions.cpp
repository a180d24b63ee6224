#include "candor/model/interventions.hpp"

#include <algorithm>

#include "candor/core/error.hpp"
#include "candor/random/distributions.hpp"
#include "effects.hpp"

namespace candor::model {

namespace effects {

float draw(random::Key key, Position position, Event event, random::word::Intervention word) {
    auto const words = random::philox(
        key, {static_cast<std::uint32_t>(position), event.week, random::call::intervention(event.number)});
    switch (word) {
        case random::word::in_scope: return random::uniform(words.w0);
        case random::word::touched: return random::uniform(words.w1);
        case random::word::for_all: return random::uniform(words.w2);
    }
    return 0.F;
}

Positions share_of(Positions const& positions, float share, random::Key key, Event event) {
    Positions drawn;
    std::copy_if(positions.begin(), positions.end(), std::back_inserter(drawn),
                 [&](Position p) { return draw(key, p, event, random::word::touched) < share; });
    return drawn;
}

}  // namespace effects

namespace {

using effects::at;

/// The size of the unit by which a member is measured: the one it leads or the one it sits in.
int unit_size(Plan const& plan, Position member, Audience audience) {
    bool const led = audience == Audience::leaders && plan.structure.chart.leads(member);
    return plan.seating.size(led ? plan.seating.led_by(member) : plan.seating.slot_of(member));
}

}  // namespace

std::vector<Position> everyone_in(Scope const& scope, Plan const& plan, Audience audience) {
    Chart const& chart = plan.structure.chart;
    Position const branch = scope.branch.empty() ? 0 : chart.find(scope.branch);
    if (branch == nobody)
        throw Error("no member is called '" + scope.branch + "' (the scope of an intervention names it)");
    std::vector<Position> members;
    for (Position p = 0; p < chart.size(); ++p) {
        if (audience == Audience::leaders && p != 0 && !chart.leads(p)) continue;
        bool const in_levels = scope.levels.empty() || std::find(scope.levels.begin(), scope.levels.end(),
                                                                 chart.level(p)) != scope.levels.end();
        int const size = unit_size(plan, p, audience);
        bool const in_sizes = size >= scope.unit_least && (scope.unit_most == 0 || size <= scope.unit_most);
        if (in_levels && in_sizes && (branch == 0 || chart.is_below(p, branch))) members.push_back(p);
    }
    return members;
}

std::vector<Position> members_in(Scope const& scope, Plan const& plan, Audience audience, random::Key key,
                                 std::uint32_t event, std::uint32_t week) {
    std::vector<Position> members = everyone_in(scope, plan, audience);
    std::erase_if(members, [&](Position p) {
        return scope.share < 1.F && effects::draw(key, p, {event, week}, random::word::in_scope) >= scope.share;
    });
    return members;
}

std::vector<Position> intervene(Organization& organization, Intervention const& intervention, std::uint32_t event,
                                std::uint32_t week) {
    std::vector<Position> const in_scope = members_in(intervention.scope, organization.plan(),
                                                      audience_of(intervention.what), organization.key(), event, week);
    return std::visit(
        [&](auto const& what) {
            return effects::act(organization, what, in_scope, {event, week});
        },
        intervention.what);
}

}  // namespace candor::model
