#include "candor/run/explain.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "commands.hpp"
#include "failure.hpp"
#include "messages.hpp"
#include "progress.hpp"
#include "recorded.hpp"
#include "stop.hpp"
#include "week_lines.hpp"
#include "week_text.hpp"

namespace candor::cli {

namespace {

std::string title(run::Explanation const& explanation, int replicate) {
    return fmt::format("Member {} in week {}, replicate {}", explanation.member, explanation.week.week, replicate);
}

}  // namespace

int explain_week(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    Recorded const recorded(line.files.front(), line.data);
    std::vector<run::Arm> arms{recorded.arm(line.policy)};
    if (!line.counterfactual.empty()) arms.push_back(recorded.counterfactual(arms.front(), line.counterfactual));
    run::WhoAndWhen const whom{line.member, line.week, recorded.replicate(line.replicate)};

    StopOnSignal const stop(std::string{});
    std::vector<run::Explanation> explanations;
    {
        std::size_t const weeks = static_cast<std::size_t>(line.week) * arms.size();
        ProgressDisplay progress(messages.terminal(), progress_kind(line.look, messages.terminal()), weeks);
        std::size_t done = 0;
        for (run::Arm const& arm : arms) {
            explanations.push_back(in_words_of_the_command_line(
                [&] { return run::explain(arm, whom, stop.request(), [&] { progress.show(++done, weeks); }); }));
        }
    }
    if (line.look.json) {
        nlohmann::ordered_json json = nlohmann::ordered_json::array();
        for (run::Explanation const& explanation : explanations) json.push_back(week_json(explanation));
        terminal.write(json.dump(2) + "\n");
        return exit_code::ok;
    }
    terminal.write(terminal.paint(Style::bold, title(explanations.front(), whom.replicate)) + "\n\n" +
                   week_text(explanations, terminal));
    return exit_code::ok;
}

}  // namespace candor::cli
