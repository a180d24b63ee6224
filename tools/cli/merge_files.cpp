#include "merge_files.hpp"

#include <fmt/format.h>

#include "result_file.hpp"
#include "sweep_text.hpp"

namespace candor::cli {

MergedFile write_merged(std::filesystem::path const& folder, std::filesystem::path const& path,
                        std::string const& command, Messages const& messages) {
    run::SweepResults const results = run::merge(folder, command);
    ResultFile file(path, {}, messages);
    file.write(results.dataset);
    run::set_aside(results.bad);
    tell_bad_parts(results.bad, messages);
    if (results.missing.runs > 0) {
        messages.warning(
            fmt::format("{} (`candor sweep` goes on with them)", missing_text(results.missing, results.finished)));
    }
    std::string const hash = results.dataset.text_of("content_hash");
    return {hash, fmt::format("→ {} {}\n  content hash {}\n", file.path().string(), file.description(), hash),
            results.missing, results.finished, !results.bad.empty()};
}

void tell_bad_parts(std::vector<run::BadPart> const& bad, Messages const& messages) {
    for (run::BadPart const& part : bad) {
        messages.warning(
            fmt::format("'{}' does not count ({}); it was renamed to '{}.bad', so that its runs are computed again",
                        part.file.string(), part.why, part.file.filename().string()));
    }
}

}  // namespace candor::cli
