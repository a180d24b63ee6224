#pragma once

#include "candor/random/distributions.hpp"
#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// Draws traits, expertise and condition of the founders at sixteen positions from `first` on, those below `last`.
/// Writes who they are and condition.
inline void draw_sixteen(Organization& organization, Position first, Position last) {
    Members& m = organization.members;
    Plan const& plan = organization.plan();
    People const& people = plan.parameters.people;
    random::Key const key = organization.key();
    std::uint32_t position[lanes];
    for (int lane = 0; lane < lanes; ++lane) position[lane] = static_cast<std::uint32_t>(first + lane);
    int const count = last - first < lanes ? last - first : lanes;

    auto const put = [&](MemberColumn& column, float const(&drawn)[lanes]) {
        for (int lane = 0; lane < count; ++lane) {
            column[static_cast<std::size_t>(plan.seating.row_of(first + lane))] = drawn[lane];
        }
    };
    auto const trait = [&](MemberColumn& column, random::trait::Trait which, BetaShape const& shape) {
        float drawn[lanes];
        random::beta_lanes(key, position, 0, which, shape.alpha, shape.beta, drawn);
        put(column, drawn);
    };
    auto const normal = [&](random::call::Call call, float(&drawn)[lanes]) {
        std::uint32_t words[4][lanes];
        random::philox_lanes(key, position, 0, call, words);
        for_each_lane([&](int lane) { drawn[lane] = random::normal_pair(words[0][lane], words[1][lane]).first; });
    };
    trait(m.propensity, random::trait::propensity, people.propensity);
    trait(m.mindset, random::trait::mindset, people.mindset);
    trait(m.control, random::trait::control, people.control);
    trait(m.skill, random::trait::skill, people.skill);
    float drawn[lanes];
    normal(random::call::expertise, drawn);
    for_each_lane([&](int lane) { drawn[lane] = rules::founding_expertise(drawn[lane], people); });
    put(m.expertise, drawn);
    normal(random::call::condition, drawn);
    put(m.condition, drawn);
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
