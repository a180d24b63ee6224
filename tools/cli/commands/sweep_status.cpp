#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "candor/core/error.hpp"
#include "candor/output/netcdf_reader.hpp"
#include "candor/run/provenance.hpp"
#include "candor/run/sweep.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "json.hpp"
#include "messages.hpp"
#include "notation.hpp"
#include "sweep_text.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

struct Status {
    fs::path folder;
    output::Dataset design;
    run::SweepFacts facts;
    run::SweepStanding standing;
    std::vector<run::ShardHolder> holders;
    bool merged;
    std::string partial;  ///< of the merged file: `no`, or how much of it is there

    [[nodiscard]] std::int64_t done() const { return standing.finished.count(); }
    /// Runs that there should be; of an adaptive sweep those that are known to be wanted.
    [[nodiscard]] std::int64_t total() const { return done() + standing.missing.runs; }
    [[nodiscard]] bool may_grow() const { return total() < facts.numbers.total() && standing.missing.runs > 0; }
};

/// What `results.h5` says of its own completeness; it may be damaged.
std::string partial_of(fs::path const& results) {
    try {
        return fs::exists(results)
                   ? output::Dataset{{}, {}, {}, output::NetcdfReader(results).attributes(), {}}.text_of("partial")
                   : std::string();
    } catch (OutputError const&) {
        return "damaged";
    }
}

/// Rounded down: 100 % is all.
std::int64_t percent(std::int64_t part, std::int64_t whole) { return whole == 0 ? 100 : part * 100 / whole; }

std::string next_text(Status const& status) {
    std::string const folder = status.folder.string();
    std::string out;
    if (status.holders.empty() && status.standing.missing.runs > 0) {
        out += fmt::format("nobody is computing; this goes on: {} -o {}\n",
                           run::provenance_text(status.design, "command"), quoted(folder));
    }
    if (!status.merged) return out + fmt::format("not merged yet: candor merge {}\n", quoted(folder));
    out += fmt::format("→ {}", (status.folder / "results.h5").string());
    return out + (status.partial == "no" ? "\n" : fmt::format(" ({})\n", status.partial));
}

std::string text_of(Status const& status, Terminal const& terminal) {
    run::SweepStanding const& standing = status.standing;
    std::int64_t const failed = standing.failed.count();
    std::string out = terminal.paint(Style::bold, printable(status.design.text_of("title"))) + "\n";
    out += fmt::format("{} of {}{} are done ({} %) in {}", grouped(status.done()), status.may_grow() ? "at least " : "",
                       counted(status.total(), "run"), percent(status.done(), status.total()),
                       counted(standing.parts, "part"));
    out += failed > 0 ? fmt::format("; {} of them failed\n", grouped(failed)) : std::string("\n");
    for (run::BadPart const& part : standing.bad)
        out += fmt::format("'{}' does not count: {}\n", part.file.string(), part.why);
    for (run::ShardHolder const& holder : status.holders)
        out += fmt::format("shard {} is being computed by {}\n", holder.shard, printable(holder.process));
    return out + next_text(status) + fmt::format("  design hash {}\n", status.facts.hash);
}

std::string json_of(Status const& status) {
    nlohmann::ordered_json json{{"schema", "candor.sweep_status/1"}, {"title", status.design.text_of("title")}};
    json["design_hash"] = status.facts.hash;
    json["runs"] = {{"done", status.done()}, {"failed", status.standing.failed.count()}, {"total", status.total()}};
    json["parts"] = status.standing.parts;
    json["bad_parts"] = nlohmann::ordered_json::array();
    for (run::BadPart const& part : status.standing.bad)
        json["bad_parts"].push_back({{"file", part.file.string()}, {"why", part.why}});
    json["computing"] = nlohmann::ordered_json::array();
    for (run::ShardHolder const& holder : status.holders)
        json["computing"].push_back({{"shard", holder.shard}, {"process", holder.process}});
    json["merged"] = status.merged;
    json["merged_is_partial"] = status.merged && status.partial != "no";
    return readable(json) + "\n";
}

}  // namespace

int show_sweep_status(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    fs::path const folder = line.files.front();
    output::Dataset design = run::design_in(folder);
    run::SweepFacts facts = run::facts_of(design);
    run::SweepStanding standing = run::standing_of(folder, design);
    fs::path const results = folder / "results.h5";
    Status const status{folder,
                        std::move(design),
                        std::move(facts),
                        std::move(standing),
                        run::shard_holders(folder),
                        fs::exists(results),
                        partial_of(results)};
    terminal.write(line.look.json ? json_of(status) : text_of(status, terminal));
    return exit_code::ok;
}

}  // namespace candor::cli
