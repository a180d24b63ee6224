#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>
#include <variant>

#include "candor/output/content_hash.hpp"
#include "candor/output/netcdf_file.hpp"
#include "part.hpp"

namespace candor::run::sweep_store {

namespace {

std::string text_of(std::vector<output::Attribute> const& attributes, std::string const& name) {
    for (output::Attribute const& attribute : attributes) {
        auto const* const text = std::get_if<std::string>(&attribute.value);
        if (attribute.name == name && text != nullptr) return *text;
    }
    return {};
}

}  // namespace

PartReader::PartReader(std::filesystem::path const& path, SweepFacts const& facts)
    : path_(path), facts_(facts), reader_(path) {
    shape_.attributes = reader_.attributes();
    require_this_sweep();
    require_all_variables();
    if (!facts.kept.series.empty()) shape_.dimensions.push_back({"week", static_cast<std::size_t>(facts.kept.weeks)});
    runs_ = values<std::int64_t>("run", {"run"});
    shape_.dimensions.push_back({"run", runs_.size()});
    if (reader_.has("failure_run")) {
        failed_ = values<std::int64_t>("failure_run", {"failure"});
        shape_.dimensions.push_back({"failure", failed_.size()});
    }
    require_sound_runs();
}

void PartReader::require_this_sweep() const {
    std::string const hash = shape_.text_of("design_hash");
    if (hash == facts_.hash) return;
    throw output::DamagedFile(
        path_, fmt::format("it belongs to another sweep: its design has hash {}, this one {}", hash, facts_.hash));
}

void PartReader::require_all_variables() const {
    auto const require = [&](std::string const& name) {
        if (!reader_.has(name)) throw output::DamagedFile(path_, fmt::format("it lacks '{}'", name));
    };
    for (std::string const& name : facts_.kept.outcomes) require(name);
    for (std::string const& name : facts_.kept.series) require(name + "_by_week");
}

void PartReader::require_sound_runs() const {
    auto const falls = [](std::vector<std::int64_t> const& runs) {
        return std::adjacent_find(runs.begin(), runs.end(), std::greater_equal<>()) != runs.end();
    };
    if (runs_.empty() || runs_.front() < 0 || runs_.back() >= facts_.numbers.total())
        throw output::DamagedFile(path_, "it holds runs that this sweep has not");
    if (falls(runs_) || falls(failed_)) throw output::DamagedFile(path_, "its runs are not in ascending order");
    if (!std::includes(runs_.begin(), runs_.end(), failed_.begin(), failed_.end()))
        throw output::DamagedFile(path_, "it names failed runs that it does not hold");
}

/// Read and found to be what was written. A dimension whose size is not known yet is as long as the values are.
template <class Value>
std::vector<Value> PartReader::values(std::string const& name, std::vector<std::string> const& dimensions) const {
    output::Variable variable = reader_.variable(name);
    std::string const hash = text_of(variable.attributes, "content_hash");
    auto const* const typed = std::get_if<std::vector<Value>>(&variable.values);
    if (typed == nullptr) throw output::DamagedFile(path_, fmt::format("'{}' is of another type", name));
    output::Dataset shape{shape_.dimensions, {}, {}, {}, {}};
    if (dimensions.size() == 1) shape.dimensions.push_back({dimensions.front(), typed->size()});
    variable.dimensions = dimensions;
    try {
        if (output::variable_hash(variable, shape) != hash)
            throw output::DamagedFile(path_, fmt::format("'{}' is not as it was written", name));
    } catch (std::invalid_argument const&) {
        throw output::DamagedFile(path_, fmt::format("'{}' is of another size", name));
    }
    return std::get<std::vector<Value>>(std::move(variable.values));
}

std::vector<std::string> PartReader::messages() const {
    if (failed_.empty()) return {};
    std::vector<std::string> messages = separated(values<std::uint8_t>("failure_message", {"failure_byte"}));
    if (messages.size() != failed_.size())
        throw output::DamagedFile(path_, "it has not one message for each run that failed");
    return messages;
}

std::vector<double> PartReader::outcome(std::size_t index) const {
    return values<double>(facts_.kept.outcomes[index], {"run"});
}

Columns PartReader::columns() const {
    Columns columns(facts_.kept);
    columns.runs = runs_;
    columns.failed = failed_;
    columns.messages = messages();
    for (std::size_t i = 0; i < columns.outcomes.size(); ++i) columns.outcomes[i] = outcome(i);
    for (std::size_t i = 0; i < columns.series.size(); ++i)
        columns.series[i] = values<float>(facts_.kept.series[i] + "_by_week", {"run", "week"});
    output::Dataset dataset = variables_of(std::move(columns), facts_.kept);
    if (output::content_hash(facts_.hash, "", dataset) != shape_.text_of("content_hash"))
        throw output::DamagedFile(path_, "its content is not as it was written");
    return columns_of(std::move(dataset), facts_.kept);
}

}  // namespace candor::run::sweep_store
