#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "candor/core/parallel.hpp"
#include "candor/scenario/load.hpp"
#include "support/company.hpp"

/// The engine against an independent implementation of model.md (reference_model.py): four styles in five environments.

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

namespace {

constexpr int replicates = 120;
constexpr double tolerance = .02;       ///< of the reference's mean
constexpr double combined_errors = 3.;  ///< or so many standard errors of the difference

/// Sums of one replicate over the last year.
struct Year {
    Tally counts;
    std::map<std::string, double> mean;  ///< of the weekly values
};

Year live(Plan const& plan, StyleIndex policy, std::uint32_t replicate, int weeks, int averaged) {
    Organization organization(plan, policy, {1, replicate});
    Stepper stepper(organization);
    Year year;
    for (int week = 1; week <= weeks; ++week) {
        WeekTally const& tally = stepper.step(static_cast<std::uint32_t>(week));
        if (week <= weeks - averaged) continue;
        Tally const total = tally.total();
        year.counts.add(total);
        for (Outcome const& outcome : outcomes()) year.mean[outcome.name] += value(outcome, tally, total) / averaged;
    }
    return year;
}

struct Mean {
    double value, error;
};

/// Means over replicates; shares of counts are pooled over all and have the error of a ratio (delta method).
Mean mean_of(std::vector<Year> const& years, Outcome const& outcome, bool pooled) {
    Sample sample;
    if (!pooled) {
        for (Year const& year : years) sample.add(year.mean.at(outcome.name));
        return {sample.mean(), sample.error_of_mean()};
    }
    double part = 0;
    double whole = 0;
    for (Year const& year : years) {
        part += year.counts.of(outcome.numerator);
        whole += year.counts.of(outcome.denominator);
    }
    double const ratio = part / whole;
    for (Year const& year : years) {
        sample.add(year.counts.of(outcome.numerator) - ratio * year.counts.of(outcome.denominator));
    }
    return {ratio, sample.error_of_mean() * static_cast<double>(years.size()) / whole};
}

/// One environment as YAML, with the keys that a user writes.
scenario::Scenario scenario_of(nlohmann::json const& reference, std::string const& environment) {
    std::ostringstream yaml;
    yaml << "environment: " << reference["environments"][environment].dump() << "\n"
         << "organization: {members: " << reference["members"] << ", span: " << reference["span"]
         << ", ties_per_member: " << reference["ties_per_member"] << "}\n"
         << "leadership: {habit: " << reference["habit"] << ", adoption: " << reference["adoption"] << "}\n"
         << "run: {weeks: " << reference["weeks"] << ", replicates: " << replicates << ", seed: 1}\n";
    return scenario::parse_scenario(yaml.str(), environment);
}

/// What is off in one cell, a line each; counts what was compared.
std::string differences(nlohmann::json const& reference, nlohmann::json const& cell, int& compared) {
    std::string const environment = cell["environment"];
    scenario::Scenario const scenario = scenario_of(reference, environment);
    auto const& organization = scenario.organization;
    Plan const plan(
        {generate_chart(organization.members, organization.span, scenario.run.seed), {}, organization.ties_per_member},
        scenario.parameters, scenario.leadership);
    StyleIndex policy = 0;
    while (scenario.leadership.styles[at(policy)].name != cell["style"]) ++policy;
    std::vector<Year> years(replicates);
    parallel::for_each(years.size(), [&](std::size_t r) {
        years[r] =
            live(plan, policy, static_cast<std::uint32_t>(r) + 1, scenario.run.weeks, reference["averaged_weeks"]);
    });
    std::ostringstream lines;
    for (auto const& [name, expected] : cell["outcomes"].items()) {
        Outcome const* const outcome = find_outcome(name);
        if (outcome == nullptr) {
            lines << name << " is not an outcome of the engine\n";
            continue;
        }
        bool const pooled = name == "voice" || name == "welcomed_share";
        Mean const ours = mean_of(years, *outcome, pooled);
        double const theirs = expected["mean"].get<double>();
        double const error = std::hypot(ours.error, expected["standard_error"].get<double>());
        double const off = std::abs(ours.value - theirs);
        ++compared;
        if (off <= tolerance * std::abs(theirs) || off <= combined_errors * error) continue;
        lines << environment << " " << cell["style"] << " " << name << ": " << ours.value << ", reference " << theirs
              << ", standard error of the difference " << error << "\n";
    }
    return lines.str();
}

}  // namespace

TEST_CASE("the engine docks with the reference model", "[docking][slow]") {
    std::ifstream file(std::string(CANDOR_SOURCE_DIR) + "/tests/validation/docking.json");
    REQUIRE(file.good());
    nlohmann::json const reference = nlohmann::json::parse(file);
    REQUIRE(reference["cells"].size() == 20);
    int compared = 0;
    std::string off;
    for (nlohmann::json const& cell : reference["cells"]) off += differences(reference, cell, compared);
    INFO(off);
    CHECK(compared == 20 * 36);
    REQUIRE(off.empty());
}
