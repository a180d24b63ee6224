#pragma once

#include <cstdint>
#include <string>
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

}  // namespace candor::model
