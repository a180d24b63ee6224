#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "candor/model/chart.hpp"

namespace candor::model {

/// How many units stand side by side, one per vector lane.
inline constexpr int lanes = 16;

/// Where a member's state lies in memory.
using Row = std::int32_t;
/// Which unit; the unit of slot s stands in lane s % lanes of bundle s / lanes.
using Slot = std::int32_t;

inline constexpr std::int32_t none = -1;

/// Levels from this one down are reported together.
inline constexpr int reported_levels = 16;

/// Up to sixteen units of about one size, side by side: seat k of lane l is row `first_row + k * lanes + l`.
struct Bundle {
    Row first_row;
    int seats;        ///< the size of the largest of them
    Slot first_slot;  ///< of lane 0
    int level;        ///< Seating::level_index of all its units but the top's; several_levels if they differ

    static constexpr int several_levels = -1;
};

/// A leader among the rows of a bundle.
struct LedFrom {
    Row row;    ///< where the leader's own state lies
    Slot slot;  ///< the unit it leads
};

/// How an organization's members sit in memory, so that a week is arithmetic on whole vectors: members of sixteen units
/// of about the same size are interleaved, one unit per lane. Sums over a unit are then plain additions of vectors, and
/// what a leader does is computed once per unit. Immutable and shared by all runs on the same chart.
///
/// Every position but the top sits in the unit of its manager. The top sits alone in a unit whose leader it is itself, so
/// that it "feels its own policy" and "its unit mean is its own value" without a special case.
class Seating {
public:
    explicit Seating(Chart const& chart);

    [[nodiscard]] Row rows() const { return rows_; }
    [[nodiscard]] Slot slots() const { return static_cast<Slot>(size_.size()); }
    [[nodiscard]] std::vector<Bundle> const& bundles() const { return bundles_; }
    /// Bundles [block_begin(b), block_begin(b+1)) are worked on together; fixed by the chart alone.
    [[nodiscard]] std::size_t blocks() const { return block_begin_.size() - 1; }
    [[nodiscard]] std::size_t block_begin(std::size_t block) const { return block_begin_[block]; }

    [[nodiscard]] Row row_of(Position member) const { return row_of_[static_cast<std::size_t>(member)]; }
    /// The unit a member sits in.
    [[nodiscard]] Slot slot_of(Position member) const { return slot_of_[static_cast<std::size_t>(member)]; }
    /// The unit a member leads; `none` without reports.
    [[nodiscard]] Slot led_by(Position leader) const { return led_by_[static_cast<std::size_t>(leader)]; }

    // Per slot; slots without a unit have size 0.
    [[nodiscard]] int size(Slot slot) const { return size_[static_cast<std::size_t>(slot)]; }
    [[nodiscard]] std::int32_t const* sizes() const { return size_.data(); }
    [[nodiscard]] Position first_member(Slot slot) const { return first_member_[static_cast<std::size_t>(slot)]; }
    [[nodiscard]] Position leader(Slot slot) const { return leader_[static_cast<std::size_t>(slot)]; }
    [[nodiscard]] Row leader_row(Slot slot) const { return leader_row_[static_cast<std::size_t>(slot)]; }
    /// The unit in which the leader sits as a report.
    [[nodiscard]] Slot above(Slot slot) const { return above_[static_cast<std::size_t>(slot)]; }
    /// The level of the members, for reporting: 0..15, where 0 is the first below the top and 15 pools all from 16 down.
    [[nodiscard]] int level_index(Slot slot) const { return level_index_[static_cast<std::size_t>(slot)]; }
    /// The unit in which the top sits alone.
    [[nodiscard]] Slot top_slot() const { return top_slot_; }
    /// How many levels are reported; 0 for an organization of one.
    [[nodiscard]] int level_count() const { return level_count_; }

    /// Positions of a reported level, the top left out.
    [[nodiscard]] double positions(std::size_t level_index) const { return positions_[level_index]; }
    /// Members without reports.
    [[nodiscard]] double fronts() const { return fronts_; }

    /// Units with their leaders from the top down.
    [[nodiscard]] std::vector<Slot> const& top_down() const { return top_down_; }
    /// Units [generation_begin(g), generation_begin(g+1)) of top_down() have their leaders in those of generation g-1.
    [[nodiscard]] std::size_t generations() const { return generation_begin_.size() - 1; }
    [[nodiscard]] std::size_t generation_begin(std::size_t generation) const { return generation_begin_[generation]; }
    /// The leaders among the rows of a bundle, the top left out.
    [[nodiscard]] std::vector<LedFrom> const& leaders() const { return leaders_; }
    [[nodiscard]] std::size_t leaders_begin(std::size_t bundle) const { return leaders_begin_[bundle]; }

private:
    void arrange_units(Chart const& chart);
    void arrange_rows(Chart const& chart);
    void arrange_blocks();
    [[nodiscard]] int common_level(Slot first) const;

    Row rows_ = 0;
    std::vector<Bundle> bundles_;
    std::vector<std::size_t> block_begin_;
    std::vector<Row> row_of_;
    std::vector<Slot> slot_of_;
    std::vector<Slot> led_by_;
    std::vector<std::int32_t> size_;
    std::vector<Position> first_member_;
    std::vector<Position> leader_;
    std::vector<Row> leader_row_;
    std::vector<Slot> above_;
    std::vector<std::int32_t> level_index_;
    std::vector<Slot> top_down_;
    std::vector<std::size_t> generation_begin_;
    std::vector<LedFrom> leaders_;
    std::vector<std::size_t> leaders_begin_;
    std::array<double, reported_levels> positions_{};
    double fronts_ = 0;
    Slot top_slot_ = 0;
    int level_count_ = 0;
};

}  // namespace candor::model
