#pragma once

#include "candor/random/distributions.hpp"
#include "vectors.hpp"
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
    for (int seat = 0; seat < b.bundle.seats; ++seat) {
        random::philox_lanes(b.key, position, b.week, random::call::week_task, task);
        random::philox_lanes(b.key, position, b.week, random::call::week_choices, choices);
        for_each_lane([&](int lane) {
            Seat const i{seat, lane};
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
    Beliefs const beliefs = b.parameters.beliefs;
    auto const propensity = b.rows(m.propensity);
    auto const value_of = [&](BeliefColumns const& belief, ScratchRows value, auto&& prior) {
        auto const for_it = b.rows(belief.for_it);
        auto const against = b.rows(belief.against);
        for_each_seat(b,
                      [&](Seat i, int) { value[i] = rules::belief<float>(for_it[i], against[i], prior(i), beliefs); });
    };
    auto const disposition = [&](Seat i) { return propensity[i]; };
    auto const neutral = [&](Seat) { return beliefs.neutral_prior; };
    value_of(m.trust_leader, b.trust_leader, disposition);
    value_of(m.trust_team, b.trust_team, disposition);
    value_of(m.trust_self, b.trust_self, neutral);
    value_of(m.trust_report, b.trust_report, neutral);
    value_of(m.impact, b.impact, neutral);

    auto const vacancy = b.rows(m.vacancy);
    auto const silent = b.rows(m.silent);
    auto const autonomy = b.rows(m.autonomy);
    Floats const nobody{};
    Floats const somebody = nobody + 1.F;
    for (int part = 0; part < lanes; part += floats_wide) {
        Floats const members = load<Floats>(b.members.value + part);
        Floats const counted = load<Floats>(b.counted.value + part);
        Floats trust{}, safety{}, silence{}, dependence{};
        for (int seat = 0; seat < b.bundle.seats; ++seat) {
            Floats const seated = members > nobody + static_cast<float>(seat) ? somebody : nobody;
            b.seated.put(seat, part, seated);
            b.on_duty.put(seat, part, vacancy.at(seat, part) == nobody ? counted : nobody);
            trust += seated * b.trust_leader.at(seat, part);
            safety += seated * b.safety.at(seat, part);
            silence += seated * silent.at(seat, part);
            dependence += seated * (1.F - autonomy.at(seat, part));
        }
        Floats const size = load<Floats>(b.size.value + part);
        store(b.mean_trust_leader.value + part, trust / size);
        store(b.mean_safety.value + part, safety / size);
        store(b.mean_silent.value + part, silence / size);
        store(b.dependence.value + part, dependence);
    }
}

/// Step 1: the world moves. Reads and writes condition; writes theta to the bench.
inline void environment(Workbench& b) {
    auto const condition = b.rows(b.organization.members.condition);
    auto const scale = b.rows(b.organization.plan().condition_scale);
    float const turbulence = b.parameters.environment.turbulence;
    for_each_seat(b, [&](Seat i, int lane) {
        condition[i] = rules::condition(condition[i], turbulence, scale[i], b.first_normal[i]);
        b.theta[i] = b.leader_theta[lane] + condition[i];
    });
}

/// Step 2: each sees a part of it. Reads expertise, noise, drift; writes estimate.
inline void perceive(Workbench& b) {
    auto const estimate = b.rows(b.organization.members.estimate);
    auto const noise = b.rows(b.organization.members.noise);
    auto const expertise = b.rows(b.organization.members.expertise);
    auto const drift = b.rows(b.organization.plan().drift);
    for_each_seat(b, [&](Seat i, int) {
        float const sd = rules::perception_noise(noise[i], expertise[i]);
        estimate[i] = rules::perceive(estimate[i], b.theta[i], rules::gain(drift[i], sd), sd, b.second_normal[i]);
    });
}

/// Step 3, who decides: the mean of this week's estimates of the most expert member on duty and of those who advise it;
/// the manager's action where nobody is on duty. Reads expertise, estimate.
inline Lane decide(Workbench const& b) {
    auto const estimate = b.rows(b.organization.members.estimate);
    auto const expertise = b.rows(b.organization.members.expertise);
    Decision const by = b.parameters.decision;
    Floats const none{};
    Lane decision;
    for (int part = 0; part < lanes; part += floats_wide) {
        Floats most_expert = none - 1.F, decider = none - 1.F;
        for (int seat = 0; seat < b.bundle.seats; ++seat) {
            Floats const own = expertise.at(seat, part);
            auto const better = (b.on_duty.at(seat, part) > none) & (own > most_expert);
            most_expert = better ? own : most_expert;
            decider = better ? none + static_cast<float>(seat) : decider;
        }
        Floats voices = none, estimates = none;
        for (int seat = 0; seat < b.bundle.seats; ++seat) {
            auto const decides = decider == none + static_cast<float>(seat);
            auto const advises =
                b.advice_draw.at(seat, part) < rules::advice_probability(b.trust_team.at(seat, part), by);
            Floats const counts = (decides | advises) ? b.on_duty.at(seat, part) : none;
            voices += counts;
            estimates += counts * estimate.at(seat, part);
        }
        auto const somebody = voices > none;
        Floats const mean = estimates / (somebody ? voices : none + 1.F);
        store(decision.value + part, somebody ? mean : load<Floats>(b.leader_action.value + part));
    }
    return decision;
}

/// Step 3: each acts between directive and own estimate; what that costs depends on the condition and on the unit.
/// Reads estimate, autonomy; writes action, and directive and fit to the bench.
inline void act(Workbench& b) {
    Members& m = b.organization.members;
    auto const estimate = b.rows(m.estimate);
    auto const autonomy = b.rows(m.autonomy);
    auto const action = b.rows(m.action);
    Lane const decision = decide(b);
    for_each_seat(b, [&](Seat i, int lane) {
        b.directive[i] = rules::directive(b.leader_action[lane], decision[lane], b.felt.responsible_individual[lane]);
        action[i] = rules::act(b.directive[i], estimate[i], autonomy[i]);
    });
    Lane const actions = sum_over_units(b, [&](Seat i, int) { return b.seated[i] * action[i]; });
    for_each_lane([&](int lane) { b.mean_action[lane] = actions[lane] / b.size[lane]; });
    float const interdependence = b.parameters.environment.interdependence;
    for_each_seat(b, [&](Seat i, int lane) {
        float const adjustment = rules::adjustment(b.trust_team[i], b.tie_strength[i], b.parameters.decision);
        b.fit[i] = rules::fit(rules::loss(action[i], b.theta[i], b.mean_action[lane], adjustment, interdependence));
    });
    Lane const fits = sum_over_units(b, [&](Seat i, int) { return b.seated[i] * b.fit[i]; });
    for_each_lane([&](int lane) { b.mean_fit[lane] = fits[lane] / b.size[lane]; });
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
