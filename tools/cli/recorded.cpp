#include "recorded.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "candor/output/netcdf_file.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

template <class All, class NameOf>
UsageError unknown(std::string const& what, std::string const& name, All const& all, NameOf&& name_of) {
    std::vector<std::string> names;
    for (auto const& one : all) names.push_back(name_of(one));
    std::string const meant = scenario::did_you_mean(name, names);
    return UsageError(fmt::format("there is no {} `{}` ({})", what, name, listed(names)), meant);
}

}  // namespace

Recorded::Recorded(std::string const& file, std::string const& data) : file_(file) {
    output::Dataset const dataset = output::read_netcdf(file);
    try {
        experiment_ = run::experiment_in(dataset, data);
    } catch (OutputError const& error) {
        throw OutputError(fmt::format("cannot run '{}' again: {}", file, error.what()));
    }
    output::Variable const* const numbers = dataset.find("replicate");
    auto const* const values = numbers == nullptr ? nullptr : std::get_if<std::vector<std::int32_t>>(&numbers->values);
    if (values == nullptr || values->empty()) throw OutputError(fmt::format("'{}' holds no replicates", file));
    replicates_ = *values;
}

run::Arm const& Recorded::arm(std::string const& label) const {
    if (label.empty()) return experiment_.arms.front();
    for (run::Arm const& arm : experiment_.arms) {
        if (arm.label == label) return arm;
    }
    throw unknown(fmt::format("policy in '{}' called", file_), label, experiment_.arms,
                  [](run::Arm const& arm) { return arm.label; });
}

int Recorded::replicate(int number) const {
    if (number == 0) return replicates_.front();
    if (std::find(replicates_.begin(), replicates_.end(), number) != replicates_.end()) return number;
    throw UsageError(fmt::format("there is no replicate {} in '{}' (it holds {}: {} to {})", number, file_,
                                 replicates_.size(), replicates_.front(), replicates_.back()));
}

run::Arm Recorded::counterfactual(run::Arm const& arm, std::string const& policy) const {
    for (run::Arm const& other : experiment_.arms) {
        if (other.label == policy) return other;
    }
    auto const& styles = arm.plan->leadership.styles;
    for (std::size_t s = 0; s < styles.size(); ++s) {
        if (styles[s].name != policy) continue;
        run::Arm other = arm;
        other.policy = static_cast<model::StyleIndex>(s);
        other.label = policy;
        return other;
    }
    throw unknown("style called", policy, styles, [](model::Style const& style) { return style.name; });
}

}  // namespace candor::cli
