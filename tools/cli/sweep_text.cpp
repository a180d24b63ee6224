#include "sweep_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "json.hpp"
#include "notation.hpp"
#include "progress.hpp"
#include "result_file.hpp"
#include "table.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

constexpr std::int64_t first_points = 5;
constexpr std::size_t label_width = 10;

std::string number_of_points(run::SweepPlan const& plan) {
    scenario::DesignPlan const& design = plan.sweep.design;
    std::string how = name_of(design.kind);
    std::replace(how.begin(), how.end(), '_', ' ');
    auto const factors = static_cast<std::int64_t>(plan.sweep.factors.size());
    if (design.kind == scenario::DesignKind::saltelli) {
        how += fmt::format(", {} base rows × {}", grouped(design.base_rows),
                           design.second_order ? 2 * factors + 2 : factors + 2);
    } else if (design.kind == scenario::DesignKind::morris) {
        how += fmt::format(", {} trajectories × {}", grouped(design.trajectories),
                           plan.design.points() / std::max<std::int64_t>(design.trajectories, 1));
    }
    if (plan.design.left_out > 0) how += fmt::format("; constraints left out {}", grouped(plan.design.left_out));
    return how;
}

std::string replicates_text(scenario::Replicates const& replicates) {
    if (replicates.until.empty()) return counted(replicates.most, "replicate");
    return fmt::format("at most {}, until {} is known to ±{}", counted(replicates.most, "replicate"), replicates.until,
                       replicates.half_width);
}

/// Bytes that the values of all runs take before they are compressed.
std::int64_t data_bytes(run::SweepPlan const& plan) {
    run::Kept const& kept = plan.facts.kept;
    auto const of_run =
        sizeof(std::int64_t) + kept.outcomes.size() * sizeof(double) + kept.series_values() * sizeof(float);
    return plan.facts.numbers.total() * static_cast<std::int64_t>(of_run);
}

double whole_seconds(run::SweepPlan const& plan, double seconds, int threads) {
    return seconds * static_cast<double>(plan.facts.numbers.total()) / threads;
}

std::string points_table(run::SweepPlan const& plan, Terminal const& terminal) {
    constexpr std::size_t widest = 8;
    auto const& factors = plan.sweep.factors;
    std::size_t const shown = std::min(factors.size(), widest);
    Table table(shown + 1);
    std::vector<Cell> heads{{"point"}};
    for (std::size_t f = 0; f < shown; ++f) heads.push_back({clip(factors[f].name, 16)});
    table.row(heads);
    for (std::int64_t point = 0; point < std::min(first_points, plan.design.points()); ++point) {
        std::vector<Cell> cells{{grouped(point + 1)}};
        for (std::size_t f = 0; f < shown; ++f)
            cells.push_back({clip(printable(text_of(factors[f], plan.design.row(point)[f])), 16)});
        table.row(cells);
    }
    std::string out = table.render(terminal);
    if (factors.size() > shown) out += fmt::format("and {} more factors\n", factors.size() - shown);
    return out;
}

}  // namespace

std::string counted(std::int64_t number, std::string const& what) {
    return grouped(number) + " " + what + (number == 1 ? "" : "s");
}

std::string sweep_header(run::SweepPlan const& plan, Terminal const& terminal) {
    run::RunNumbers const& numbers = plan.facts.numbers;
    std::vector<std::string> parts{
        printable(plan.sweep.title.empty() ? plan.sweep.file.stem().string() : plan.sweep.title),
        counted(numbers.points, "point")};
    if (numbers.policies > 1) parts.push_back(fmt::format("{} policies", numbers.policies));
    parts.push_back(replicates_text(plan.sweep.replicates));
    parts.push_back(counted(numbers.total(), "run") + (plan.sweep.replicates.until.empty() ? "" : " at most"));
    std::string out;
    for (std::string const& line : join_parts(parts, terminal.text_width()))
        out += terminal.paint(Style::bold, line) + "\n";
    return out;
}

