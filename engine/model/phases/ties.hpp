#pragma once

#include "vectors.hpp"
#include "workbench.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// What members make of those they are tied to: means, of satisfaction by strength.
struct Met {
    Floats tie_strength, trust, satisfaction, nothing;
};

/// Looks at the neighbours of a bundle's members by their number of ties, and calls `met(place, what)` for as many of them
/// as a register holds. Sends for neighbours some layers ahead if they are far away in memory.
template <bool far_away, class MetThem>
CANDOR_INLINE void meet_neighbours(Workbench& b, MetThem&& met) {
    Ties& ties = b.organization.ties;
    Shown const* const shown = b.organization.shown.data();
    Shown const* const own_shown = shown + b.bundle.first_row;
    Row const* const row_at = ties.row_at().data() + b.bundle.first_row;
    Row const* const neighbours = ties.neighbour.data();
    float* const strengths = ties.strength.data();
    Learning const learning = b.parameters.learning;
    auto const nobody = math::Integers<Floats>{} + ties.nobody();
    LaneSums all_strengths;
    for (int part = 0; part < lanes; part += floats_wide) {
        Sums of_part;
        for (int seat = 0; seat < b.bundle.seats; ++seat) {
            int const place = seat * lanes + part;
            auto const group = static_cast<std::size_t>(b.bundle.first_row / lanes + seat);
            Seen const own = look_at<Seen>(own_shown, [&](int lane) { return row_at[place + lane]; });
            Floats strength{}, trust{}, weighted_satisfaction{};
            math::Integers<Floats> count{};
            std::size_t const last = ties.first_layer(group + 1) * lanes;
            for (std::size_t layer = ties.first_layer(group) * lanes; layer < last; layer += lanes) {
                std::size_t const half = layer + static_cast<std::size_t>(part);
                if constexpr (far_away) {
                    for (std::size_t lane = 0; lane < floats_wide; ++lane) {
                        __builtin_prefetch(shown + neighbours[half + Ties::places_ahead + lane]);
                    }
                }
                Floats const w = as_vector(strengths + half);
                Seen const other =
                    look_at<Seen>(shown, [&](int lane) { return neighbours[half + static_cast<std::size_t>(lane)]; });
                count -= load<math::Integers<Floats>>(neighbours + half) != nobody;  // true is -1
                strength += w;
                trust += other.trust_organization;
                weighted_satisfaction += w * other.satisfaction;
                as_vector(strengths + half) =
                    rules::tie_strength(w, own.connecting, other.connecting, own.safety, other.safety, learning);
                of_part.add(w);
            }
            Floats const degree = math::to_number<Floats>(count);
            Floats const divisor = math::maximum(1.F, degree);
            met(place,
                Met{strength / divisor, math::choose<Floats>(degree > 0.F, trust / divisor, own.trust_organization),
                    math::choose<Floats>(strength > 0.F, weighted_satisfaction / strength, 0.F), Floats{}});
        }
        all_strengths.put(part, of_part);
    }
    b.result.tally.tie_strength += all_strengths.total();
    b.result.tally.tie_strength_square += all_strengths.total_of_squares();
}

/// Steps 7, 9 and 10 as far as ties carry them: all a tie shows is as the week began, so each end does its half.
/// Reads what members and their neighbours show; writes tie strength (of own halves), and for later phases safety and
/// trust in the organization, and the mean strength, the mean trust in the organization and the strength-weighted
/// satisfaction of own ties.
inline void meet_ties(Workbench& b) {
    Row const* const row_at = b.organization.ties.row_at().data() + b.bundle.first_row;
    auto const put = [&](int place, Met const& met) {
        set_down(
            b.met, [&](int lane) { return row_at[place + lane]; }, met);
    };
    if (b.ahead.wanted()) {
        meet_neighbours<true>(b, put);
    } else {
        meet_neighbours<false>(b, put);
    }
    Shown const* const shown = b.organization.shown.data() + b.bundle.first_row;
    for_each_seat(b, [&](SeatWork& w, Seats i) {
        auto const row = [&](int lane) { return i.seat * lanes + i.part + lane; };
        Seen const own = look_at<Seen>(shown, row);
        w.safety[i] = own.safety;
        w.trust_organization[i] = own.trust_organization;
        Met const met = look_at<Met>(b.met, row);
        w.tie_strength[i] = met.tie_strength;
        w.ties_trust[i] = met.trust;
        w.ties_satisfaction[i] = met.satisfaction;
    });
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
