#include <algorithm>
#include <utility>

#include "candor/model/week.hpp"

namespace candor::model {

namespace {

constexpr std::size_t units_per_chunk = 4096;

int most_seats(Seating const& seating) { return seating.bundles().front().seats; }

}  // namespace

Stepper::Stepper(Organization& organization, bool by_unit, InstructionSet set)
    : organization_(organization),
      kernel_(kernel_for(set)),
      blocks_(organization.plan().seating.blocks()),
      unit_tallies_(by_unit ? static_cast<std::size_t>(organization.plan().seating.slots()) : 0),
      scratch_(most_seats(organization.plan().seating)) {
    tally_.level_count = organization.plan().seating.level_count();
    for (BlockWeek& block : blocks_) block.tally.level_count = tally_.level_count;
}

WeekTally const& Stepper::step(std::uint32_t week) {
    Tally* const units = unit_tallies_.empty() ? nullptr : unit_tallies_.data();
    auto const work_on = [&](std::size_t block) {
        return BlockWork{organization_, week, block, scratch_.local(), blocks_[block], units};
    };
    auto const every_block = [&](void (*pass)(BlockWork const&)) {
        parallel::for_each(blocks_.size(), [&](std::size_t block) { pass(work_on(block)); });
    };
    for (BlockWeek& block : blocks_) {
        block.tally.clear();
        block.arrivals.clear();
    }
    std::fill(unit_tallies_.begin(), unit_tallies_.end(), Tally{});

    every_block(kernel_.meet_leaders);
    add_conditions_from_the_top();
    every_block(kernel_.live_units);
    if (units == nullptr) {
        every_block(kernel_.close_leaders);
    } else {  // leaders add to the units they sit in, which may belong to another block
        for (std::size_t block = 0; block < blocks_.size(); ++block) kernel_.close_leaders(work_on(block));
    }
    end_week(week);

    tally_.clear();
    for (BlockWeek const& block : blocks_) tally_.add(block.tally);
    count_the_rest();
    return tally_;
}

/// Step 1: theta of a leader is the sum of its own condition and those of all above it.
void Stepper::add_conditions_from_the_top() {
    Seating const& seating = organization_.plan().seating;
    Column& theta = organization_.units.theta;
    theta[static_cast<std::size_t>(seating.top_slot())] = 0.F;  // nothing is above the top
    for (std::size_t generation = 1; generation < seating.generations(); ++generation) {
        parallel::for_each_chunk(seating.generation_begin(generation), seating.generation_begin(generation + 1),
                                 units_per_chunk, [&](std::size_t first, std::size_t last) {
                                     for (std::size_t u = first; u < last; ++u) {
                                         Slot const slot = seating.top_down()[u];
                                         theta[static_cast<std::size_t>(slot)] +=
                                             theta[static_cast<std::size_t>(seating.above(slot))];
                                     }
                                 });
    }
}

/// The last of step 10: what the week wrote becomes what the next one finds, and newcomers take vacant positions.
void Stepper::end_week(std::uint32_t week) {
    std::swap(organization_.shown, organization_.next_shown);
    parallel::for_each(blocks_.size(), [&](std::size_t block) {
        for (Position const position : blocks_[block].arrivals) organization_.welcome_newcomer(position, week);
    });
    std::swap(organization_.leaders.adoption, organization_.leaders.next_adoption);
}

/// What follows from the chart, the ties and what was counted.
void Stepper::count_the_rest() {
    Seating const& seating = organization_.plan().seating;
    auto const fill = [](Tally& tally, double positions) {
        tally.of(Count::positions) = positions;
        tally.of(Count::vacant) = positions - tally.of(Count::members);
        tally.of(Count::transactional) = tally.of(Count::members) - tally.of(Count::domination) -
                                         tally.of(Count::personal) - tally.of(Count::intimacy);
    };
    for (std::size_t level = 0; level < tally_.levels.size(); ++level) {
        fill(tally_.levels[level], seating.positions(level));
    }
    for (Slot slot = 0; slot < static_cast<Slot>(unit_tallies_.size()); ++slot) {
        if (slot != seating.top_slot()) fill(unit_tallies_[static_cast<std::size_t>(slot)], seating.size(slot));
    }
    tally_.half_edges = organization_.ties.half_edges();
    tally_.fronts = seating.fronts();
}

}  // namespace candor::model
