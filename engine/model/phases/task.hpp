#pragma once

#include "candor/random/distributions.hpp"
#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// All draws of the week's steps, addressed by position and week (streams.hpp). Writes the bench.
inline void draw(Workbench& b) {
    static_assert(lanes == random::philox_lane_count);
    std::uint32_t position[lanes];
    for (int lane = 0; lane < lanes; ++lane) {
        position[lane] = static_cast<std::uint32_t>(b.seating.first_member(b.bundle.first_slot + lane));
    }
    std::uint32_t task[4][lanes];
    std::uint32_t choices[4][lanes];
    for (int first = 0; first < b.bundle.seats * lanes; first += lanes) {
        random::philox_lanes(b.key, position, b.week, random::call::week_task, task);
        random::philox_lanes(b.key, position, b.week, random::call::week_choices, choices);
        for_each_lane([&](int lane) {
            int const i = first + lane;
            auto const normals =
                random::normal_pair(task[random::word::first_normal][lane], task[random::word::second_normal][lane]);
            b.first_normal[i] = normals.first;
            b.second_normal[i] = normals.second;
            b.speak_draw[i] = random::uniform(task[random::word::to_speak][lane]);
            b.answer_draw[i] = random::uniform(task[random::word::cascade][lane]);
            b.advice_draw[i] = random::uniform(choices[random::word::advice][lane]);
            b.promise_draw[i] = random::uniform(choices[random::word::promise][lane]);
            b.quit_draw[i] = random::uniform(choices[random::word::quit][lane]);
            ++position[lane];
        });
    }
}

/// What members believe as the week begins, who is there, and what that adds up to in each unit.
/// Reads evidence, vacancy, autonomy, silent; writes the bench.
inline void take_stock(Workbench& b) {
    Members const& m = b.organization.members;
    Beliefs const& beliefs = b.parameters.beliefs;
    float const* const propensity = b.rows(m.propensity);
    auto const value_of = [&](BeliefColumns const& belief, float* value, auto&& prior) {
        float const *const for_it = b.rows(belief.for_it), *const against = b.rows(belief.against);
        for_each_seat(b, [&](int i, int) { value[i] = rules::belief(for_it[i], against[i], prior(i), beliefs); });
    };
    auto const disposition = [&](int i) { return propensity[i]; };
    auto const neutral = [&](int) { return beliefs.neutral_prior; };
    value_of(m.trust_leader, b.trust_leader, disposition);
    value_of(m.trust_team, b.trust_team, disposition);
    value_of(m.trust_self, b.trust_self, neutral);
    value_of(m.trust_report, b.trust_report, neutral);
    value_of(m.impact, b.impact, neutral);
    float const* const vacancy = b.rows(m.vacancy);
    int size[lanes];
    float not_top[lanes];
    for (int lane = 0; lane < lanes; ++lane) {
        size[lane] = b.seating.size(b.bundle.first_slot + lane);
        not_top[lane] = b.bundle.first_slot + lane == b.seating.top_slot() ? 0.F : 1.F;
    }
    for_each_seat(b, [&](int i, int lane) {
        b.seated[i] = i / lanes < size[lane] ? 1.F : 0.F;
        b.on_duty[i] = vacancy[i] == 0.F ? not_top[lane] : 0.F;
    });
    float const *const silent = b.rows(m.silent), *const autonomy = b.rows(m.autonomy);
    Lane const trust = sum_over_units(b, [&](int i, int) { return b.seated[i] * b.trust_leader[i]; });
    Lane const safety = sum_over_units(b, [&](int i, int) { return b.seated[i] * b.safety[i]; });
    Lane const silence = sum_over_units(b, [&](int i, int) { return b.seated[i] * silent[i]; });
    b.dependence = sum_over_units(b, [&](int i, int) { return b.seated[i] * (1.F - autonomy[i]); });
    for_each_lane([&](int lane) {
        b.mean_trust_leader[lane] = trust[lane] / b.size[lane];
        b.mean_safety[lane] = safety[lane] / b.size[lane];
        b.mean_silent[lane] = silence[lane] / b.size[lane];
    });
}

