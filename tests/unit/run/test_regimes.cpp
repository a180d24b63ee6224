#include "candor/run/regimes.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "candor/core/error.hpp"
#include "candor/core/parallel.hpp"
#include "sweep_support.hpp"

using namespace candor;
using namespace candor::tests;
using run::Estimate;

namespace {

bool within(Estimate const& estimate, double value) { return estimate.low <= value && value <= estimate.high; }

/// `side` by `side` levels from 0 to 1 of turbulence and span, and so many levels of a third factor.
MadeUp grid(std::size_t side, std::size_t thirds, std::size_t replicates) {
    MadeUp sweep{.factors = {"turbulence", "span", "skill"},
                 .points = {},
                 .replicates = replicates,
                 .attributes = {{"design", "grid"}}};
    double const steps = static_cast<double>(side - 1);
    for (std::size_t x = 0; x < side; ++x) {
        for (std::size_t y = 0; y < side; ++y) {
            for (std::size_t z = 0; z < thirds; ++z)
                sweep.points.push_back(
                    {static_cast<double>(x) / steps, static_cast<double>(y) / steps, static_cast<double>(z)});
        }
    }
    return sweep;
}

/// The second policy is better right of a line: turbulence > .2 + .4 span.
double advantage(std::vector<double> const& point) { return point[0] - .2 - .4 * point[1]; }

run::Regimes map_of(output::Dataset const& dataset, std::string const& outcome = "performance", int bins = 0) {
    return run::regimes(run::MergedSweep(dataset), "turbulence", "span", outcome, bins, {300, 1});
}

}  // namespace

TEST_CASE("a mean over crossed points and replicates has the variance of both", "[run][regimes]") {
    // Additive: nothing is left, and the variance of the mean is that of points / P + that of replicates / R.
    std::vector<double> const of_points{0, 1, 2, 5}, of_replicates{0, 3, 4};
    std::vector<double> values;
    for (double const point : of_points) {
        for (double const replicate : of_replicates) values.push_back(point + replicate);
    }
    Estimate const found = run::crossed_mean(values, 3);
    double const by_point = 3 * (14. / 3), by_replicate = 4 * (13. / 3);
    double const freedom =
        std::pow(by_point + by_replicate, 2) / (by_point * by_point / 3 + by_replicate * by_replicate / 2);
    CHECK(found.mean == Approx(2 + 7. / 3));
    // t(.975) of 4.6 degrees of freedom lies between those of 4 and 5: 2.776 and 2.571.
    double const errors = (found.high - found.mean) / std::sqrt((14. / 3) / 4 + (13. / 3) / 3);
    CHECK(freedom > 4);
    CHECK(freedom < 5);
    CHECK(errors > 2.571);
    CHECK(errors < 2.776);
    CHECK(found.mean - found.low == Approx(found.high - found.mean));

    CHECK(run::crossed_mean({1, 2, 3, 4, 5}, 5).low == run::estimate(std::vector<double>{1, 2, 3, 4, 5}).low);
    CHECK(run::crossed_mean({1, 2, 3, 4, 5}, 1).low == run::estimate(std::vector<double>{1, 2, 3, 4, 5}).low);
    CHECK(std::isnan(run::crossed_mean({1}, 1).low));
}

TEST_CASE("its interval covers the true mean as often as it says", "[run][regimes]") {
    int covered = 0;
    constexpr int trials = 2000;
    for (std::uint32_t trial = 1; trial <= trials; ++trial) {
        std::vector<double> values;
        for (std::size_t point = 0; point < 6; ++point) {
            for (std::size_t replicate = 0; replicate < 8; ++replicate) {
                values.push_back(normal_at(trial, point, 1) + normal_at(trial, replicate, 2) +
                                 2 * normal_at(trial, point * 8 + replicate, 3));
            }
        }
        covered += within(run::crossed_mean(values, 8), 0) ? 1 : 0;
    }
    double const coverage = static_cast<double>(covered) / trials;  // standard error .005
    CAPTURE(coverage);
    CHECK(coverage > .935);
    CHECK(coverage < .985);  // Satterthwaite's is careful where one variance may be 0
}

TEST_CASE("without chance the map is the line between the policies", "[run][regimes]") {
    auto const dataset = merged(grid(11, 1, 2), "performance", [](auto policy, auto const& point, auto, auto) {
        return policy == 1 ? .5 + advantage(point) : .5;
    });
    run::Regimes const map = map_of(dataset);
    REQUIRE(map.x.size() == 11);
    REQUIRE(map.y.size() == 11);
    CHECK(map.x[3] == .3);
    for (std::size_t i = 0; i < map.fields.size(); ++i) {
        double const by = map.x[i % 11] - .2 - .4 * map.y[i / 11];
        CAPTURE(map.x[i % 11], map.y[i / 11]);
        CHECK(map.fields[i].points == 1);
        CHECK(map.fields[i].differences[1].mean == Approx(by).margin(1e-12));
        if (std::abs(by) > 1e-9) CHECK(map.fields[i].winner == std::size_t{by > 0 ? 1U : 0U});
    }
    REQUIRE(map.borders.size() == 11);
    for (run::Border const& border : map.borders) {
        CHECK(border.left == 0);
        CHECK(border.right == 1);
        CHECK(border.x.mean == Approx(.2 + .4 * border.y));
        CHECK(border.x.high - border.x.low < 1e-9);
    }
}

