#pragma once
// Merged sweeps made up for tests: the design and the outcome are given, not computed by the model.

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "candor/output/dataset.hpp"
#include "candor/random/distributions.hpp"
#include "unit/output/netcdf_support.hpp"

namespace candor::tests {

using output::test::message_of;

/// Uniform in [0, 1) with the address (position, week) and this seed; not of the calls that the engine uses.
inline double uniform_at(std::uint32_t seed, std::size_t position, std::uint32_t week = 0) {
    auto const words = random::philox({seed, 99}, {static_cast<std::uint32_t>(position), week, 60});
    return (static_cast<double>(words.w0) + .5) / 4294967296.;
}

/// Standard normal.
inline double normal_at(std::uint32_t seed, std::size_t position, std::uint32_t week = 0) {
    auto const words = random::philox({seed, 99}, {static_cast<std::uint32_t>(position), week, 61});
    return static_cast<double>(random::normal_pair(words.w0, words.w1).first);
}

/// The points of a Saltelli design over [0, 1) by plain random numbers; [points][factors].
inline std::vector<std::vector<double>> saltelli_points(std::size_t rows, std::size_t factors, bool second_order,
                                                        std::uint32_t seed = 1) {
    std::vector<std::vector<double>> points;
    for (std::size_t row = 0; row < rows; ++row) {
        std::vector<double> a, b;
        for (std::size_t f = 0; f < factors; ++f) {
            a.push_back(uniform_at(seed, row * factors + f, 1));
            b.push_back(uniform_at(seed, row * factors + f, 2));
        }
        points.push_back(a);
        for (std::size_t f = 0; f < factors; ++f) {
            points.push_back(a);
            points.back()[f] = b[f];
        }
        for (std::size_t f = 0; second_order && f < factors; ++f) {
            points.push_back(b);
            points.back()[f] = a[f];
        }
        points.push_back(b);
    }
    return points;
}

/// One outcome as a function of policy, point and replicate.
using OutcomeOf = std::function<double(std::size_t policy, std::vector<double> const& point, std::size_t number,
                                       std::size_t replicate)>;

struct MadeUp {
    std::vector<std::string> factors;
    std::vector<std::vector<double>> points;
    std::vector<std::string> policies{"command", "level2"};
    std::size_t replicates = 1;
    std::vector<output::Attribute> attributes{};
};

/// A merged sweep as `candor merge` writes it, with one outcome.
inline output::Dataset merged(MadeUp const& sweep, std::string const& outcome, OutcomeOf const& of) {
    output::Dataset dataset;
    std::vector<std::int64_t> points;
    std::vector<std::int32_t> replicates;
    for (std::size_t i = 1; i <= sweep.points.size(); ++i) points.push_back(static_cast<std::int64_t>(i));
    for (std::size_t i = 1; i <= sweep.replicates; ++i) replicates.push_back(static_cast<std::int32_t>(i));
    dataset.dimensions = {
        {"policy", sweep.policies.size()}, {"point", points.size()}, {"replicate", replicates.size()}};
    dataset.coordinates = {{"policy", {"policy"}, sweep.policies, {}},
                           {"point", {"point"}, points, {}},
                           {"replicate", {"replicate"}, replicates, {}}};
    for (std::size_t f = 0; f < sweep.factors.size(); ++f) {
        std::vector<double> values;
        for (auto const& point : sweep.points) values.push_back(point[f]);
        dataset.variables.push_back({sweep.factors[f],
                                     {"point"},
                                     values,
                                     {{"units", "1"},
                                      {"long_name", "a factor"},
                                      {"path", "environment." + sweep.factors[f]},
                                      {"factor", static_cast<std::int64_t>(f + 1)}}});
    }
    std::vector<double> values;
    for (std::size_t policy = 0; policy < sweep.policies.size(); ++policy) {
        for (std::size_t point = 0; point < sweep.points.size(); ++point) {
            for (std::size_t replicate = 0; replicate < sweep.replicates; ++replicate)
                values.push_back(of(policy, sweep.points[point], point, replicate));
        }
    }
    dataset.variables.push_back({outcome, {"policy", "point", "replicate"}, values, {{"units", "1"}}});
    dataset.attributes = {
        {"title", "Made up"}, {"partial", "no"}, {"paired", std::int64_t{1}}, {"random_numbers", "common"}};
    for (output::Attribute const& attribute : sweep.attributes) dataset.attributes.push_back(attribute);
    return dataset;
}

/// The values of the outcome in a made-up sweep, to be spoilt.
inline std::vector<double>& values_in(output::Dataset& dataset, std::string const& name) {
    for (output::Variable& variable : dataset.variables) {
        if (variable.name == name) return std::get<std::vector<double>>(variable.values);
    }
    throw std::out_of_range(name);
}

}  // namespace candor::tests
