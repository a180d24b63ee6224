#include "merge_files.hpp"

#include <fmt/format.h>

#include "failure.hpp"
#include "report_file.hpp"
#include "result_file.hpp"
#include "sweep_text.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

/// What results are made of must not be replaced by them.
void refuse_sources(fs::path const& folder, fs::path const& path) {
    std::error_code unknown;
    bool const is_design = fs::equivalent(path, folder / "design.h5", unknown);
    bool const is_part = fs::equivalent(path.parent_path(), folder / "parts", unknown);
    bool const is_text = path.extension() == ".yaml" || path.extension() == ".yml" || path.extension() == ".csv";
    if (is_design || is_part || is_text) {
        throw UsageError(fmt::format("the results cannot go to '{}' ({})", path.string(),
                                     is_text ? "that is no name of a result file" : "that is what they are made of"),
                         "give another --output, as in `-o all.h5`");
    }
}

}  // namespace

MergedFile write_merged(std::filesystem::path const& folder, std::filesystem::path const& path, CommandLine const& line,
                        Messages const& messages) {
    refuse_sources(folder, path);
    if (line.report) {
        require_place_for_report(report_path(path), {});
        make_folder(path, messages);
        try_to_write(report_path(path));
    }
    run::SweepResults const results = run::merge(folder, line.typed);
    tell_bad_parts(results.bad, messages);
    ResultFile file(path, {}, messages);
    file.write(results.dataset);
    if (results.missing.runs > 0) {
        messages.warning(
            fmt::format("{} (`candor sweep` goes on with them)", missing_text(results.missing, results.finished)));
    }
    std::string const hash = results.dataset.text_of("content_hash");
    MergedFile merged{hash,
                      fmt::format("→ {} {}\n  content hash {}\n", file.path().string(), file.description(), hash),
                      {},
                      {},
                      results.missing,
                      results.finished,
                      !results.bad.empty()};
    if (line.report) {
        try {
            ReportFile const report = write_sweep_report(SweptFile(file.path().string()), report_path(file.path()));
            merged.text += fmt::format("→ {}\n", open_this(report));
            merged.report = report.path.string();
        } catch (OutputError const& error) {
            merged.no_report = error.what();
        }
    }
    return merged;
}

void tell_bad_parts(std::vector<run::BadPart> const& bad, Messages const& messages) {
    for (run::BadPart const& part : bad) {
        messages.warning(
            fmt::format("'{}' does not count ({}); it was renamed to '{}.bad', so that its runs are computed again",
                        part.file.string(), part.why, part.file.filename().string()));
    }
}

}  // namespace candor::cli
