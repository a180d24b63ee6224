#pragma once

#include "candor/random/distributions.hpp"
#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// Pass A, step 1 for those with reports: the week's own condition of each leader. Reads condition; writes units.theta,
/// to which the conditions above are added from the top down before pass B.
inline void meet_condition(Organization& organization, std::uint32_t week, Slot first) {
    static_assert(lanes == random::philox_lane_count);
    Seating const& seating = organization.plan().seating;
    float const turbulence = organization.plan().parameters.environment.turbulence;
    std::uint32_t position[lanes];
    Lane before, scale;
    for (int lane = 0; lane < lanes; ++lane) {
        auto const row = static_cast<std::size_t>(seating.leader_row(first + lane));
        position[lane] = static_cast<std::uint32_t>(seating.leader(first + lane));
        before[lane] = organization.members.condition[row];
        scale[lane] = organization.plan().condition_scale[row];
    }
    std::uint32_t words[4][lanes];
    random::philox_lanes(organization.key(), position, week, random::call::week_task, words);
    float* const theta = organization.units.theta.data() + first;
    for_each_lane([&](int lane) {
        float const normal =
            random::normal_pair(words[random::word::first_normal][lane], words[random::word::second_normal][lane])
                .first;
        theta[lane] = rules::condition(before[lane], turbulence, scale[lane], normal);
    });
}

/// Pass A: how each leader stands when the week begins, set down for its unit.
/// Reads action, autonomy, vacancy; writes units.{action, autonomy, present}.
inline void meet_leader(Organization& organization, Slot first) {
    Seating const& seating = organization.plan().seating;
    Members const& members = organization.members;
    UnitWeek& units = organization.units;
    for (Slot slot = first; slot < first + lanes; ++slot) {
        auto const s = static_cast<std::size_t>(slot);
        auto const row = static_cast<std::size_t>(seating.leader_row(slot));
        units.action[s] = members.action[row];
        units.autonomy[s] = members.autonomy[row];
        units.present[s] = members.vacancy[row] == 0.F ? 1.F : 0.F;
    }
}

/// Pass A, step 9 for leaders but the top: practice, role model, relapse, of which nothing depends on the week's events.
/// Reads adoption, traits of leaders; writes next_adoption.
inline void lead(Organization& organization, Slot first) {
    Seating const& seating = organization.plan().seating;
    Leaders& leaders = organization.leaders;
    Members const& members = organization.members;
    Lane mindset, skill, control, same_policy, above_adoption, is_top;
    for (int lane = 0; lane < lanes; ++lane) {
        auto const s = static_cast<std::size_t>(first + lane);
        auto const row = static_cast<std::size_t>(seating.leader_row(first + lane));
        auto const above = static_cast<std::size_t>(seating.above(first + lane));
        mindset[lane] = members.mindset[row];
        skill[lane] = members.skill[row];
        control[lane] = members.control[row];
        same_policy[lane] = leaders.policy[s] == leaders.policy[above] ? 1.F : 0.F;
        above_adoption[lane] = leaders.adoption[above];
        is_top[lane] = seating.leader(first + lane) == 0 ? 1.F : 0.F;
    }
    float const* const adoption = leaders.adoption.data() + first;
    float* const next = leaders.next_adoption.data() + first;
    Learning const& learning = organization.plan().parameters.learning;
    for_each_lane([&](int lane) {
        float const after = rules::adoption(adoption[lane], mindset[lane], skill[lane], control[lane],
                                            same_policy[lane], above_adoption[lane], learning);
        next[lane] = is_top[lane] > 0.F ? adoption[lane] : after;  // the top's stays 1, empty slots stay as they are
    });
}

