#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "candor/run/provenance.hpp"
#include "candor/run/sweep.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "json.hpp"
#include "messages.hpp"
#include "sweep_text.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

struct Status {
    fs::path folder;
    output::Dataset design;
    run::SweepFacts facts;
    run::Scan scan;
    std::vector<run::ShardHolder> holders;
    bool merged;
};

std::string percent(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? "0" : fmt::format("{:.0f}", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string text_of(Status const& status, Terminal const& terminal) {
    std::int64_t const done = status.scan.finished.count();
    std::int64_t const failed = status.scan.failed.count();
    std::int64_t const total = status.facts.numbers.total();
    std::string out = terminal.paint(Style::bold, printable(status.design.text_of("title"))) + "\n";
    out += fmt::format("{} of {} runs are done ({} %) in {} {}", grouped(done), grouped(total), percent(done, total),
                       grouped(status.scan.parts), status.scan.parts == 1 ? "part" : "parts");
    out += failed > 0 ? fmt::format("; {} of them failed\n", grouped(failed)) : std::string("\n");
    for (run::BadPart const& part : status.scan.bad)
        out += fmt::format("'{}' does not count: {}\n", part.file.string(), part.why);
    for (run::ShardHolder const& holder : status.holders)
        out += fmt::format("shard {} is being computed by {}\n", holder.shard, printable(holder.process));
    if (status.holders.empty() && done < total)
        out += fmt::format("nobody is computing; this goes on: {} -o {}\n",
                           run::provenance_text(status.design, "command"), status.folder.string());
    out += status.merged ? fmt::format("→ {}\n", (status.folder / "results.h5").string())
                         : fmt::format("not merged yet: candor merge {}\n", status.folder.string());
    return out + fmt::format("  design hash {}\n", status.facts.hash);
}

std::string json_of(Status const& status) {
    nlohmann::ordered_json json{{"schema", "candor.sweep_status/1"}, {"title", status.design.text_of("title")}};
    json["design_hash"] = status.facts.hash;
    json["runs"] = {{"done", status.scan.finished.count()},
                    {"failed", status.scan.failed.count()},
                    {"total", status.facts.numbers.total()}};
    json["parts"] = status.scan.parts;
    json["bad_parts"] = nlohmann::ordered_json::array();
    for (run::BadPart const& part : status.scan.bad)
        json["bad_parts"].push_back({{"file", part.file.string()}, {"why", part.why}});
    json["computing"] = nlohmann::ordered_json::array();
    for (run::ShardHolder const& holder : status.holders)
        json["computing"].push_back({{"shard", holder.shard}, {"process", holder.process}});
    json["merged"] = status.merged;
    return readable(json) + "\n";
}

}  // namespace

int show_sweep_status(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    fs::path const folder = line.files.front();
    output::Dataset design = run::read_design(folder);
    run::SweepFacts facts = run::facts_of(design);
    run::Scan scan = run::scan_parts(folder, facts);
    Status const status{folder,          std::move(design),          std::move(facts),
                        std::move(scan), run::shard_holders(folder), fs::exists(folder / "results.h5")};
    terminal.write(line.look.json ? json_of(status) : text_of(status, terminal));
    return exit_code::ok;
}

}  // namespace candor::cli
