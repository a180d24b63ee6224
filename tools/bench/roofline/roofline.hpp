#pragma once

#include <string>
#include <vector>

#include "measure.hpp"
#include "roofline/counts.hpp"

/// How far the week is from what the machine can do (Williams, Waterman & Patterson 2009, doi:10.1145/1498765.1498785).
namespace candor::bench {

/// The roof over a week: what memory would allow at its intensity, or what the processor computes at most.
enum class Roof { memory, cache, compute };

[[nodiscard]] char const* name_of(Roof roof);

/// What the machine can do with so many threads.
struct Machine {
    double triad;  ///< bytes per second beyond all caches
    double peak;   ///< flops per second
};

struct MeasuredWeek {
    int members;
    Threads threads;
    WeekCounts counts;               ///< per member
    double member_weeks_per_second;  ///< command, default parameters
    double triad_at_this_size;       ///< bytes per second over as many bytes as the week touches
    Machine machine;                 ///< with as many threads

    [[nodiscard]] double bytes() const { return counts.bytes_read + counts.bytes_written; }
    [[nodiscard]] double intensity() const { return counts.flops / bytes(); }
    [[nodiscard]] double flops_per_second() const { return counts.flops * member_weeks_per_second; }
    [[nodiscard]] double bytes_per_second() const { return bytes() * member_weeks_per_second; }
    [[nodiscard]] double roof_flops_per_second() const;
    [[nodiscard]] Roof roof() const;
    [[nodiscard]] double share_of_roof() const { return flops_per_second() / roof_flops_per_second(); }
};

struct Roofline {
    std::string instruction_set;
    int threads;  ///< of Threads::all
    Machine one, all;
    std::vector<MeasuredWeek> weeks;
};

/// Takes some seconds.
[[nodiscard]] Roofline measure_roofline();

void print_as_text(Roofline const& roofline);
void print_as_json(Roofline const& roofline);

}  // namespace candor::bench