/// The conduct that the units of a bundle feel, and how their leaders will connect next week, from what each leader falls
/// back to, `habit(element)`, and what is asked of it, `policy(element)`: a Lane each.
template <class Habit, class Policy>
CANDOR_INLINE void feel_conduct(Workbench& b, Habit&& habit, Policy&& policy) {
    Leaders& leaders = b.organization.leaders;
    auto const adoption = b.slots(leaders.adoption);
    auto const next_adoption = b.slots(leaders.next_adoption);
    Lane* const felt = &b.felt.receptiveness;
    for (std::size_t element = 0; element < style_elements; ++element) {
        Lane const from = habit(element);
        Lane const to = policy(element);
        for_each_unit([&](Units i) { felt[element][i] = rules::conduct(from[i], to[i], adoption[i]); });
        if (element != connecting_element) continue;
        for_each_unit([&](Units i) { b.next_connecting[i] = rules::conduct(from[i], to[i], next_adoption[i]); });
    }
}

/// Pass B, first: sets out what the units of a bundle know of their leaders. Reads leaders and units; writes the bench.
inline void feel_leaders(Workbench& b) {
    auto const& elements = b.organization.plan().elements;
    Habits const& habits = b.organization.leaders.habits;
    StyleIndex const* const policy = b.organization.leaders.policy.data() + b.bundle.first_slot;
    bool one_policy = true;
    for (int lane = 1; lane < lanes; ++lane) one_policy &= policy[lane] == policy[0];
    if (one_policy && habits.all_as_founded()) {
        auto const style = static_cast<std::size_t>(policy[0]);
        feel_conduct(
            b, [&](std::size_t element) { return Lane::all(habits.founding(element)); },
            [&](std::size_t element) { return Lane::all(elements[element][style]); });
    } else {
        auto const habit = [&](std::size_t element, int lane) {
            return habits.of(element, b.bundle.first_slot + lane);
        };
        auto const asked = [&](std::size_t element, int lane) {
            return elements[element][static_cast<std::size_t>(policy[lane])];
        };
        feel_conduct(
            b, [&](std::size_t element) { return Lane::of([&](int lane) { return habit(element, lane); }); },
            [&](std::size_t element) { return Lane::of([&](int lane) { return asked(element, lane); }); });
    }
    UnitWeek& units = b.organization.units;
    auto const theta = b.slots(units.theta);
    auto const action = b.slots(units.action);
    auto const autonomy = b.slots(units.autonomy);
    auto const present = b.slots(units.present);
    std::int32_t const* const size = b.seating.sizes() + b.bundle.first_slot;
    for_each_unit([&](Units i) {
        b.members[i] = math::to_number<Floats>(load<math::Integers<Floats>>(size + i.part));
        b.size[i] = math::maximum(1.F, b.members[i]);
        b.leader_theta[i] = theta[i];
        b.leader_action[i] = action[i];
        b.leader_autonomy[i] = autonomy[i];
        b.leader_present[i] = present[i];
    });
    b.counted = Lane::all(1.F);
    if (b.top_lane() != none) b.counted[b.top_lane()] = 0.F;
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
    Lane overhead, performance;
    float const *const own_overhead = units.leader_overhead.data() + first,
                       *const leading = units.leading_overhead.data() + first,
                       *const present = units.present.data() + first,
                       *const effort_fit = units.leader_effort_fit.data() + first;
    for_each_lane([&](int lane) {
        float const total = own_overhead[lane] + leading[lane];
        overhead[lane] = present[lane] * total;
        performance[lane] = present[lane] * rules::performance(effort_fit[lane], total);
    });
    for (int lane = 0; lane < lanes; ++lane) {
        Slot const slot = first + lane;
        if (seating.size(slot) == 0 || seating.leader(slot) == 0) continue;
        Slot const sits = seating.above(slot);
        auto const add_to = [&](Tally& tally) {
            tally.add(Measure::overhead, overhead[lane]);
            tally.add(Measure::performance, performance[lane]);
            tally.add(Measure::adoption, organization.leaders.adoption[static_cast<std::size_t>(slot)]);
            tally.add(Count::leaders, 1.F);
        };
        add_to(work.result.tally.levels[static_cast<std::size_t>(seating.level_index(sits))]);
        if (work.units != nullptr) add_to(work.units[sits]);
    }
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
