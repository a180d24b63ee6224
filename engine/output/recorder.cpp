#include "candor/output/recorder.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <stdexcept>

#include "series.hpp"

namespace candor::output {

namespace {

std::vector<std::int32_t> counting_from_one(std::size_t size) {
    std::vector<std::int32_t> numbers(size);
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

}  // namespace

Recorder::Recorder(RecordPlan plan) : plan_(std::move(plan)) {
    auto const levels = static_cast<std::size_t>(plan_.levels);
    for (model::Outcome const& outcome : model::outcomes()) {
        std::string const name = outcome.name;
        std::string const meaning = outcome.meaning;
        OutcomeSeries entry{&outcome, absent, absent, absent, absent};
        entry.mean = add_series(name, outcome, meaning, "", 1);
        if (outcome.has_deviation()) {
            entry.deviation = add_series(name + "_sd", outcome, "standard deviation: " + meaning, "", 1);
        }
        if (levels > 0 && outcome.has_levels()) {
            entry.by_level = add_series(name + "_by_level", outcome, meaning + ", by level", "level", levels);
        }
        if (!plan_.units.empty() && outcome.has_levels()) {
            entry.by_unit = add_series(name + "_by_unit", outcome, meaning + ", by unit", "unit", plan_.units.size());
        }
        outcomes_.push_back(entry);
    }
    first_snapshot_ = series_.size();
    if (!plan_.snapshots.empty()) add_snapshots();
    if (plan_.panel.size > 0) add_panel();
    if (plan_.asked.size > 0) add_surveys();
    for (auto const& entries : plan_.interventions) entries_ = std::max(entries_, entries.size());
    if (entries_ > 0) add_interventions();
}

std::size_t Recorder::add_series(std::string name, model::Outcome const& outcome, std::string const& long_name,
                                 std::string const& dimension, std::size_t width) {
    std::size_t const per_run = static_cast<std::size_t>(plan_.weeks) * width;
    std::size_t const size = plan_.policies.size() * static_cast<std::size_t>(plan_.replicates) * per_run;
    Variable variable{std::move(name), {"policy", "replicate", "week"}, {}, {}};
    if (!dimension.empty()) variable.dimensions.push_back(dimension);
    if (outcome.is_count()) {
        variable.values = std::vector<std::int32_t>(size, 0);
    } else {
        variable.values = std::vector<float>(size, missing);
    }
    variable.attributes = {
        {"units", outcome.unit}, {"long_name", long_name}, {"origin", model::origin_text(outcome.origin)}};
    if (*outcome.cell_methods != '\0') variable.attributes.push_back({"cell_methods", outcome.cell_methods});
    series_.push_back({std::move(variable), per_run, width});
    return series_.size() - 1;
}

void Recorder::add_snapshots() {
    for (model::MemberQuantity const& quantity : model::member_quantities()) {
        std::size_t const per_run = plan_.snapshots.size() * plan_.members.size();
        std::size_t const size = plan_.policies.size() * static_cast<std::size_t>(plan_.replicates) * per_run;
        Variable variable{std::string("member_") + quantity.name,
                          {"policy", "replicate", "week_snapshot", "member"},
                          std::vector<float>(size, missing),
                          {{"units", quantity.unit == std::string("week") ? "1" : quantity.unit},
                           {"long_name", std::string(quantity.meaning)}}};
        series_.push_back({std::move(variable), per_run, plan_.members.size()});
    }
}

void Recorder::add_interventions() {
    std::size_t const per_run = static_cast<std::size_t>(plan_.weeks) * entries_;
    std::size_t const size = plan_.policies.size() * static_cast<std::size_t>(plan_.replicates) * per_run;
    Variable variable{"intervention_touched",
                      {"policy", "replicate", "week", "intervention"},
                      std::vector<std::int32_t>(size, missing_number),
                      {{"units", "1"},
                       {"long_name",
                        "members, or leaders, whom an entry of the timeline touched at the start of the week; missing "
                        "where it did not happen"}}};
    touched_ = series_.size();
    series_.push_back({std::move(variable), per_run, entries_});
}

/// What the entries of each timeline are, shorter ones filled up.
Variable Recorder::entries_in_words() const {
    std::vector<std::string> texts;
    for (std::size_t policy = 0; policy < plan_.policies.size(); ++policy) {
        std::vector<std::string> entries = plan_.interventions[policy];
        entries.resize(entries_);
        texts.insert(texts.end(), entries.begin(), entries.end());
    }
    return {"intervention_what",
            {"policy", "intervention"},
            std::move(texts),
            {{"units", "1"}, {"long_name", "the entry of the timeline in words"}}};
}

std::size_t Recorder::run(std::size_t policy, std::size_t replicate) const {
    return policy * static_cast<std::size_t>(plan_.replicates) + replicate;
}

void Recorder::week(std::size_t policy, std::size_t replicate, int week, model::WeekTally const& tally,
                    std::span<model::Tally const> units) {
    model::Tally const total = tally.total();
    auto const step = static_cast<std::size_t>(week - 1);
    std::size_t const of_run = run(policy, replicate);
    for (OutcomeSeries const& entry : outcomes_) {
        model::Outcome const& outcome = *entry.outcome;
        put(series_[entry.mean], of_run, step, 0, model::value(outcome, tally, total));
        if (entry.deviation != absent) {
            put(series_[entry.deviation], of_run, step, 0, model::deviation(outcome, tally, total));
        }
        for (std::size_t level = 0; entry.by_level != absent && level < series_[entry.by_level].per_step; ++level) {
            put(series_[entry.by_level], of_run, step, level, model::value(outcome, tally.levels[level]));
        }
        for (std::size_t unit = 0; entry.by_unit != absent && unit < units.size(); ++unit) {
            put(series_[entry.by_unit], of_run, step, unit, model::value(outcome, units[unit]));
        }
    }
}

void Recorder::snapshot(std::size_t policy, std::size_t replicate, std::size_t snapshot,
                        model::Organization const& organization) {
    std::size_t series = first_snapshot_;
    for (model::MemberQuantity const& quantity : model::member_quantities()) {
        for (std::size_t member = 0; member < plan_.members.size(); ++member) {
            model::Row const row = organization.plan().seating.row_of(static_cast<model::Position>(member));
            put(series_[series], run(policy, replicate), snapshot, member,
                static_cast<double>(quantity.value(organization, row)));
        }
        ++series;
    }
}

void Recorder::intervention(std::size_t policy, std::size_t replicate, int week, std::size_t entry, int touched) {
    put(series_[touched_], run(policy, replicate), static_cast<std::size_t>(week - 1), entry, touched);
}

std::optional<int> Recorder::touched(std::size_t policy, std::size_t replicate, int week, std::size_t entry) const {
    if (entry >= entries_) return std::nullopt;
    Series const& series = series_[touched_];
    std::size_t const at = run(policy, replicate) * series.per_run + static_cast<std::size_t>(week - 1) * entries_;
    std::int32_t const touched = std::get<std::vector<std::int32_t>>(series.variable.values)[at + entry];
    return touched == missing_number ? std::nullopt : std::optional<int>(touched);
}

std::vector<double> Recorder::series(std::size_t policy, std::size_t replicate, model::Outcome const& outcome) const {
    auto const entry = std::find_if(outcomes_.begin(), outcomes_.end(),
                                    [&](OutcomeSeries const& candidate) { return candidate.outcome == &outcome; });
    Series const& source = series_[entry->mean];
    std::size_t const first = (policy * static_cast<std::size_t>(plan_.replicates) + replicate) * source.per_run;
    std::vector<double> values(source.per_run);
    with_numbers(source.variable.values, [&](auto const& all) {
        std::transform(all.begin() + static_cast<std::ptrdiff_t>(first),
                       all.begin() + static_cast<std::ptrdiff_t>(first + source.per_run), values.begin(),
                       [](auto value) { return static_cast<double>(value); });
    });
    return values;
}

std::vector<std::byte> Recorder::bytes_of(std::size_t policy, std::size_t replicate) const {
    std::vector<std::byte> bytes;
    for (Series const& series : series_) {
        with_numbers(series.variable.values, [&](auto const& values) {
            auto const all = std::span(values);
            auto const own = std::as_bytes(all.subspan(run(policy, replicate) * series.per_run, series.per_run));
            bytes.insert(bytes.end(), own.begin(), own.end());
        });
    }
    return bytes;
}

void Recorder::take(std::size_t policy, std::size_t replicate, std::span<std::byte const> bytes) {
    std::size_t size = 0;
    for (Series const& series : series_) size += series.per_run * sizeof(float);
    if (bytes.size() != size) throw std::invalid_argument("these are no bytes of a run that is recorded alike");
    for (Series& series : series_) {
        with_numbers(series.variable.values, [&](auto& values) {
            auto const own = std::span(values).subspan(run(policy, replicate) * series.per_run, series.per_run);
            std::memcpy(own.data(), bytes.data(), own.size_bytes());
            bytes = bytes.subspan(own.size_bytes());
        });
    }
}

Dataset Recorder::dataset(std::span<std::size_t const> replicates) const {
    bool const with_policy = plan_.policies.size() > 1 || plan_.always_policy;
    Dataset result;
    auto const add_dimension = [&](Variable axis, std::size_t size) {
        result.dimensions.push_back({axis.name, size});
        result.coordinates.push_back(std::move(axis));
    };
    if (with_policy) add_dimension(coordinate("policy", "leadership policy", plan_.policies), plan_.policies.size());
    std::vector<std::int32_t> numbers;
    for (std::size_t const replicate : replicates) numbers.push_back(static_cast<std::int32_t>(replicate) + 1);
    add_dimension(coordinate("replicate", "replicate: number of the random key", numbers), numbers.size());
    auto const weeks = static_cast<std::size_t>(plan_.weeks);
    add_dimension(coordinate("week", "time (weeks)", counting_from_one(weeks)), weeks);
    auto const levels = static_cast<std::size_t>(plan_.levels);
    if (levels > 0) {
        add_dimension(coordinate("level", "levels below the top; 16 pools all from 16 down", counting_from_one(levels)),
                      levels);
    }
    if (!plan_.units.empty())
        add_dimension(coordinate("unit", "id of the unit's leader", plan_.units), plan_.units.size());
    if (!plan_.snapshots.empty()) {
        std::vector<std::int32_t> const at(plan_.snapshots.begin(), plan_.snapshots.end());
        add_dimension(coordinate("week_snapshot", "time (weeks) of the snapshots", at), at.size());
        add_dimension(coordinate("member", "id of the member", plan_.members), plan_.members.size());
    }
    if (plan_.panel.size > 0) {
        add_dimension(coordinate("panel_member", "member of the panel, another in each replicate",
                                 counting_from_one(plan_.panel.size)),
                      plan_.panel.size);
        std::string const dimension = plan_.panel_dimension();
        if (dimension != "week") {
            std::vector<std::int32_t> const at(plan_.panel_weeks.begin(), plan_.panel_weeks.end());
            add_dimension(coordinate(dimension, "time (weeks) of the panel", at), at.size());
        }
        add_sample(result, plan_.panel, "panel", {"replicate", "panel_member"}, replicates);
    }
    if (plan_.asked.size > 0) {
        add_dimension(coordinate("survey", "survey, from 1 in the order of `record.survey`",
                                 counting_from_one(plan_.surveys.size())),
                      plan_.surveys.size());
        add_dimension(coordinate("respondent", "who was asked, others in each replicate and survey",
                                 counting_from_one(plan_.most_asked)),
                      plan_.most_asked);
        describe_surveys(result);
        add_sample(result, plan_.asked, "survey", {"replicate", "survey", "respondent"}, replicates);
    }
    if (entries_ > 0) {
        std::vector<std::int32_t> numbers_from_zero(entries_);
        std::iota(numbers_from_zero.begin(), numbers_from_zero.end(), 0);
        add_dimension(coordinate("intervention", "entry of the timeline, from 0 in its order", numbers_from_zero),
                      entries_);
        result.variables.push_back(entries_in_words());
        if (!with_policy) result.variables.back().dimensions.erase(result.variables.back().dimensions.begin());
    }
    for (Series const& series : series_) {
        Variable const& all = series.variable;
        Values kept = std::visit(
            [&](auto const& values) -> Values {
                return keep(values, plan_.policies.size(), static_cast<std::size_t>(plan_.replicates), replicates);
            },
            all.values);
        Variable variable{all.name, all.dimensions, std::move(kept), all.attributes};
        if (!with_policy) variable.dimensions.erase(variable.dimensions.begin());
        result.variables.push_back(std::move(variable));
    }
    return result;
}

}  // namespace candor::output
