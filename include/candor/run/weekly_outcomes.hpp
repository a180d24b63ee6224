#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "candor/model/observables.hpp"

namespace candor::run {

/// What the finished replicates of an experiment came to, week by week: as recorded in memory, or read back from a file.
/// Arms and replicates by their index from 0, weeks from 1.
class WeeklyOutcomes {
public:
    virtual ~WeeklyOutcomes() = default;

    /// Whether all arms have the same people and the same shocks.
    [[nodiscard]] virtual bool paired() const = 0;
    /// Those that every arm finished.
    [[nodiscard]] virtual std::size_t replicates() const = 0;
    [[nodiscard]] virtual int weeks() const = 0;
    /// The weekly values of one outcome in one run; [weeks]; NaN where undefined.
    [[nodiscard]] virtual std::vector<double> series(std::size_t arm, std::size_t replicate,
                                                     model::Outcome const& outcome) const = 0;
    /// How many entries the timeline of an arm has.
    [[nodiscard]] virtual std::size_t entries(std::size_t arm) const = 0;
    /// How many members, or leaders, an entry of the timeline touched when it happened in a week; none if it did not.
    [[nodiscard]] virtual std::optional<int> touched(std::size_t arm, std::size_t replicate, int week,
                                                     std::size_t entry) const = 0;
};

}  // namespace candor::run
