#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "candor/core/parallel.hpp"
#include "candor/run/verify.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "report_file.hpp"
#include "result_file.hpp"

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
            return {run::experiment_in(frame, folder), {}};
        } catch (OutputError const& error) {
            why = error.what();
        }
    }
    return {std::nullopt,
            fmt::format("It cannot be shown who did what, as that takes a run of the same again: {}.", why)};
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

/// Where the page goes; refused before anything is worked out.
fs::path place_for(CommandLine const& line, fs::path const& result) {
    fs::path const path = line.output.empty() ? report_path(result) : fs::path(line.output);
    require_place_for_report(path, {result});
    make_folder(path, Messages(line.look.color, line.look.quiet));
    return path;
}

ReportFile report_of_sweep(CommandLine const& line) {
    if (!line.swept.empty())
        throw UsageError("`--sweep` goes with the result of a comparison (this is a sweep itself)",
                         "leave out --sweep");
    SweptFile const swept(line.files.front());
    return write_sweep_report(swept, place_for(line, swept.path()));
}

ReportFile report_of_run(CommandLine const& line) {
    fs::path const result = line.files.front();
    fs::path const path = place_for(line, result);
    output::Dataset const frame = run::SavedResult(result).frame();
    return write_run_report(result, again_from(frame, result, line.data), line.swept, path);
}

}  // namespace

int make_report(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    parallel::ThreadLimit const threads(line.threads);
    ReportFile const report = is_of_a_sweep(line.files.front()) ? report_of_sweep(line) : report_of_run(line);
    terminal.write(fmt::format("→ {} ({})\n", report.path.string(), size_text(report.bytes)));
    return exit_code::ok;
}

}  // namespace candor::cli
