#include "candor/run/saved_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

#include "candor/core/error.hpp"
#include "candor/run/provenance.hpp"

namespace candor::run {

namespace {

constexpr char const* touched_name = "intervention_touched";
constexpr char const* entries_name = "intervention_what";

template <class Value>
std::vector<Value> coordinate(output::Dataset const& frame, std::string const& name) {
    output::Variable const* const found = frame.find(name);
    auto const* const values = found == nullptr ? nullptr : std::get_if<std::vector<Value>>(&found->values);
    return values == nullptr ? std::vector<Value>() : *values;
}

/// The mean over weeks of values [weeks, levels] on one level; undefined ones are left out.
double level_mean(double const* values, std::size_t weeks, std::size_t levels, std::size_t level) {
    double sum = 0;
    double n = 0;
    for (std::size_t week = 0; week < weeks; ++week) {
        double const value = values[week * levels + level];
        if (std::isnan(value)) continue;
        sum += value;
        ++n;
    }
    return sum / n;
}

}  // namespace

SavedResult::SavedResult(std::filesystem::path path, std::unique_ptr<output::VariableSource const> source)
    : path_(std::move(path)),
      source_(std::move(source)),
      frame_(source_->frame()),
      numbers_(coordinate<std::int32_t>(frame_, "replicate")),
      weeks_(static_cast<int>(coordinate<std::int32_t>(frame_, "week").size())) {
    if (!frame_.text_of("design").empty()) foreign("it is of a whole sweep");
    if (numbers_.empty()) foreign("it holds no replicates");
    if (weeks_ == 0) foreign("it holds no weeks");
    read_policies();
    read_entries();
}

void SavedResult::foreign(std::string const& why) const {
    throw OutputError(fmt::format("cannot read '{}' ({})", path_.string(), why));
}

/// Of a single run the file says its policy nowhere but in its scenario.
void SavedResult::read_policies() {
    policies_ = coordinate<std::string>(frame_, "policy");
    if (!policies_.empty()) return;
    try {
        auto const arms = nlohmann::ordered_json::parse(provenance_text(frame_, "scenario_canonical"));
        policies_ = {arms.at(0).at("policy").get<std::string>()};
    } catch (OutputError const& error) {
        foreign(error.what());
    } catch (nlohmann::json::exception const&) {
        foreign("its scenario cannot be read");
    }
}

void SavedResult::read_entries() {
    entries_.resize(policies_.size());
    if (!source_->has(touched_name)) return;
    output::Variable what = source_->variable(entries_name);
    output::Variable touched = source_->variable(touched_name);
    auto* const words = std::get_if<std::vector<std::string>>(&what.values);
    auto* const numbers = std::get_if<std::vector<std::int32_t>>(&touched.values);
    if (words == nullptr || numbers == nullptr) foreign("its interventions are no texts and numbers");
    most_entries_ = words->size() / policies_.size();
    if (words->size() != most_entries_ * policies_.size() ||
        numbers->size() != start(policies_.size(), 0, most_entries_))
        foreign(fmt::format("'{}' does not fit its dimensions", touched_name));
    touched_ = std::move(*numbers);
    for (std::size_t arm = 0; arm < policies_.size(); ++arm) {
        auto const first = words->begin() + static_cast<std::ptrdiff_t>(arm * most_entries_);
        entries_[arm].assign(first, first + static_cast<std::ptrdiff_t>(most_entries_));
        while (!entries_[arm].empty() && entries_[arm].back().empty()) entries_[arm].pop_back();  // of longer timelines
    }
}

/// A whole variable as numbers; NaN where a value is missing.
std::vector<double> SavedResult::values(std::string const& name, std::size_t per_week) const {
    output::Variable const variable = source_->variable(name);
    std::vector<double> numbers;
    if (auto const* const reals = std::get_if<std::vector<float>>(&variable.values)) {
        numbers.assign(reals->begin(), reals->end());
    } else if (auto const* const wholes = std::get_if<std::vector<std::int32_t>>(&variable.values)) {
        numbers.assign(wholes->begin(), wholes->end());
    } else {
        foreign(fmt::format("'{}' holds no numbers", name));
    }
    if (numbers.size() != start(policies_.size(), 0, per_week))
        foreign(fmt::format("'{}' does not fit its dimensions", name));
    return numbers;
}

bool SavedResult::paired() const {
    for (output::Attribute const& attribute : frame_.attributes) {
        if (attribute.name == "paired") return attribute.value == output::AttributeValue(std::int64_t{1});
    }
    return false;
}

std::vector<double> SavedResult::series(std::size_t arm, std::size_t replicate, model::Outcome const& outcome) const {
    auto found = weekly_.find(outcome.name);
    if (found == weekly_.end()) found = weekly_.emplace(outcome.name, values(outcome.name, 1)).first;
    auto const first = found->second.begin() + static_cast<std::ptrdiff_t>(start(arm, replicate, 1));
    return {first, first + weeks_};
}

std::optional<int> SavedResult::touched(std::size_t arm, std::size_t replicate, int week, std::size_t entry) const {
    std::size_t const step = static_cast<std::size_t>(week - 1) * most_entries_;
    std::int32_t const touched = touched_[start(arm, replicate, most_entries_) + step + entry];
    return touched == output::missing_number ? std::nullopt : std::optional<int>(touched);
}

std::vector<std::int32_t> SavedResult::levels() const { return coordinate<std::int32_t>(frame_, "level"); }

std::vector<std::vector<std::vector<double>>> SavedResult::level_means(model::Outcome const& outcome,
                                                                       Window window) const {
    std::size_t const levels = this->levels().size();
    auto const weeks = static_cast<std::size_t>(window.last_week - window.first_week + 1);
    auto const read = [&](char const* name) { return values(std::string(name) + "_by_level", levels); };
    bool const pooled = is_pooled(outcome);
    std::vector<double> const above = read(pooled ? outcome_of(outcome.numerator)->name : outcome.name);
    std::vector<double> const below = pooled ? read(outcome_of(outcome.denominator)->name) : std::vector<double>();
    std::vector<std::vector<std::vector<double>>> means(policies_.size());
    for (std::size_t arm = 0; arm < policies_.size(); ++arm) {
        for (std::size_t replicate = 0; replicate < replicates(); ++replicate) {
            std::size_t const first =
                start(arm, replicate, levels) + static_cast<std::size_t>(window.first_week - 1) * levels;
            std::vector<double>& of_run = means[arm].emplace_back();
            for (std::size_t level = 0; level < levels; ++level) {
                double const mean = level_mean(above.data() + first, weeks, levels, level);
                of_run.push_back(pooled ? mean / level_mean(below.data() + first, weeks, levels, level) : mean);
            }
        }
    }
    return means;
}

}  // namespace candor::run
