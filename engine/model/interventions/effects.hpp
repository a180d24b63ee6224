#pragma once

#include <cstdint>
#include <vector>

#include "candor/model/organization.hpp"
#include "candor/model/timeline.hpp"
#include "candor/random/streams.hpp"

/// What each kind of intervention does to those in its scope. Those that touch only some of them return these.
namespace candor::model::effects {

/// Positions, from the top down.
using Positions = std::vector<Position>;

/// Which entry of the timeline happens when: the address of its draws.
struct Event {
    std::uint32_t number;  ///< in the timeline, from 0
    std::uint32_t week;
};

/// Uniform in [0, 1): a member's draw, or that of position 0 for all.
[[nodiscard]] float draw(random::Key key, Position position, Event event, random::word::Intervention word);

/// A random share of them, drawn for each; not the draw of the scope.
[[nodiscard]] Positions share_of(Positions const& positions, float share, random::Key key, Event event);

// on_leaders.cpp
Positions act(Organization& organization, Adopt const& what, Positions const& leaders, Event event);
Positions act(Organization& organization, Coach const& what, Positions const& leaders, Event event);
Positions act(Organization& organization, ReplaceLeaders const& what, Positions const& leaders, Event event);

// on_members.cpp
Positions act(Organization& organization, Mandate const& what, Positions const& members, Event event);
Positions act(Organization& organization, Layoff const& what, Positions const& members, Event event);
Positions act(Organization& organization, Market const& what, Positions const& members, Event event);
Positions act(Organization& organization, Shock const& what, Positions const& members, Event event);
Positions act(Organization& organization, Connect const& what, Positions const& members, Event event);
Positions act(Organization& organization, Promise const& what, Positions const& members, Event event);

/// One leader's part of `adopt`.
void adopt(Organization& organization, Adopt const& what, Position leader);

/// What mandates and markets hold of members: one more of them, and none of them any more.
void claim_benefits(Organization& organization, Mandate const& what, Positions const& members);
void end_benefits(Organization& organization, Positions const& members);
void move_market(Organization& organization, Market const& what, Positions const& members);
void end_market(Organization& organization, Positions const& members);

[[nodiscard]] inline std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace candor::model::effects
