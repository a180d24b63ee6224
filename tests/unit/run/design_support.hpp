#pragma once

#include <cmath>
#include <initializer_list>
#include <limits>
#include <string>
#include <vector>

#include "candor/run/design.hpp"
#include "candor/scenario/diagnostic.hpp"

/// Sweeps by hand, as a reader would hand them over.
namespace candor::tests {

inline scenario::Factor factor(std::string const& name, scenario::Spread spread, double base = 0,
                               scenario::FactorType type = scenario::FactorType::real) {
    scenario::Location const location{"sweep.yaml", 4, 3, 1, "  " + name + ": …"};
    return {name, name, "", type, "1", "", any_number, std::move(spread), base, location};
}

inline scenario::Levels levels(std::vector<double> const& numbers) {
    return {std::vector<std::string>(numbers.size(), "as written"), numbers};
}

inline scenario::Factor text_factor(std::string const& name, std::vector<std::string> const& texts) {
    scenario::Levels spread{texts, {}};
    for (std::size_t i = 0; i < texts.size(); ++i) spread.numbers.push_back(static_cast<double>(i));
    return factor(name, spread, std::numeric_limits<double>::quiet_NaN(), scenario::FactorType::text);
}

inline scenario::Sweep sweep(scenario::DesignKind kind, std::vector<scenario::Factor> factors,
                             std::int64_t points = 0) {
    scenario::Sweep sweep;
    sweep.factors = std::move(factors);
    sweep.design.kind = kind;
    sweep.design.points = points;
    sweep.design.location = {"sweep.yaml", 9, 1, 6, "design: …"};
    return sweep;
}

/// With so many factors a, b, c, …, uniform from 0 to 1.
inline scenario::Sweep unit_sweep(scenario::DesignKind kind, std::size_t factors, std::int64_t points = 0) {
    std::vector<scenario::Factor> all;
    for (std::size_t i = 0; i < factors; ++i) all.push_back(factor("x" + std::to_string(i), scenario::Uniform{0, 1}));
    return sweep(kind, std::move(all), points);
}

inline void constrain(scenario::Sweep& sweep, std::string const& text) {
    sweep.constraints.push_back({text, {"sweep.yaml", 12, 5, static_cast<int>(text.size()), "  - " + text}});
}

inline std::vector<double> column(run::Design const& design, std::size_t factor) {
    std::vector<double> values;
    for (std::int64_t point = 0; point < design.points(); ++point) values.push_back(design.row(point)[factor]);
    return values;
}

inline double mean_of(std::vector<double> const& values) {
    double sum = 0;
    for (double const value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

/// The floats nearest to these numbers.
inline std::vector<double> floats(std::initializer_list<double> numbers) {
    std::vector<double> rounded;
    for (double const number : numbers) rounded.push_back(static_cast<float>(number));
    return rounded;
}

/// What is said when the design is refused.
inline std::string refusal(scenario::Sweep const& sweep) {
    try {
        static_cast<void>(run::make_design(sweep));
        return "nothing";
    } catch (scenario::ScenarioError const& error) {
        return error.what();
    }
}

}  // namespace candor::tests
