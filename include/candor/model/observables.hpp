#pragma once

#include <span>
#include <string>

#include "candor/model/organization.hpp"
#include "candor/model/tally.hpp"

namespace candor::model {

/// What a difference in an outcome tells (model.md, "What is built in and what follows").
enum class Origin {
    consequence,  ///< follows from the task, which knows nothing of style
    built_in      ///< styles write it, directly or by what they write: follows from how the styles are defined
};

/// The origin as result files say it.
[[nodiscard]] char const* origin_text(Origin origin);

/// Which way an outcome is better for those who are in the organization or run it.
enum class Better { higher, lower, neither };

/// How an outcome is made from what a week adds up to.
enum class OutcomeKind {
    mean,     ///< a measure over its population, with standard deviation
    rate,     ///< one count over another, times a factor, with standard deviation
    share,    ///< one count over another
    count,    ///< a number of events
    ties,     ///< mean strength of ties, with standard deviation
    surprise  ///< how far estimates are from what is
};

/// One weekly outcome of a run; names and definitions as in model.md, "What a run reports, weekly".
struct Outcome {
    char const* name;
    char const* unit;
    char const* meaning;
    char const* cell_methods;  ///< CF convention; empty for counts
    OutcomeKind kind;
    Origin origin;
    Better better;
    Measure measure;    ///< of a mean
    Count numerator;    ///< of a rate, share or count
    Count denominator;  ///< population of a mean; divisor of a rate or share
    double factor;

    [[nodiscard]] bool is_count() const { return kind == OutcomeKind::count; }
    [[nodiscard]] bool has_deviation() const {
        return kind == OutcomeKind::mean || kind == OutcomeKind::rate || kind == OutcomeKind::ties;
    }
    [[nodiscard]] bool has_levels() const { return kind != OutcomeKind::ties && kind != OutcomeKind::surprise; }
};

/// All outcomes, in the order in which they are reported.
[[nodiscard]] std::span<Outcome const> outcomes();

/// The outcome of that name, or nullptr.
[[nodiscard]] Outcome const* find_outcome(std::string const& name);

/// The value over some positions; NaN where nobody is counted. For outcomes with levels only.
[[nodiscard]] double value(Outcome const& outcome, Tally const& tally);
/// The standard deviation over some positions (divisor n); NaN where nobody is counted.
[[nodiscard]] double deviation(Outcome const& outcome, Tally const& tally);

/// The value over the whole organization; `total` is `week.total()`.
[[nodiscard]] double value(Outcome const& outcome, WeekTally const& week, Tally const& total);
[[nodiscard]] double deviation(Outcome const& outcome, WeekTally const& week, Tally const& total);

/// One quantity of every member, for snapshots.
struct MemberQuantity {
    char const* name;
    char const* unit;
    char const* range;
    char const* start;  ///< what it is at the founding
    char const* meaning;
    float (*value)(Organization const&, Row);
};

/// All quantities of a member, in the order of model.md's table of state.
[[nodiscard]] std::span<MemberQuantity const> member_quantities();

}  // namespace candor::model
