#include <algorithm>
#include <utility>

#include "../regimes_map.hpp"
#include "candor/run/regimes.hpp"
#include "sweep_blocks.hpp"

namespace candor::cli::page {

namespace {

constexpr std::size_t most_factors = 4;
constexpr int bootstrap_samples = 200;

Json axis_json(run::MergedSweep const& sweep, std::string const& name, std::vector<double> const& middles,
               std::vector<std::string> const& levels) {
    auto const factor = std::find_if(sweep.factors().begin(), sweep.factors().end(),
                                     [&](run::SweptFactor const& one) { return one.name == name; });
    Json labels = Json::array();
    for (std::size_t place = 0; place < middles.size(); ++place) labels.push_back(label_of(middles, levels, place));
    return {{"name", name}, {"path", factor->path}, {"values", numbers(middles)}, {"labels", std::move(labels)}};
}

Json field_json(run::RegimeField const& field) {
    Json differences = Json::array();
    for (std::size_t policy = 1; policy < field.differences.size(); ++policy)
        differences.push_back(estimate_json(field.differences[policy]));
    return {{"winner", field.winner ? Json(*field.winner) : Json()},
            {"points", field.points},
            {"replicates", field.replicates},
            {"means", numbers(field.means)},
            {"differences", std::move(differences)}};
}

Json map_json(run::MergedSweep const& sweep, run::Regimes const& map) {
    Json rows = Json::array();
    for (std::size_t row = 0; row < map.y.size(); ++row) {
        Json& fields = rows.emplace_back(Json::array());
        for (std::size_t column = 0; column < map.x.size(); ++column)
            fields.push_back(field_json(map.fields[row * map.x.size() + column]));
    }
    Json borders = Json::array();
    for (run::Border const& border : map.borders) {
        borders.push_back(
            {{"y", number(border.y)}, {"left", border.left}, {"right", border.right}, {"x", estimate_json(border.x)}});
    }
    std::string const where = borders_in_words(map);
    return {{"outcome", map.outcome},
            {"policies", map.policies},
            {"x", axis_json(sweep, map.x_name, map.x, map.x_labels)},
            {"y", axis_json(sweep, map.y_name, map.y, map.y_labels)},
            {"fields", std::move(rows)},
            {"borders", std::move(borders)},
            {"claim", regimes_finding(map) + (where.empty() ? "" : " " + where)}};
}

}  // namespace

Json regimes_json(SweptFile const& file, std::string const& outcome) {
    run::MergedSweep const& sweep = file.sweep();
    Json maps = Json::array();
    // Of points along lines most fields would be empty.
    if (sweep.policies().size() < 2 || sweep.design() == "one_at_a_time" || sweep.design() == "zip") return maps;
    std::size_t const factors = std::min(sweep.factors().size(), most_factors);
    for (std::size_t x = 0; x < factors; ++x) {
        for (std::size_t y = x + 1; y < factors; ++y) {
            run::Regimes const map = run::regimes(sweep, sweep.factors()[x].name, sweep.factors()[y].name, outcome, 0,
                                                  {bootstrap_samples, 1});
            maps.push_back(map_json(sweep, map));
        }
    }
    return maps;
}

}  // namespace candor::cli::page
