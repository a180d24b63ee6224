#pragma once

#include "vectors.hpp"
#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// Step 8: knowing each other, latitude, autonomy. Reads the bench; writes personization, latitude, autonomy.
inline void relate_and_delegate(Workbench& b) {
    Members& m = b.organization.members;
    Relations const relations = b.parameters.relations;
    auto const personization = b.rows(m.personization);
    auto const latitude = b.rows(m.latitude);
    auto const autonomy = b.rows(m.autonomy);
    auto const apart = b.rows(m.apart);
    for_each_seat(b, [&](SeatWork& w, Seats i) {
        personization[i] = rules::personization(personization[i], rules::contact(b.apart[i], apart[i]), relations);
        Floats const offer = rules::offer(b.felt.delegation[i], b.felt.trust_first[i], w.trust_report[i],
                                          b.leader_autonomy[i], relations);
        Floats const ready = rules::readiness(latitude[i], w.trust_self[i], w.safety[i], relations);
        latitude[i] = rules::approach(latitude[i], offer, relations.latitude_up, relations.latitude_down);
        autonomy[i] = rules::approach(autonomy[i], ready, relations.autonomy_up, relations.autonomy_down);
    });
    if (b.top_lane() != none) autonomy.first[b.top_lane()] = 1.F;  // the top decides for itself
}

/// Step 9: feedback makes expertise grow. Reads mindset; writes expertise. (Ties: meet_ties; leaders: lead, in pass C.)
inline void grow(Workbench& b) {
    Members& m = b.organization.members;
    auto const mindset = b.rows(m.mindset);
    auto const expertise = b.rows(m.expertise);
    float const limit = b.parameters.people.expertise_limit;
    Learning const learning = b.parameters.learning;
    for_each_seat(b, [&](SeatWork&, Seats i) {
        expertise[i] = rules::expertise(expertise[i], b.felt.feedback[i], mindset[i], limit, learning);
    });
}

/// The positions of a bundle whose vacancy ends with this week.
inline void note_arrivals(Workbench& b) {
    for (int seat = 0; seat < b.bundle.seats; ++seat) {
        Lane const& arriving = b.seats[seat].arriving;
        Floats any{};
        for_each_unit([&](Units units) { any += arriving[units]; });
        if (add_up(any) == 0.F) continue;
        for (int lane = 0; lane < lanes; ++lane) {
            if (arriving[lane] == 0.F) continue;
            b.result.arrivals.push_back(b.seating.first_member(b.bundle.first_slot + lane) + seat);
        }
    }
}

/// `stay_or_leave` where `market(seats)` is the factor that interventions put on the labour market.
template <class Market>
CANDOR_INLINE void stay_or_leave_by(Workbench& b, Market&& market) {
    Members& m = b.organization.members;
    Turnover const turnover = b.parameters.turnover;
    auto const aspiration = b.rows(m.aspiration);
    auto const vacancy = b.rows(m.vacancy);
    auto const vacancy_weeks = static_cast<float>(turnover.vacancy_weeks);
    Floats arriving{};
    for_each_seat(b, [&](SeatWork& w, Seats i) {
        Floats const now = aspiration[i];
        Floats const had = w.satisfaction[i];
        Floats const chance = rules::quit_probability(now, had, turnover, market(i));
        Floats const quits = math::choose<Floats>(w.quit_draw[i] < chance, w.on_duty[i], 0.F);
        w.quit[i] = quits;
        w.aspiration[i] = now;
        aspiration[i] = rules::aspiration(now, had, w.tie_strength[i], w.ties_satisfaction[i], turnover);
        Floats const before = vacancy[i];
        w.arriving[i] = math::choose<Floats>(before == 1.F, 1.F, 0.F);
        arriving += w.arriving[i];
        vacancy[i] = math::choose<Floats>(quits > 0.F, vacancy_weeks, math::maximum(0.F, before - 1.F));
    });
    if (add_up(arriving) > 0.F) note_arrivals(b);
}

/// Step 10: stay or leave. Reads the bench, autonomy as the week began through satisfaction, the market; writes aspiration,
/// vacancy, and the positions whose vacancy ends now.
inline void stay_or_leave(Workbench& b) {
    Column const& market = b.organization.market;
    if (market.size() == 0) {
        stay_or_leave_by(b, [](Seats) { return 1.F; });
    } else {
        stay_or_leave_by(b, [factors = b.rows(market)](Seats i) { return factors[i]; });
    }
}

/// What others will see by their ties next week. Reads evidence after the week; writes next_shown.
inline void show(Workbench& b) {
    Members const& m = b.organization.members;
    Shown* const next = b.organization.next_shown.data() + b.bundle.first_row;
    BeliefRows const safety(b, m.safety), trust_organization(b, m.trust_organization);
    auto const propensity = b.rows(m.propensity);
    Beliefs const beliefs = b.parameters.beliefs;
    for_each_seat(b, [&](SeatWork const& w, Seats i) {
        set_down(
            next, [&](int lane) { return i.seat * lanes + i.part + lane; },
            Seen{safety.value(i, propensity[i], beliefs), trust_organization.value(i, propensity[i], beliefs),
                 w.satisfaction[i], b.next_connecting[i]});
    });
}

/// Step 10: how satisfying the week was; autonomy is as the week began, so this comes before step 8. Writes the bench.
inline void feel_satisfied(Workbench& b) {
    auto const autonomy = b.rows(b.organization.members.autonomy);
    Satisfaction const weights = b.parameters.satisfaction;
    for_each_seat(b, [&](SeatWork& w, Seats i) {
        w.satisfaction[i] = rules::satisfaction(w.trust_leader[i], autonomy[i], w.safety[i], w.fit[i], weights);
    });
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
