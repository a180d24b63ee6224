#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "candor/output/netcdf_file.hpp"
#include "candor/run/provenance.hpp"
#include "candor/run/survey_report.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "json.hpp"
#include "messages.hpp"
#include "notation.hpp"
#include "table.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

using Json = nlohmann::ordered_json;

/// A number as papers write it: `.41` where it cannot exceed 1, a dash where there is none.
std::string number(double value, bool within_one) {
    if (std::isnan(value)) return "–";
    std::string digits = fmt::format("{:.2f}", std::abs(value));
    if (within_one && digits.starts_with("0")) digits.erase(0, 1);
    return (value < 0 && digits != ".00" && digits != "0.00" ? "−" : "") + digits;
}

/// Whether there is room beside the means and correlations for how precise they are.
enum class Intervals { shown, left_out };

std::string mean_of(run::Estimate const& estimate, bool within_one, Intervals intervals) {
    std::string const mean = number(estimate.mean, within_one);
    if (intervals == Intervals::left_out || !has_interval(estimate)) return mean;
    return mean + " ±" + number((estimate.high - estimate.low) / 2, true);
}

/// One line for each construct: mean, deviation, reliability where it is a matter of answers, and the lower triangle.
void add_rows(Table& table, run::SurveyOfPolicy const& policy, bool answers, Intervals intervals) {
    table.group(answers ? "As told" : "As it is");
    for (std::size_t row = 0; row < policy.scales.size(); ++row) {
        run::ScaleReport const& scale = policy.scales[row];
        run::Estimate const& deviation = answers ? scale.deviation : scale.true_deviation;
        std::vector<Cell> cells{{fmt::format("{} {}", row + 1, scale.construct->name)},
                                {mean_of(answers ? scale.mean : scale.true_mean, false, intervals)},
                                {number(deviation.mean, false)},
                                {answers ? number(scale.reliability.mean, true) : std::string()}};
        for (std::size_t column = 0; column < row; ++column) {
            run::Correlations const& all = answers ? policy.answers : policy.is;
            cells.push_back({mean_of(all[run::pair_index(row, column)], true, intervals)});
        }
        table.row(std::move(cells));
    }
}

Table table_of(run::SurveyOfPolicy const& policy, Intervals intervals) {
    std::vector<Cell> heading{{}, {"mean"}, {"sd"}, {"rel."}};
    for (std::size_t column = 1; column < policy.scales.size(); ++column)
        heading.push_back({fmt::format("{}", column)});
    Table table(heading.size());
    table.row(std::move(heading));
    add_rows(table, policy, true, intervals);
    add_rows(table, policy, false, intervals);
    return table;
}

std::string policy_text(run::SurveyReport const& report, std::size_t index, Terminal const& terminal) {
    run::SurveyOfPolicy const& policy = report.policies[index];
    Table const whole = table_of(policy, Intervals::shown);
    Table const table = whole.width() <= terminal.width() ? whole : table_of(policy, Intervals::left_out);
    std::string const answered =
        fmt::format(": {:.1f} of {} answered", policy.answered, grouped(static_cast<long long>(report.asked)));
    return "\n" + terminal.paint(style_of_policy(index), printable(policy.policy)) + answered + "\n" +
           table.render(terminal);
}

std::string text_of(run::SurveyReport const& report, std::string const& title, Terminal const& terminal) {
    std::string out;
    std::vector<std::string> const parts{printable(title), fmt::format("survey of week {}", report.week), report.scale,
                                         fmt::format("reliability {}", number(report.reliability, true)),
                                         fmt::format("{} {}", grouped(static_cast<long long>(report.replicates)),
                                                     report.replicates == 1 ? "replicate" : "replicates")};
    for (std::string const& line : join_parts(parts, terminal.width())) out += terminal.paint(Style::bold, line) + "\n";
    for (std::size_t policy = 0; policy < report.policies.size(); ++policy)
        out += policy_text(report, policy, terminal);
    return out + "\n";
}