std::string dry_run_text(run::SweepPlan const& plan, double seconds, int threads, Terminal const& terminal) {
    run::RunNumbers const& numbers = plan.facts.numbers;
    bool const adaptive = !plan.sweep.replicates.until.empty();
    char const* const most = adaptive ? "at most " : "about ";
    std::string out = sweep_header(plan, terminal) + "\n";
    auto const row = [&](char const* name, std::string const& value) {
        std::string before = pad_right(name, label_width);
        for (std::string const& line : wrap(value, terminal.text_width() - label_width)) {
            out += before + line + "\n";
            before = std::string(label_width, ' ');
        }
    };
    row("Points", fmt::format("{} ({})", grouped(numbers.points), number_of_points(plan)));
    row("Runs", fmt::format("{}{} ({} {}, {})", adaptive ? "at most " : "", grouped(numbers.total()), numbers.policies,
                            numbers.policies == 1 ? "policy" : "policies", replicates_text(plan.sweep.replicates)));
    row("Time", seconds == 0 ? std::string("not known: every run that was tried failed")
                             : fmt::format("{}{} on {} ({} of computing a run, tried out here)", most,
                                           duration(whole_seconds(plan, seconds, threads)), counted(threads, "thread"),
                                           seconds < 1 ? fmt::format("{:.2g} ms", seconds * 1000) : duration(seconds)));
    row("Disk", fmt::format("at most {} in parts and as much again when merged; compressed, mostly less",
                            size_text(static_cast<std::uintmax_t>(data_bytes(plan)))));
    bool const varied = std::any_of(plan.sweep.factors.begin(), plan.sweep.factors.end(),
                                    [](scenario::Factor const& f) { return f.path == "leadership.policy"; });
    row("Policies", varied ? std::string("varied") : fmt::format("{}", fmt::join(plan.sweep.policies, ", ")));
    row("Keeps",
        fmt::format("{}", fmt::join(plan.sweep.outcomes, ", ")) +
            (plan.sweep.series.empty() ? "" : fmt::format("; week by week: {}", fmt::join(plan.sweep.series, ", "))));
    out += "\n" + points_table(plan, terminal);
    if (plan.design.points() > first_points) out += "...\n";
    return out + "\nNothing was kept. Without --dry-run it runs.\n";
}

std::string dry_run_json(run::SweepPlan const& plan, double seconds, int threads) {
    nlohmann::ordered_json json{{"schema", "candor.sweep_plan/1"}, {"title", plan.sweep.title}};
    json["design"] = name_of(plan.sweep.design.kind);
    json["design_hash"] = plan.facts.hash;
    json["points"] = plan.facts.numbers.points;
    json["points_left_out"] = plan.design.left_out;
    json["policies"] = plan.sweep.policies;
    json["replicates"] = plan.facts.numbers.replicates;
    json["runs"] = plan.facts.numbers.total();
    json["adaptive"] = !plan.sweep.replicates.until.empty();
    json["seconds_a_run"] = seconds;
    json["threads"] = threads;
    json["seconds"] = whole_seconds(plan, seconds, threads);
    json["bytes"] = data_bytes(plan);
    for (std::size_t f = 0; f < plan.sweep.factors.size(); ++f) {
        scenario::Factor const& factor = plan.sweep.factors[f];
        nlohmann::ordered_json first = nlohmann::ordered_json::array();
        for (std::int64_t point = 0; point < std::min(first_points, plan.design.points()); ++point) {
            double const value = plan.design.row(point)[f];
            first.push_back(factor.type == scenario::FactorType::text
                                ? nlohmann::ordered_json(text_of(factor, value))
                                : nlohmann::ordered_json(std::stod(text_of(factor, value))));
        }
        json["factors"].push_back({{"name", factor.name}, {"path", factor.path}, {"first", first}});
    }
    return readable(json) + "\n";
}

std::string missing_text(run::Missing const& missing, std::int64_t finished) {
    std::vector<std::string> first;
    for (std::int64_t const run : missing.first) first.push_back(grouped(run + 1));
    bool const all = static_cast<std::int64_t>(first.size()) == missing.runs;
    return fmt::format("{} of {} runs {} missing{}: {}", grouped(missing.runs), grouped(finished + missing.runs),
                       missing.runs == 1 ? "is" : "are", all ? "" : ", the first ones", listed(first));
}

}  // namespace candor::cli
