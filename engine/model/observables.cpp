#include "candor/model/observables.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "candor/model/rules.hpp"

namespace candor::model {

namespace {

using enum Origin;
using enum Better;

constexpr char const* on_duty = "member: mean";
constexpr double weeks_a_year = 52.0;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

constexpr Outcome mean_of(char const* name, Measure measure, Origin origin, Better better, char const* meaning) {
    return {name,           "1", meaning, on_duty, OutcomeKind::mean, origin, better, measure, Count::members,
            Count::members, 1.0};
}
constexpr Outcome mean_over(char const* name, Measure measure, Count population, char const* cells, Origin origin,
                            Better better, char const* meaning) {
    return {name, "1", meaning, cells, OutcomeKind::mean, origin, better, measure, population, population, 1.0};
}
constexpr Outcome rate_of(char const* name, char const* unit, Count events, double factor, Origin origin, Better better,
                          char const* meaning) {
    return {name,   unit,           meaning, on_duty, OutcomeKind::rate, origin, better, Measure::how_many,
            events, Count::members, factor};
}
constexpr Outcome share_of(char const* name, Count part, Count whole, char const* cells, Origin origin, Better better,
                           char const* meaning) {
    return {name, "1", meaning, cells, OutcomeKind::share, origin, better, Measure::how_many, part, whole, 1.0};
}
constexpr Outcome count_of(char const* name, Count what, Origin origin, Better better, char const* meaning) {
    return {name, "1", meaning, "", OutcomeKind::count, origin, better, Measure::how_many, what, what, 1.0};
}
constexpr Outcome overall(char const* name, OutcomeKind kind, char const* cells, Origin origin, Better better,
                          char const* meaning) {
    return {name, "1", meaning, cells, kind, origin, better, Measure::how_many, Count::how_many, Count::how_many, 1.0};
}

constexpr std::array all_outcomes{
    mean_over("performance", Measure::performance, Count::positions, "position: mean", consequence, higher,
              "mean performance over all positions but the top; 0 where vacant"),
    rate_of("quits", "1/year", Count::quits, weeks_a_year, consequence, lower, "share of members that quit, a year"),
    overall("surprise_top", OutcomeKind::surprise, "", consequence, lower,
            "how far the top's estimate is from its condition, before this week's voices"),
    overall("surprise_front", OutcomeKind::surprise, "member: mean", consequence, lower,
            "how far the estimates of members without reports are from their condition"),
    mean_of("fit", Measure::fit, consequence, higher, "mean fit of action to condition and unit, exp(-loss)"),
    rate_of("issue_rate", "1", Count::issues, 1.0, consequence, neither, "share of members with an issue"),
    share_of("vacancy", Count::vacant, Count::positions, "position: mean", consequence, lower,
             "share of positions that are vacant"),
    mean_of("aspiration", Measure::aspiration, consequence, neither,
            "mean of what members think they can expect of work"),
    mean_of("satisfaction", Measure::satisfaction, built_in, higher, "mean of what members have of work, this week"),
    mean_of("trust_leader", Measure::trust_leader, built_in, higher, "mean trust in the leader"),
    mean_of("trust_team", Measure::trust_team, built_in, higher, "mean trust in the team"),
    mean_of("trust_organization", Measure::trust_organization, built_in, higher, "mean trust in the organization"),
    mean_of("trust_self", Measure::trust_self, built_in, higher, "mean trust in self"),
    mean_of("trust_report", Measure::trust_report, built_in, higher, "mean trust of the manager in the member"),
    mean_of("safety", Measure::safety, built_in, higher, "mean belief that it is safe to speak"),
    mean_of("impact", Measure::impact, built_in, higher, "mean belief that speaking changes something"),
    mean_of("latitude", Measure::latitude, built_in, higher, "mean autonomy granted"),
    mean_of("autonomy", Measure::autonomy, built_in, higher, "mean autonomy exercised"),
    mean_of("personization", Measure::personization, built_in, higher,
            "mean of how far member and manager know each other as persons"),
    mean_of("effort", Measure::effort, built_in, higher, "mean effort"),
    mean_of("overhead", Measure::overhead, built_in, lower,
            "mean share of the week for one-to-ones, voice, deciding and leading"),
    share_of("voice", Count::spoken, Count::issues, "", built_in, higher, "share of issues that are spoken"),
    share_of("welcomed_share", Count::welcomed, Count::spoken, "", built_in, higher,
             "share of voices that are welcomed and used"),
    mean_over("adoption", Measure::adoption, Count::leaders, "leader: mean", built_in, neither,
              "mean of how far leaders but the top act by their policy"),
    overall("tie_strength", OutcomeKind::ties, "tie: mean", built_in, higher, "mean strength of ties"),
    share_of("dyads_domination", Count::domination, Count::members, "dyad: mean", built_in, lower,
             "share of dyads of leader and report at level -1, domination"),
    share_of("dyads_transactional", Count::transactional, Count::members, "dyad: mean", built_in, neither,
             "share of dyads of leader and report at Level 1, transactional"),
    share_of("dyads_personal", Count::personal, Count::members, "dyad: mean", built_in, higher,
             "share of dyads of leader and report at Level 2, personal"),
    share_of("dyads_intimacy", Count::intimacy, Count::members, "dyad: mean", built_in, higher,
             "share of dyads of leader and report at Level 3, intimacy"),
    count_of("issues", Count::issues, consequence, neither, "members with an issue"),
    count_of("spoken", Count::spoken, built_in, neither, "issues spoken"),
    count_of("heard", Count::heard, built_in, neither, "voices heard"),
    count_of("welcomed", Count::welcomed, built_in, neither, "voices welcomed and used"),
    count_of("explained", Count::explained, built_in, neither, "voices answered with an explanation"),
    count_of("ignored", Count::ignored, built_in, neither, "voices ignored"),
    count_of("punished", Count::punished, built_in, neither, "voices punished"),
};

/// A variance this small against the mean square is the rounding of the sums, and of no meaning.
constexpr double rounding = 1e-12;

double deviation_of(double sum, double square, double n) {
    if (n == 0.0) return nothing;
    double const mean = sum / n;
    double const variance = square / n - mean * mean;
    return variance > rounding * (square / n) ? std::sqrt(variance) : 0.0;
}

}  // namespace

std::span<Outcome const> outcomes() { return all_outcomes; }

Outcome const* find_outcome(std::string const& name) {
    auto const found =
        std::find_if(all_outcomes.begin(), all_outcomes.end(), [&](Outcome const& o) { return name == o.name; });
    return found == all_outcomes.end() ? nullptr : &*found;
}

char const* origin_text(Origin origin) {
    return origin == Origin::built_in ? "follows from how the styles are defined" : "consequence";
}

double value(Outcome const& outcome, Tally const& tally) {
    if (outcome.is_count()) return tally.of(outcome.numerator);
    double const divisor = tally.of(outcome.denominator);
    if (divisor == 0.0) return nothing;
    double const part = outcome.kind == OutcomeKind::mean ? tally.sum_of(outcome.measure) : tally.of(outcome.numerator);
    return outcome.factor * (part / divisor);
}

double deviation(Outcome const& outcome, Tally const& tally) {
    double const n = tally.of(outcome.denominator);
    if (outcome.kind == OutcomeKind::mean) {
        return deviation_of(tally.sum_of(outcome.measure), tally.square_of(outcome.measure), n);
    }
    double const events = tally.of(outcome.numerator);
    return outcome.factor * deviation_of(events, events, n);
}

double value(Outcome const& outcome, WeekTally const& week, Tally const& total) {
    if (outcome.has_levels()) return value(outcome, total);
    if (outcome.kind == OutcomeKind::ties)
        return week.half_edges == 0.0 ? nothing : week.tie_strength / week.half_edges;
    if (std::string_view(outcome.name) == "surprise_top") return week.surprise_top;
    return week.fronts == 0.0 ? nothing : week.surprise_front / week.fronts;
}

double deviation(Outcome const& outcome, WeekTally const& week, Tally const& total) {
    if (outcome.kind == OutcomeKind::ties) {
        return deviation_of(week.tie_strength, week.tie_strength_square, week.half_edges);
    }
    return deviation(outcome, total);
}

namespace {

std::size_t at(Row row) { return static_cast<std::size_t>(row); }

template <MemberColumn MemberColumns::*column>
float plain(Organization const& o, Row row) {
    return (o.members.*column)[at(row)];
}

template <BeliefColumns MemberColumns::*belief, bool by_propensity>
float belief_value(Organization const& o, Row row) {
    Beliefs const& beliefs = o.plan().parameters.beliefs;
    float const prior = by_propensity ? o.members.propensity[at(row)] : beliefs.neutral_prior;
    return rules::belief((o.members.*belief).for_it[at(row)], (o.members.*belief).against[at(row)], prior, beliefs);
}

constexpr std::array all_member_quantities{
    MemberQuantity{"propensity", "1", "0..1", "Beta(`people.propensity`)", "disposition to trust",
                   plain<&MemberColumns::propensity>},
    MemberQuantity{"mindset", "1", "0..1", "Beta(`people.mindset`)", "learning mindset",
                   plain<&MemberColumns::mindset>},
    MemberQuantity{"control", "1", "0..1", "Beta(`people.control`)", "need for control",
                   plain<&MemberColumns::control>},
    MemberQuantity{"skill", "1", "0..1", "Beta(`people.skill`)", "relational skill", plain<&MemberColumns::skill>},
    MemberQuantity{"expertise", "1", "0..`people.expertise_limit`", "log-normal", "precision of perception",
                   plain<&MemberColumns::expertise>},
    MemberQuantity{"trust_leader", "1", "0..1", "no evidence: own `propensity`", "trust in the leader",
                   belief_value<&MemberColumns::trust_leader, true>},
    MemberQuantity{"trust_team", "1", "0..1", "no evidence: own `propensity`", "trust in the team",
                   belief_value<&MemberColumns::trust_team, true>},
    MemberQuantity{"trust_organization", "1", "0..1", "no evidence: own `propensity`", "trust in the organization",
                   belief_value<&MemberColumns::trust_organization, true>},
    MemberQuantity{"safety", "1", "0..1", "no evidence: own `propensity`", "belief that it is safe to speak",
                   belief_value<&MemberColumns::safety, true>},
    MemberQuantity{"trust_self", "1", "0..1", "no evidence: `beliefs.neutral_prior`", "trust in self",
                   belief_value<&MemberColumns::trust_self, false>},
    MemberQuantity{"impact", "1", "0..1", "no evidence: `beliefs.neutral_prior`",
                   "belief that speaking changes something", belief_value<&MemberColumns::impact, false>},
    MemberQuantity{"trust_report", "1", "0..1", "no evidence: `beliefs.neutral_prior`",
                   "trust of the manager in the member", belief_value<&MemberColumns::trust_report, false>},
    MemberQuantity{"personization", "1", "0..1", "`people.personization`",
                   "how far member and manager know each other as persons", plain<&MemberColumns::personization>},
    MemberQuantity{"latitude", "1", "0..1", "`people.latitude`", "autonomy granted", plain<&MemberColumns::latitude>},
    MemberQuantity{"autonomy", "1", "0..1", "`people.autonomy`; the top 1", "autonomy exercised",
                   plain<&MemberColumns::autonomy>},
    MemberQuantity{"aspiration", "1", "0..1", "`people.aspiration`", "what the member thinks it can expect of work",
                   plain<&MemberColumns::aspiration>},
    MemberQuantity{"satisfaction", "1", "0..1", "`people.satisfaction`", "what the member had of work last week",
                   [](Organization const& o, Row row) { return o.shown[at(row)].satisfaction; }},
    MemberQuantity{"condition", "1", "real", "stationary distribution", "own condition z",
                   plain<&MemberColumns::condition>},
    MemberQuantity{"estimate", "1", "real", "the truth (theta)", "estimate of the condition",
                   plain<&MemberColumns::estimate>},
    MemberQuantity{"action", "1", "real", "the truth (theta)", "action of last week", plain<&MemberColumns::action>},
    MemberQuantity{"silent", "1", "0, 1", "0", "1: had an issue last week and kept it", plain<&MemberColumns::silent>},
    MemberQuantity{"vacancy", "week", "0, 1, ...", "0", "weeks until the position is filled; infinite: never",
                   plain<&MemberColumns::vacancy>},
};

}  // namespace

std::span<MemberQuantity const> member_quantities() { return all_member_quantities; }

}  // namespace candor::model
