#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "candor/model/interventions.hpp"
#include "candor/model/tally.hpp"

namespace candor::model {

/// An entry of the timeline happened at the start of a week.
struct Happening {
    std::size_t entry;  ///< in the timeline, from 0
    int touched;        ///< members, or leaders, to whom it happened
};

/// Carries out the timeline of one run week by week: what is due, what happens again, what ends and what was waited for.
///
/// The rule: what holds ends after its weeks, what happens does so at the start of each of its weeks (`Intervention`).
/// Within a week what ends comes first, then entries in document order. An end takes back what the entry held and leaves
/// what others hold: a policy that is over gives way to the one asked for before it only where no later one was asked
/// for; factors of markets and benefits multiply. An entry with a condition begins at the start of the week after it was
/// met, from the entry's week on; then the count begins anew, and while it is under way it does not begin again.
class Calendar {
public:
    /// Both must outlive it.
    Calendar(std::span<Intervention const> timeline, Organization& organization);

    /// Carries out all there is to do at the start of a week, from 1 and one after the other; returns what happened, in
    /// the order of the timeline. Throws Error as `intervene` does.
    std::span<Happening const> begin(std::uint32_t week);

    /// Notes what the week added up to, for what waits for it.
    void end(WeekTally const& tally);

private:
    static constexpr std::uint32_t never = std::numeric_limits<std::uint32_t>::max();

    /// How far an entry is.
    struct Progress {
        int weeks_met = 0;       ///< weeks running in which its condition was met
        int begun = 0;           ///< how often
        std::uint32_t over = 0;  ///< the first week after it, when it has begun
    };
    /// What an entry holds until it ends.
    struct Hold {
        std::size_t entry;
        std::uint32_t over;              ///< the first week after it
        std::vector<Position> touched;   ///< from the top down
        std::vector<StyleIndex> before;  ///< of a policy: what each of them was asked for before
    };

    [[nodiscard]] bool is_due(std::size_t entry, std::uint32_t week) const;
    void carry_out(std::size_t entry, std::uint32_t week);
    void hold_policy(Hold hold, std::vector<StyleIndex> const& policies_before);
    void end_what_is_over(std::uint32_t week);
    void give_way(Hold const& ended, std::size_t first_later);
    void take_back(Hold const& ended);

    std::span<Intervention const> timeline_;
    Organization& organization_;
    std::vector<Progress> progress_;
    std::vector<Hold> holds_;  // in the order in which they began
    std::vector<Happening> happened_;
    bool waits_ = false;  // whether any entry has a condition
};

/// Whether a week met a condition; all of it must hold, and nothing holds of a missing value.
[[nodiscard]] bool is_met(Condition const& condition, WeekTally const& week);

}  // namespace candor::model
