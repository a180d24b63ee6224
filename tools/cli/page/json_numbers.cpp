#include "json_numbers.hpp"

#include <cmath>

namespace candor::cli::page {

Json number(double value) {
    if (!std::isfinite(value)) return nullptr;
    if (value == 0) return 0;
    constexpr int digits = 5;
    double const scale = std::pow(10.0, digits - 1 - std::floor(std::log10(std::abs(value))));
    double const rounded = std::isfinite(scale) && scale > 0 ? std::round(value * scale) / scale : value;
    bool const is_whole = rounded == std::trunc(rounded) && std::abs(rounded) < 1e15;
    return is_whole ? Json(static_cast<long long>(rounded)) : Json(rounded);
}

Json numbers(std::vector<double> const& values) {
    Json list = Json::array();
    for (double const value : values) list.push_back(number(value));
    return list;
}

Json numbers(std::vector<double> const& values, std::vector<std::size_t> const& places) {
    Json list = Json::array();
    for (std::size_t const place : places) list.push_back(number(values[place]));
    return list;
}

Json estimate_json(run::Estimate const& estimate) {
    return {{"value", number(estimate.mean)}, {"low", number(estimate.low)}, {"high", number(estimate.high)}};
}

}  // namespace candor::cli::page
