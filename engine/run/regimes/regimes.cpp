#include "candor/run/regimes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "axis.hpp"
#include "candor/core/error.hpp"
#include "fields.hpp"

namespace candor::run {

namespace {

SweptFactor const& factor_named(MergedSweep const& sweep, std::string const& name) {
    for (SweptFactor const& factor : sweep.factors()) {
        if (factor.name == name) return factor;
    }
    throw OutputError(fmt::format("there is no factor `{}` in the sweep", name));
}

model::Better better_of(std::string const& outcome) {
    auto const* const known = model::find_outcome(outcome);
    return known == nullptr ? model::Better::neither : known->better;
}

/// The points of each field; [y, x].
std::vector<std::vector<std::size_t>> points_of_fields(Axis const& x, Axis const& y) {
    std::vector<std::vector<std::size_t>> points(x.middles.size() * y.middles.size());
    for (std::size_t point = 0; point < x.place.size(); ++point)
        points[y.place[point] * x.middles.size() + x.place[point]].push_back(point);
    return points;
}

/// An outcome under all policies, to be cut into fields.
class Values {
public:
    Values(MergedSweep const& sweep, std::string const& outcome)
        : replicates_(sweep.replicates()), counts_(sweep.replicates_of_points()) {
        for (std::size_t policy = 0; policy < sweep.policies().size(); ++policy)
            by_policy_.push_back(sweep.values(outcome, policy));
    }

    [[nodiscard]] FieldValues of(std::vector<std::size_t> const& points) const {
        FieldValues field{points.size(), replicates_, {}};
        for (std::size_t const point : points) field.replicates = std::min(field.replicates, counts_[point]);
        for (std::vector<double> const& all : by_policy_) {
            std::vector<double>& values = field.by_policy.emplace_back();
            for (std::size_t const point : points) {
                auto const first = all.begin() + static_cast<std::ptrdiff_t>(point * replicates_);
                values.insert(values.end(), first, first + static_cast<std::ptrdiff_t>(field.replicates));
            }
        }
        return field;
    }

private:
    std::size_t replicates_;
    std::vector<std::size_t> counts_;
    std::vector<std::vector<double>> by_policy_{};
};

}  // namespace

Regimes regimes(MergedSweep const& sweep, std::string const& x, std::string const& y, std::string const& outcome,
                int bins, Bootstrap const& bootstrap) {
    if (sweep.policies().size() < 2)
        throw OutputError("the sweep has one policy only (a map needs two to choose from)");
    if (x == y) throw OutputError(fmt::format("a map needs two factors, not `{}` twice", x));
    Axis const across = axis_of(factor_named(sweep, x), bins);
    Axis const upwards = axis_of(factor_named(sweep, y), bins);
    Values const values(sweep, outcome);
    Regimes map{outcome,
                better_of(outcome),
                sweep.policies(),
                x,
                y,
                across.middles,
                upwards.middles,
                across.labels,
                upwards.labels,
                {},
                {},
                static_cast<std::int64_t>(sweep.points()),
                static_cast<std::int64_t>(sweep.replicates())};
    double const sign = map.better == model::Better::lower ? -1 : 1;
    std::vector<std::vector<std::size_t>> const points = points_of_fields(across, upwards);
    std::size_t const columns = across.middles.size();
    for (std::size_t row = 0; row < upwards.middles.size(); ++row) {
        std::vector<FieldValues> in_row;
        std::vector<RegimeField> fields;
        for (std::size_t column = 0; column < columns; ++column) {
            in_row.push_back(values.of(points[row * columns + column]));
            fields.push_back(field_of(in_row.back(), sweep.paired(), sign));
        }
        if (across.labels.empty()) {
            for (Border& border : borders_in_row(across.middles, in_row, fields, row * columns, sign, bootstrap)) {
                border.y = upwards.middles[row];
                map.borders.push_back(border);
            }
        }
        std::move(fields.begin(), fields.end(), std::back_inserter(map.fields));
    }
    return map;
}

}  // namespace candor::run
