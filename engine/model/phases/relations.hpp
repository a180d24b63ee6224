#pragma once

#include "vectors.hpp"
#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// Step 8: knowing each other, latitude, autonomy. Reads the bench; writes personization, latitude, autonomy.
inline void relate_and_delegate(Workbench& b) {
    Members& m = b.organization.members;
    Relations const& relations = b.parameters.relations;
    auto const personization = b.rows(m.personization);
    auto const latitude = b.rows(m.latitude);
    auto const autonomy = b.rows(m.autonomy);
    auto const apart = b.rows(m.apart);
    for_each_seat(b, [&](Seat i, int lane) {
        personization[i] = rules::personization(personization[i], rules::contact(b.apart[lane], apart[i]), relations);
        float const offer = rules::offer(b.felt.delegation[lane], b.felt.trust_first[lane], b.trust_report[i],
                                         b.leader_autonomy[lane], relations);
        float const ready = rules::readiness(latitude[i], b.trust_self[i], b.safety[i], relations);
        latitude[i] = rules::approach(latitude[i], offer, relations.latitude_up, relations.latitude_down);
        autonomy[i] = rules::approach(autonomy[i], ready, relations.autonomy_up, relations.autonomy_down);
    });
    int const top_lane = b.seating.top_slot() - b.bundle.first_slot;
    if (top_lane >= 0 && top_lane < lanes) autonomy[{0, top_lane}] = 1.F;  // the top decides for itself
}

/// Step 9: feedback makes expertise grow. Reads mindset; writes expertise. (Ties: meet_ties; leaders: lead, in pass C.)
inline void grow(Workbench& b) {
    Members& m = b.organization.members;
    auto const mindset = b.rows(m.mindset);
    auto const expertise = b.rows(m.expertise);
    float const limit = b.parameters.people.expertise_limit;
    for_each_seat(b, [&](Seat i, int lane) {
        expertise[i] = rules::expertise(expertise[i], b.felt.feedback[lane], mindset[i], limit, b.parameters.learning);
    });
}

/// `stay_or_leave` where `market(i)` is the factor that interventions put on the labour market.
template <class Market>
CANDOR_INLINE void stay_or_leave_by(Workbench& b, Market&& market) {
    Members& m = b.organization.members;
    Turnover const& turnover = b.parameters.turnover;
    auto const aspiration = b.rows(m.aspiration);
    auto const vacancy = b.rows(m.vacancy);
    auto const vacancy_weeks = static_cast<float>(turnover.vacancy_weeks);
    Lane arriving{};
    for_each_seat(b, [&](Seat i, int lane) {
        float const now = aspiration[i];
        float const had = b.satisfaction[i];
        float const chance = rules::quit_probability(now, had, turnover, market(i));
        float const here = b.on_duty[i];
        float const quits = b.quit_draw[i] < chance ? here : 0.F;
        b.quit[i] = quits;
        aspiration[i] = rules::aspiration(now, had, b.tie_strength[i], b.ties_satisfaction[i], turnover);
        float const before = vacancy[i];
        arriving[lane] += before == 1.F ? 1.F : 0.F;
        vacancy[i] = quits > 0.F ? vacancy_weeks : math::maximum(0.F, before - 1.F);
    });
    float arrivals = 0.F;
    for (int lane = 0; lane < lanes; ++lane) arrivals += arriving[lane];
    if (arrivals == 0.F) return;
    for (int seat = 0; seat < b.bundle.seats; ++seat) {
        for (int lane = 0; lane < lanes; ++lane) {
            Seat const i{seat, lane};
            bool const filled = vacancy[i] == 0.F && b.on_duty[i] == 0.F && b.seated[i] > 0.F;
            Slot const slot = b.bundle.first_slot + lane;
            if (filled && slot != b.seating.top_slot()) {
                b.result.arrivals.push_back(b.seating.first_member(slot) + seat);
            }
        }
    }
}

/// Step 10: stay or leave. Reads the bench, autonomy as the week began through satisfaction, the market; writes aspiration,
/// vacancy, and the positions whose vacancy ends now.
inline void stay_or_leave(Workbench& b) {
    Column const& market = b.organization.market;
    if (market.size() == 0) {
        stay_or_leave_by(b, [](Seat) { return 1.F; });
    } else {
        stay_or_leave_by(b, [factors = b.rows(market)](Seat i) { return factors[i]; });
    }
}

/// What others will see by their ties next week. Reads evidence after the week; writes next_shown.
inline void show(Workbench& b) {
    Members const& m = b.organization.members;
    Shown* const next = b.organization.next_shown.data() + b.bundle.first_row;
    auto const safe_for = b.rows(m.safety.for_it);
    auto const safe_against = b.rows(m.safety.against);
    auto const trust_for = b.rows(m.trust_organization.for_it);
    auto const trust_against = b.rows(m.trust_organization.against);
    auto const propensity = b.rows(m.propensity);
    Beliefs const beliefs = b.parameters.beliefs;
    for (int seat = 0; seat < b.bundle.seats; ++seat) {
        for (int part = 0; part < lanes; part += floats_wide) {
            Floats const prior = propensity.at(seat, part);
            Floats const safety = rules::belief(safe_for.at(seat, part), safe_against.at(seat, part), prior, beliefs);
            Floats const trust = rules::belief(trust_for.at(seat, part), trust_against.at(seat, part), prior, beliefs);
            show_rows(next + seat * lanes + part,
                      {safety, trust, b.satisfaction.at(seat, part), load<Floats>(b.next_connecting.value + part)});
        }
    }
}

/// Step 10: how satisfying the week was; autonomy is as the week began, so this comes before step 8. Writes the bench.
inline void feel_satisfied(Workbench& b) {
    auto const autonomy = b.rows(b.organization.members.autonomy);
    for_each_seat(b, [&](Seat i, int) {
        b.satisfaction[i] =
            rules::satisfaction(b.trust_leader[i], autonomy[i], b.safety[i], b.fit[i], b.parameters.satisfaction);
    });
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
