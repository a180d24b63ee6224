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
    auto* const columns = reinterpret_cast<MemberColumn*>(static_cast<MemberColumns*>(this));
    for (int k = 0; k < MemberColumn::how_many; ++k) columns[k].first_ = memory_.data() + lanes * k;
}

}  // namespace candor::model
