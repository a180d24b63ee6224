#pragma once

#include <cstdint>
#include <vector>

#include "candor/model/leadership.hpp"
#include "candor/model/organization.hpp"

namespace candor::model {

/// Carries out one entry of the timeline at the start of `week`; `event` is its number in the timeline, from 0, and
/// addresses its draws. Returns how many members (of `adopt` and `coach`: leaders) it touched.
/// Throws Error if the scope names a member that the chart does not have.
int intervene(Organization& organization, Intervention const& intervention, std::uint32_t event, std::uint32_t week);

/// The members in a scope at that week, by position. `by_unit_led`: units are measured by the one a member leads
/// (members without reports are left out), not by the one it sits in.
[[nodiscard]] std::vector<Position> members_in(Scope const& scope, Plan const& plan, random::Key key,
                                               std::uint32_t event, std::uint32_t week, bool by_unit_led);

}  // namespace candor::model