/// What is no answer says where it is from.
std::string provider(model::Source source) {
    if (source == model::Source::questionnaire) return "";
    return fmt::format(" ({})", model::named(source).what_it_gives);
}

std::string legend(Terminal const& terminal) {
    std::string text =
        "Each number is found in every replicate, then averaged over them, correlations by Fisher's z; ± is half of "
        "the 95 % interval over replicates, the precision of the simulation, shown where the terminal is wide enough "
        "(or COLUMNS says so) and by --json. rel.: squared correlation of what was told and what is, which for points "
        "is lower than the reliability asked for. A dash: fewer than ";
    text += fmt::format("{} respondents, or no variance.", run::fewest_respondents);
    for (model::Construct const& construct : model::constructs())
        text += fmt::format(" {}{}: {}.", construct.name, provider(construct.source), construct.meaning);
    return terminal.paragraph(Style::faint, text);
}

Json json_of(run::Estimate const& estimate) {
    return {{"mean", estimate.mean}, {"low", estimate.low}, {"high", estimate.high}};
}

Json json_of(run::SurveyOfPolicy const& policy) {
    Json json{{"policy", policy.policy}, {"answered", policy.answered}};
    json["scales"] = Json::array();
    for (run::ScaleReport const& scale : policy.scales) {
        json["scales"].push_back({{"name", scale.construct->name},
                                  {"meaning", scale.construct->meaning},
                                  {"source", model::named(scale.construct->source).name},
                                  {"mean", json_of(scale.mean)},
                                  {"standard_deviation", json_of(scale.deviation)},
                                  {"reliability", json_of(scale.reliability)},
                                  {"true_mean", json_of(scale.true_mean)},
                                  {"true_standard_deviation", json_of(scale.true_deviation)}});
    }
    json["correlations"] = Json::array();
    for (std::size_t row = 1; row < policy.scales.size(); ++row) {
        for (std::size_t column = 0; column < row; ++column) {
            std::size_t const pair = run::pair_index(row, column);
            json["correlations"].push_back({{"one", policy.scales[column].construct->name},
                                            {"other", policy.scales[row].construct->name},
                                            {"answers", json_of(policy.answers[pair])},
                                            {"true", json_of(policy.is[pair])}});
        }
    }
    return json;
}

std::string json_text(std::vector<run::SurveyReport> const& reports, std::string const& title) {
    Json json{{"schema", "candor.survey/1"}, {"engine_version", run::engine_version()}, {"title", title}};
    json["surveys"] = Json::array();
    for (run::SurveyReport const& report : reports) {
        Json survey{{"survey", report.number},  {"week", report.week},
                    {"scale", report.scale},    {"reliability_asked_for", report.reliability},
                    {"asked", report.asked},    {"replicates", report.replicates},
                    {"policies", Json::array()}};
        for (run::SurveyOfPolicy const& policy : report.policies) survey["policies"].push_back(json_of(policy));
        json["surveys"].push_back(std::move(survey));
    }
    return readable(json) + "\n";
}

}  // namespace

int report_surveys(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    std::string const& file = line.files.front();
    output::Dataset const dataset = output::read_netcdf(file);
    std::vector<run::SurveyReport> const reports = run::survey_reports(dataset);
    if (reports.empty()) {
        Messages(line.look.color)
            .error(fmt::format("'{}' holds no survey (its scenario records none)", file),
                   "record one with `record: {survey: {week: 52}}` in the scenario, or "
                   "--set 'record.survey={week: 52}'");
        return exit_code::output_failed;
    }
    if (line.look.json) {
        terminal.write(json_text(reports, dataset.text_of("title")));
        return exit_code::ok;
    }
    std::string out;
    for (run::SurveyReport const& report : reports) out += text_of(report, dataset.text_of("title"), terminal);
    terminal.write(out + legend(terminal));
    return exit_code::ok;
}

}  // namespace candor::cli
