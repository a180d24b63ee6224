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
    for (run::BadPart const& part : results.bad) {
        messages.warning(fmt::format("'{}' does not count ({})", part.file.string(), part.why));
    }
    if (results.missing.runs > 0) {
        messages.warning(
            fmt::format("{} (the same `candor sweep` computes them)", missing_text(results.missing, results.finished)));
    }
    std::string const hash = results.dataset.text_of("content_hash");
    return {hash, fmt::format("→ {} {}\n  content hash {}\n", file.path().string(), file.description(), hash),
            results.missing, results.finished};
}

}  // namespace candor::cli
