#pragma once

#include <cstddef>

#include "candor/core/column.hpp"
#include "candor/core/portability.hpp"
#include "candor/model/seating.hpp"

namespace candor::model {

/// One quantity of every member; [rows], in the order of Seating. A view of `Members`, which owns it.
class MemberColumn {
public:
    /// Quantities that Members holds.
    static constexpr int how_many = 30;
    /// From a seat to the next one of the same lane: in between lie the sixteen rows of all other quantities, so that a
    /// bundle's state is one piece of memory.
    static constexpr int stride = how_many * lanes;

    [[nodiscard]] float& operator[](std::size_t row) { return first_[place(row)]; }
    [[nodiscard]] float const& operator[](std::size_t row) const { return first_[place(row)]; }

private:
    friend class Members;

    static std::size_t place(std::size_t row) { return row / lanes * stride + row % lanes; }

    float* first_ = nullptr;
};

/// Evidence for and against something, discounted week by week; [rows], at least 0.
struct BeliefColumns {
    MemberColumn for_it;
    MemberColumn against;
};

/// The columns of `Members`, in the order in which a week asks for them and in which they lie in memory.
struct MemberColumns {
    // who they are: 0..1
    MemberColumn propensity;
    // what they believe; the manager's trust_report is kept at the report
    BeliefColumns trust_leader, trust_team, trust_self, trust_report, impact;
    // where they stand: 0..1
    MemberColumn autonomy, personization, latitude, aspiration;
    MemberColumn vacancy;  ///< weeks until the position is filled; infinite: never, and where nobody sits
    MemberColumn silent;   ///< 1: had an issue last week and kept it
    // the task
    MemberColumn condition, estimate, action;
    MemberColumn noise;      ///< signal noise times (1 + distance height), >= 0
    MemberColumn expertise;  ///< 0..people.expertise_limit
    // the rest of what they believe and are
    BeliefColumns safety, trust_organization;
    MemberColumn apart;                    ///< exp(-hours of contact a week on top of one-to-ones), 0..1
    MemberColumn mindset, control, skill;  ///< 0..1; the latter two only matter for leaders
};
static_assert(sizeof(MemberColumns) == MemberColumn::how_many * sizeof(MemberColumn));

/// State of the members. The list of columns with names, ranges and meanings is `member_quantities` (observables.hpp).
class Members : public MemberColumns {
public:
    Members() = default;
    /// All 0 but expertise and apart, which are 1, and vacancy, which is infinite: nobody sits anywhere yet.
    explicit Members(std::size_t rows);
    Members(Members const& other);
    Members(Members&&) noexcept = default;
    Members& operator=(Members const& other) { return *this = Members(other); }
    Members& operator=(Members&&) noexcept = default;
    ~Members() = default;

    /// Rows of one of these columns from `row` on, a multiple of sixteen, `stride` apart from seat to seat. All columns
    /// are seen as one array, so that a loop needs one address for them all.
    [[nodiscard]] CANDOR_INLINE float* from(MemberColumn const& column, Row row) {
        return memory_.data() + place(column, row);
    }
    [[nodiscard]] CANDOR_INLINE float const* from(MemberColumn const& column, Row row) const {
        return memory_.data() + place(column, row);
    }

private:
    [[nodiscard]] CANDOR_INLINE std::ptrdiff_t place(MemberColumn const& column, Row row) const {
        std::ptrdiff_t const from_first =
            reinterpret_cast<char const*>(&column) - reinterpret_cast<char const*>(&propensity);
        return std::ptrdiff_t{row} * MemberColumn::how_many +
               from_first / static_cast<std::ptrdiff_t>(sizeof(MemberColumn)) * lanes;
    }
    void lay_out();

    AlignedArray<float> memory_;
};

}  // namespace candor::model
