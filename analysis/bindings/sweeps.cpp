#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>

#include <filesystem>
#include <optional>

#include "candor/core/parallel.hpp"
#include "candor/model/instruction_set.hpp"
#include "candor/output/netcdf_file.hpp"
#include "candor/run/sweep.hpp"
#include "interruptible.hpp"
#include "parts.hpp"
#include "result.hpp"
#include "source.hpp"

namespace nb = nanobind;

namespace candor::python {

namespace {

/// How a sweep is to be carried out.
struct SweepRequest {
    std::vector<std::string> overrides;  ///< `PATH=VALUE`, of the base
    int replicates;                      ///< instead of the sweep's, or of its `at_most`; 0: those
    std::filesystem::path folder;
    int shard;   ///< from 0
    int shards;  ///< 0: no shard but the whole
    bool keep;   ///< writes `results.h5`
    std::string command;
    int threads;  ///< 0: as many as there are
};

/// What came of it.
struct SweepOutcome {
    Result result{};
    std::int64_t done = 0;
    std::int64_t failed = 0;
    std::string first_failure{};
    std::vector<std::string> set_aside{};  ///< damaged parts, whose runs were computed again
};

void note(std::vector<run::BadPart> const& bad, SweepOutcome& outcome) {
    for (run::BadPart const& part : bad) outcome.set_aside.push_back(part.file.string() + " (" + part.why + ")");
}

/// Carries out a shard and puts together what there is; again where only that, which reads everything, finds damage.
SweepOutcome carry_out(run::SweepPlan const& plan, SweepRequest const& request, Watch& watch) {
    run::Shard const shard{request.shard, request.shards == 0 ? 1 : request.shards};
    run::open_sweep_folder(request.folder, plan.file);
    run::ShardLock const lock(request.folder, shard);
    auto const show = [&](run::SweepProgress const& progress) {
        watch.total = progress.total;
        watch.done = progress.done;
    };
    SweepOutcome outcome;
    while (true) {
        run::SweepEnd const end = run::carry_out(plan, request.folder, {shard}, show, &watch.stop);
        if (end.interrupted) throw Interrupted("interrupted");
        outcome.done = end.progress.done;
        outcome.failed = end.progress.failed;
        if (!end.first_failure.empty()) outcome.first_failure = end.first_failure;
        note(end.bad, outcome);
        run::SweepResults merged = run::merge(request.folder, request.command);
        note(merged.bad, outcome);
        if (!merged.bad.empty()) continue;
        if (request.keep) output::write_netcdf(merged.dataset, request.folder / "results.h5");
        outcome.result = Result::of(std::move(merged.dataset));
        return outcome;
    }
}

SweepOutcome sweep(Source const& source, SweepRequest const& request, nb::object const& progress) {
    SweepOutcome outcome;
    interruptibly(progress, [&](Watch& watch) {
        parallel::ThreadLimit const threads(request.threads);
        [[maybe_unused]] auto const instruction_set = model::chosen_instruction_set();  // fails here, not in a run
        scenario::Sweep sweep = load_sweep(source, request.overrides);
        if (request.replicates > 0) sweep.replicates.most = request.replicates;
        run::SweepPlan const plan = run::plan_of(std::move(sweep), request.command);
        outcome = carry_out(plan, request, watch);
    });
    return outcome;
}

}  // namespace

void add_sweeps(nb::module_& module) {
    nb::class_<SweepRequest>(module, "SweepRequest")
        .def(nb::init<std::vector<std::string>, int, std::filesystem::path, int, int, bool, std::string, int>(),
             nb::arg("overrides"), nb::arg("replicates"), nb::arg("folder"), nb::arg("shard"), nb::arg("shards"),
             nb::arg("keep"), nb::arg("command"), nb::arg("threads"));
    nb::class_<SweepOutcome>(module, "SweepOutcome")
        .def_ro("result", &SweepOutcome::result)
        .def_ro("done", &SweepOutcome::done)
        .def_ro("failed", &SweepOutcome::failed)
        .def_ro("first_failure", &SweepOutcome::first_failure)
        .def_ro("set_aside", &SweepOutcome::set_aside);
    module.def("sweep", &sweep, nb::arg("source"), nb::arg("request"), nb::arg("progress").none());
}

}  // namespace candor::python
