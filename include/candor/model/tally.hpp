#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "candor/core/portability.hpp"
#include "candor/model/seating.hpp"

namespace candor::model {

/// Quantities summed with their squares, for means and standard deviations.
enum class Measure {
    trust_leader,
    trust_team,
    trust_organization,
    trust_self,
    trust_report,
    safety,
    impact,
    latitude,
    autonomy,
    personization,
    aspiration,
    satisfaction,
    fit,
    effort,
    overhead,
    performance,  // over positions; all above over members on duty
    adoption,     // over leaders
    how_many
};

/// What is counted.
enum class Count {
    members,    // on duty
    positions,  // all but the top
    leaders,    // all but the top
    issues,
    spoken,
    heard,
    welcomed,
    explained,
    ignored,
    punished,
    quits,
    vacant,
    domination,
    transactional,
    personal,
    intimacy,
    how_many
};

inline constexpr std::size_t measures = static_cast<std::size_t>(Measure::how_many);
inline constexpr std::size_t counts = static_cast<std::size_t>(Count::how_many);

/// Sums over some positions in one week.
struct Tally {
    std::array<double, measures> sum{};
    std::array<double, measures> square{};
    std::array<double, counts> count{};

    [[nodiscard]] double of(Count c) const { return count[static_cast<std::size_t>(c)]; }
    [[nodiscard]] double& of(Count c) { return count[static_cast<std::size_t>(c)]; }
    [[nodiscard]] double sum_of(Measure m) const { return sum[static_cast<std::size_t>(m)]; }
    [[nodiscard]] double square_of(Measure m) const { return square[static_cast<std::size_t>(m)]; }

    CANDOR_INLINE void add(Measure m, float value) {
        auto const x = static_cast<double>(value);
        sum[static_cast<std::size_t>(m)] += x;
        square[static_cast<std::size_t>(m)] += x * x;
    }
    CANDOR_INLINE void add(Count c, float value) { count[static_cast<std::size_t>(c)] += static_cast<double>(value); }

    CANDOR_INLINE void add(Tally const& other) {
        for (std::size_t m = 0; m < measures; ++m) {
            sum[m] += other.sum[m];
            square[m] += other.square[m];
        }
        for (std::size_t c = 0; c < counts; ++c) count[c] += other.count[c];
    }
};

/// What one week of one organization adds up to; sums are in double and in an order fixed by the chart alone.
struct WeekTally {
    std::array<Tally, reported_levels> levels{};  ///< by Seating::level_index
    int level_count = reported_levels;            ///< those in use, the first ones
    double half_edges = 0, tie_strength = 0, tie_strength_square = 0;
    double fronts = 0, surprise_front = 0;  ///< members without reports
    double surprise_top = 0;

    /// Nothing was counted yet, in as many levels.
    void clear() {
        for (std::size_t l = 0; l < static_cast<std::size_t>(level_count); ++l) levels[l] = {};
        half_edges = tie_strength = tie_strength_square = fronts = surprise_front = surprise_top = 0;
    }

    void add(WeekTally const& other) {
        for (std::size_t l = 0; l < static_cast<std::size_t>(level_count); ++l) levels[l].add(other.levels[l]);
        half_edges += other.half_edges;
        tie_strength += other.tie_strength;
        tie_strength_square += other.tie_strength_square;
        fronts += other.fronts;
        surprise_front += other.surprise_front;
        surprise_top += other.surprise_top;
    }

    /// All levels together.
    [[nodiscard]] Tally total() const {
        Tally all;
        for (int l = 0; l < level_count; ++l) all.add(levels[static_cast<std::size_t>(l)]);
        return all;
    }
};

}  // namespace candor::model
