#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "candor/model/style.hpp"

namespace candor::model {

/// Index into the styles of a scenario.
using StyleIndex = std::int32_t;

/// A style with the name it goes by.
struct Style {
    std::string name;
    LeadershipStyle elements;
    bool operator==(Style const&) const = default;
};

/// What leaders are asked to do and what they fall back to.
struct Leadership {
    std::vector<Style> styles;  ///< built-in ones first, then the scenario's own
    StyleIndex habit = 0;
    StyleIndex policy = 0;
    float adoption = .9F;  ///< how far leaders but the top act by the policy at founding; 0..1
};

/// Whom an intervention touches. All conditions given must hold; none means everyone.
struct Scope {
    std::vector<int> levels{};  ///< levels below the top; empty: all
    std::string branch{};       ///< this member and all below it; empty: all
    float share = 1.F;          ///< a random share, drawn per member
    int unit_least = 0;         ///< size of the unit one is in
    int unit_most = 0;          ///< 0: no limit
};

/// A new policy: conduct reached becomes habit, adoption restarts.
struct Adopt {
    StyleIndex style = 0;
    float adoption = .1F;
};

/// Coaching of leaders; works by their mindset, never writes to trust.
struct Coach {
    float intensity = .5F;
    float skill_gain = .8F;
};

/// An ultimatum, such as a decreed return to the office.
struct Mandate {
    float severity = 8.F;
    bool consulted = false;
    float latitude = -.3F;
    float trust_leader_share = .3F;
    float consulted_share = .4F;
    float contact_hours = 0.F;  ///< benefit claimed: hours of contact a week for each report, on top
    float signal_noise = 1.F;   ///< benefit claimed: factor on signal noise
};

/// One entry of the timeline: what happens at the start of which week, to whom.
struct Intervention {
    int week = 1;  ///< 1..weeks
    Scope scope{};
    std::variant<Adopt, Coach, Mandate> what{};
};

}  // namespace candor::model
