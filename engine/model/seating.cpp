#include "candor/model/seating.hpp"

#include <algorithm>
#include <numeric>

namespace candor::model {

namespace {

/// Enough members for the work to be worth a thread, few enough to stay in the second-level cache.
constexpr Row rows_per_block = 2048;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// A unit before it has a slot.
struct Unit {
    Position leader;
    Position first_member;
    std::int32_t size;
};

std::vector<Unit> units_by_size(Chart const& chart) {
    std::vector<Unit> units{{0, 0, 1}};  // the top, alone
    for (Position p = 0; p < chart.size(); ++p) {
        auto const [first, last] = chart.reports(p);
        if (last > first) units.push_back({p, first, last - first});
    }
    std::stable_sort(units.begin(), units.end(), [](Unit const& a, Unit const& b) { return a.size > b.size; });
    return units;
}

}  // namespace

Seating::Seating(Chart const& chart) {
    arrange_units(chart);
    arrange_rows(chart);
    arrange_blocks();
}

void Seating::arrange_units(Chart const& chart) {
    std::vector<Unit> const units = units_by_size(chart);
    std::size_t const slots = (units.size() + lanes - 1) / lanes * lanes;
    size_.assign(slots, 0);
    first_member_.assign(slots, 0);
    leader_.assign(slots, 0);
    level_index_.assign(slots, 0);
    led_by_.assign(at(chart.size()), none);
    slot_of_.assign(at(chart.size()), 0);
    for (std::size_t s = 0; s < units.size(); ++s) {
        Unit const& unit = units[s];
        auto const slot = static_cast<Slot>(s);
        size_[s] = unit.size;
        first_member_[s] = unit.first_member;
        leader_[s] = unit.leader;
        for (Position p = unit.first_member; p < unit.first_member + unit.size; ++p) slot_of_[at(p)] = slot;
        if (unit.first_member == 0) {
            top_slot_ = slot;
        } else {
            led_by_[at(unit.leader)] = slot;
            level_index_[s] = std::min(chart.level(unit.first_member), reported_levels) - 1;
            positions_[at(level_index_[s])] += unit.size;
        }
    }
    level_count_ = std::min(chart.depth(), reported_levels);
    fronts_ = static_cast<double>(chart.size()) - static_cast<double>(units.size() - 1);
}

void Seating::arrange_rows(Chart const& chart) {
    for (Slot slot = 0; slot < slots(); slot += lanes) {
        bundles_.push_back({rows_, size(slot), slot, common_level(slot)});
        rows_ += size(slot) * lanes;
    }
    row_of_.resize(at(chart.size()));
    for (Slot slot = 0; slot < slots(); ++slot) {
        Bundle const& bundle = bundles_[at(slot / lanes)];
        for (int seat = 0; seat < size(slot); ++seat) {
            row_of_[at(first_member(slot) + seat)] = bundle.first_row + seat * lanes + slot % lanes;
        }
    }
    leader_row_.resize(size_.size());
    above_.resize(size_.size());
    for (Slot slot = 0; slot < slots(); ++slot) {
        leader_row_[at(slot)] = row_of(leader(slot));
        above_[at(slot)] = slot_of(leader(slot));
    }
    top_down_.push_back(top_slot_);
    generation_begin_.push_back(0);
    int level_of_leaders = -1;
    for (Position p = 0; p < chart.size(); ++p) {
        if (led_by(p) == none) continue;
        if (chart.level(p) != level_of_leaders) generation_begin_.push_back(top_down_.size());
        level_of_leaders = chart.level(p);
        top_down_.push_back(led_by(p));
    }
    generation_begin_.push_back(top_down_.size());
    for (Slot slot : top_down_) {
        if (leader(slot) != 0) leaders_.push_back({leader_row(slot), slot});
    }
    std::sort(leaders_.begin(), leaders_.end(), [](LedFrom const& a, LedFrom const& b) { return a.row < b.row; });
    for (Bundle const& bundle : bundles_) {
        auto const first = std::lower_bound(leaders_.begin(), leaders_.end(), bundle.first_row,
                                            [](LedFrom const& leader, Row row) { return leader.row < row; });
        leaders_begin_.push_back(static_cast<std::size_t>(first - leaders_.begin()));
    }
    leaders_begin_.push_back(leaders_.size());
}

int Seating::common_level(Slot first) const {
    int level = Bundle::several_levels;
    for (Slot slot = first; slot < first + lanes; ++slot) {
        if (slot == top_slot_ || size(slot) == 0) continue;
        if (level != Bundle::several_levels && level != level_index(slot)) return Bundle::several_levels;
        level = level_index(slot);
    }
    return level;
}

void Seating::arrange_blocks() {
    Row filled = rows_per_block;
    for (std::size_t b = 0; b < bundles_.size(); ++b) {
        if (filled >= rows_per_block) {
            block_begin_.push_back(b);
            filled = 0;
        }
        filled += bundles_[b].seats * lanes;
    }
    block_begin_.push_back(bundles_.size());
}

}  // namespace candor::model
