#include "candor/run/trace.hpp"

#include <fmt/format.h>

#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "candor/core/parallel.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "messages.hpp"
#include "notation.hpp"
#include "progress.hpp"
#include "recorded.hpp"
#include "stop.hpp"
#include "table.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

using run::Fate;

constexpr struct {
    Fate fate;
    char const* column;  ///< in the table
    char const* name;    ///< in JSON
    char const* says;    ///< of one warning
} fates[] = {
    {Fate::kept_silent, "silent", "kept_silent", "kept to itself"},
    {Fate::unheard, "unheard", "unheard", "not heard: the leader had no hours left"},
    {Fate::punished, "punished", "punished", "punished"},
    {Fate::explained, "explained", "explained", "answered with an explanation, not used"},
    {Fate::ignored, "ignored", "ignored", "heard and ignored"},
    {Fate::not_passed_on, "dropped", "not_passed_on", "taken up, but the leader then saw no issue to pass on"},
    {Fate::reached_top, "top", "reached_top", "reached the top"},
    {Fate::under_way, "", "under_way", "still under way when the run ended"},
};
constexpr std::size_t columns_of_fates = std::size(fates) - 1;  // the last has none

char const* words(Fate fate) {
    for (auto const& one : fates) {
        if (one.fate == fate) return one.says;
    }
    return "";
}

std::string percent(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? "—" : fmt::format("{:.1f}", 100. * static_cast<double>(part) / static_cast<double>(whole));
}

/// All replicates of the arms that were asked for, followed over all threads.
std::vector<run::Trace> trace_all(std::vector<run::Arm> const& arms, std::vector<std::int32_t> const& replicates,
                                  CommandLine const& line, Messages const& messages) {
    StopOnSignal const stop(std::string{});
    std::size_t const runs = arms.size() * replicates.size();
    ProgressDisplay progress(messages.terminal(), progress_kind(line.look, messages.terminal()), runs);
    std::vector<run::Trace> traces(arms.size());
    for (std::size_t a = 0; a < arms.size(); ++a) {
        traces[a].resize(static_cast<std::size_t>(arms[a].plan->structure.chart.depth()));
    }
    std::mutex mutex;
    std::size_t done = 0;
    parallel::for_each(runs, [&](std::size_t i) {
        std::size_t const a = i / replicates.size();
        run::Trace const one = run::trace(arms[a], replicates[i % replicates.size()], stop.request());
        std::lock_guard const lock(mutex);
        for (std::size_t depth = 0; depth < one.size(); ++depth) traces[a][depth].add(one[depth]);
        progress.show(++done, runs);
    });
    return traces;
}

nlohmann::json trace_json(std::vector<run::Arm> const& arms, std::vector<run::Trace> const& traces) {
    nlohmann::json json;
    for (std::size_t a = 0; a < arms.size(); ++a) {
        nlohmann::json levels = nlohmann::json::array();
        for (std::size_t depth = 0; depth < traces[a].size(); ++depth) {
            run::TraceOfDepth const& trace = traces[a][depth];
            nlohmann::json level{
                {"level", depth + 1}, {"issues", trace.issues}, {"spoken", trace.spoken}, {"welcomed", trace.welcomed}};
            for (auto const& fate : fates) level[fate.name] = trace.of(fate.fate);
            levels.push_back(level);
        }
        json["policies"].push_back({{"policy", arms[a].label}, {"levels", levels}});
    }
    return json;
}

std::string trace_text(std::vector<run::Arm> const& arms, std::vector<run::Trace> const& traces,
                       Terminal const& terminal) {
    Table table(2 + columns_of_fates);
    std::vector<Cell> titles{{"level"}, {"issues"}};
    for (std::size_t f = 0; f < columns_of_fates; ++f) titles.push_back({fates[f].column});
    table.row(titles);
    for (std::size_t a = 0; a < arms.size(); ++a) {
        table.group(arms[a].label);
        for (std::size_t depth = 0; depth < traces[a].size(); ++depth) {
            run::TraceOfDepth const& trace = traces[a][depth];
            std::vector<Cell> cells{{fmt::format("  {}", depth + 1)}, {grouped(trace.issues)}};
            for (std::size_t f = 0; f < columns_of_fates; ++f)
                cells.push_back({percent(trace.of(fates[f].fate), trace.issues)});
            table.row(cells);
        }
    }
    std::string const meaning =
        "Where warnings end, in % of the issues that members had at each level below the top. A welcomed warning is "
        "its "
        "leader's, who may have an issue of its own the week after, and speak, and so on to the top; dropped: it had "
        "none. What is missing to 100 was under way when the run ended.";
    std::string out = table.render(terminal) + "\n";
    for (std::string const& text : wrap(meaning, terminal.text_width())) out += text + "\n";
    return out;
}

/// One step of a warning's way.
std::string step_text(run::Explanation const& step) {
    model::MemberWeek const& week = step.week;
    if (!week.issue) return fmt::format("week {}: {} saw no issue of its own", week.week, step.member);
    if (!week.spoke) {
        return fmt::format("week {}: {} had an issue and kept silent (chance to speak {:.2f})", week.week, step.member,
                           week.speak_probability);
    }
    char const* const answer = week.outcome == model::VoiceOutcome::welcomed    ? "welcomed it"
                               : week.outcome == model::VoiceOutcome::punished  ? "punished it"
                               : week.outcome == model::VoiceOutcome::explained ? "explained why not"
                               : week.outcome == model::VoiceOutcome::ignored   ? "ignored it"
                                                                                : "had no hours left to hear it";
    return fmt::format("week {}: {} spoke up (chance {:.2f}); {} {}", week.week, step.member, week.speak_probability,
                       step.leader, answer);
}

int trace_one(Recorded const& recorded, CommandLine const& line, Terminal const& terminal) {
    run::Arm const& arm = recorded.arm(line.policy);
    run::WhoAndWhen const whom{line.member, line.week, recorded.replicate(line.replicate)};
    StopOnSignal const stop(std::string{});
    run::Way const way = in_words_of_the_command_line([&] { return run::way_of(arm, whom, stop.request()); });
    std::string const end = way.issue() ? words(way.fate) : "no issue to follow";
    if (line.look.json) {
        nlohmann::json json{{"policy", arm.label}, {"replicate", whom.replicate}, {"issue", way.issue()}, {"end", end}};
        for (run::Explanation const& step : way.steps) json["steps"].push_back(step_text(step));
        terminal.write(json.dump(2) + "\n");
        return exit_code::ok;
    }
    std::string out =
        terminal.paint(Style::bold, fmt::format("{}, replicate {}", printable(arm.label), whom.replicate)) + "\n";
    for (run::Explanation const& step : way.steps) out += step_text(step) + "\n";
    terminal.write(out + "end: " + end + "\n");
    return exit_code::ok;
}

}  // namespace

int trace_warnings(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    parallel::ThreadLimit const threads(line.threads);
    Recorded const recorded(line.files.front(), line.data);
    if (!line.member.empty()) return trace_one(recorded, line, terminal);
    std::vector<run::Arm> arms = recorded.experiment().arms;
    if (!line.policy.empty()) arms = {recorded.arm(line.policy)};
    std::vector<std::int32_t> replicates = recorded.replicates();
    if (line.replicate != 0) replicates = {recorded.replicate(line.replicate)};
    std::vector<run::Trace> const traces = trace_all(arms, replicates, line, messages);
    terminal.write(line.look.json ? trace_json(arms, traces).dump(2) + "\n" : trace_text(arms, traces, terminal));
    return exit_code::ok;
}

}  // namespace candor::cli
