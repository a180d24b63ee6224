#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "messages.hpp"
#include "page/run_source.hpp"
#include "swept_file.hpp"

namespace candor::cli {

/// A report as a web page.
struct ReportPage {
    std::string html;
    bool stopped = false;  ///< it lacks people, as somebody asked to stop
};

/// A report that was written.
struct ReportFile {
    std::filesystem::path path;
    std::uintmax_t bytes;
    bool stopped = false;  ///< it lacks people, as somebody asked to stop
    bool replaces_another = false;
};

/// `results/x.html (1.3 MB) ← open this`, and whether it replaces another.
[[nodiscard]] std::string open_this(ReportFile const& report);

/// Where the report of a result goes unless said otherwise: beside it, as .html.
[[nodiscard]] std::filesystem::path report_path(std::filesystem::path const& result);

/// Refuses what is no place for a report: one of the inputs, a folder, a result a scenario, or no name. Throws UsageError.
void require_place_for_report(std::filesystem::path const& path, std::vector<std::filesystem::path> const& inputs);

/// The report of a run or comparison; with what a sweep tells, if there is one. Throws OutputError.
[[nodiscard]] ReportPage run_report(run::SavedResult const& result, page::Again again, SweptFile const* swept);

/// The report of a merged sweep, likewise.
[[nodiscard]] ReportPage sweep_report(SweptFile const& swept);

/// Writes the report of a run or comparison, whole or not at all. Throws OutputError.
ReportFile write_run_report(run::SavedResult const& result, page::Again again, SweptFile const* swept,
                            std::filesystem::path const& path);

/// Writes the report of a merged sweep, likewise.
ReportFile write_sweep_report(SweptFile const& swept, std::filesystem::path const& path);

}  // namespace candor::cli
