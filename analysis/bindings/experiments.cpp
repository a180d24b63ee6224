#include <nanobind/stl/string.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "candor/core/parallel.hpp"
#include "candor/model/instruction_set.hpp"
#include "candor/run/experiment.hpp"
#include "candor/run/sweep.hpp"
#include "interruptible.hpp"
#include "organization.hpp"
#include "parts.hpp"
#include "result.hpp"
#include "source.hpp"

namespace nb = nanobind;

namespace candor::python {

namespace {

/// What is asked of a run or a comparison beside its scenario.
struct Request {
    std::vector<std::string> overrides;  ///< `PATH=VALUE`
    std::string variant;                 ///< empty: none
    std::string command;                 ///< noted as the history of the result
    int threads;                         ///< 0: as many as there are
};

run::Experiment single(Source const& source, Request const& request) {
    scenario::Scenario const scenario = load_scenario(source, request.overrides);
    model::Leadership const& leadership = scenario.in_variant(request.variant).leadership;
    model::Style const& policy = leadership.styles[static_cast<std::size_t>(leadership.policy)];
    return run::experiment_of(scenario, {scenario::under(policy.name, request.variant)});
}

/// All of them, or every problem with any of them.
std::vector<scenario::Scenario> load_all(std::vector<Source> const& sources,
                                         std::vector<std::string> const& overrides) {
    std::vector<scenario::Scenario> scenarios;
    std::vector<scenario::Diagnostic> problems;
    for (Source const& source : sources) {
        try {
            scenarios.push_back(load_scenario(source, overrides));
            if (scenarios.back().file.empty()) scenarios.back().file = "scenario";  // what its arm is called
        } catch (scenario::ScenarioError const& error) {
            problems.insert(problems.end(), error.diagnostics().begin(), error.diagnostics().end());
        }
    }
    if (!problems.empty()) throw scenario::ScenarioError(problems);
    return scenarios;
}

run::Experiment comparison(std::vector<Source> const& sources, Request const& request) {
    if (sources.size() != 1) return run::comparison_of(load_all(sources, request.overrides));
    scenario::Scenario const scenario = load_scenario(sources.front(), request.overrides);
    if (scenario.compare.size() < 2) {
        throw scenario::ScenarioError(scenario::Diagnostic{
            fmt::format("the scenario names {} to compare", scenario.compare.empty() ? "no policy" : "one policy"),
            "a comparison needs two policies",
            {},
            "say policies=[\"command\", \"level2\"], or give several scenarios"});
    }
    [[maybe_unused]] scenario::Scenario const& variant = scenario.in_variant(request.variant);  // is there one?
    std::vector<std::string> arms;
    for (std::string const& arm : scenario.compare) arms.push_back(scenario::under(arm, request.variant));
    return run::experiment_of(scenario, arms);
}

/// The result, and what to warn of.
using Outcome = std::pair<Result, std::vector<std::string>>;

template <class MakeExperiment>
nb::tuple carry_out(Request const& request, nb::object const& progress, MakeExperiment const& make) {
    std::optional<Outcome> outcome;
    interruptibly(progress, [&](Watch& watch) {
        parallel::ThreadLimit const threads(request.threads);
        [[maybe_unused]] auto const instruction_set = model::chosen_instruction_set();  // fails here, not in a run
        run::Experiment const experiment = make();
        run::Results const results = run::carry_out(
            experiment,
            [&](std::size_t done, std::size_t total) {
                watch.total = static_cast<std::int64_t>(total);
                watch.done = static_cast<std::int64_t>(done);
            },
            &watch.stop);
        if (results.partial()) throw Interrupted("interrupted");
        outcome.emplace(Result::of(run::result_of(experiment, results, request.command)), results.warnings);
    });
    return nb::make_tuple(outcome->first, outcome->second);
}

nb::tuple run_one(Source const& source, Request const& request, nb::object const& progress) {
    return carry_out(request, progress, [&] { return single(source, request); });
}

nb::tuple compare(std::vector<Source> const& sources, Request const& request, nb::object const& progress) {
    return carry_out(request, progress, [&] { return comparison(sources, request); });
}

/// Reads a scenario with its charts, or a sweep with its points; gives back what there is to note.
std::vector<std::string> check(Source const& source, std::vector<std::string> const& overrides) {
    std::vector<std::string> notes;
    interruptibly(nb::none(), [&](Watch&) {
        if (is_sweep(source)) {
            [[maybe_unused]] run::SweepPlan const plan = run::plan_of(load_sweep(source, overrides), {});
        } else {
            scenario::Scenario const scenario = load_scenario(source, overrides);
            notes = (scenario.compare.size() < 2 ? run::run_of(scenario) : run::comparison_of(scenario)).notes;
        }
    });
    return notes;
}

Result found(Source const& source, Request const& request, int replicate) {
    Result result;
    interruptibly(nb::none(), [&](Watch&) {
        run::Experiment const experiment = single(source, request);
        result = Result::of(founded(experiment.arms.front(), replicate));
    });
    return result;
}

}  // namespace

void add_experiments(nb::module_& module) {
    nb::class_<File>(module, "File").def(nb::init<std::string>(), nb::arg("path"));
    nb::class_<Text>(module, "Text").def(nb::init<std::string>(), nb::arg("yaml"));
    nb::class_<Request>(module, "Request")
        .def(nb::init<std::vector<std::string>, std::string, std::string, int>(), nb::arg("overrides"),
             nb::arg("variant"), nb::arg("command"), nb::arg("threads"));
    module.def("run", &run_one, nb::arg("source"), nb::arg("request"), nb::arg("progress").none());
    module.def("compare", &compare, nb::arg("sources"), nb::arg("request"), nb::arg("progress").none());
    module.def("check", &check, nb::arg("source"), nb::arg("overrides"));
    module.def("organization", &found, nb::arg("source"), nb::arg("request"), nb::arg("replicate"));
}

}  // namespace candor::python
