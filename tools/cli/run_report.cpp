#include "run_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "candor/run/comparison.hpp"
#include "notation.hpp"
#include "run_facts.hpp"
#include "sparkline.hpp"
#include "text.hpp"
#include "timeline_text.hpp"

namespace candor::cli {

namespace {

constexpr std::size_t widest_sparkline = 60;
constexpr std::size_t widest_label = 14;
constexpr double least_span = .02;  ///< courses that differ by less than this look flat

std::string title_of(run::Experiment const& experiment) {
    bool const one_scenario = std::all_of(experiment.arms.begin(), experiment.arms.end(), [&](run::Arm const& arm) {
        return arm.scenario.file == experiment.first().file;
    });
    std::string const& title = experiment.first().title;
    if (one_scenario) return printable(title.empty() ? experiment.first().file.stem().string() : title);
    std::vector<std::string> labels;
    for (run::Arm const& arm : experiment.arms) labels.push_back(arm.label);
    return printable(listed(labels));
}

RunFacts facts_of(run::Experiment const& experiment, run::Results const& results) {
    RunFacts facts{{},
                   results.weeks(),
                   results.replicates(),
                   static_cast<std::size_t>(results.recorder.plan().replicates),
                   experiment.arms.size(),
                   experiment.paired,
                   experiment.first().run.seed,
                   {}};
    for (run::Arm const& arm : experiment.arms) facts.members.push_back(arm.plan->structure.chart.size());
    for (scenario::Null const null : experiment.first().nulls)
        facts.nulls.emplace_back(scenario::null_model(null).name);
    return facts;
}

/// The first and the last value of a series that are defined.
double first_defined(std::vector<double> const& series) {
    auto const found = std::find_if(series.begin(), series.end(), [](double value) { return !std::isnan(value); });
    return found == series.end() ? std::nan("") : *found;
}
double last_defined(std::vector<double> const& series) { return first_defined({series.rbegin(), series.rend()}); }

/// The courses of all arms, laid out in columns.
class Courses {
public:
    Courses(RunReport const& report, Terminal const& terminal) : report_(report), terminal_(terminal) {
        for (model::Outcome const* outcome : outcomes_with_courses())
            name_width_ = std::max(name_width_, columns(Notation(*outcome).label()));
        for (run::Arm const& arm : report.experiment.arms)
            label_width_ = std::max(label_width_, columns(shown(arm.label)));
        spark_width_ =
            std::min(widest_sparkline, terminal.width() - std::min(terminal.width() - 8, before() + 1 + value_width));
        auto const weeks = static_cast<std::size_t>(report.results.recorder.plan().weeks);
        spark_width_ = std::min(spark_width_, weeks);
    }

    [[nodiscard]] std::string text() const {
        int const weeks = report_.results.recorder.plan().weeks;
        std::string out = terminal_.paint(Style::bold, clip(heading(weeks), terminal_.width())) + "\n";
        for (model::Outcome const* outcome : outcomes_with_courses()) out += of(*outcome);
        for (std::string const& line :
             timeline_lines(report_.experiment, report_.results, before(), spark_width_, terminal_.width()))
            out += line + "\n";
        return out;
    }

private:
    static constexpr std::size_t value_width = 5;

    [[nodiscard]] static std::string shown(std::string const& label) { return clip(label, widest_label); }
    /// Columns up to the sparkline.
    [[nodiscard]] std::size_t before() const { return 2 + name_width_ + 1 + label_width_ + 1 + value_width + 1; }

    [[nodiscard]] std::string heading(int weeks) const {
        std::string const over =
            report_.finished() > 1 ? fmt::format(", mean of {} replicates", grouped(report_.finished())) : "";
        return fmt::format("Course of weeks 1–{}{}", grouped(weeks), over);
    }

    [[nodiscard]] std::string of(model::Outcome const& outcome) const {
        std::vector<std::vector<double>> series;
        for (std::size_t arm = 0; arm < report_.experiment.arms.size(); ++arm)
            series.push_back(run::mean_course(report_.results, arm, outcome));
        Scale const scale = scale_of(series, least_span);
        Notation const notation(outcome);
        std::string out;
        for (std::size_t arm = 0; arm < series.size(); ++arm) {
            Style const style = style_of_policy(arm);
            out += "  " + pad_right(arm == 0 ? notation.label() : "", name_width_) + " ";
            out += terminal_.paint(style, pad_right(shown(report_.experiment.arms[arm].label), label_width_)) + " ";
            out += pad_left(notation.value(first_defined(series[arm])), value_width) + " ";
            out += terminal_.paint(style, sparkline(series[arm], scale, spark_width_)) + " ";
            out += pad_left(notation.value(last_defined(series[arm])), value_width) + "\n";
        }
        return out;
    }

    RunReport const& report_;
    Terminal const& terminal_;
    std::size_t name_width_ = 0;
    std::size_t label_width_ = 0;
    std::size_t spark_width_ = 0;
};

}  // namespace

std::vector<model::Outcome const*> outcomes_with_courses() {
    std::vector<model::Outcome const*> shown;
    for (char const* const name : {"performance", "trust_leader", "voice"}) {
        if (auto const* const outcome = model::find_outcome(name)) shown.push_back(outcome);
    }
    return shown;
}

std::string header_text(run::Experiment const& experiment, run::Results const& results, Terminal const& terminal) {
    RunFacts const facts = facts_of(experiment, results);
    std::vector<std::string> parts = words_of(facts);
    parts.insert(parts.begin(), title_of(experiment));
    std::string out;
    for (std::string const& line : join_parts(parts, terminal.width())) out += terminal.paint(Style::bold, line) + "\n";
    out += window_in_words(results.weeks()) + "\n";
    if (results.partial()) out += terminal.paint(Style::warning, partial_in_words(facts)) + "\n";
    return out;
}

std::string courses_text(RunReport const& report, Terminal const& terminal) { return Courses(report, terminal).text(); }

std::string hidden_text(RunReport const& report, Terminal const& terminal) {
    auto const hidden = std::count_if(model::outcomes().begin(), model::outcomes().end(),
                                      [](model::Outcome const& o) { return !is_main(o); });
    std::string const more = report.all_outcomes ? "" : fmt::format("{} more outcomes: --all. ", hidden);
    return terminal.paragraph(Style::faint, more + "What they mean: candor describe outcomes");
}

std::string closing_text(RunReport const& report, Terminal const& terminal) {
    std::string out =
        terminal.paragraph(Style::faint, fmt::format("{}", fmt::join(caveats(report.results.replicates()), " ")));
    out += "\n" + report.file.path().string();
    bool const fits = columns(report.file.path().string()) + 1 + columns(report.file.description()) <= terminal.width();
    out += (fits ? " " : "\n") + report.file.description() + "\n";
    if (report.page) out += open_this(*report.page) + "\n";
    return out + terminal.paint(Style::faint, "content hash " + report.content_hash) + "\n";
}

}  // namespace candor::cli
