#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <utility>

#include "candor/core/error.hpp"
#include "candor/model/observables.hpp"
#include "candor/run/provenance.hpp"
#include "internal.hpp"
#include "needed.hpp"

namespace candor::run {

namespace {

Missing missing_of(output::Dataset const& design, SweepFacts const& facts, Merged const& merged) {
    static std::vector<double> const none;
    std::vector<double> const* judged = &none;
    if (stopping_rule_of(design)) {
        std::string const& name = facts.kept.outcomes[until_outcome_of(design, facts.kept)];
        judged = &std::get<std::vector<double>>(merged.dataset.find(name)->values);
    }
    Missing missing = Needed(design, facts, merged.finished, *judged).missing();
    auto const* const failed = merged.dataset.find("failure_run");
    if (failed != nullptr)
        missing.failed = static_cast<std::int64_t>(std::get<std::vector<std::int64_t>>(failed->values).size());
    return missing;
}

/// How to repeat each run that failed, a line for each. Outside of the data, as it is about who ran the sweep where.
void add_commands(output::Group& provenance, output::Dataset const& results, output::Dataset const& design) {
    auto const* const failed = results.find("failure_run");
    if (failed == nullptr) return;
    std::string commands;
    for (std::int64_t const number : std::get<std::vector<std::int64_t>>(failed->values))
        commands += command_for(design, number - 1) + "\n";
    provenance.texts.emplace_back("failure_commands", commands);
}

/// What the values are, as in the result of one run.
void describe_outcomes(output::Dataset& results, std::string const& factors) {
    for (model::Outcome const& outcome : model::outcomes()) {
        std::string const name = outcome.name;
        for (output::Variable& variable : results.variables) {
            bool const weekly = variable.name == name + "_by_week";
            if (variable.name != name && !weekly) continue;
            variable.attributes.push_back({"units", std::string(outcome.unit)});
            variable.attributes.push_back(
                {"long_name", outcome.meaning + std::string(weekly ? "" : ", mean of the run")});
            variable.attributes.push_back({"origin", std::string(model::origin_text(outcome.origin))});
            variable.attributes.push_back({"coordinates", factors});
        }
    }
}

/// The points and what is said of them, beside the outcomes.
void add_design(output::Dataset& results, output::Dataset const& design) {
    std::string names;
    for (output::Variable const& factor : design.variables) names += (names.empty() ? "" : " ") + factor.name;
    describe_outcomes(results, names);
    results.variables.insert(results.variables.begin(), design.variables.begin(), design.variables.end());
    results.attributes.insert(results.attributes.begin(), design.attributes.begin(), design.attributes.end());
}

}  // namespace

SweepResults merge(std::filesystem::path const& folder, std::string const& command) {
    output::Dataset const design = design_in(folder);
    SweepFacts const facts = facts_of(design);
    Merged merged = merge_parts(folder, facts, policies_of(design));
    set_aside(merged.bad);  // else a scan, which reads no values, would count their runs as done
    SweepResults results{{}, missing_of(design, facts, merged), merged.finished.count(), merged.bad, merged.twice};
    output::Dataset& dataset = merged.dataset;
    add_design(dataset, design);
    dataset.attributes.push_back({"history", history_entry(command)});
    dataset.attributes.push_back(
        {"partial", results.missing.runs == 0
                        ? std::string("no")
                        : fmt::format("{} of {} runs", results.finished, results.finished + results.missing.runs)});
    output::Group provenance = *design.find_group("provenance");
    add_commands(provenance, dataset, design);
    dataset.groups.push_back(std::move(provenance));
    dataset.attributes.push_back({"content_hash", content_hash_of(dataset)});
    results.dataset = std::move(dataset);
    return results;
}

}  // namespace candor::run
