#include "candor/run/merged_sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>
#include <variant>

#include "candor/core/error.hpp"

namespace candor::run {

namespace {

using output::Attribute;
using output::AttributeValue;
using output::Variable;

AttributeValue const* find(std::vector<Attribute> const& attributes, std::string const& name) {
    auto const found =
        std::find_if(attributes.begin(), attributes.end(), [&](Attribute const& one) { return one.name == name; });
    return found == attributes.end() ? nullptr : &found->value;
}

std::string text_of(Variable const& variable, char const* name) {
    AttributeValue const* const value = find(variable.attributes, name);
    auto const* const text = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return text == nullptr ? std::string() : *text;
}

[[noreturn]] void foreign(std::string const& why) { throw OutputError(fmt::format("no merged sweep ({})", why)); }

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines(1);
    for (char const c : text) {
        if (c == '\n') {
            lines.emplace_back();
        } else {
            lines.back() += c;
        }
    }
    return lines;
}

/// The numbers of a factor; texts become the places of their levels.
std::vector<double> factor_values(Variable const& variable, std::vector<std::string> const& levels) {
    if (auto const* const reals = std::get_if<std::vector<double>>(&variable.values)) return *reals;
    if (auto const* const wholes = std::get_if<std::vector<std::int32_t>>(&variable.values))
        return {wholes->begin(), wholes->end()};
    auto const* const texts = std::get_if<std::vector<std::string>>(&variable.values);
    if (texts == nullptr) foreign(fmt::format("its factor `{}` is neither number nor text", variable.name));
    std::vector<double> places;
    for (std::string const& text : *texts) {
        auto const found = std::find(levels.begin(), levels.end(), text);
        if (found == levels.end()) foreign(fmt::format("its factor `{}` has no level `{}`", variable.name, text));
        places.push_back(static_cast<double>(found - levels.begin()));
    }
    return places;
}

std::int64_t place_of(Variable const& variable) {
    AttributeValue const* const place = find(variable.attributes, "factor");
    auto const* const number = place == nullptr ? nullptr : std::get_if<std::int64_t>(place);
    return number == nullptr ? 0 : *number;
}

}  // namespace

MergedSweep::MergedSweep(output::Dataset const& dataset) : dataset_(dataset), design_(dataset.text_of("design")) {
    if (design_.empty()) foreign("it has no attribute 'design'");
    try {
        points_ = dataset.size_of("point");
        replicates_ = dataset.size_of("replicate");
    } catch (std::out_of_range const& error) {
        foreign(error.what());
    }
    Variable const* const policies = dataset.find("policy");
    auto const* const names = policies == nullptr ? nullptr : std::get_if<std::vector<std::string>>(&policies->values);
    policies_ = names == nullptr ? std::vector<std::string>{""} : *names;
    read_factors();
    read_outcomes();
}

void MergedSweep::read_factors() {
    std::vector<Variable const*> found;
    for (Variable const& variable : dataset_.variables) {
        if (place_of(variable) > 0 && variable.dimensions == std::vector<std::string>{"point"})
            found.push_back(&variable);
    }
    if (found.empty()) foreign("it has no factors");
    std::sort(found.begin(), found.end(),
              [](Variable const* one, Variable const* other) { return place_of(*one) < place_of(*other); });
    for (Variable const* const variable : found) {
        bool const is_text = std::holds_alternative<std::vector<std::string>>(variable->values);
        std::vector<std::string> levels;
        if (is_text) levels = lines_of(text_of(*variable, "levels"));
        std::vector<double> values = factor_values(*variable, levels);
        factors_.push_back({variable->name, text_of(*variable, "path"), text_of(*variable, "group"), std::move(levels),
                            std::move(values)});
    }
}

void MergedSweep::read_outcomes() {
    std::vector<std::string> shape{"point", "replicate"};
    if (dataset_.find("policy") != nullptr) shape.insert(shape.begin(), "policy");
    for (Variable const& variable : dataset_.variables) {
        bool const is_outcome =
            variable.dimensions == shape && std::holds_alternative<std::vector<double>>(variable.values);
        if (is_outcome) outcomes_.push_back(variable.name);
    }
    if (outcomes_.empty()) foreign("it has no outcomes");
}

std::int64_t MergedSweep::number(char const* attribute) const {
    AttributeValue const* const value = find(dataset_.attributes, attribute);
    auto const* const whole = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return whole == nullptr ? 0 : *whole;
}

std::vector<double> const& MergedSweep::all_values(std::string const& outcome) const {
    if (std::find(outcomes_.begin(), outcomes_.end(), outcome) == outcomes_.end())
        throw OutputError(fmt::format("there is no outcome `{}` in the sweep", outcome));
    return std::get<std::vector<double>>(dataset_.find(outcome)->values);
}

