#include "candor/run/factor_ends.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "candor/core/error.hpp"
#include "sweep_support.hpp"

using namespace candor;
using namespace candor::tests;

namespace {

std::vector<run::EndsOfOutcome> ends_in(output::Dataset const& dataset) {
    return run::factor_ends(run::MergedSweep(dataset), {"performance"});
}

MadeUp sweep_of(char const* design, std::vector<std::vector<double>> points, std::size_t replicates) {
    return {.factors = {"a", "b"},
            .points = std::move(points),
            .replicates = replicates,
            .attributes = {{"design", std::string(design)}}};
}

}  // namespace

TEST_CASE("of a grid each end is the mean over all other factors", "[run][report]") {
    MadeUp const sweep = sweep_of("grid", {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {4, 0}, {4, 1}}, 3);
    auto const of = [](std::size_t policy, std::vector<double> const& point, std::size_t, std::size_t replicate) {
        double const luck = static_cast<double>(replicate) * point[1];
        return policy == 0 ? point[0] + luck : 3 * point[0] - point[1] + luck;
    };
    output::Dataset const dataset = merged(sweep, "performance", of);
    auto const ends = ends_in(dataset);
    REQUIRE(ends.size() == 3);
    CHECK(ends[0].policy == "command");
    CHECK(ends[2].policy == "level2 - command");
    run::FactorEnds const& a = ends[1].factors[0];
    CHECK(a.low.least == 0);
    CHECK(a.high.most == 4);
    CHECK(a.high_minus_low.mean == Approx(12));
    CHECK(a.high_minus_low.low == Approx(12));  // luck is the same at both ends
    CHECK(a.low.mean == Approx(-.5 + .5));      // -b on average, and the luck
    run::FactorEnds const& b = ends[1].factors[1];
    CHECK(b.high_minus_low.mean == Approx(0));                                     // -1 and a mean luck of 1
    CHECK(b.high_minus_low.high == Approx(4.3027 / std::sqrt(3.)).epsilon(1e-4));  // t of 2, sd 1
    CHECK(ends[2].factors[0].high_minus_low.mean == Approx(8));
    CHECK(ends[2].factors[1].high_minus_low.mean == Approx(-1));
}

TEST_CASE("one at a time compares only points that differ in the factor", "[run][report]") {
    MadeUp const sweep = sweep_of("one_at_a_time", {{2, 5}, {1, 5}, {3, 5}, {2, 9}}, 2);
    auto const of = [](std::size_t policy, std::vector<double> const& point, std::size_t, std::size_t) {
        return static_cast<double>(policy) + point[0] * point[1];
    };
    output::Dataset const dataset = merged(sweep, "performance", of);
    auto const ends = ends_in(dataset);
    CHECK(ends[0].factors[0].low.mean == Approx(5));
    CHECK(ends[0].factors[0].high.mean == Approx(15));
    CHECK(ends[0].factors[1].low.mean == Approx(10));
    CHECK(ends[0].factors[1].high_minus_low.mean == Approx(8));
}

TEST_CASE("of many values the ends are tenths, and their points are chance", "[run][report]") {
    std::vector<std::vector<double>> points;
    for (std::size_t i = 0; i < 100; ++i) points.push_back({static_cast<double>(i), 7});
    MadeUp const sweep = sweep_of("random", points, 1);
    auto const of = [](std::size_t, std::vector<double> const& point, std::size_t, std::size_t) { return point[0]; };
    output::Dataset const dataset = merged(sweep, "performance", of);
    auto const ends = ends_in(dataset);
    REQUIRE(ends[0].factors.size() == 1);  // b has one value
    run::FactorEnds const& a = ends[0].factors[0];
    CHECK(a.low.least == 0);
    CHECK(a.low.most == 9);
    CHECK(a.high.least == 90);
    CHECK(a.high_minus_low.mean == Approx(90));
    double const error = std::sqrt(2 * (100. - 1) / 12 / 10 * 10 / 9);  // two means of ten whole numbers in a row
    CHECK(a.high_minus_low.high - 90 == Approx(2.1009 * error).epsilon(1e-4));
}

TEST_CASE("a sweep that lacks runs has no ends", "[run][report]") {
    auto const of = [](std::size_t, std::vector<double> const& point, std::size_t, std::size_t) { return point[0]; };
    output::Dataset dataset = merged(sweep_of("grid", {{0, 0}, {1, 1}}, 2), "performance", of);
    values_in(dataset, "performance")[1] = std::nan("");
    CHECK_THAT(message_of([&] { static_cast<void>(ends_in(dataset)); }), Catch::Contains("undefined in 1 run"));
}
