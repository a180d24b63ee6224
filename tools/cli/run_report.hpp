#pragma once

#include <optional>
#include <string>
#include <vector>

#include "candor/run/experiment.hpp"
#include "report_file.hpp"
#include "result_file.hpp"
#include "terminal.hpp"

namespace candor::cli {

/// What was run and what came of it, as the commands show it.
struct RunReport {
    run::Experiment const& experiment;
    run::Results const& results;
    ResultFile const& file;
    std::string content_hash;
    bool all_outcomes;
    std::optional<ReportFile> page;  ///< none: not asked for

    [[nodiscard]] int finished() const { return static_cast<int>(results.finished.size()); }
    [[nodiscard]] int asked() const { return results.recorder.plan().replicates; }
};

/// What was run, in one line where it fits: title, members, weeks, replicates, seed; then which weeks the means are of.
[[nodiscard]] std::string header_text(run::Experiment const& experiment, run::Results const& results,
                                      Terminal const& terminal);

/// How performance, trust in the leader and voice went over the weeks under each policy, interventions marked below.
[[nodiscard]] std::string courses_text(RunReport const& report, Terminal const& terminal);

/// How many outcomes the table leaves out, and how to see them.
[[nodiscard]] std::string hidden_text(RunReport const& report, Terminal const& terminal);

/// What the numbers are not, where the result lies, and its hash.
[[nodiscard]] std::string closing_text(RunReport const& report, Terminal const& terminal);

/// The outcomes whose course is shown.
[[nodiscard]] std::vector<model::Outcome const*> outcomes_with_courses();

}  // namespace candor::cli