/// Step 1: the world moves. Reads and writes condition; writes theta to the bench.
inline void environment(Workbench& b) {
    float* const condition = b.rows(b.organization.members.condition);
    float const* const scale = b.rows(b.organization.plan().condition_scale);
    float const turbulence = b.parameters.environment.turbulence;
    for_each_seat(b, [&](int i, int lane) {
        condition[i] = rules::condition(condition[i], turbulence, scale[i], b.first_normal[i]);
        b.theta[i] = b.leader_theta[lane] + condition[i];
    });
}

/// Step 2: each sees a part of it. Reads expertise, noise, drift; writes estimate.
inline void perceive(Workbench& b) {
    float* const estimate = b.rows(b.organization.members.estimate);
    float const *const noise = b.rows(b.organization.members.noise), *const expertise =
                                                                         b.rows(b.organization.members.expertise);
    float const* const drift = b.rows(b.organization.plan().drift);
    for_each_seat(b, [&](int i, int) {
        float const sd = rules::perception_noise(noise[i], expertise[i]);
        estimate[i] = rules::perceive(estimate[i], b.theta[i], rules::gain(drift[i], sd), sd, b.second_normal[i]);
    });
}

/// Step 3, who decides: the mean of this week's estimates of the most expert member on duty and of those who advise it;
/// the manager's action where nobody is on duty. Reads expertise, estimate.
inline Lane decide(Workbench const& b) {
    float const *const estimate = b.rows(b.organization.members.estimate), *const expertise =
                                                                               b.rows(b.organization.members.expertise);
    Lane most_expert{}, decider{}, voices{}, estimates{};
    for_each_lane([&](int lane) { most_expert[lane] = decider[lane] = -1.F; });
    for_each_seat(b, [&](int i, int lane) {
        bool const better = (b.on_duty[i] > 0.F) & (expertise[i] > most_expert[lane]);
        most_expert[lane] = better ? expertise[i] : most_expert[lane];
        decider[lane] = better ? static_cast<float>(i / lanes) : decider[lane];
    });
    for_each_seat(b, [&](int i, int lane) {
        bool const decides = decider[lane] == static_cast<float>(i / lanes);
        bool const advises = b.advice_draw[i] < rules::advice_probability(b.trust_team[i], b.parameters.decision);
        float const counts = (decides | advises) ? b.on_duty[i] : 0.F;
        voices[lane] += counts;
        estimates[lane] += counts * estimate[i];
    });
    Lane decision;
    for_each_lane([&](int lane) {
        float const mean = estimates[lane] / math::maximum(voices[lane], 1.F);
        decision[lane] = voices[lane] > 0.F ? mean : b.leader_action[lane];
    });
    return decision;
}

/// Step 3: each acts between directive and own estimate; what that costs depends on the condition and on the unit.
/// Reads estimate, autonomy; writes action, and directive and fit to the bench.
inline void act(Workbench& b) {
    Members& m = b.organization.members;
    float const *const estimate = b.rows(m.estimate), *const autonomy = b.rows(m.autonomy);
    float* const action = b.rows(m.action);
    Lane const decision = decide(b);
    for_each_seat(b, [&](int i, int lane) {
        b.directive[i] = rules::directive(b.leader_action[lane], decision[lane], b.felt.responsible_individual[lane]);
        action[i] = rules::act(b.directive[i], estimate[i], autonomy[i]);
    });
    Lane const actions = sum_over_units(b, [&](int i, int) { return b.seated[i] * action[i]; });
    for_each_lane([&](int lane) { b.mean_action[lane] = actions[lane] / b.size[lane]; });
    float const interdependence = b.parameters.environment.interdependence;
    for_each_seat(b, [&](int i, int lane) {
        float const adjustment = rules::adjustment(b.trust_team[i], b.tie_strength[i], b.parameters.decision);
        b.fit[i] = rules::fit(rules::loss(action[i], b.theta[i], b.mean_action[lane], adjustment, interdependence));
    });
    Lane const fits = sum_over_units(b, [&](int i, int) { return b.seated[i] * b.fit[i]; });
    for_each_lane([&](int lane) { b.mean_fit[lane] = fits[lane] / b.size[lane]; });
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
