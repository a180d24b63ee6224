#pragma once

#include "candor/core/portability.hpp"
#include "candor/model/instruction_set.hpp"
#include "candor/model/organization.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// While one bundle is worked on, sends for what the next one will need. A little at a time, since a processor waits for
/// only so many lines of memory at once. Does nothing for organizations that fit into the cache.
class Lookahead {
public:
    explicit Lookahead(BlockWork const& work)
        : organization_(work.organization),
          seating_(work.organization.plan().seating),
          bundles_end_(seating_.block_begin(work.block + 1)) {}

    /// Whether memory is far away.
    [[nodiscard]] CANDOR_INLINE bool wanted() const { return seating_.rows() > rows_in_cache; }

    /// Work on `bundle` begins; what the next one of the block needs is yet to be sent for.
    void begin(Bundle const& bundle) {
        auto const next = static_cast<std::size_t>(bundle.first_slot / lanes) + 1;
        range_ = range_count_ = 0;
        if (!wanted() || next >= bundles_end_) return;
        Bundle const& soon = seating_.bundles()[next];
        Ties const& ties = organization_.ties;
        auto const rows = static_cast<std::size_t>(soon.seats) * lanes;
        auto const group = static_cast<std::size_t>(soon.first_row / lanes);
        std::size_t const first_half = ties.first_layer(group) * lanes;
        std::size_t const last_half = ties.first_layer(group + static_cast<std::size_t>(soon.seats)) * lanes;
        add_range(organization_.shown.data() + soon.first_row, rows);
        add_range(ties.row_at().data() + soon.first_row, rows);
        add_range(ties.strength.data() + first_half, last_half - first_half);
        add_range(organization_.members.from(organization_.members.propensity, soon.first_row),
                  rows * MemberColumn::how_many);
        add_range(organization_.next_shown.data() + soon.first_row, rows);
    }

    CANDOR_INLINE void send_for_some() {
        if (range_ == range_count_) return;
        Range& range = ranges_[range_];
        for (int k = 0; k < lines_at_once; ++k, range.begin += line) __builtin_prefetch(range.begin, to_write);
        if (range.begin >= range.end) ++range_;
    }

private:
    static constexpr Row rows_in_cache = 4096;
    static constexpr int lines_at_once = 10;
    static constexpr int line = 64;
    static constexpr int to_write = 1;

    struct Range {
        char const* begin;
        char const* end;
    };

    template <class Value>
    void add_range(Value const* first, std::size_t count) {
        ranges_[range_count_++] = {reinterpret_cast<char const*>(first), reinterpret_cast<char const*>(first + count)};
    }

    Organization const& organization_;
    Seating const& seating_;
    std::size_t bundles_end_;
    Range ranges_[5];
    int range_count_ = 0;
    int range_ = 0;
};

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
