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
    alignas(64) std::uint32_t task[4][lanes];
    alignas(64) std::uint32_t choices[4][lanes];
    for (int seat = 0; seat < b.bundle.seats; ++seat) {
        random::philox_lanes(b.key, position, b.week, random::call::week_task, task);
        random::philox_lanes(b.key, position, b.week, random::call::week_choices, choices);
        SeatWork& w = b.seats[seat];
        for_each_unit([&](Units i) {
            auto const of_task = [&](std::size_t word) { return load<Words>(task[word] + i.part); };
            auto const of_choices = [&](std::size_t word) { return load<Words>(choices[word] + i.part); };
            auto const normals =
                random::normal_pair<Floats>(of_task(random::word::first_normal), of_task(random::word::second_normal));
            w.first_normal[i] = normals.first;
            w.second_normal[i] = normals.second;
            w.speak_draw[i] = random::uniform<Floats>(of_task(random::word::to_speak));
            w.answer_draw[i] = random::uniform<Floats>(of_task(random::word::cascade));
            w.advice_draw[i] = random::uniform<Floats>(of_choices(random::word::advice));
            w.promise_draw[i] = random::uniform<Floats>(of_choices(random::word::promise));
            w.quit_draw[i] = random::uniform<Floats>(of_choices(random::word::quit));
        });
        for (std::uint32_t& p : position) ++p;
    }
}

/// What members believe as the week begins, who is there, and what that adds up to in each unit.
/// Reads evidence, vacancy, autonomy, silent; writes the bench.
inline void take_stock(Workbench& b) {
    Members const& m = b.organization.members;
    Beliefs const beliefs = b.parameters.beliefs;
    auto const propensity = b.rows(m.propensity);
    auto const vacancy = b.rows(m.vacancy);
    auto const silent = b.rows(m.silent);
    auto const autonomy = b.rows(m.autonomy);
    BeliefRows const trust_leader(b, m.trust_leader), trust_team(b, m.trust_team), trust_self(b, m.trust_self),
        trust_report(b, m.trust_report), impact(b, m.impact);
    Floats const neutral = math::all<Floats>(beliefs.neutral_prior);
    b.ahead.send_for_some();
    for_each_unit([&](Units units) {
        Floats trust{}, safety{}, silence{}, dependence{};
        for_each_seat_of(b, units, [&](SeatWork& w, Seats i) {
            w.trust_leader[i] = trust_leader.value(i, propensity[i], beliefs);
            w.trust_team[i] = trust_team.value(i, propensity[i], beliefs);
            w.trust_self[i] = trust_self.value(i, neutral, beliefs);
            w.trust_report[i] = trust_report.value(i, neutral, beliefs);
            w.impact[i] = impact.value(i, neutral, beliefs);
            Floats const seated = math::choose<Floats>(b.members[i] > static_cast<float>(i.seat), 1.F, 0.F);
            w.seated[i] = seated;
            w.on_duty[i] = math::choose<Floats>(vacancy[i] == 0.F, b.counted[i], 0.F);
            trust += seated * w.trust_leader[i];
            safety += seated * w.safety[i];
            silence += seated * silent[i];
            dependence += seated * (1.F - autonomy[i]);
        });
        b.mean_trust_leader[units] = trust / b.size[units];
        b.mean_safety[units] = safety / b.size[units];
        b.mean_silent[units] = silence / b.size[units];
        b.dependence[units] = dependence;
    });
}

/// Step 1: the world moves. Reads and writes condition; writes theta to the bench.
inline void environment(Workbench& b) {
    auto const condition = b.rows(b.organization.members.condition);
    auto const scale = b.rows(b.organization.plan().condition_scale);
    float const turbulence = b.parameters.environment.turbulence;
    for_each_seat(b, [&](SeatWork& w, Seats i) {
        condition[i] = rules::condition(condition[i], turbulence, scale[i], w.first_normal[i]);
        w.theta[i] = b.leader_theta[i] + condition[i];
    });
}

/// Step 2: each sees a part of it. Reads expertise, noise, drift; writes estimate.
inline void perceive(Workbench& b) {
    auto const estimate = b.rows(b.organization.members.estimate);
    auto const noise = b.rows(b.organization.members.noise);
    auto const expertise = b.rows(b.organization.members.expertise);
    auto const drift = b.rows(b.organization.plan().drift);
    for_each_seat(b, [&](SeatWork& w, Seats i) {
        Floats const sd = rules::perception_noise(noise[i], expertise[i]);
        estimate[i] = rules::perceive(estimate[i], w.theta[i], rules::gain(drift[i], sd), sd, w.second_normal[i]);
    });
}

/// Step 3, who decides: the mean of this week's estimates of the most expert member on duty and of those who advise it;
/// the manager's action where nobody is on duty. Reads expertise, estimate.
inline Lane decide(Workbench const& b) {
    auto const estimate = b.rows(b.organization.members.estimate);
    auto const expertise = b.rows(b.organization.members.expertise);
    Decision const by = b.parameters.decision;
    Lane decision;
    for_each_unit([&](Units units) {
        Floats most_expert = math::all<Floats>(-1.F), decider = most_expert;
        for_each_seat_of(b, units, [&](SeatWork const& w, Seats i) {
            auto const better = (w.on_duty[i] > 0.F) & (expertise[i] > most_expert);
            most_expert = math::choose<Floats>(better, expertise[i], most_expert);
            decider = math::choose<Floats>(better, static_cast<float>(i.seat), decider);
        });
        Floats voices{}, estimates{};
        for_each_seat_of(b, units, [&](SeatWork const& w, Seats i) {
            auto const decides = decider == static_cast<float>(i.seat);
            auto const advises = w.advice_draw[i] < rules::advice_probability(w.trust_team[i], by);
            Floats const counts = math::choose<Floats>(decides | advises, w.on_duty[i], 0.F);
            voices += counts;
            estimates += counts * estimate[i];
        });
        Floats const mean = estimates / math::maximum(1.F, voices);
        decision[units] = math::choose<Floats>(voices > 0.F, mean, b.leader_action[units]);
    });
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
    float const interdependence = b.parameters.environment.interdependence;
    Decision const by = b.parameters.decision;
    b.ahead.send_for_some();
    for_each_unit([&](Units units) {
        Floats actions{}, fits{};
        for_each_seat_of(b, units, [&](SeatWork& w, Seats i) {
            w.directive[i] = rules::directive(b.leader_action[i], decision[i], b.felt.responsible_individual[i]);
            action[i] = rules::act(w.directive[i], estimate[i], autonomy[i]);
            actions += w.seated[i] * action[i];
        });
        Floats const mean_action = actions / b.size[units];
        for_each_seat_of(b, units, [&](SeatWork& w, Seats i) {
            Floats const adjustment = rules::adjustment(w.trust_team[i], w.tie_strength[i], by);
            w.fit[i] = rules::fit(rules::loss(action[i], w.theta[i], mean_action, adjustment, interdependence));
            fits += w.seated[i] * w.fit[i];
        });
        b.mean_fit[units] = fits / b.size[units];
    });
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
