#pragma once

#include <cstddef>

#include "candor/core/column.hpp"
#include "candor/model/instruction_set.hpp"
#include "measure.hpp"

/// What the machine can do, measured.
namespace candor::bench {

/// Bytes of all last caches together. (sysconf would count those of which a virtual machine has no part, too.)
[[nodiscard]] std::size_t last_cache_bytes();

/// a(i) = b(i) + scalar * c(i) over three arrays of doubles (McCalpin 1995, STREAM). As there, 24 bytes are counted for
/// each i: that a line is read before it is written over is not counted.
class Triad {
public:
    /// Each array four times as large as all last caches, as STREAM asks.
    Triad();

    /// Bytes of all three arrays.
    [[nodiscard]] std::size_t most_bytes() const { return 3 * sizeof(double) * a_.size(); }
    /// Bytes per second over the first `bytes` of them in all, the best of some repetitions.
    [[nodiscard]] double bytes_per_second(std::size_t bytes, Threads threads);

private:
    AlignedArray<double> a_, b_, c_;
};

/// Multiplications and additions of floats per second in registers of this instruction set: as many of either, all
/// independent, and not fused, since the week's are not either.
[[nodiscard]] double flops_per_second(model::InstructionSet set, Threads threads);

}  // namespace candor::bench
