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

}  // namespace

int make_report(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    parallel::ThreadLimit const threads(line.threads);
    fs::path const result = line.files.front();
    fs::path const path = line.output.empty() ? report_path(result) : fs::path(line.output);
    require_place_for_report(path, {result});
    run::SavedResult const saved(result);
    ReportFile const report = write_run_report(result, again_from(saved.frame(), result, line.data), path);
    terminal.write(fmt::format("→ {} ({})\n", report.path.string(), size_text(report.bytes)));
    return exit_code::ok;
}

}  // namespace candor::cli
