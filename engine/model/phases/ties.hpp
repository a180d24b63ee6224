#pragma once

#include "vectors.hpp"
#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// `meet_ties`; sends for neighbours some layers ahead if they are far away in memory.
template <bool far_away>
CANDOR_INLINE void meet_ties_over(Workbench& b) {
    Ties& ties = b.organization.ties;
    Shown const* const shown = b.organization.shown.data();
    Row const* const neighbours = ties.neighbour.data();
    float* const all_strengths = ties.strength.data();
    Learning const learning = b.parameters.learning;
    Integers const nobody = Integers{} + ties.nobody();
    LaneSums strengths;
    for (int part = 0; part < lanes; part += floats_wide) {
        Sums of_part;
        for (int seat = 0; seat < b.bundle.seats; ++seat) {
            int const row = b.bundle.first_row + seat * lanes + part;
            auto const group = static_cast<std::size_t>(row / lanes);
            auto const lane_0 = static_cast<std::size_t>(part);
            Seen const own = look_at(shown, [&](int lane) { return row + lane; });
            Floats strength{}, trust{}, weighted_satisfaction{};
            Integers count{};
            std::size_t const last = ties.first_layer(group + 1) * lanes + lane_0;
            for (std::size_t half = ties.first_layer(group) * lanes + lane_0; half < last; half += lanes) {
                if constexpr (far_away) {
                    for (std::size_t lane = 0; lane < floats_wide; ++lane) {
                        __builtin_prefetch(shown + neighbours[half + Ties::places_ahead + lane]);
                    }
                }
                Floats const w = load<Floats>(all_strengths + half);
                Seen const other =
                    look_at(shown, [&](int lane) { return neighbours[half + static_cast<std::size_t>(lane)]; });
                count -= load<Integers>(neighbours + half) != nobody;  // true is -1
                strength += w;
                trust += other.trust_organization;
                weighted_satisfaction += w * other.satisfaction;
                store(all_strengths + half,
                      rules::tie_strength(w, own.connecting, other.connecting, own.safety, other.safety, learning));
                of_part.add(w);
            }
            Floats const degree = __builtin_convertvector(count, Floats);
            Floats const none{};
            Floats const one = none + 1.F;
            Floats const divisor = degree > none ? degree : one;
            b.safety.put(seat, part, own.safety);
            b.trust_organization.put(seat, part, own.trust_organization);
            b.tie_strength.put(seat, part, strength / divisor);
            b.ties_trust.put(seat, part, degree > none ? trust / divisor : own.trust_organization);
            b.ties_satisfaction.put(
                seat, part, strength > none ? weighted_satisfaction / (strength > none ? strength : one) : none);
        }
        strengths.put(part, of_part);
    }
    b.result.tally.tie_strength += strengths.total();
    b.result.tally.tie_strength_square += strengths.total_of_squares();
}

/// Steps 7, 9 and 10 as far as ties carry them: all a tie shows is as the week began, so each end does its half.
/// Reads what members and their neighbours show; writes tie strength (of own halves), and for later phases safety and
/// trust in the organization, and the mean strength, the mean trust in the organization and the strength-weighted
/// satisfaction of own ties.
inline void meet_ties(Workbench& b) {
    if (b.ahead.wanted()) {
        meet_ties_over<true>(b);
    } else {
        meet_ties_over<false>(b);
    }
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
