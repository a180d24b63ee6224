#pragma once

#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// Steps 7, 9 and 10 as far as ties carry them: all a tie shows is as the week began, so each end does its half.
/// Reads what neighbours show and how their leaders connect; writes tie strength (of own halves), and for later phases
/// the mean strength, the mean trust in organization and the strength-weighted satisfaction of own ties.
inline void meet_ties(Workbench& b) {
    Ties& ties = b.organization.ties;
    Shown const& shown = b.organization.shown;
    Learning const& learning = b.parameters.learning;
    float const* const connecting = b.organization.units.connecting.data();
    WeekTally& tally = b.result.tally;
    int const rows = b.bundle.seats * lanes;
    for (int i = 0; i < rows; ++i) {
        auto const row = static_cast<std::size_t>(b.bundle.first_row + i);
        std::uint32_t const first = ties.first[row];
        std::uint32_t const last = ties.first[row + 1];
        float const safety = shown.safety[row];
        float const connecting_here = connecting[b.bundle.first_slot + i % lanes];
        float strength = 0.F;
        float trust = 0.F;
        float weighted_satisfaction = 0.F;
        for (std::uint32_t half = first; half < last; ++half) {
            auto const other = static_cast<std::size_t>(ties.neighbour[half]);
            float const w = ties.strength[half];
            strength += w;
            trust += shown.trust_organization[other];
            weighted_satisfaction += w * shown.satisfaction[other];
            ties.strength[half] = rules::tie_strength(w, connecting_here, connecting[ties.unit[half]], safety,
                                                      shown.safety[other], learning);
            tally.tie_strength += static_cast<double>(w);
            tally.tie_strength_square += static_cast<double>(w) * static_cast<double>(w);
        }
        auto const degree = static_cast<float>(last - first);
        tally.half_edges += static_cast<double>(degree);
        b.tie_strength[i] = last > first ? strength / degree : 0.F;
        b.ties_trust[i] = last > first ? trust / degree : shown.trust_organization[row];
        b.ties_satisfaction[i] = strength > 0.F ? weighted_satisfaction / strength : 0.F;
    }
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