TEST_CASE("the better side of an outcome is known", "[run][regimes]") {
    auto const higher_right = [](auto policy, auto const& point, auto, auto) {
        return policy == 1 ? .5 + advantage(point) : .5;
    };
    run::Regimes const map = map_of(merged(grid(5, 1, 2), "quits", higher_right), "quits");
    CHECK(map.better == model::Better::lower);
    CHECK(map.fields.front().winner == std::size_t{1});
    CHECK(map.fields[4].winner == std::size_t{0});
    CHECK(map.borders.front().left == 1);
}

TEST_CASE("what is not clear has no winner", "[run][regimes]") {
    auto const chance = [](auto policy, auto const& point, auto number, auto replicate) {
        double const by = policy == 1 ? advantage(point) : 0.;
        return by + .3 * normal_at(5, number * 50 + replicate, static_cast<std::uint32_t>(policy));
    };
    run::Regimes const one = map_of(merged(grid(5, 1, 1), "performance", chance));
    for (run::RegimeField const& field : one.fields) CHECK_FALSE(field.winner);
    CHECK(one.borders.empty());

    run::Regimes const many = map_of(merged(grid(5, 1, 20), "performance", chance));
    CHECK(many.fields[20].winner == std::size_t{0});
    CHECK(many.fields[4].winner == std::size_t{1});
    std::size_t unclear = 0;
    for (run::RegimeField const& field : many.fields) unclear += field.winner ? 0 : 1;
    CHECK(unclear > 0);
    CHECK(unclear < 13);
}

TEST_CASE("borders cover the true one about as often as they say", "[run][regimes]") {
    // Replicates have luck of their own that all points share, points some besides; three levels of another factor.
    int covered = 0, found = 0;
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
        auto const dataset =
            merged(grid(6, 3, 10), "performance", [&](auto policy, auto const& point, auto number, auto replicate) {
                return policy == 0 ? 0.
                                   : advantage(point) + .15 * normal_at(seed, replicate, 1) +
                                         .1 * normal_at(seed, number * 10 + replicate, 2);
            });
        run::MergedSweep const sweep(dataset);
        run::Regimes const map = run::regimes(sweep, "turbulence", "span", "performance", 0, {200, 1});
        if (map.borders.empty()) continue;
        // One row of each: rows share their luck.
        run::Border const& border = map.borders[map.borders.size() / 2];
        covered += within(border.x, .2 + .4 * border.y) ? 1 : 0;
        ++found;
    }
    double const coverage = static_cast<double>(covered) / found;
    CAPTURE(coverage, found);
    CHECK(found > 140);
    CHECK(coverage > .85);  // ten replicates: a percentile interval is a little short
}

TEST_CASE("many values are cut into bins of as many points", "[run][regimes]") {
    MadeUp sweep{
        .factors = {"turbulence", "span"}, .points = {}, .replicates = 4, .attributes = {{"design", "random"}}};
    for (std::size_t i = 0; i < 400; ++i) sweep.points.push_back({uniform_at(1, i, 1), uniform_at(1, i, 2)});
    auto const dataset = merged(sweep, "performance", [](auto policy, auto const& point, auto, auto replicate) {
        return (policy == 1 ? advantage(point) : 0.) + static_cast<double>(replicate);
    });
    run::Regimes const map = map_of(dataset, "performance", 5);
    REQUIRE(map.x.size() == 5);
    REQUIRE(map.fields.size() == 25);
    std::vector<std::int64_t> by_column(5, 0);
    for (std::size_t i = 0; i < 25; ++i) by_column[i % 5] += map.fields[i].points;
    CHECK(by_column == std::vector<std::int64_t>(5, 80));
    CHECK(map.x[0] == Approx(.1).margin(.02));
    CHECK(map.x[4] == Approx(.9).margin(.02));
    CHECK(map.fields.front().winner == std::size_t{0});
    CHECK(map.fields[4].winner == std::size_t{1});
    for (run::Border const& border : map.borders) CHECK(border.x.mean == Approx(.2 + .4 * border.y).margin(.06));
    // Nobody said how many: about ten points in a field.
    CHECK(map_of(dataset).x.size() == 6);
}

