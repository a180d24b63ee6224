// What the recorder keeps of members looked at one by one.

#include "candor/output/recorder.hpp"
#include "series.hpp"

namespace candor::output {

namespace {

/// What makes readers show who is looked at beside the values.
Attribute coordinates(std::string const& prefix) {
    return {"coordinates", prefix + "_id " + prefix + "_leader " + prefix + "_level"};
}

}  // namespace

std::string RecordPlan::panel_dimension() const {
    return static_cast<int>(panel_weeks.size()) == weeks ? "week" : "week_panel";
}

void Recorder::add_panel() {
    first_panel_ = series_.size();
    std::size_t const weeks = plan_.panel_weeks.size();
    std::size_t const per_run = plan_.panel.size * weeks;
    std::size_t const size = plan_.policies.size() * static_cast<std::size_t>(plan_.replicates) * per_run;
    for (model::PanelQuantity const& quantity : model::panel_quantities()) {
        Variable variable{std::string("panel_") + quantity.name,
                          {"policy", "replicate", "panel_member", plan_.panel_dimension()},
                          std::vector<float>(size, missing),
                          {{"units", "1"}, {"long_name", std::string(quantity.meaning)}, coordinates("panel")}};
        series_.push_back({std::move(variable), per_run, weeks});
    }
}

void Recorder::panel(std::size_t policy, std::size_t replicate, std::size_t member, std::size_t look,
                     model::PanelWeek const& week) {
    std::size_t series = first_panel_;
    for (model::PanelQuantity const& quantity : model::panel_quantities()) {
        put(series_[series++], run(policy, replicate), member, look, static_cast<double>(model::value(quantity, week)));
    }
}

void Recorder::add_surveys() {
    first_survey_ = series_.size();
    std::size_t const runs = plan_.policies.size() * static_cast<std::size_t>(plan_.replicates);
    for (model::Construct const& construct : model::constructs()) {
        for (bool const is_told : {true, false}) {
            std::string const name = std::string("survey_") + construct.name;
            std::string const what = is_told ? model::named(construct.source).what_it_gives : "as it is";
            Variable variable{is_told ? name : name + "_true",
                              {"policy", "replicate", "survey", "respondent"},
                              std::vector<float>(runs * plan_.asked.size, missing),
                              {{"units", std::string("1")}, {"long_name", what + ": " + construct.meaning}}};
            if (construct.source != model::Source::records) {
                variable.attributes.push_back({"scale_from", static_cast<double>(construct.least)});
                variable.attributes.push_back({"scale_to", static_cast<double>(construct.most)});
            }
            variable.attributes.push_back(coordinates("survey"));
            series_.push_back({std::move(variable), plan_.asked.size, plan_.most_asked});
        }
    }
}

void Recorder::survey(std::size_t policy, std::size_t replicate, std::size_t survey,
                      std::span<model::Answers const> answers) {
    std::size_t series = first_survey_;
    for (model::Answers const& of : answers) {
        for (std::size_t i = 0; i < of.given.size(); ++i) {
            put(series_[series], run(policy, replicate), survey, i, static_cast<double>(of.given[i]));
            put(series_[series + 1], run(policy, replicate), survey, i, static_cast<double>(of.is[i]));
        }
        series += 2;
    }
}

/// What each survey was.
void Recorder::describe_surveys(Dataset& dataset) const {
    std::vector<std::int32_t> weeks;
    std::vector<std::string> scales;
    std::vector<double> reliabilities, samples;
    for (model::Survey const& survey : plan_.surveys) {
        weeks.push_back(survey.week);
        scales.emplace_back(model::answer_scale(survey.scale).name);
        reliabilities.push_back(survey.reliability);
        samples.push_back(survey.sample);
    }
    auto const add = [&](char const* name, char const* meaning, Values values) {
        dataset.variables.push_back(
            {name, {"survey"}, std::move(values), {{"units", "1"}, {"long_name", std::string(meaning)}}});
    };
    add("survey_week", "time (weeks) of the survey", std::move(weeks));
    add("survey_scale", "what was answered on", std::move(scales));
    add("survey_reliability",
        "variance of the true values over that of answers and ratings before they are cut to points",
        std::move(reliabilities));
    add("survey_sample", "share of the members but the top who were asked", std::move(samples));
}

/// Who is looked at, replicate by replicate.
void Recorder::add_sample(Dataset& dataset, Sample const& sample, std::string const& prefix,
                          std::vector<std::string> const& dimensions, std::span<std::size_t const> replicates) const {
    auto const all = static_cast<std::size_t>(plan_.replicates);
    auto const add = [&](char const* name, char const* meaning, auto const& values) {
        dataset.variables.push_back({prefix + name,
                                     dimensions,
                                     keep(values, 1, all, replicates),
                                     {{"units", "1"}, {"long_name", std::string(meaning)}}});
    };
    add("_id", "id of the member", sample.ids);
    add("_leader", "id of the member's leader, which names its unit", sample.leaders);
    add("_level", "levels below the top", sample.levels);
}

}  // namespace candor::output
