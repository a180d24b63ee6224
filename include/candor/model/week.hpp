#pragma once

#include <cstdint>
#include <vector>

#include "candor/core/parallel.hpp"
#include "candor/model/instruction_set.hpp"
#include "candor/model/organization.hpp"
#include "candor/model/tally.hpp"

namespace candor::model {

/// Room for what one bundle needs while its week is worked out; used again for every bundle.
class Scratch {
public:
    /// For bundles of up to `seats` seats.
    explicit Scratch(int seats)
        : values_(static_cast<std::size_t>(seats) * seat_floats), rows_(static_cast<std::size_t>(seats) * lanes) {}

    /// [seats * seat_floats]
    [[nodiscard]] float* data() { return values_.data(); }
    /// Room to put numbers of members in order; [seats * lanes].
    struct alignas(16) Row {
        float of[4];
    };
    [[nodiscard]] Row* rows() { return rows_.data(); }

    static constexpr std::size_t seat_floats = std::size_t{40} * lanes;

private:
    Column values_;
    AlignedArray<Row> rows_;
};

/// What a block of bundles leaves behind after a week.
struct BlockWeek {
    WeekTally tally;
    std::vector<Position> arrivals;  ///< positions whose vacancy ends with this week
};

/// Steps one organization week by week. The organization must outlive it.
class Stepper {
public:
    /// With `by_unit`, what each unit adds up to is kept as well. Throws Error for an instruction set this machine lacks.
    explicit Stepper(Organization& organization, bool by_unit = false, InstructionSet set = chosen_instruction_set());

    /// Carries out the ten steps of week `week` (from 1) and returns what it adds up to. Interventions come before it.
    WeekTally const& step(std::uint32_t week);

    /// What each unit of the last week adds up to; [slots], empty unless asked for.
    [[nodiscard]] std::vector<Tally> const& units() const { return unit_tallies_; }

private:
    void add_conditions_from_the_top();
    void end_week(std::uint32_t week);
    void count_the_rest();

    Organization& organization_;
    Kernel kernel_;
    std::vector<BlockWeek> blocks_;
    std::vector<Tally> unit_tallies_;
    parallel::PerThread<Scratch> scratch_;
    WeekTally tally_;
};

}  // namespace candor::model
