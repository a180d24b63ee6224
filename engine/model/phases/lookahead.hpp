#pragma once

#include "candor/core/portability.hpp"
#include "candor/model/instruction_set.hpp"
#include "candor/model/organization.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

/// While one bundle is worked on, sends for what the next one will need: its rows of all columns, and what its neighbours
/// show, which may lie anywhere. A little at a time, since a processor waits for only so many lines of memory at once.
/// Does nothing for organizations that fit into the cache.
class Lookahead {
public:
    explicit Lookahead(BlockWork const& work)
        : seating_(work.organization.plan().seating),
          ties_(work.organization.ties),
          shown_(work.organization.shown.data()),
          bundles_end_(static_cast<std::size_t>(seating_.block_begin(work.block + 1))) {
        if (seating_.rows() <= rows_in_cache) return;
        Organization const& o = work.organization;
        Members const& m = o.members;
        auto const add = [&](Column const& column) { columns_[column_count_++] = column.data(); };
        auto const add_belief = [&](BeliefColumns const& belief) {
            add(belief.for_it);
            add(belief.against);
        };
        add(m.propensity);
        for (BeliefColumns const* belief : {&m.trust_leader, &m.trust_team, &m.trust_self, &m.trust_report, &m.impact,
                                            &m.safety, &m.trust_organization}) {
            add_belief(*belief);
        }
        for (Column const* column : {&m.vacancy, &m.silent, &m.autonomy, &m.personization, &m.latitude, &m.aspiration,
                                     &m.condition, &o.plan().condition_scale, &m.estimate, &m.noise, &m.expertise,
                                     &o.plan().drift, &m.action, &m.apart, &m.mindset}) {
            add(*column);
        }
    }

    /// Work on `bundle` begins; what the next one of the block needs is yet to be sent for.
    void begin(Bundle const& bundle) {
        auto const next = static_cast<std::size_t>(bundle.first_slot / lanes) + 1;
        neighbour_ = neighbours_end_ = nullptr;
        column_ = column_count_;
        if (column_count_ == 0 || next >= bundles_end_) return;
        next_ = &seating_.bundles()[next];
        auto const group = static_cast<std::size_t>(next_->first_row / lanes);
        neighbour_ = ties_.neighbour.data() + ties_.first_layer(group) * lanes;
        neighbours_end_ =
            ties_.neighbour.data() + ties_.first_layer(group + static_cast<std::size_t>(next_->seats)) * lanes;
        column_ = 0;
    }

    CANDOR_INLINE void send_for_some() {
        if (column_ < column_count_) {
            float const* const rows = columns_[column_++] + next_->first_row;
            for (int i = 0; i < next_->seats * lanes; i += floats_a_line) __builtin_prefetch(rows + i, 1, 2);
        }
        for (int k = 0; k < 16 && neighbour_ < neighbours_end_; ++k) __builtin_prefetch(shown_ + *neighbour_++, 0, 2);
    }

private:
    static constexpr Row rows_in_cache = 4096;
    static constexpr int floats_a_line = 16;

    Seating const& seating_;
    Ties const& ties_;
    Shown const* shown_;
    std::size_t bundles_end_;
    float const* columns_[32];
    int column_count_ = 0;
    Bundle const* next_ = nullptr;
    int column_ = 0;
    Row const* neighbour_ = nullptr;
    Row const* neighbours_end_ = nullptr;
};

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
