#include "candor/run/sensitivity.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>

#include "candor/core/error.hpp"
#include "candor/core/parallel.hpp"
#include "sweep_support.hpp"

using namespace candor;
using namespace candor::tests;
using run::Estimate;

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Ishigami & Homma 1990 with a = 7, b = .1, of three factors in [0, 1).
double ishigami(std::vector<double> const& point) {
    auto const angle = [&](std::size_t i) { return (2 * point[i] - 1) * std::numbers::pi; };
    double const second = std::sin(angle(1));
    return std::sin(angle(0)) * (1 + .1 * std::pow(angle(2), 4)) + 7 * second * second;
}

std::vector<double> ishigami_values(std::size_t rows, bool second_order, std::uint32_t seed = 1) {
    std::vector<double> values;
    for (auto const& point : saltelli_points(rows, 3, second_order, seed)) values.push_back(ishigami(point));
    return values;
}

bool within(Estimate const& estimate, double value) { return estimate.low <= value && value <= estimate.high; }

bool same_bytes(std::vector<Estimate> const& one, std::vector<Estimate> const& other) {
    return one.size() == other.size() && std::memcmp(one.data(), other.data(), one.size() * sizeof(Estimate)) == 0;
}

/// Trajectories over [0, 1] with 4 levels: factor after factor, up in even ones, down in odd ones.
std::vector<run::SweptFactor> trajectories(std::size_t count, std::size_t factors) {
    std::vector<run::SweptFactor> all(factors);
    for (std::size_t f = 0; f < factors; ++f) all[f] = {"x" + std::to_string(f + 1), "", {}, {}, {}};
    for (std::size_t t = 0; t < count; ++t) {
        double const low = t % 4 < 2 ? 0. : 1. / 3, high = low + 2. / 3;
        for (std::size_t step = 0; step <= factors; ++step) {
            for (std::size_t f = 0; f < factors; ++f) all[f].values.push_back((f < step) == (t % 2 == 0) ? high : low);
        }
    }
    return all;
}

MadeUp small_sweep() {
    return {
        .factors = {"turbulence", "span"},
        .points = saltelli_points(16, 2, false),
        .replicates = 3,
        .attributes = {
            {"design", "saltelli"}, {"design_base_rows", std::int64_t{16}}, {"design_second_order", std::int64_t{0}}}};
}

double small_outcome(std::size_t policy, std::vector<double> const& point, std::size_t /*number*/,
                     std::size_t replicate) {
    return point[0] + static_cast<double>(policy) * point[1] + .1 * static_cast<double>(replicate);
}

}  // namespace

TEST_CASE("Sobol indices of the Ishigami function are those known", "[run][sensitivity]") {
    run::SobolIndices const indices = run::sobol_indices(ishigami_values(1U << 14, true), 3, true, 1, {200, 1});
    // Closed forms: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2.
    std::vector<double> const first{.31391, .44241, 0}, total{.55759, .44241, .24368}, second{0, .24368, 0};
    for (std::size_t f = 0; f < 3; ++f) {
        CAPTURE(f);
        CHECK(indices.first[f].mean == Approx(first[f]).margin(.03));
        CHECK(indices.total[f].mean == Approx(total[f]).margin(.03));
        CHECK(indices.second[f].mean == Approx(second[f]).margin(.05));
        CHECK(indices.total[f].high - indices.total[f].low < .06);
    }
    CHECK(indices.interactions.mean == Approx(.24368).margin(.05));
}

TEST_CASE("without interactions first and total indices are the same", "[run][sensitivity]") {
    std::vector<double> values;
    for (auto const& point : saltelli_points(4096, 2, false)) values.push_back(3 * point[0] + 4 * point[1]);
    run::SobolIndices const indices = run::sobol_indices(values, 2, false, 1, {100, 1});
    CHECK(indices.second.empty());
    CHECK(indices.total[0].mean == Approx(9. / 25).margin(.02));
    CHECK(indices.total[1].mean == Approx(16. / 25).margin(.02));
    CHECK(indices.first[0].mean == Approx(9. / 25).margin(.05));
    CHECK_FALSE(indices.interactions.is_clear());
}

