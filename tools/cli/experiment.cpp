#include "experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <optional>
#include <variant>

#include "candor/core/parallel.hpp"
#include "candor/model/instruction_set.hpp"
#include "candor/scenario/load.hpp"
#include "failure.hpp"
#include "messages.hpp"
#include "progress.hpp"
#include "report_file.hpp"
#include "stop.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

std::filesystem::path path_of_result(CommandLine const& line, std::string const& default_name) {
    return line.output.empty() ? std::filesystem::path("results") / (default_name + ".h5")
                               : std::filesystem::path(line.output);
}

}  // namespace

scenario::Scenario load(CommandLine const& line, std::string const& file) {
    try {
        return scenario::load_scenario(file, overrides_of(line.settings));
    } catch (scenario::ScenarioError const& error) {
        throw as_typed(error, line.settings);
    }
}

scenario::Scenario const& chosen_variant(scenario::Scenario const& scenario, CommandLine const& line) {
    std::vector<std::string> known;
    for (scenario::Variant const& variant : scenario.variants) known.push_back(variant.name);
    if (!line.variant.empty() && std::find(known.begin(), known.end(), line.variant) == known.end()) {
        std::string const meant = scenario::did_you_mean(line.variant, known);
        throw UsageError(fmt::format("`--variant` cannot be `{}` ({})", line.variant,
                                     known.empty() ? "the scenario has no `variants`" : "it has " + listed(known)),
                         meant.empty() ? "`variants` of the scenario names them" : meant);
    }
    return scenario.in_variant(line.variant);
}

std::string stop_message(std::string const& text, Look const& look, Terminal const& terminal) {
    if (look.quiet) return {};
    std::string const clear = progress_kind(look, terminal) == ProgressKind::bar ? "\r\x1b[K" : "";
    return clear + "note: stopping; " + text + " (once more ends at once)\n";
}

run::Results run_all(run::Experiment const& experiment, Look const& look, Messages const& messages,
                     run::StopRequest const* stop) {
    auto const total = experiment.arms.size() * static_cast<std::size_t>(experiment.first().run.replicates);
    ProgressDisplay progress(messages.terminal(), progress_kind(look, messages.terminal()), total);
    run::Results results = run::carry_out(
        experiment, [&](std::size_t done, std::size_t all) { progress.show(done, all); }, stop);
    if (results.finished.empty())
        throw Interrupted("interrupted before the first replicate was finished (no file was written)");
    return results;
}

int carry_out(CommandLine const& line, MakeExperiment const& make,
              std::function<std::string(run::Experiment const&)> const& default_name, Present const& present) {
    Messages const messages(line.look.color, line.look.quiet);
    parallel::ThreadLimit const threads(line.threads);
    StopOnSignal const stop(stop_message("what is finished will be written", line.look, messages.terminal()));

    [[maybe_unused]] auto const instruction_set = model::chosen_instruction_set();  // fails here rather than in a run
    run::Experiment const experiment = make();
    ResultFile file(path_of_result(line, default_name(experiment)), line.files, messages);
    if (line.report) {
        require_place_for_report(report_path(file.path()), {});
        try_to_write(report_path(file.path()));
    }
    for (std::string const& note : experiment.notes) messages.note(note);

    run::Results const results = run_all(experiment, line.look, messages, stop.request());
    for (std::string const& warning : results.warnings) messages.warning(warning);

    output::Dataset const dataset = run::result_of(experiment, results, line.typed);
    file.write(dataset);
    std::optional<ReportFile> page;
    std::exception_ptr no_page;  // what was computed is told all the same
    try {
        if (line.report) {
            page = write_run_report(run::SavedResult(file.path()), {experiment, {}, stop.request()}, nullptr,
                                    report_path(file.path()));
        }
    } catch (Error const&) {
        no_page = std::current_exception();
    }
    present({experiment, results, file, dataset.text_of("content_hash"), line.all_outcomes, page});
    if (no_page) std::rethrow_exception(no_page);
    if (!results.partial()) return page && page->stopped ? exit_code::interrupted : exit_code::ok;
    messages.warning(fmt::format("interrupted (partial: {} of {} replicates are in '{}')", results.finished.size(),
                                 experiment.first().run.replicates, file.path().string()));
    return exit_code::interrupted;
}

}  // namespace candor::cli
