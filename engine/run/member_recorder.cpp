#include "member_recorder.hpp"

#include <algorithm>

#include "candor/core/error.hpp"
#include "candor/core/parallel.hpp"
#include "candor/model/sample.hpp"

namespace candor::run {

namespace {

using output::Sample;

/// The members of one replicate.
std::span<model::Position const> members_of(Sample const& sample, std::size_t replicate) {
    return std::span(sample.members).subspan(replicate * sample.size, sample.size);
}

/// Room for samples of that size in so many replicates.
Sample room_for(std::size_t size, std::size_t replicates) {
    std::size_t const all = size * replicates;
    return {size, std::vector<model::Position>(all, model::nobody), std::vector<std::string>(all),
            std::vector<std::string>(all), std::vector<std::int32_t>(all, output::missing_number)};
}

/// Puts the members where the sample has room for them.
void put(Sample& sample, std::size_t first, std::vector<model::Position> const& members, model::Chart const& chart) {
    for (std::size_t i = 0; i < members.size(); ++i) {
        model::Position const member = members[i];
        sample.members[first + i] = member;
        sample.ids[first + i] = chart.id(member);
        sample.leaders[first + i] = chart.id(chart.manager(member));
        sample.levels[first + i] = chart.level(member);
    }
}

}  // namespace

void draw_samples(output::RecordPlan& record, Experiment const& experiment, std::span<int const> replicates) {
    scenario::Scenario const& scenario = experiment.first();
    model::Chart const& chart = experiment.arms.front().plan->structure.chart;
    auto const& panel = scenario.record.panel;
    record.surveys = scenario.record.survey;
    if (!panel && record.surveys.empty()) return;
    if (chart.size() < 2) throw Error("nobody can be recorded one by one (the organization has only its top)");
    if (panel) {
        for (int week = 1; week <= record.weeks; week += panel->every) record.panel_weeks.push_back(week);
        record.panel = room_for(model::sample_size(chart.size(), panel->share), replicates.size());
    }
    for (model::Survey const& survey : record.surveys)
        record.most_asked = std::max(record.most_asked, model::sample_size(chart.size(), survey.sample));
    record.asked = room_for(record.surveys.size() * record.most_asked, replicates.size());
    parallel::for_each(replicates.size(), [&](std::size_t i) {
        random::Key const key{scenario.run.seed, static_cast<std::uint32_t>(replicates[i])};
        if (panel)
            put(record.panel, i * record.panel.size, model::draw_sample(chart.size(), panel->share, key, 0), chart);
        std::size_t first = i * record.asked.size;
        for (model::Survey const& survey : record.surveys) {
            auto const week = static_cast<std::uint32_t>(survey.week);
            put(record.asked, first, model::draw_sample(chart.size(), survey.sample, key, week), chart);
            first += record.most_asked;
        }
    });
}

MemberRecorder::MemberRecorder(output::Recorder& recorder, std::size_t policy, std::size_t replicate)
    : recorder_(recorder),
      policy_(policy),
      replicate_(replicate),
      panel_(members_of(recorder.plan().panel, replicate)) {}

void MemberRecorder::week_begins(int week, model::Organization const& organization) {
    look_at_panel(week, organization);
    std::vector<model::Survey> const& surveys = recorder_.plan().surveys;
    for (std::size_t survey = 0; survey < surveys.size(); ++survey) {
        if (surveys[survey].week == week) ask(survey, organization);
    }
}

void MemberRecorder::ask(std::size_t survey, model::Organization const& organization) {
    output::RecordPlan const& plan = recorder_.plan();
    auto const room = members_of(plan.asked, replicate_).subspan(survey * plan.most_asked, plan.most_asked);
    auto const end = std::find(room.begin(), room.end(), model::nobody);
    auto const asked = room.first(static_cast<std::size_t>(end - room.begin()));
    recorder_.survey(policy_, replicate_, survey, model::ask(plan.surveys[survey], organization, asked));
}

void MemberRecorder::look_at_panel(int week, model::Organization const& organization) {
    std::vector<int> const& weeks = recorder_.plan().panel_weeks;
    auto const found = std::lower_bound(weeks.begin(), weeks.end(), week);
    if (found == weeks.end() || *found != week) return;
    auto const look = static_cast<std::size_t>(found - weeks.begin());
    for (std::size_t i = 0; i < panel_.size(); ++i)
        recorder_.panel(policy_, replicate_, i, look, panel_.look(organization, static_cast<std::uint32_t>(week), i));
}

}  // namespace candor::run
