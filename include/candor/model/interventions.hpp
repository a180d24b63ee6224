#pragma once

#include <cstdint>
#include <vector>

#include "candor/model/organization.hpp"
#include "candor/model/timeline.hpp"

namespace candor::model {

/// Carries out one entry of the timeline at the start of `week`; `event` is its number in the timeline, from 0, and
/// addresses its draws. Returns whom it touched: of its scope, those to whom it happened; from the top down.
/// Throws Error if the scope names a member that the chart does not have.
std::vector<Position> intervene(Organization& organization, Intervention const& intervention, std::uint32_t event,
                                std::uint32_t week);

/// The members (or leaders) in a scope at that week, from the top down: `everyone_in`, and of these the random share.
[[nodiscard]] std::vector<Position> members_in(Scope const& scope, Plan const& plan, Audience audience, random::Key key,
                                               std::uint32_t event, std::uint32_t week);

/// All whom a scope describes, its share left aside. Leaders are the top and those with reports. Units are measured by
/// the one a member sits in; for an audience of leaders by the one it leads.
[[nodiscard]] std::vector<Position> everyone_in(Scope const& scope, Plan const& plan, Audience audience);

}  // namespace candor::model
