#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "candor/model/leadership.hpp"

/// What happens to an organization and when, as a scenario says it; `interventions.hpp` carries it out.
namespace candor::model {

struct Outcome;  // observables.hpp

/// Whom an intervention touches. All conditions given must hold; none means everyone.
struct Scope {
    std::vector<int> levels{};  ///< levels below the top; empty: all
    std::string branch{};       ///< this member and all below it; empty: all
    float share = 1.F;          ///< a random share, drawn per member
    int unit_least = 0;         ///< size of the unit one is in; of an intervention on leaders: of the unit one leads
    int unit_most = 0;          ///< 0: no limit
};

// --- Interventions on leaders ---

/// A new policy: conduct reached becomes habit, adoption restarts.
struct Adopt {
    StyleIndex style = 0;
    float adoption = .1F;
};

/// Coaching of leaders; works by their mindset, never writes to trust.
struct Coach {
    float intensity = .5F;
    float skill_gain = .8F;
};

/// Newcomers on the positions of a share of the leaders, at once.
struct ReplaceLeaders {
    float share = 0.F;     ///< drawn per leader
    float adoption = .5F;  ///< how far newcomers act by the policy; the top acts by it fully
};

// --- Interventions on members ---

/// An ultimatum, such as a decreed return to the office.
struct Mandate {
    float severity = 8.F;
    bool consulted = false;
    float latitude = -.3F;
    float trust_leader_share = .3F;
    float consulted_share = .4F;
    float contact_hours = 0.F;  ///< benefit claimed: hours of contact a week for each report, on top
    float signal_noise = 1.F;   ///< benefit claimed: factor on signal noise
};

/// After how many weeks a position is filled again.
struct Refill {
    int weeks = 0;  ///< 0: never
};

/// A share of the members without reports must leave; all others on duty see it.
struct Layoff {
    float share = 0.F;  ///< drawn per member
    Refill refill{};
    float severity = 4.F;       ///< negatives on trust in the organization
    float unit_severity = 8.F;  ///< the same in a unit that lost somebody
};

/// A labour market that makes leaving easier or harder.
struct Market {
    float factor = 1.F;
    std::optional<int> weeks{};  ///< how long it holds, said here or beside; none: to the end
};

/// The world moves for all in scope by so many standard deviations of their own condition, all up or all down.
struct Shock {
    float size = 1.F;
};

/// New ties for each member in scope, drawn as at founding.
struct Connect {
    int ties = 1;

    static constexpr int most_ties = 256;
};

/// A promise of the organization to all in scope, which is kept or broken for all.
struct Promise {
    float kept = 1.F;  ///< probability
    float weight = 3.F;
    float trust_leader_share = .5F;
};

using What = std::variant<Adopt, Coach, Mandate, ReplaceLeaders, Layoff, Market, Shock, Connect, Promise>;

/// Whether leaders or all members are in the scope of such an intervention.
enum class Audience { members, leaders };

[[nodiscard]] constexpr Audience audience_of(What const& what) {
    bool const leaders = std::holds_alternative<Adopt>(what) || std::holds_alternative<Coach>(what) ||
                         std::holds_alternative<ReplaceLeaders>(what);
    return leaders ? Audience::leaders : Audience::members;
}

/// A bound on an outcome of the whole organization, as reported for one week; a missing value is on neither side of it.
struct Threshold {
    Outcome const* outcome;
    float value;
};

/// What must be so for an intervention to begin: all thresholds at once, week after week.
struct Condition {
    std::vector<Threshold> below{};
    std::vector<Threshold> above{};
    int weeks = 1;  ///< how many weeks running, the last one just over
};

/// One entry of the timeline: what happens at the start of which week, to whom.
///
/// What holds (an adopted policy, the benefits a mandate claims, a market) ends after its weeks; what happens (all else)
/// happens again at the start of each of its weeks. Within a week what ends comes first, then entries in their order.
struct Intervention {
    int week = 1;  ///< 1..weeks; with a condition: the earliest one
    Scope scope{};
    What what{};
    std::optional<int> weeks{};       ///< none: what holds does so to the end, what happens does so once
    std::optional<Condition> when{};  ///< none: it happens in its week
    int at_most = 1;                  ///< how often the condition makes it begin

    /// For how many weeks it holds or happens, wherever that is said.
    [[nodiscard]] std::optional<int> duration() const {
        auto const* const market = std::get_if<Market>(&what);
        return market != nullptr && market->weeks ? market->weeks : weeks;
    }
};

}  // namespace candor::model
