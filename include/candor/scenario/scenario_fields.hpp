#pragma once

#include "candor/core/field.hpp"
#include "candor/model/parameter_fields.hpp"
#include "candor/model/style.hpp"
#include "candor/scenario/scenario.hpp"

namespace candor {

/// The name of a style, held as its index.
template <class Owner>
struct StyleName {
    char const* name;
    model::StyleIndex Owner::*member;
    char const* meaning;
};
template <class Owner>
StyleName(char const*, model::StyleIndex Owner::*, char const*) -> StyleName<Owner>;

/// Fields of a struct that are written under a key of their own.
template <class... Entries>
struct Group {
    char const* name;
    std::tuple<Entries...> entries;
    char const* meaning;
};
template <class... Entries>
Group(char const*, std::tuple<Entries...>, char const*) -> Group<Entries...>;

namespace scenario {
/// The source of a choice that claims nothing about the world.
inline constexpr char const* your_choice = "";
inline constexpr int most_members = 50'000'000;
inline constexpr int most_weeks = 100'000;
inline constexpr int most_replicates = 10'000'000;
inline constexpr int most_levels = 1'000'000;
/// A share that is not nothing.
inline constexpr Range some{.0001, 1.0};
}  // namespace scenario

template <>
struct Fields<model::Span> {
    using S = model::Span;
    static constexpr auto list = std::tuple{
        Field{"from", &S::least, Range{1, scenario::most_members}, "member", "smallest unit", scenario::your_choice},
        Field{"to", &S::most, Range{1, scenario::most_members}, "member", "largest unit", scenario::your_choice},
    };
};

template <>
struct Fields<scenario::ReportsTo> {
    using S = scenario::ReportsTo;
    static constexpr auto list = std::tuple{
        Field{"file", &S::file, any_number, "1", "CSV file, one line per member", scenario::your_choice},
        Field{"member", &S::member_column, any_number, "1", "name of the column of members; recognized where empty",
              scenario::your_choice},
        Field{"manager", &S::manager_column, any_number, "1",
              "name of the column of their managers; recognized where empty", scenario::your_choice},
    };
};

template <>
struct Fields<scenario::TiesFile> {
    using S = scenario::TiesFile;
    static constexpr auto list = std::tuple{
        Field{"file", &S::file, any_number, "1", "CSV file, one line per pair", scenario::your_choice},
        Field{"one", &S::one_column, any_number, "1", "name of the column of one end; recognized where empty",
              scenario::your_choice},
        Field{"other", &S::other_column, any_number, "1", "name of the column of the other end; recognized where empty",
              scenario::your_choice},
        Field{"count", &S::count_column, any_number, "1",
              "name of the column that counts, e.g. messages; recognized where empty", scenario::your_choice},
        Field{"at_least", &S::at_least, not_negative, "1",
              "a pair becomes a tie from this count on, both directions summed"},
    };
};

template <>
struct Fields<scenario::Organization> {
    using S = scenario::Organization;
    static constexpr auto list = std::tuple{
        Field{"members", &S::members, Range{1, scenario::most_members}, "member", "size, the top included",
              scenario::your_choice},
        Section{"span", &S::span, "reports of each leader: a number, or {from, to} to draw it for each leader"},
        Field{"ties_per_member", &S::ties_per_member, Range{0, 1000}, "1",
              "ties across units that each member has on average"},
        Section{"reports_to", &S::reports_to, "reporting lines from a CSV file instead of members and span"},
        Section{"ties", &S::ties, "ties from a CSV file instead of ties_per_member"},
    };
};

template <>
struct Fields<model::Leadership> {
    using S = model::Leadership;
    static constexpr auto list = std::tuple{
        Section{"styles", &S::styles, "styles of your own, each {like: STYLE} and the elements that differ"},
        StyleName{"habit", &S::habit, "the style that leaders fall back to"},
        StyleName{"policy", &S::policy, "the style that is asked of leaders"},
        Field{"adoption", &S::adoption, share, "1", "how far leaders but the top act by the policy at founding"},
    };
};

template <>
struct Fields<model::Scope> {
    using S = model::Scope;
    static constexpr auto list = std::tuple{
        Field{"levels", &S::levels, Range{0, scenario::most_levels}, "level", "levels below the top; all where empty",
              scenario::your_choice},
        Field{"branch", &S::branch, any_number, "1", "this member and all below it; all where empty",
              scenario::your_choice},
        Field{"share", &S::share, candor::share, "1", "a random share, drawn for each member", scenario::your_choice},
        Group{"unit_size",
              std::tuple{
                  Field{"least", &S::unit_least, Range{0, scenario::most_members}, "member",
                        "those of units at least this large", scenario::your_choice},
                  Field{"most", &S::unit_most, Range{0, scenario::most_members}, "member",
                        "and at most this large; 0 is no limit", scenario::your_choice},
              },
              "by the size of the unit one sits in; for what happens to leaders, of the unit one leads"},
    };
};

/// The first entry of an intervention's list names it; all of them stand beside `week` and `scope`.
template <>
struct Fields<model::Adopt> {
    using S = model::Adopt;
    static constexpr auto list = std::tuple{
        StyleName{"adopt", &S::style, "a new policy for leaders: the conduct reached becomes habit, adoption restarts"},
        Field{"adoption", &S::adoption, share, "1", "how far leaders act by the new policy at once"},
    };
};

template <>
struct Fields<model::Coach> {
    using S = model::Coach;
    static constexpr auto list = std::tuple{
        Field{"coach", &S::intensity, share, "1", "coaching of leaders, gated by their mindset: how intense it is"},
        Field{"skill_gain", &S::skill_gain, share, "1", "how much relational skill full coaching can add"},
    };
};

template <>
struct Fields<model::Mandate> {
    using S = model::Mandate;
    static constexpr auto list = std::tuple{
        Group{"mandate",
              std::tuple{
                  Field{"severity", &S::severity, weight, "1", "negatives on trust in the organization"},
                  Field{"consulted", &S::consulted, any_number, "1", "whether those concerned were asked",
                        scenario::your_choice},
                  Field{"latitude", &S::latitude, Range{-1, 1}, "1", "latitude is multiplied by 1 + this"},
                  Field{"trust_leader_share", &S::trust_leader_share, share, "1",
                        "share of the negatives that also falls on trust in the leader"},
                  Field{"consulted_share", &S::consulted_share, share, "1",
                        "share of the negatives that is left where they were consulted"},
                  Group{"benefits",
                        std::tuple{
                            Field{"contact_hours", &S::contact_hours, hours_range, "h/week",
                                  "hours of contact for each report, on top"},
                            Field{"signal_noise", &S::signal_noise, Range{0, 10}, "1", "factor on signal noise"},
                        },
                        "what the mandate is claimed to bring; nothing unless given"},
              },
              "an ultimatum, such as a decreed return to the office"},
    };
};

template <>
struct Fields<model::ReplaceLeaders> {
    using S = model::ReplaceLeaders;
    static constexpr auto list = std::tuple{
        Field{"replace_leaders", &S::share, share, "1", "newcomers take the positions of this share of the leaders",
              scenario::your_choice},
        Field{"adoption", &S::adoption, share, "1", "how far the newcomers act by the policy at once"},
    };
};

template <>
struct Fields<model::Layoff> {
    using S = model::Layoff;
    static constexpr auto list = std::tuple{
        Group{"layoff",
              std::tuple{
                  Field{"share", &S::share, candor::share, "1", "share of the members without reports that must leave",
                        scenario::your_choice},
                  Field{"refill", &S::refill, Range{1, scenario::most_weeks}, "week",
                        "weeks until their positions are filled again, or never", scenario::your_choice},
                  Field{"severity", &S::severity, weight, "1",
                        "negatives on trust in the organization for all others on duty"},
                  Field{"unit_severity", &S::unit_severity, weight, "1",
                        "the same for those whose own unit lost somebody"},
              },
              "members without reports must leave"},
    };
};

template <>
struct Fields<model::Market> {
    using S = model::Market;
    static constexpr auto list = std::tuple{
        Group{"market",
              std::tuple{
                  Field{"factor", &S::factor, weight, "1", "factor on the chance to quit", scenario::your_choice},
                  Field{"weeks", &S::weeks, Range{1, scenario::most_weeks}, "week",
                        "how long it holds, to the end unless given here or beside", scenario::your_choice},
              },
              "a labour market that makes leaving easier or harder"},
    };
};

template <>
struct Fields<model::Shock> {
    using S = model::Shock;
    static constexpr auto list = std::tuple{
        Field{"shock", &S::size, weight, "1",
              "conditions move by this many of their standard deviations, for all in scope up or for all down",
              scenario::your_choice},
    };
};

template <>
struct Fields<model::Connect> {
    using S = model::Connect;
    static constexpr auto list = std::tuple{
        Field{"connect", &S::ties, Range{1, S::most_ties}, "1", "new ties to other units for each member",
              scenario::your_choice},
    };
};

template <>
struct Fields<model::Promise> {
    using S = model::Promise;
    static constexpr auto list = std::tuple{
        Group{"promise",
              std::tuple{
                  Field{"kept", &S::kept, share, "1", "probability that it is kept; one draw for all",
                        scenario::your_choice},
                  Field{"weight", &S::weight, candor::weight, "1",
                        "positives on trust in the organization when kept; negatives, times negativity, when broken"},
                  Field{"trust_leader_share", &S::trust_leader_share, share, "1",
                        "share of them that also falls on trust in the leader"},
              },
              "the organization promises something to all in scope"},
    };
};

template <>
struct Fields<model::Condition> {
    using S = model::Condition;
    static constexpr auto list = std::tuple{
        Section{"below", &S::below, "outcomes that must be below these values, as reported for the whole organization"},
        Section{"above", &S::above, "outcomes that must be above these values"},
        Field{"for", &S::weeks, Range{1, scenario::most_weeks}, "week", "how many weeks running all of it must be so",
              scenario::your_choice},
    };
};

template <>
struct Fields<model::Intervention> {
    using S = model::Intervention;
    static constexpr auto list = std::tuple{
        Field{"week", &S::week, Range{1, scenario::most_weeks}, "week",
              "happens at the start of this week; with `when` from this week on (1 unless given)",
              scenario::your_choice},
        Field{
            "weeks", &S::weeks, Range{1, scenario::most_weeks}, "week",
            "what holds (an adopted policy, claimed benefits, a market) ends after so many weeks, all else happens in "
            "each of them; unless given what holds does so to the end and all else happens once",
            scenario::your_choice},
        Section{"when", &S::when, "instead of a week: what must be so; it happens at the start of the week after"},
        Field{"at_most", &S::at_most, Range{1, scenario::most_weeks}, "1", "how often it happens because of `when`",
              scenario::your_choice},
        Section{"scope", &S::scope, "whom it touches; everyone unless given, all conditions must hold"},
    };
};

template <>
struct Fields<scenario::Run> {
    using S = scenario::Run;
    static constexpr auto list = std::tuple{
        Field{"weeks", &S::weeks, Range{1, scenario::most_weeks}, "week", "length of a run", scenario::your_choice},
        Field{"replicates", &S::replicates, Range{1, scenario::most_replicates}, "1",
              "runs that differ only in their random numbers", scenario::your_choice},
        Field{"seed", &S::seed, Range{0, 4294967295.0}, "1", "which random numbers", scenario::your_choice},
    };
};

template <>
struct Fields<model::Panel> {
    using S = model::Panel;
    static constexpr auto list = std::tuple{
        Field{"share", &S::share, scenario::some, "1",
              "share of the members but the top, drawn for each replicate; the same for all policies",
              scenario::your_choice},
        Field{"every", &S::every, Range{1, scenario::most_weeks}, "week", "week 1 and every so many weeks are recorded",
              scenario::your_choice},
    };
};

template <>
struct Fields<model::Survey> {
    using S = model::Survey;
    static constexpr auto list = std::tuple{
        Field{"week", &S::week, Range{1, scenario::most_weeks}, "week", "asked at the start of this week",
              scenario::your_choice},
        Field{"sample", &S::sample, scenario::some, "1",
              "share of the members but the top who are asked; those on duty answer", scenario::your_choice},
        Field{"reliability", &S::reliability, Range{.01, 1}, "1",
              "variance of the true values over that of the answers before they are cut to points, across those who "
              "answer",
              scenario::your_choice},
        Field{"scale", &S::scale, any_number, "1", "what is answered on: points from 1 to 5 or 7, or any number",
              scenario::your_choice},
    };
};

template <>
struct Fields<scenario::Record> {
    using S = scenario::Record;
    static constexpr auto list = std::tuple{
        Field{"by_level", &S::by_level, any_number, "1", "means by level below the top", scenario::your_choice},
        Field{"by_unit", &S::by_unit, any_number, "1", "means by unit", scenario::your_choice},
        Field{"snapshots", &S::snapshots, Range{1, scenario::most_weeks}, "week",
              "weeks in which every member's state is recorded", scenario::your_choice},
        Section{"panel", &S::panel,
                "a random share of the members, each with state and events of every week (costs time and memory: "
                "analysis/README.md)"},
        Section{"survey", &S::survey,
                "a questionnaire on safety, trust in the leader, engagement, intention to quit and satisfaction, with "
                "rated "
                "performance and tenure, or a list of several: what was told, beside what is true"},
    };
};

template <>
struct Fields<scenario::Expectation> {
    using S = scenario::Expectation;
    static constexpr auto list = std::tuple{
        Field{"outcome", &S::outcome, any_number, "1", "what is looked at: one of `candor describe outcomes`",
              scenario::your_choice},
        Field{"order", &S::order, any_number, "1", "arms, highest first: each is clearly higher than the next",
              scenario::your_choice},
        Field{"of", &S::of, any_number, "1", "the arms that `differ` or `goes` is about", scenario::your_choice},
        Field{"differ", &S::differ, any_number, "1", "whether the two arms of `of` differ clearly",
              scenario::your_choice},
        Field{"goes", &S::goes, any_number, "1", "up, down or nowhere: how each arm of `of` goes between two times",
              scenario::your_choice},
        Field{"in", &S::in, any_number, "1", "the variant that arms are run in where they name none",
              scenario::your_choice},
        Field{"over", &S::over, any_number, "1", "the weeks whose mean is taken", scenario::your_choice},
        Field{"from", &S::from, any_number, "1", "with `to`: the change from these weeks is taken",
              scenario::your_choice},
        Field{"to", &S::to, any_number, "1", "with `from`: the change to these weeks is taken", scenario::your_choice},
        Field{"because", &S::because, any_number, "1", "why, printed with it", scenario::your_choice},
    };
};

/// The sections of `model::Parameters` stand beside these, after `organization`.
template <>
struct Fields<scenario::Scenario> {
    using S = scenario::Scenario;
    static constexpr auto list = std::tuple{
        Field{"title", &S::title, any_number, "1", "what the scenario is called", scenario::your_choice},
        Field{"question", &S::question, any_number, "1", "what it is to answer", scenario::your_choice},
        Section{"organization", &S::organization, "who reports to whom, and ties across"},
        Section{"leadership", &S::leadership, "how leaders lead"},
        Section{"timeline", &S::timeline, "what happens when, each entry {week, scope} and one intervention"},
        Section{"nulls", &S::nulls,
                "null models: mechanisms held still at their neutral value, to see what they carry; they overrule the "
                "parameters they need"},
        Section{"variants", &S::variants,
                "other ways to run it, by name, each with the keys that differ; an arm in one is POLICY@VARIANT"},
        Section{"run", &S::run, "how long and how often"},
        Section{"record", &S::record, "what the result file holds beside the weekly means"},
        Section{"compare", &S::compare, "the styles that `compare` sets side by side as policies, or STYLE@VARIANT"},
        Section{"expect", &S::expect,
                "what should come of it, signs and orders, for `candor check --expect`; an arm is STYLE or "
                "STYLE@VARIANT"},
    };
};

}  // namespace candor
