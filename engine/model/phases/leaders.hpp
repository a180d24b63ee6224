#pragma once

#include "candor/random/distributions.hpp"
#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// One element of the conduct of the leader of a unit: habit + adoption (policy - habit).
CANDOR_INLINE float conduct(Organization const& organization, std::size_t element, std::size_t slot) {
    Leaders const& leaders = organization.leaders;
    float const habit = leaders.habit[element][slot];
    float const policy = organization.plan().elements[element][static_cast<std::size_t>(leaders.policy[slot])];
    return habit + leaders.adoption[slot] * (policy - habit);
}

inline constexpr std::size_t connecting_element = 9;

/// Pass A, step 1 for those with reports: the week's own condition of each leader. Reads condition; writes units.theta,
/// to which the conditions above are added from the top down before pass B.
inline void meet_condition(Organization& organization, std::uint32_t week, Slot first) {
    Seating const& seating = organization.plan().seating;
    float const turbulence = organization.plan().parameters.environment.turbulence;
    for_each_lane([&](int lane) {
        Slot const slot = first + lane;
        auto const row = static_cast<std::size_t>(seating.leader_row(slot));
        auto const words = random::philox(
            organization.key(), {static_cast<std::uint32_t>(seating.leader(slot)), week, random::call::week_task});
        float const normal = random::normal_pair(words.w0, words.w1).first;
        organization.units.theta[static_cast<std::size_t>(slot)] = rules::condition(
            organization.members.condition[row], turbulence, organization.plan().condition_scale[row], normal);
    });
}

/// Pass A: how each leader stands when the week begins, set down for its unit and for those tied to it.
/// Reads action, autonomy, vacancy, adoption, habit, policy; writes units.{action, autonomy, present, connecting}.
inline void meet_leader(Organization& organization, Slot first) {
    Seating const& seating = organization.plan().seating;
    UnitWeek& units = organization.units;
    for_each_lane([&](int lane) {
        auto const slot = static_cast<std::size_t>(first + lane);
        auto const row = static_cast<std::size_t>(seating.leader_row(first + lane));
        units.action[slot] = organization.members.action[row];
        units.autonomy[slot] = organization.members.autonomy[row];
        units.present[slot] = organization.members.vacancy[row] == 0.F ? 1.F : 0.F;
        units.connecting[slot] = conduct(organization, connecting_element, slot);
    });
}

/// Pass B, first: sets out what the units of a bundle know of their leaders. Reads leaders and units; writes the bench.
inline void feel_leaders(Workbench& b) {
    UnitWeek& units = b.organization.units;
    Lane* const felt = &b.felt.receptiveness;
    for (std::size_t element = 0; element < style_elements; ++element) {
        for_each_lane([&](int lane) {
            felt[element][lane] =
                conduct(b.organization, element, static_cast<std::size_t>(b.bundle.first_slot + lane));
        });
    }
    float const *const theta = b.slots(units.theta), *const action = b.slots(units.action);
    float const *const autonomy = b.slots(units.autonomy), *const present = b.slots(units.present);
    for_each_lane([&](int lane) {
        int const size = b.seating.size(b.bundle.first_slot + lane);
        b.size[lane] = static_cast<float>(size > 0 ? size : 1);
        b.leader_theta[lane] = theta[lane];
        b.leader_action[lane] = action[lane];
        b.leader_autonomy[lane] = autonomy[lane];
        b.leader_present[lane] = present[lane];
    });
}

/// Pass C, end of step 5: welcomed voices move the leader's estimate, after its own step 2.
/// Reads units.welcomed*; writes estimate of leaders.
inline void listen(Organization& organization, Slot first) {
    Seating const& seating = organization.plan().seating;
    for (Slot slot = first; slot < first + lanes; ++slot) {
        auto const s = static_cast<std::size_t>(slot);
        if (organization.units.welcomed[s] == 0.F) continue;
        float& estimate = organization.members.estimate[static_cast<std::size_t>(seating.leader_row(slot))];
        estimate += rules::listen(organization.units.welcomed[s], organization.units.welcomed_estimates[s], estimate);
    }
}

/// Pass C, end of step 6: output of leaders but the top, whose own unit knew only now what leading costs them.
/// Reads units.{leader_*, leading_overhead, present}; adds to the tally of the leader's level.
inline void leaders_output(BlockWork const& work, Slot first) {
    Organization const& organization = work.organization;
    Seating const& seating = organization.plan().seating;
    UnitWeek const& units = organization.units;
    for (Slot slot = first; slot < first + lanes; ++slot) {
        if (seating.size(slot) == 0 || seating.leader(slot) == 0) continue;
        auto const s = static_cast<std::size_t>(slot);
        float const present = units.present[s];
        float const overhead = units.leader_overhead[s] + units.leading_overhead[s];
        float const performance = present * rules::performance(units.leader_effort_fit[s], overhead);
        Slot const sits = seating.above(slot);
        auto const add_to = [&](Tally& tally) {
            tally.add(Measure::overhead, present * overhead);
            tally.add(Measure::performance, performance);
            tally.add(Measure::adoption, organization.leaders.adoption[s]);
            tally.add(Count::leaders, 1.F);
        };
        add_to(work.result.tally.levels[static_cast<std::size_t>(seating.level_index(sits))]);
        if (work.units != nullptr) add_to(work.units[sits]);
    }
}

/// Pass C, step 9 for leaders but the top: practice, role model, relapse.
/// Reads adoption as the week began, traits of leaders; writes next_adoption.
inline void lead(Organization& organization, Slot first) {
    Seating const& seating = organization.plan().seating;
    Leaders& leaders = organization.leaders;
    Members const& members = organization.members;
    for (Slot slot = first; slot < first + lanes; ++slot) {
        auto const s = static_cast<std::size_t>(slot);
        if (seating.leader(slot) == 0) continue;  // the top's adoption stays 1, empty slots stay as they are
        auto const row = static_cast<std::size_t>(seating.leader_row(slot));
        auto const above = static_cast<std::size_t>(seating.above(slot));
        float const same_policy = leaders.policy[s] == leaders.policy[above] ? 1.F : 0.F;
        leaders.next_adoption[s] =
            rules::adoption(leaders.adoption[s], members.mindset[row], members.skill[row], members.control[row],
                            same_policy, leaders.adoption[above], organization.plan().parameters.learning);
    }
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
