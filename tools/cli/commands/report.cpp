#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "candor/core/parallel.hpp"
#include "candor/output/netcdf_file.hpp"
#include "commands.hpp"
#include "experiment.hpp"
#include "failure.hpp"
#include "report_file.hpp"
#include "report_source.hpp"
#include "result_file.hpp"
#include "stop.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

/// Where the page goes. Asked last, as it makes the folder.
fs::path place_for(CommandLine const& line, fs::path const& result) {
    fs::path const path = line.output.empty() ? report_path(result) : fs::path(line.output);
    require_place_for_report(path, {result});
    make_folder(path, Messages(line.look.color, line.look.quiet));
    try_to_write(path);
    return path;
}

ReportFile report_of_sweep(CommandLine const& line) {
    if (!line.swept.empty())
        throw UsageError("`--sweep` goes with the result of a comparison (this is a sweep itself)",
                         "leave out --sweep");
    SweptFile const swept(line.files.front());
    require_undamaged(swept.dataset(), swept.path());
    return write_sweep_report(swept, place_for(line, swept.path()));
}

ReportFile report_of_run(CommandLine const& line, run::StopRequest const* stop) {
    std::string const& file = line.files.front();
    run::SavedResult const result(file);
    require_undamaged(output::read_netcdf(file), file);
    std::optional<SweptFile> swept;
    if (!line.swept.empty()) {
        swept.emplace(line.swept);
        require_undamaged(swept->dataset(), swept->path());
    }
    page::Again again = again_from(result.frame(), file, line.data);
    again.stop = stop;
    return write_run_report(result, std::move(again), swept ? &*swept : nullptr, place_for(line, file));
}

}  // namespace

int make_report(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    parallel::ThreadLimit const threads(line.threads);
    Messages const messages(line.look.color, line.look.quiet);
    StopOnSignal const stop(stop_message("the page is made without people", line.look, messages.terminal()));
    ReportFile const report =
        is_of_a_sweep(line.files.front()) ? report_of_sweep(line) : report_of_run(line, stop.request());
    terminal.write(fmt::format("→ {} ({})\n", report.path.string(), size_text(report.bytes)));
    return report.stopped ? exit_code::interrupted : exit_code::ok;
}

}  // namespace candor::cli
