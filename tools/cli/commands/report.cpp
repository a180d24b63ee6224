#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "candor/core/parallel.hpp"
#include "candor/output/netcdf_file.hpp"
#include "candor/run/verify.hpp"
#include "commands.hpp"
#include "experiment.hpp"
#include "failure.hpp"
#include "noted_hash.hpp"
#include "report_file.hpp"
#include "result_file.hpp"
#include "stop.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

/// The experiment that a result came from. Data files are looked for where the command line says, or beside the result
/// and here.
page::Again again_from(output::Dataset const& frame, fs::path const& result, std::string const& data) {
    std::vector<fs::path> folders{data};
    if (data == ".") folders.insert(folders.begin(), result.parent_path());
    std::string why;
    for (fs::path const& folder : folders) {
        try {
            return {run::experiment_in(frame, folder), {}, nullptr};
        } catch (OutputError const& error) {
            why = error.what();
        }
    }
    return {std::nullopt,
            fmt::format("It cannot be shown who did what, as that takes a run of the same again: {}.", why), nullptr};
}

/// Whether the results of a sweep are meant: its folder, or a file that says so.
bool is_of_a_sweep(fs::path const& result) {
    std::error_code unknown;
    if (fs::is_directory(result, unknown)) return true;
    for (output::Attribute const& attribute : output::NetcdfReader(result).attributes()) {
        if (attribute.name == "design") return true;
    }
    return false;
}

/// Where the page goes. Asked last, as it makes the folder.
fs::path place_for(CommandLine const& line, fs::path const& result) {
    fs::path const path = line.output.empty() ? report_path(result) : fs::path(line.output);
    require_place_for_report(path, {result});
    make_folder(path, Messages(line.look.color, line.look.quiet));
    try_to_write(path);
    return path;
}

/// Damaged numbers must not be shown as results.
void require_undamaged(output::Dataset const& dataset, std::string const& file) {
    require_content_hash(dataset, run::content_hash_of(dataset), file);
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