TEST_CASE("intervals of indices cover what is true about as often as they say", "[run][sensitivity]") {
    int covered = 0, cases = 0;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        run::SobolIndices const indices = run::sobol_indices(ishigami_values(256, false, seed), 3, false, 1, {200, 1});
        covered += within(indices.total[0], .55759) + within(indices.total[1], .44241) +
                   within(indices.total[2], .24368) + within(indices.first[0], .31391) +
                   within(indices.first[1], .44241) + within(indices.first[2], 0.) +
                   within(indices.interactions, .24368);
        cases += 7;
    }
    // 1400 cases, seven of a design not independent: the standard error is about .01.
    double const coverage = static_cast<double>(covered) / cases;
    CAPTURE(coverage);
    CHECK(coverage > .91);
    CHECK(coverage < .98);
}

TEST_CASE("indices are of the mean over replicates, intervals hold their chance", "[run][sensitivity]") {
    // Half of the replicates follow one factor, half the other: what is drawn decides.
    std::vector<double> values, means;
    for (auto const& point : saltelli_points(512, 2, false)) {
        for (std::size_t replicate = 0; replicate < 6; ++replicate) values.push_back(point[replicate % 2]);
        means.push_back((point[0] + point[1]) / 2);
    }
    run::SobolIndices const replicated = run::sobol_indices(values, 2, false, 6, {500, 1});
    run::SobolIndices const of_means = run::sobol_indices(means, 2, false, 1, {500, 1});
    for (std::size_t f = 0; f < 2; ++f) {
        CHECK(replicated.total[f].mean == Approx(of_means.total[f].mean).epsilon(1e-12));
        double const wide = replicated.total[f].high - replicated.total[f].low;
        CHECK(wide > 3 * (of_means.total[f].high - of_means.total[f].low));
    }
}

TEST_CASE("an outcome that does not vary has no indices", "[run][sensitivity]") {
    std::vector<double> const values(8 * 4 * 2, .1);
    run::SobolIndices const sobol = run::sobol_indices(values, 2, false, 2, {50, 1});
    CHECK(std::isnan(sobol.first[0].mean));
    CHECK(std::isnan(sobol.total[1].mean));
    CHECK(std::isnan(sobol.interactions.low));
    auto const factors = trajectories(4, 2);
    run::MorrisIndices const morris = run::morris_indices(std::vector<double>(12, .1), factors, 4, 1, {50, 1});
    CHECK(std::isnan(morris.mean_of_absolute[0].mean));
    CHECK(std::isnan(run::chance_in_means(values, 2)));
}

TEST_CASE("indices have the same bytes at any number of threads, and others by seed", "[run][sensitivity]") {
    auto const values = ishigami_values(128, true);
    run::SobolIndices one, several;
    {
        parallel::ThreadLimit const limit(1);
        one = run::sobol_indices(values, 3, true, 1, {300, 7});
    }
    {
        parallel::ThreadLimit const limit(4);
        several = run::sobol_indices(values, 3, true, 1, {300, 7});
    }
    CHECK(same_bytes(one.first, several.first));
    CHECK(same_bytes(one.total, several.total));
    CHECK(same_bytes(one.second, several.second));
    CHECK(one.total[0].low != run::sobol_indices(values, 3, true, 1, {300, 8}).total[0].low);
    CHECK(std::isnan(run::sobol_indices(values, 3, true, 1, {0, 7}).total[0].low));
}

TEST_CASE("elementary effects of a plane are its slopes", "[run][sensitivity]") {
    auto const factors = trajectories(6, 3);
    std::vector<double> values;
    for (std::size_t point = 0; point < factors[0].values.size(); ++point)
        values.push_back(2 * factors[0].values[point] - 5 * factors[1].values[point]);
    run::MorrisIndices const indices = run::morris_indices(values, factors, 4, 1, {100, 1});
    CHECK(indices.names == std::vector<std::string>{"x1", "x2", "x3"});
    CHECK(indices.mean[0].mean == Approx(2));
    CHECK(indices.mean[1].mean == Approx(-5));
    CHECK(indices.mean_of_absolute[1].mean == Approx(5));
    CHECK(indices.mean_of_absolute[1].low == Approx(5));
    CHECK(indices.deviation[1].mean == Approx(0).margin(1e-12));
    CHECK(indices.mean_of_absolute[2].mean == 0);
}

