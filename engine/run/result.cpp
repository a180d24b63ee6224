#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "candor/core/error.hpp"
#include "candor/core/parallel.hpp"
#include "candor/model/instruction_set.hpp"
#include "candor/output/content_hash.hpp"
#include "candor/output/netcdf_file.hpp"
#include "candor/run/experiment.hpp"
#include "candor/run/provenance.hpp"
#include "candor/scenario/canonical.hpp"

namespace candor::run {

namespace {

constexpr char const* seed_plan =
    "Philox4x32-10; key = (seed, replicate), replicates numbered from 1; counter = (position, week, call, 0)";

/// All scenarios of an experiment, and which policies of them were run, as one text that can be hashed.
std::string canonical_scenario(Experiment const& experiment) {
    std::string text = "[";
    for (Arm const& arm : experiment.arms) {
        if (text.size() > 1) text += ",";
        text += fmt::format("{{\"policy\":\"{}\",\"scenario\":{}}}",
                            arm.scenario.leadership.styles[static_cast<std::size_t>(arm.policy)].name,
                            scenario::canonical_json(arm.scenario));
    }
    return text + "]";
}

/// Calls `add(suffix, scenario)` for each scenario that differs from the one before.
template <class Add>
void for_each_scenario(Experiment const& experiment, Add&& add) {
    std::string before;
    for (Arm const& arm : experiment.arms) {
        std::string const resolved = scenario::resolved_json(arm.scenario);
        if (resolved == before) continue;
        add(before.empty() ? std::string() : "_" + arm.label, arm.scenario, resolved);
        before = resolved;
    }
}

output::Group provenance_of(Experiment const& experiment) {
    output::Group group{"provenance", {}, {}};
    for (auto const& [name, value] : build_facts()) group.texts.emplace_back(name, value);
    group.texts.emplace_back("seed_plan", seed_plan);
    group.texts.emplace_back("scenario_canonical", canonical_scenario(experiment));
    for_each_scenario(experiment,
                      [&](std::string const& suffix, scenario::Scenario const& scenario, std::string const& resolved) {
                          group.texts.emplace_back("scenario_as_written" + suffix, scenario.source);
                          group.texts.emplace_back("scenario_resolved" + suffix, resolved);
                      });
    std::string notes;
    for (std::string const& note : experiment.notes) notes += note + "\n";
    group.texts.emplace_back("notes", notes);
    return group;
}

output::Group timing_of(double seconds) {
    output::Group group{"timing", {}, {}};
    group.attributes.push_back({"seconds", seconds});
    group.attributes.push_back({"threads", static_cast<std::int64_t>(parallel::thread_count())});
    group.attributes.push_back({"instruction_set", std::string(model::name_of(model::chosen_instruction_set()))});
    return group;
}

/// Adds to the data where they come from, and their hash.
void complete(output::Dataset& dataset, Experiment const& experiment, double seconds, std::string const& partial,
              std::string const& command) {
    dataset.groups.push_back(provenance_of(experiment));
    dataset.groups.push_back(timing_of(seconds));
    std::string const title = experiment.first().title;
    dataset.attributes.push_back({"title", title.empty() ? std::string("candor result") : title});
    dataset.attributes.push_back({"history", history_entry(command)});
    dataset.attributes.push_back({"source", "candor " + engine_version()});
    dataset.attributes.push_back({"format_version", std::int64_t{format_version}});
    dataset.attributes.push_back({"paired", std::int64_t{experiment.paired ? 1 : 0}});
    dataset.attributes.push_back({"partial", partial});
    dataset.attributes.push_back({"content_hash", content_hash_of(dataset)});
}

}  // namespace

output::Dataset result_of(Experiment const& experiment, Results const& results, std::string const& command) {
    output::Dataset dataset = results.recorder.dataset(results.finished);
    int const replicates = results.recorder.plan().replicates;
    complete(dataset, experiment, results.seconds,
             results.partial() ? fmt::format("{} of {} replicates", results.finished.size(), replicates) : "no",
             command);
    return dataset;
}

output::Dataset result_of_one(Experiment const& experiment, std::size_t arm, int replicate, std::string const& command,
                              StopRequest const* stop) {
    auto const begin = std::chrono::steady_clock::now();
    Experiment one = experiment;
    one.arms = {experiment.arms[arm]};
    output::Dataset dataset = carry_out_one(one, 0, replicate, stop);
    for (output::Variable& coordinate : dataset.coordinates) {  // the number of its random key
        if (coordinate.name == "replicate") coordinate.values = std::vector<std::int32_t>{replicate};
    }
    std::chrono::duration<double> const spent = std::chrono::steady_clock::now() - begin;
    complete(dataset, one, spent.count(), "no", command);
    return dataset;
}

std::string content_hash_of(output::Dataset const& dataset) {
    return output::content_hash(provenance_text(dataset, "model_version"),
                                provenance_text(dataset, "scenario_canonical"), dataset);
}

}  // namespace candor::run
