#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "candor/model/chart.hpp"
#include "candor/model/interventions.hpp"
#include "candor/model/observables.hpp"
#include "candor/model/organization.hpp"
#include "candor/model/week.hpp"

/// What tests of the model share: organizations that are ready to be stepped, and a little statistics.
namespace candor::tests {

inline std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// The built-in styles in the order of model.md: 0 command, 1 transactional, 2 level2, 3 distributed.
inline constexpr model::StyleIndex command = 0;
inline constexpr model::StyleIndex transactional = 1;
inline constexpr model::StyleIndex level2 = 2;
inline constexpr model::StyleIndex distributed = 3;
/// The first style of a test's own.
inline constexpr model::StyleIndex own_style = 4;

/// Habit command and adoption .9, as model.md has it, and any styles of the test's own.
inline model::Leadership leadership(std::vector<model::LeadershipStyle> const& own = {}) {
    model::Leadership all;
    for (model::NamedStyle const& style : model::built_in_styles) all.styles.push_back({style.name, style.style});
    for (model::LeadershipStyle const& style : own) all.styles.push_back({"own", style});
    return all;
}

/// A chain: everybody but the last has one report.
inline model::Chart chain(model::Position members) { return model::generate_chart(members, {1, 1}, 1); }

/// A star: all report to the top.
inline model::Chart star(model::Position members) {
    int const span = members > 1 ? members - 1 : 1;
    return model::generate_chart(members, {span, span}, 1);
}

inline model::Chart tree(model::Position members, int span) { return model::generate_chart(members, {span, span}, 1); }

inline model::Parameters without_quits() {
    model::Parameters parameters;
    parameters.turnover.hazard = 0;
    return parameters;
}

struct Setup {
    model::Parameters parameters{};
    model::StyleIndex policy = command;
    model::Leadership leadership = tests::leadership();
    double ties_per_member = 2.0;
    std::vector<model::Tie> ties{};
    random::Key key{1, 1};
    bool by_unit = false;
};

/// One organization in one run, stepped by hand.
class Company {
public:
    explicit Company(model::Chart chart, Setup const& setup = {})
        : plan({std::move(chart), setup.ties, setup.ties_per_member}, setup.parameters, setup.leadership),
          organization(plan, setup.policy, setup.key),
          stepper(organization, setup.by_unit) {}
    Company(Company const&) = delete;
    Company& operator=(Company const&) = delete;

    /// One week; what it added up to.
    model::WeekTally const& step() { return stepper.step(++week); }

    model::WeekTally const& step(int weeks) {
        for (int w = 1; w < weeks; ++w) step();
        return step();
    }

    [[nodiscard]] model::Chart const& chart() const { return plan.structure.chart; }
    [[nodiscard]] model::Seating const& seating() const { return plan.seating; }
    [[nodiscard]] model::Position size() const { return chart().size(); }
    /// The value of a member's column.
    [[nodiscard]] float& of(model::MemberColumn model::Members::*column, model::Position member) {
        return (organization.members.*column)[at(seating().row_of(member))];
    }
    [[nodiscard]] std::size_t row(model::Position member) const { return at(seating().row_of(member)); }
    [[nodiscard]] std::size_t led(model::Position leader) const { return at(seating().led_by(leader)); }

    model::Plan plan;
    model::Organization organization;
    model::Stepper stepper;
    std::uint32_t week = 0;
};

/// A column of members and what it is called, for tests that look at all of them.
struct NamedColumn {
    char const* name;
    model::MemberColumn model::Members::*column;
};

inline constexpr NamedColumn member_columns[] = {
    {"propensity", &model::Members::propensity}, {"mindset", &model::Members::mindset},
    {"control", &model::Members::control},       {"skill", &model::Members::skill},
    {"expertise", &model::Members::expertise},   {"personization", &model::Members::personization},
    {"latitude", &model::Members::latitude},     {"autonomy", &model::Members::autonomy},
    {"aspiration", &model::Members::aspiration}, {"condition", &model::Members::condition},
    {"estimate", &model::Members::estimate},     {"action", &model::Members::action},
    {"noise", &model::Members::noise},           {"apart", &model::Members::apart},
    {"silent", &model::Members::silent},         {"vacancy", &model::Members::vacancy},
};

struct NamedBelief {
    char const* name;
    model::BeliefColumns model::Members::*belief;
};

inline constexpr NamedBelief member_beliefs[] = {
    {"trust_leader", &model::Members::trust_leader},
    {"trust_team", &model::Members::trust_team},
    {"trust_organization", &model::Members::trust_organization},
    {"trust_self", &model::Members::trust_self},
    {"trust_report", &model::Members::trust_report},
    {"safety", &model::Members::safety},
    {"impact", &model::Members::impact},
};

/// Mean and variance of what was added, with their standard errors.
class Sample {
public:
    void add(double x) { values_.push_back(x); }

    [[nodiscard]] double size() const { return static_cast<double>(values_.size()); }
    [[nodiscard]] double mean() const { return moment(1, 0.0); }
    [[nodiscard]] double variance() const { return moment(2, mean()) * size() / (size() - 1); }
    [[nodiscard]] double error_of_mean() const { return std::sqrt(variance() / size()); }
    [[nodiscard]] double error_of_variance() const {
        double const squares = moment(2, mean());
        return std::sqrt((moment(4, mean()) - squares * squares) / size());
    }

private:
    [[nodiscard]] double moment(int power, double around) const {
        double sum = 0;
        for (double const x : values_) sum += std::pow(x - around, power);
        return sum / size();
    }

    std::vector<double> values_;
};

/// How many standard errors an estimate may lie off: with this, one of 30,000 comparisons fails by chance (two-sided),
/// and as all draws are addressed, a comparison that passes once passes always.
inline constexpr double few_errors = 4.2;

}  // namespace candor::tests
