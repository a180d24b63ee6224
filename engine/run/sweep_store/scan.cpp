#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "candor/core/error.hpp"
#include "part.hpp"

namespace candor::run {

using sweep_store::for_each_part;
using sweep_store::PartReader;

Scan scan_parts(std::filesystem::path const& folder, SweepFacts const& facts) {
    Scan scan{RunSet(facts.numbers.total()), RunSet(facts.numbers.total()), 0, {}};
    RunSet succeeded(facts.numbers.total());
    scan.bad = for_each_part(folder, facts, [&](PartReader const& part) {
        for (std::int64_t const run : part.runs()) {
            bool const fails = std::binary_search(part.failed().begin(), part.failed().end(), run);
            scan.finished.add(run);
            (fails ? scan.failed : succeeded).add(run);
        }
        ++scan.parts;
    });
    scan.failed.remove(succeeded);
    return scan;
}

void set_aside(std::vector<BadPart> const& bad) {
    for (BadPart const& part : bad) {
        std::filesystem::path aside = part.file;
        aside += ".bad";
        std::error_code error;
        std::filesystem::rename(part.file, aside, error);
        if (error && error != std::errc::no_such_file_or_directory)
            throw OutputError(fmt::format("cannot rename '{}' ({})", part.file.string(), error.message()));
    }
}

std::vector<BadPart> read_runs(std::filesystem::path const& folder, SweepFacts const& facts,
                               std::span<std::size_t const> outcomes,
                               std::function<void(RunOutcome const&)> const& take) {
    return for_each_part(folder, facts, [&](PartReader const& part) {
        std::vector<std::vector<double>> columns;
        for (std::size_t const outcome : outcomes) columns.push_back(part.outcome(outcome));
        std::vector<std::string> const messages = part.messages();
        RunOutcome run;
        std::size_t failures = 0;
        for (std::size_t row = 0; row < part.runs().size(); ++row) {
            run.run = part.runs()[row];
            run.outcomes.clear();
            bool const fails = failures < part.failed().size() && part.failed()[failures] == run.run;
            run.failure = fails ? messages[failures++] : std::string();
            for (auto const& column : columns) {
                if (!fails) run.outcomes.push_back(column[row]);
            }
            take(run);
        }
    });
}

}  // namespace candor::run
