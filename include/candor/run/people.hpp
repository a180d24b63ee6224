#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "candor/model/chart.hpp"
#include "candor/run/experiment.hpp"

namespace candor::run {

/// What a picture of an organization is made of: its members, or where they are too many its units, in breadth-first
/// order; the first is the top, or its unit.
struct Cells {
    enum class Kind {
        member,
        unit,
        branch  ///< as units, but some stand for all the units below them too
    };
    Kind kind = Kind::member;
    std::vector<model::Position> who{};  ///< [cells] the member, or the leader of the unit
    std::vector<std::int32_t> above{};   ///< [cells] the cell of its leader, or of its leader's unit; -1 of the first
    std::vector<std::int32_t> sizes{};   ///< [cells] members that it stands for
    std::vector<std::int32_t> of{};      ///< [members] where each belongs; of units, -1 of the top

    [[nodiscard]] std::size_t count() const { return who.size(); }
};

[[nodiscard]] Cells members_of(model::Chart const& chart);
/// Units, or the upper ones with all that is below the last of them, at most so many; of an organization of one its only
/// member.
[[nodiscard]] Cells units_of(model::Chart const& chart, std::size_t most);

/// One run seen cell by cell, a byte each; [weeks][cells].
struct CellWeeks {
    static constexpr std::uint8_t nobody = 255;

    std::vector<std::uint8_t> trust{};  ///< mean trust in the leader as the week begins, times 250; `nobody` on duty
    /// What became of issues: 0 none, 1 kept silent, 2 used, 3 explained, 4 ignored, unheard or
    /// punished; of several members that which happened most, the higher on equality.
    std::vector<std::uint8_t> voice{};
};

/// Runs one replicate of an arm, numbered from 1, again and looks at some of its weeks, ascending. The top has no leader
/// to trust. Throws as `simulate`.
[[nodiscard]] CellWeeks watch(Arm const& arm, int replicate, Cells const& cells, std::vector<int> const& weeks,
                              StopRequest const* stop = nullptr);

}  // namespace candor::run
