#include "candor/run/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "candor/core/error.hpp"
#include "resampling.hpp"

namespace candor::run {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Whether the design is a Saltelli or a Morris one, and has as many points as it says.
void require_design(MergedSweep const& sweep) {
    bool const saltelli = sweep.design() == "saltelli";
    if (!saltelli && sweep.design() != "morris") {
        throw OutputError(fmt::format(
            "the sweep cannot say what matters (its design is {}, neither saltelli nor morris)", sweep.design()));
    }
    std::size_t const factors = sweep.factors().size();
    std::set<std::string> groups;
    for (SweptFactor const& factor : sweep.factors())
        groups.insert(factor.group.empty() ? "alone " + factor.name : "group " + factor.group);
    bool const second = sweep.number("design_second_order") != 0;
    auto const rows = static_cast<std::size_t>(sweep.number(saltelli ? "design_base_rows" : "design_trajectories"));
    std::size_t const step = saltelli ? (second ? 2 : 1) * factors + 2 : groups.size() + 1;
    if (rows * step != sweep.points()) {
        throw OutputError(fmt::format("no merged sweep ({} points are not the {} of its {} design)", sweep.points(),
                                      rows * step, sweep.design()));
    }
    if (!saltelli && sweep.number("design_levels") < 2)
        throw OutputError("no merged sweep (its morris design has no levels)");
}

/// Values [points, most replicates] cut to the first `replicates`.
std::vector<double> cut(std::vector<double> const& values, std::size_t most, std::size_t replicates) {
    std::vector<double> kept;
    kept.reserve(values.size() / most * replicates);
    for (std::size_t first = 0; first < values.size(); first += most) {
        auto const begin = values.begin() + static_cast<std::ptrdiff_t>(first);
        kept.insert(kept.end(), begin, begin + static_cast<std::ptrdiff_t>(replicates));
    }
    return kept;
}

/// The other one minus the first; none where they differ by rounding only.
double difference(double first, double other) {
    std::array<double, 2> const both{first, other};
    return varies(both) ? other - first : 0.;
}

/// One sensitivity after the other.
class Analysis {
public:
    Analysis(MergedSweep const& sweep, Bootstrap const& bootstrap) : sweep_(sweep), bootstrap_(bootstrap) {
        std::vector<std::size_t> const counts = sweep.replicates_of_points();
        replicates_ = *std::min_element(counts.begin(), counts.end());
    }

    void add(std::string const& outcome, std::vector<Sensitivity>& found) const {
        std::vector<std::vector<double>> values;
        for (std::size_t policy = 0; policy < sweep_.policies().size(); ++policy) {
            values.push_back(cut(sweep_.values(outcome, policy), sweep_.replicates(), replicates_));
            found.push_back(of(outcome, sweep_.policies()[policy], values.back()));
        }
        for (std::size_t policy = 1; policy < values.size(); ++policy) {
            std::vector<double> differences = values[policy];
            for (std::size_t i = 0; i < differences.size(); ++i)
                differences[i] = difference(values.front()[i], differences[i]);
            std::string const name = fmt::format("{} - {}", sweep_.policies()[policy], sweep_.policies().front());
            found.push_back(of(outcome, name, differences));
            found.back().is_difference = true;
        }
    }

private:
    [[nodiscard]] Sensitivity of(std::string const& outcome, std::string const& policy,
                                 std::vector<double> const& values) const {
        Sensitivity sensitivity{.outcome = outcome, .policy = policy, .factors = {}};
        for (SweptFactor const& factor : sweep_.factors()) sensitivity.factors.push_back(factor.name);
        sensitivity.replicates = static_cast<std::int64_t>(replicates_);
        sensitivity.chance = chance_in_means(values, replicates_);
        if (sweep_.design() == "saltelli") {
            sensitivity.base_rows = sweep_.number("design_base_rows");
            sensitivity.sobol = sobol_indices(values, sweep_.factors().size(),
                                              sweep_.number("design_second_order") != 0, replicates_, bootstrap_);
        } else {
            sensitivity.base_rows = sweep_.number("design_trajectories");
            sensitivity.morris =
                morris_indices(values, sweep_.factors(), sweep_.number("design_levels"), replicates_, bootstrap_);
        }
        return sensitivity;
    }

    MergedSweep const& sweep_;
    Bootstrap const& bootstrap_;
    std::size_t replicates_ = 0;
};

}  // namespace

double chance_in_means(std::vector<double> const& values, std::size_t replicates) {
    std::size_t const points = values.size() / replicates;
    if (points < 2 || replicates < 2) return undefined;
    std::vector<double> of_points(points, 0.), of_replicates(replicates, 0.);
    double mean = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        of_points[i / replicates] += values[i] / static_cast<double>(replicates);
        of_replicates[i % replicates] += values[i] / static_cast<double>(points);
        mean += values[i] / static_cast<double>(values.size());
    }
    double between = 0, left = 0;
    for (double const of_point : of_points) between += (of_point - mean) * (of_point - mean);
    for (std::size_t i = 0; i < values.size(); ++i) {
        double const off = values[i] - of_points[i / replicates] - of_replicates[i % replicates] + mean;
        left += off * off;
    }
    double const variance = between / static_cast<double>(points - 1);
    double const mean_square = left / static_cast<double>((points - 1) * (replicates - 1));
    return varies(of_points) ? mean_square / static_cast<double>(replicates) / variance : undefined;
}

std::vector<Sensitivity> sensitivities(MergedSweep const& sweep, std::vector<std::string> const& outcomes,
                                       Bootstrap const& bootstrap) {
    require_design(sweep);
    Analysis const analysis(sweep, bootstrap);
    std::vector<Sensitivity> found;
    for (std::string const& outcome : outcomes.empty() ? sweep.outcomes() : outcomes) analysis.add(outcome, found);
    return found;
}

}  // namespace candor::run
