#include <algorithm>
#include <utility>

#include "candor/model/week.hpp"

namespace candor::model {

namespace {

int most_seats(Seating const& seating) { return seating.bundles().front().seats; }

}  // namespace

Stepper::Stepper(Organization& organization, bool by_unit, InstructionSet set)
    : organization_(organization),
      kernel_(kernel_for(set)),
      blocks_(organization.plan().seating.blocks()),
      unit_tallies_(by_unit ? static_cast<std::size_t>(organization.plan().seating.slots()) : 0),
      scratch_(most_seats(organization.plan().seating)) {}

WeekTally const& Stepper::step(std::uint32_t week) {
    Tally* const units = unit_tallies_.empty() ? nullptr : unit_tallies_.data();
    auto const work_on = [&](std::size_t block) {
        return BlockWork{organization_, week, block, scratch_.local(), blocks_[block], units};
    };
    auto const every_block = [&](void (*pass)(BlockWork const&)) {
        parallel::for_each(blocks_.size(), [&](std::size_t block) { pass(work_on(block)); });
    };
    for (BlockWeek& block : blocks_) {
        block.tally = {};
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

    tally_ = {};
    for (BlockWeek const& block : blocks_) tally_.add(block.tally);
    return tally_;
}

/// Step 1: theta of a leader is the sum of its own condition and those of all above it.
void Stepper::add_conditions_from_the_top() {
    Seating const& seating = organization_.plan().seating;
    Column& theta = organization_.units.theta;
    theta[static_cast<std::size_t>(seating.top_slot())] = 0.F;  // nothing is above the top
    for (Slot const slot : seating.top_down()) {
        if (slot == seating.top_slot()) continue;
        theta[static_cast<std::size_t>(slot)] += theta[static_cast<std::size_t>(seating.above(slot))];
    }
}

/// The last of step 10: what the week wrote becomes what the next one finds, and newcomers take vacant positions.
void Stepper::end_week(std::uint32_t week) {
    std::swap(organization_.shown, organization_.next_shown);
    for (BlockWeek const& block : blocks_) {
        for (Position const position : block.arrivals) organization_.welcome_newcomer(position, week);
    }
    std::swap(organization_.leaders.adoption, organization_.leaders.next_adoption);
}

}  // namespace candor::model
