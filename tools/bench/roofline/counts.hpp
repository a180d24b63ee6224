#pragma once

#include <span>

#include "candor/model/organization.hpp"

/// What a week of one organization reads, writes and computes, counted from the source (engine/model/phases): whoever
/// changes a phase keeps these lists true.
namespace candor::bench {

/// One or more columns of four-byte numbers that the week goes through.
struct Traffic {
    enum class Of { row, half_edge, slot };  ///< what there is one number of
    char const* what;
    Of of;
    int columns;
    bool read;
    bool written;
    bool gathered = false;  ///< looked up at other rows: moved once more, but no memory of its own
};

/// Additions, subtractions, multiplications, divisions and square roots of floats (in sums: doubles) of one phase, as
/// the source has them. Not counted: what is the same for a whole bundle, comparisons, choices, conversions, and the
/// integers of random numbers (two blocks of Philox4x32-10 for each member).
struct Flops {
    char const* phase;
    int per_row;
    int per_half_edge;
    int per_unit;
};

[[nodiscard]] std::span<Traffic const> traffic();
[[nodiscard]] std::span<Flops const> flops();

/// Sums for one member of an organization; empty seats and places without a tie are part of them, as of the work.
struct WeekCounts {
    double bytes_read;
    double bytes_written;
    double bytes_held;  ///< of all that is touched
    double flops;
};

[[nodiscard]] WeekCounts counts_per_member(model::Organization const& organization);

}  // namespace candor::bench
