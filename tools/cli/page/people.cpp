#include "people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string_view>

#include "../notation.hpp"
#include "candor/core/parallel.hpp"
#include "candor/run/bands.hpp"
#include "candor/run/people.hpp"

namespace candor::cli::page {

namespace {

constexpr std::size_t most_cells = 2500;
constexpr std::size_t most_bytes = 640'000;    ///< of all policies, before they are written in base64
constexpr std::size_t most_looks = 5'000'000;  ///< at a member in a week: more would take longer than the runs

std::string base64(std::vector<std::uint8_t> const& bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t first = 0; first < bytes.size(); first += 3) {
        std::size_t const count = std::min<std::size_t>(3, bytes.size() - first);
        std::uint32_t three = 0;
        for (std::size_t i = 0; i < 3; ++i) three = three << 8U | (i < count ? bytes[first + i] : 0U);
        for (std::size_t i = 0; i < 4; ++i) text += i <= count ? digits[three >> (18 - 6 * i) & 63U] : '=';
    }
    return text;
}

/// What replicates are told apart by: the difference in performance of the second policy from the first where people are
/// the same, else the performance of the first.
std::vector<double> told_apart_by(RunSource const& source) {
    model::Outcome const& performance = *model::find_outcome("performance");
    std::vector<double> values = run::replicate_means(source.result, 0, performance, source.window);
    if (source.pairs.empty() || !source.result.paired()) return values;
    std::vector<double> const other = run::replicate_means(source.result, 1, performance, source.window);
    std::transform(other.begin(), other.end(), values.begin(), values.begin(), std::minus<>());
    return values;
}

/// The place of the value that is nearest to the median, the first of several; 0 where none is defined.
std::size_t nearest_to_median(std::vector<double> const& values) {
    std::vector<double> sorted;
    std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](double v) { return !std::isnan(v); });
    if (sorted.empty()) return 0;
    std::sort(sorted.begin(), sorted.end());
    double const median = run::sorted_quantile(sorted, .5);
    auto const distance = [&](double value) { return std::isnan(value) ? HUGE_VAL : std::abs(value - median); };
    auto const nearest = std::min_element(values.begin(), values.end(),
                                          [&](double one, double other) { return distance(one) < distance(other); });
    return static_cast<std::size_t>(nearest - values.begin());
}

std::string choice_text(RunSource const& source, int replicate) {
    if (source.result.replicates() == 1) return fmt::format("Replicate {}, run again.", replicate);
    std::vector<std::string> const& policies = source.result.policies();
    std::string const what = !source.pairs.empty() && source.result.paired()
                                 ? fmt::format("difference in performance between {} and {}", policies[1], policies[0])
                                 : fmt::format("performance under {}", policies[0]);
    return fmt::format("Replicate {} of {}, run again: the one whose {} is nearest to the median.", replicate,
                       grouped(static_cast<long long>(source.result.replicates())), what);
}

std::string cells_text(std::vector<run::Cells> const& charts) {
    using Kind = run::Cells::Kind;
    auto const has = [&](Kind kind) {
        return std::any_of(charts.begin(), charts.end(), [&](run::Cells const& cells) { return cells.kind == kind; });
    };
    if (has(Kind::branch)) {
        return fmt::format(
            "There are too many units to show each: a cell is one of the {} upper ones, called by its leader's id, the "
            "lowest with all that is below them.",
            grouped(most_cells));
    }
    if (has(Kind::unit)) return "There are too many members to show each: a cell is a unit, called by its leader's id.";
    return "A cell is a member; the one at the top has no leader and is shown without trust.";
}

Json chart_json(model::Chart const& chart, run::Cells const& cells) {
    Json ids = Json::array();
    for (model::Position const who : cells.who) ids.push_back(chart.id(who));
    return {{"ids", std::move(ids)}, {"above", cells.above}, {"sizes", cells.sizes}};
}

/// Said where not all are shown.
std::string weeks_text(std::size_t shown, int weeks) {
    if (shown == static_cast<std::size_t>(weeks)) return {};
    return fmt::format(" Of {} weeks {} are shown.", grouped(weeks), grouped(static_cast<long long>(shown)));
}

/// Weeks within the budgets of bytes and of looks: all, or every so many.
std::vector<int> weeks_within_budget(std::vector<run::Cells> const& cells, std::size_t arms, int weeks) {
    std::size_t members = 1;
    for (run::Cells const& one : cells) members = std::max(members, one.of.size());
    std::size_t a_week = 0;
    for (std::size_t arm = 0; arm < arms; ++arm) a_week += 2 * cells[std::min(arm, cells.size() - 1)].count();
    std::vector<int> shown;
    for (std::size_t const place :
         every_so_many(static_cast<std::size_t>(weeks), std::min(most_bytes / a_week, most_looks / members)))
        shown.push_back(static_cast<int>(place) + 1);
    return shown;
}

}  // namespace

Json people_json(RunSource const& source) {
    if (!source.again.experiment) return nullptr;
    int const replicate = source.result.numbers()[nearest_to_median(told_apart_by(source))];
    return people_json(*source.again.experiment, replicate, choice_text(source, replicate), source.again.stop);
}

Json people_json(run::Experiment const& experiment, int replicate, std::string const& choice,
                 run::StopRequest const* stop) {
    std::vector<run::Arm> const& arms = experiment.arms;
    int const run_weeks = experiment.first().run.weeks;
    bool const one_chart =
        std::all_of(arms.begin(), arms.end(), [&](run::Arm const& arm) { return run::are_paired(arms.front(), arm); });
    bool const by_member = std::all_of(arms.begin(), arms.end(), [](run::Arm const& arm) {  // side by side one kind
        return static_cast<std::size_t>(arm.plan->structure.chart.size()) <= most_cells;
    });
    std::vector<run::Cells> cells;
    Json charts = Json::array();
    for (std::size_t arm = 0; arm < (one_chart ? 1 : arms.size()); ++arm) {
        model::Chart const& chart = arms[arm].plan->structure.chart;
        cells.push_back(by_member ? run::members_of(chart) : run::units_of(chart, most_cells));
        charts.push_back(chart_json(chart, cells.back()));
    }
    std::vector<int> const weeks = weeks_within_budget(cells, arms.size(), run_weeks);
    std::vector<run::CellWeeks> seen(arms.size());
    parallel::for_each(arms.size(), [&](std::size_t arm) {
        seen[arm] = run::watch(arms[arm], replicate, cells[one_chart ? 0 : arm], weeks, stop);
    });
    Json policies = Json::array();
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
        policies.push_back(
            {{"chart", one_chart ? 0 : arm}, {"trust", base64(seen[arm].trust)}, {"voice", base64(seen[arm].voice)}});
    }
    return {{"replicate", replicate},
            {"weeks", weeks},
            {"kind", by_member ? "member" : "unit"},
            {"note", choice + " " + cells_text(cells) + weeks_text(weeks.size(), run_weeks)},
            {"charts", std::move(charts)},
            {"policies", std::move(policies)}};
}

}  // namespace candor::cli::page
