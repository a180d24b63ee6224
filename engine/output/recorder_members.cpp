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
