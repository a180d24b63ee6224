#pragma once

#include <cstdint>
#include <vector>

#include "candor/model/member_week.hpp"
#include "candor/run/experiment.hpp"
#include "candor/run/explain.hpp"

namespace candor::run {

/// Where a warning ended.
enum class Fate {
    reached_top,
    kept_silent,
    unheard,
    punished,
    explained,
    ignored,
    not_passed_on,  ///< a leader took it up and then saw no issue of its own
    under_way,      ///< when the run ended
    how_many
};

/// What became of warnings that began at one depth. A warning is an issue; once welcomed it is the leader's, who in the
/// next week may have an issue of its own, speak, and so on to the top.
struct TraceOfDepth {
    std::int64_t issues = 0;
    std::int64_t spoken = 0;    ///< by the member that had the issue
    std::int64_t welcomed = 0;  ///< by its leader
    std::int64_t fates[static_cast<std::size_t>(Fate::how_many)] = {};

    [[nodiscard]] std::int64_t of(Fate fate) const { return fates[static_cast<std::size_t>(fate)]; }
    void add(TraceOfDepth const& other);
};

/// By levels below the top, from 1; [depth].
using Trace = std::vector<TraceOfDepth>;

/// Runs one replicate of an arm again and follows all its warnings. Throws Interrupted when asked to stop.
[[nodiscard]] Trace trace(Arm const& arm, int replicate, StopRequest const* stop = nullptr);

/// One warning's way: the member's week, then its leader's a week later if it was welcomed, and so on.
struct Way {
    std::vector<Explanation> steps;  ///< at least one
    Fate fate;

    /// Whether there was an issue at all; if not, there is no way.
    [[nodiscard]] bool issue() const { return steps.front().week.issue; }
};

/// Follows one member's issue. Throws as `explain`.
[[nodiscard]] Way way_of(Arm const& arm, WhoAndWhen const& whom, StopRequest const* stop = nullptr);

}  // namespace candor::run