TEST_CASE("bins keep equal values together and leave holes", "[run][regimes]") {
    MadeUp sweep{.factors = {"turbulence", "span"}, .points = {}, .replicates = 2, .attributes = {{"design", "list"}}};
    for (int i = 0; i < 8; ++i) sweep.points.push_back({0., 0.});
    for (int i = 1; i < 4; ++i) sweep.points.push_back({static_cast<double>(i), 1.});
    auto const dataset =
        merged(sweep, "performance", [](auto policy, auto const&, auto, auto) { return static_cast<double>(policy); });
    run::Regimes const map = map_of(dataset, "performance", 3);
    REQUIRE(map.x.size() == 2);  // 0; 1, 2 and 3
    CHECK(map.x[1] == Approx(2));
    REQUIRE(map.y.size() == 2);
    CHECK(map.fields[0].points == 8);
    CHECK(map.fields[1].points == 0);
    CHECK(std::isnan(map.fields[1].means[0]));
    CHECK_FALSE(map.fields[1].winner);
    CHECK(map.fields[3].points == 3);
    CHECK(map.borders.empty());
}

TEST_CASE("text factors keep the order of their levels and have no border", "[run][regimes]") {
    MadeUp const sweep = grid(3, 1, 2);
    auto dataset = merged(sweep, "performance", [](auto policy, auto const& point, auto, auto) {
        return policy == 1 ? advantage(point) : 0.;
    });
    std::vector<std::string> const names{"open", "guarded", "closed"};
    std::vector<std::string> values;
    for (auto const& point : sweep.points) values.push_back(names[static_cast<std::size_t>(std::lround(2 * point[0]))]);
    dataset.variables[0].values = values;
    dataset.variables[0].attributes.push_back({"levels", "open\nguarded\nclosed"});
    run::Regimes const map = map_of(dataset);
    CHECK(map.x_labels == names);
    CHECK(map.fields[0].winner == std::size_t{0});
    CHECK(map.fields[2].winner == std::size_t{1});
    CHECK(map.borders.empty());
}

TEST_CASE("of policies that meet other people Welch's interval is taken", "[run][regimes]") {
    auto dataset = merged(grid(2, 1, 10), "performance", [](auto policy, auto const&, auto, auto replicate) {
        return static_cast<double>(policy) + normal_at(3, replicate);
    });
    CHECK(map_of(dataset).fields[0].winner == std::size_t{1});  // in pairs there is no chance at all
    for (output::Attribute& attribute : dataset.attributes) {
        if (attribute.name == "paired") attribute.value = std::int64_t{0};
    }
    run::RegimeField const field = map_of(dataset).fields[0];
    std::vector<double> one, other;
    for (std::size_t r = 0; r < 10; ++r) {
        one.push_back(normal_at(3, r));
        other.push_back(1 + normal_at(3, r));
    }
    CHECK(field.differences[1].low == run::welch(one, other).low);
}

TEST_CASE("maps have the same bytes at any number of threads", "[run][regimes]") {
    auto const dataset =
        merged(grid(5, 2, 6), "performance", [](auto policy, auto const& point, auto number, auto replicate) {
            return policy == 1 ? advantage(point) + .1 * normal_at(2, number * 6 + replicate) : 0.;
        });
    run::Regimes one, several;
    {
        parallel::ThreadLimit const limit(1);
        one = map_of(dataset);
    }
    {
        parallel::ThreadLimit const limit(4);
        several = map_of(dataset);
    }
    REQUIRE(one.borders.size() == several.borders.size());
    REQUIRE_FALSE(one.borders.empty());
    for (std::size_t i = 0; i < one.borders.size(); ++i) {
        CHECK(one.borders[i].x.low == several.borders[i].x.low);
        CHECK(one.borders[i].x.high == several.borders[i].x.high);
    }
}

TEST_CASE("a map that cannot be made is refused by name", "[run][regimes]") {
    auto const flat = [](auto policy, auto const&, auto, auto) { return static_cast<double>(policy); };
    MadeUp sweep = grid(3, 1, 2);
    auto const dataset = merged(sweep, "performance", flat);
    auto const error_of = [](output::Dataset const& of, char const* x, char const* y, char const* outcome) {
        return message_of([&] { static_cast<void>(run::regimes(run::MergedSweep(of), x, y, outcome, 0, {0, 1})); });
    };
    CHECK(error_of(dataset, "turbulence", "spam", "performance") == "there is no factor `spam` in the sweep");
    CHECK(error_of(dataset, "span", "span", "performance") == "a map needs two factors, not `span` twice");
    CHECK(error_of(dataset, "turbulence", "span", "quits") == "there is no outcome `quits` in the sweep");
    sweep.policies = {"level2"};
    CHECK(error_of(merged(sweep, "performance", flat), "turbulence", "span", "performance") ==
          "the sweep has one policy only (a map needs two to choose from)");
}
