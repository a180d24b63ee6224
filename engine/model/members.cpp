#include "candor/model/members.hpp"

#include <limits>

#include "candor/core/parallel.hpp"

namespace candor::model {

Members::Members(std::size_t rows) : memory_(rows * MemberColumn::how_many) {
    lay_out();
    constexpr std::size_t rows_per_chunk = 16384;
    parallel::for_each_chunk(0, rows, rows_per_chunk, [&](std::size_t first, std::size_t last) {
        for (std::size_t row = first; row < last; ++row) {
            expertise[row] = apart[row] = 1.F;
            vacancy[row] = std::numeric_limits<float>::infinity();
        }
    });
}

Members::Members(Members const& other) : memory_(other.memory_) { lay_out(); }

void Members::lay_out() {
    int next = 0;
    auto const place = [&](MemberColumn& column) { column.first_ = memory_.data() + lanes * next++; };
    auto const place_belief = [&](BeliefColumns& belief) {
        place(belief.for_it);
        place(belief.against);
    };
    place(propensity);
    for (BeliefColumns* belief : {&trust_leader, &trust_team, &trust_self, &trust_report, &impact})
        place_belief(*belief);
    for (MemberColumn* column : {&autonomy, &personization, &latitude, &aspiration, &vacancy, &silent, &condition,
                                 &estimate, &action, &noise, &expertise}) {
        place(*column);
    }
    for (BeliefColumns* belief : {&safety, &trust_organization}) place_belief(*belief);
    for (MemberColumn* column : {&apart, &mindset, &control, &skill}) place(*column);
    static_assert(MemberColumn::how_many == 1 + 2 * 7 + 11 + 4);
}

}  // namespace candor::model