TEST_CASE("effects that change sign show in mu, mu* and sigma", "[run][sensitivity]") {
    auto const factors = trajectories(8, 2);
    std::vector<double> values;
    // x1 x2 around the middle: the effect of one is the other one's place.
    for (std::size_t point = 0; point < factors[0].values.size(); ++point)
        values.push_back((factors[0].values[point] - .5) * (factors[1].values[point] - .5));
    run::MorrisIndices const indices = run::morris_indices(values, factors, 4, 1, {100, 1});
    // x1 moves first: x2 is at 0 or 1/3 going up, at 2/3 or 1 going down; so that effects are -1/2, -1/6, 1/6, 1/2.
    CHECK(indices.mean[0].mean == Approx(0).margin(1e-12));
    CHECK(indices.mean_of_absolute[0].mean == Approx(1. / 3));
    CHECK(indices.deviation[0].mean == Approx(std::sqrt(8 * (5. / 36) / 7)));
}

TEST_CASE("groups move as one and have mu* only", "[run][sensitivity]") {
    auto const single = trajectories(4, 2);
    std::vector<run::SweptFactor> factors{single[0], single[0], single[1]};
    factors[0].group = factors[1].group = "market";
    factors[1].name = "x3";
    std::vector<double> values;
    for (std::size_t point = 0; point < single[0].values.size(); ++point)
        values.push_back(factors[0].values[point] + factors[1].values[point] + factors[2].values[point]);
    run::MorrisIndices const indices = run::morris_indices(values, factors, 4, 1, {100, 1});
    CHECK(indices.names == std::vector<std::string>{"market", "x2"});
    CHECK(indices.mean_of_absolute[0].mean == Approx(2));
    CHECK(std::isnan(indices.mean[0].mean));
    CHECK(std::isnan(indices.deviation[0].mean));
    CHECK(indices.mean[1].mean == Approx(1));
}

TEST_CASE("a factor that rounding holds still has no effect there", "[run][sensitivity]") {
    std::vector<run::SweptFactor> factors = trajectories(2, 2);
    for (std::size_t point = 0; point < 3; ++point) factors[0].values[point] = 0;
    std::vector<double> const values{0, 0, 1, 1, 0, 0};
    run::MorrisIndices const indices = run::morris_indices(values, factors, 4, 1, {0, 1});
    CHECK(indices.mean_of_absolute[0].mean == Approx(.75));  // 0 and 1.5
    CHECK(indices.mean_of_absolute[1].mean == Approx(.75));  // 1.5 and 0
}

TEST_CASE("chance in means is what points and replicates leave", "[run][sensitivity]") {
    std::vector<double> additive, noisy;
    for (std::size_t point = 0; point < 400; ++point) {
        for (std::size_t replicate = 0; replicate < 5; ++replicate) {
            double const systematic = normal_at(1, point, 1) + normal_at(1, replicate, 2);
            additive.push_back(systematic);
            noisy.push_back(systematic + .5 * normal_at(1, point * 5 + replicate, 3));
        }
    }
    CHECK(run::chance_in_means(additive, 5) == Approx(0).margin(1e-12));
    CHECK(run::chance_in_means(noisy, 5) == Approx(.25 / 5 / 1.05).epsilon(.2));
    CHECK(std::isnan(run::chance_in_means(additive, 1)));
}