/// Whether any outcome has a value in that replicate of the point, under any policy.
bool MergedSweep::has_values(std::size_t point, std::size_t replicate) const {
    return std::any_of(outcomes_.begin(), outcomes_.end(), [&](std::string const& outcome) {
        std::vector<double> const& all = all_values(outcome);
        for (std::size_t policy = 0; policy < policies_.size(); ++policy) {
            if (!std::isnan(all[(policy * points_ + point) * replicates_ + replicate])) return true;
        }
        return false;
    });
}

RunNumbers MergedSweep::numbers() const {
    return {static_cast<std::int64_t>(points_), static_cast<std::int64_t>(policies_.size()),
            static_cast<std::int64_t>(replicates_)};
}

/// Numbered from 0.
std::vector<std::int64_t> MergedSweep::failed_runs() const {
    Variable const* const failures = dataset_.find("failure_run");
    auto const* const runs = failures == nullptr ? nullptr : std::get_if<std::vector<std::int64_t>>(&failures->values);
    std::vector<std::int64_t> failed = runs == nullptr ? std::vector<std::int64_t>() : *runs;
    for (std::int64_t& run : failed) --run;
    return failed;
}

/// ` (of points 3, 4, 17 and 5 more)`, numbered from 1.
std::string MergedSweep::of_points(std::vector<std::int64_t> const& runs) const {
    constexpr std::size_t most_named = 5;
    std::vector<std::int64_t> points;
    for (std::int64_t const run : runs) points.push_back(numbers().point(run) + 1);
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    std::size_t const named = points.size() <= most_named + 1 ? points.size() : most_named;
    std::string list;
    for (std::size_t i = 0; i < named; ++i) {
        bool const last = i + 1 == points.size();
        list += (i == 0 ? "" : last ? " and " : ", ") + fmt::format("{}", points[i]);
    }
    if (named < points.size()) list += fmt::format(" and {} more", points.size() - named);
    return fmt::format(" (of point{} {})", points.size() == 1 ? "" : "s", list);
}

void MergedSweep::require_whole() const {
    std::vector<std::int64_t> const failed = failed_runs();
    if (!failed.empty()) {
        throw OutputError(
            fmt::format("{} of the sweep's runs failed{}: `failure_run` and `failure_message` in the "
                        "file say which and why; `candor sweep` with --retry-failed runs them "
                        "again, and a sweep without those points does without",
                        failed.size(), of_points(failed)));
    }
    if (dataset_.text_of("partial") == "no") return;
    std::vector<std::int64_t> missing;
    RunNumbers const all = numbers();
    for (std::int64_t run = 0; run < all.total(); ++run) {
        auto const policy = static_cast<std::size_t>(all.policy(run));
        auto const point = static_cast<std::size_t>(all.point(run));
        std::size_t const index =
            (policy * points_ + point) * replicates_ + static_cast<std::size_t>(all.replicate(run));
        bool const nothing = std::all_of(outcomes_.begin(), outcomes_.end(), [&](std::string const& outcome) {
            return std::isnan(all_values(outcome)[index]);
        });
        if (nothing) missing.push_back(run);
    }
    if (missing.empty()) return;
    throw OutputError(
        fmt::format("{} of the sweep's {} runs are missing{}: run the sweep again, which goes on where "
                    "it stopped, then `candor merge`",
                    missing.size(), all.total(), of_points(missing)));
}

std::vector<std::size_t> MergedSweep::replicates_of_points() const {
    require_whole();
    std::vector<std::size_t> counts(points_, replicates_);
    if (number("adaptive") == 0) return counts;  // what has no value then is undefined
    for (std::size_t point = 0; point < points_; ++point) {
        std::size_t count = replicates_;
        while (count > 1 && !has_values(point, count - 1)) --count;
        counts[point] = count;
    }
    return counts;
}

std::vector<double> MergedSweep::values(std::string const& outcome, std::size_t policy) const {
    std::vector<double> const& all = all_values(outcome);
    std::vector<std::size_t> const counts = replicates_of_points();
    auto const first = all.begin() + static_cast<std::ptrdiff_t>(policy * points_ * replicates_);
    std::vector<double> values(first, first + static_cast<std::ptrdiff_t>(points_ * replicates_));
    std::vector<std::int64_t> undefined;
    for (std::size_t point = 0; point < points_; ++point) {
        for (std::size_t replicate = 0; replicate < counts[point]; ++replicate) {
            if (!std::isnan(values[point * replicates_ + replicate])) continue;
            undefined.push_back(numbers().of(static_cast<std::int64_t>(point), static_cast<std::int64_t>(policy),
                                             static_cast<std::int64_t>(replicate)));
        }
    }
    if (!undefined.empty()) {
        throw OutputError(fmt::format("`{}` is undefined in {} run{} of the sweep{}: choose another outcome", outcome,
                                      undefined.size(), undefined.size() == 1 ? "" : "s", of_points(undefined)));
    }
    return values;
}

}  // namespace candor::run
