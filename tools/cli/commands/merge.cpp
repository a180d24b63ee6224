#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "json.hpp"
#include "merge_files.hpp"
#include "notation.hpp"
#include "sweep_text.hpp"

namespace candor::cli {

int merge_sweep(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    std::filesystem::path const folder = line.files.front();
    std::filesystem::path const path = line.output.empty() ? folder / "results.h5" : std::filesystem::path(line.output);
    MergedFile const merged = write_merged(folder, path, line, messages);
    if (line.look.json) {
        nlohmann::ordered_json json{{"schema", "candor.merge/1"}, {"file", path.string()}};
        json["content_hash"] = merged.content_hash;
        json["runs"] = merged.finished;
        json["report"] = merged.report.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(merged.report);
        json["missing"] = merged.missing.runs;
        json["failed"] = merged.missing.failed;
        terminal.write(readable(json) + "\n");
    } else {
        std::string text = counted(merged.finished, "run");
        if (merged.missing.failed > 0) {
            text += fmt::format(", {} of them failed (failure_run, failure_message)", grouped(merged.missing.failed));
        }
        terminal.write(text + "\n" + merged.text);
    }
    if (!merged.no_report.empty()) throw OutputError(merged.no_report);
    return merged.missing.runs > 0 ? exit_code::run_failed : exit_code::ok;
}

}  // namespace candor::cli