TEST_CASE("every policy and every difference has its sensitivity", "[run][sensitivity]") {
    output::Dataset const dataset = merged(small_sweep(), "performance", small_outcome);
    run::MergedSweep const sweep(dataset);
    auto const found = run::sensitivities(sweep, {}, {50, 1});
    REQUIRE(found.size() == 3);
    CHECK(found[0].policy == "command");
    CHECK(found[1].policy == "level2");
    CHECK(found[2].policy == "level2 - command");
    CHECK(found[2].is_difference);
    CHECK(found[0].base_rows == 16);
    CHECK(found[0].replicates == 3);
    // Under command only turbulence matters; the difference is span alone.
    CHECK(found[0].sobol->total[1].mean == Approx(0).margin(1e-12));
    CHECK(found[2].sobol->total[0].mean == Approx(0).margin(1e-12));
    CHECK(found[2].sobol->total[1].mean > .5);
}

TEST_CASE("points that stopped early leave the replicates that all have", "[run][sensitivity]") {
    output::Dataset dataset = merged(small_sweep(), "performance", small_outcome);
    for (std::size_t policy = 0; policy < 2; ++policy)
        values_in(dataset, "performance")[(policy * 64 + 5) * 3 + 2] = undefined;
    CHECK(run::MergedSweep(dataset).replicates_of_points()[5] == 3);  // where points cannot, it is undefined
    CHECK_THROWS_AS(run::sensitivities(run::MergedSweep(dataset), {}, {50, 1}), OutputError);
    dataset.attributes.push_back({"adaptive", std::int64_t{1}});
    run::MergedSweep const sweep(dataset);
    CHECK(sweep.replicates_of_points()[5] == 2);
    CHECK(sweep.replicates_of_points()[6] == 3);
    CHECK(run::sensitivities(sweep, {}, {50, 1}).front().replicates == 2);
}

TEST_CASE("what is not whole is refused by name", "[run][sensitivity]") {
    auto const sensitivities_of = [](output::Dataset const& dataset) {
        return message_of([&] { static_cast<void>(run::sensitivities(run::MergedSweep(dataset), {}, {0, 1})); });
    };
    output::Dataset const whole = merged(small_sweep(), "performance", small_outcome);
    CHECK(sensitivities_of(whole) == "no OutputError");

    output::Dataset spoilt = whole;
    spoilt.attributes[1].value = "382 of 384 runs";
    values_in(spoilt, "performance")[0] = values_in(spoilt, "performance")[3 * 9] = undefined;
    CHECK(sensitivities_of(spoilt) ==
          "2 of the sweep's 384 runs are missing (of points 1 and 10): run the sweep again, which goes on where it "
          "stopped, then `candor merge`");

    spoilt = whole;
    values_in(spoilt, "performance")[64 * 3 + 4] = undefined;
    CHECK(sensitivities_of(spoilt) ==
          "`performance` is undefined in 1 run of the sweep (of point 2): choose another outcome");

    spoilt = whole;
    spoilt.dimensions.push_back({"failure", 1});
    spoilt.coordinates.push_back({"failure", {"failure"}, std::vector<std::int64_t>{1}, {}});
    spoilt.variables.push_back({"failure_run", {"failure"}, std::vector<std::int64_t>{8}, {}});
    CHECK(sensitivities_of(spoilt).starts_with("1 of the sweep's runs failed (of point 2): `failure_run`"));

    CHECK(message_of([&] {
              static_cast<void>(run::sensitivities(run::MergedSweep(whole), {"quits"}, {0, 1}));
          }) == "there is no outcome `quits` in the sweep");

    MadeUp grid = small_sweep();
    grid.attributes = {{"design", "grid"}};
    CHECK(sensitivities_of(merged(grid, "performance", small_outcome)) ==
          "the sweep cannot say what matters (its design is grid, neither saltelli nor morris)");
    grid.attributes = {};
    CHECK(sensitivities_of(merged(grid, "performance", small_outcome)) ==
          "no merged sweep (it has no attribute 'design')");
    grid.attributes = {{"design", "saltelli"}, {"design_base_rows", std::int64_t{15}}};
    CHECK(sensitivities_of(merged(grid, "performance", small_outcome)) ==
          "no merged sweep (64 points are not the 60 of its saltelli design)");
}
