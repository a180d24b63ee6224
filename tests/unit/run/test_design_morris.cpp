#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "candor/run/design.hpp"
#include "design_support.hpp"

using namespace candor;
using namespace candor::tests;
using scenario::DesignKind;

namespace {

scenario::Sweep morris(std::size_t factors, std::int64_t trajectories, int levels) {
    auto plan = unit_sweep(DesignKind::morris, factors);
    plan.design.trajectories = trajectories;
    plan.design.levels = levels;
    return plan;
}

/// Which factors differ between two points that follow each other.
std::vector<std::size_t> moved(run::Design const& design, std::int64_t point) {
    std::vector<std::size_t> factors;
    for (std::size_t i = 0; i < design.factors; ++i) {
        if (design.row(point)[i] != design.row(point + 1)[i]) factors.push_back(i);
    }
    return factors;
}

}  // namespace

TEST_CASE("a trajectory moves each factor once, by delta", "[run][design]") {
    int const levels = GENERATE(2, 4, 8);
    auto const plan = morris(5, 40, levels);
    run::Design const design = run::make_design(plan);
    CHECK(run::design_size(plan) == 40 * 6);
    REQUIRE(design.points() == 40 * 6);
    double const delta = levels / (2. * (levels - 1));
    for (std::int64_t first = 0; first < design.points(); first += 6) {
        std::vector<int> moves(5);
        for (std::int64_t point = first; point < first + 5; ++point) {
            auto const changed = moved(design, point);
            REQUIRE(changed.size() == 1);
            ++moves[changed[0]];
            CHECK(std::abs(design.row(point + 1)[changed[0]] - design.row(point)[changed[0]]) == Approx(delta));
        }
        CHECK(moves == std::vector<int>(5, 1));
    }
    for (double const value : design.values) {
        double const level = value * (levels - 1);
        CHECK(level == Approx(std::round(level)).margin(1e-6));
    }
}

TEST_CASE("start, direction and order of trajectories are random", "[run][design]") {
    run::Design const design = run::make_design(morris(3, 3000, 4));
    std::map<std::vector<std::size_t>, int> orders;
    std::map<double, int> starts;
    int up = 0;
    for (std::int64_t first = 0; first < design.points(); first += 4) {
        std::vector<std::size_t> order;
        for (std::int64_t point = first; point < first + 3; ++point) order.push_back(moved(design, point).front());
        ++orders[order];
        ++starts[std::round(3 * design.row(first)[0])];
        up += design.row(first + 3)[0] > design.row(first)[0];
    }
    REQUIRE(orders.size() == 6);
    for (auto const& [order, count] : orders) CHECK(count == Approx(500).margin(90));
    REQUIRE(starts.size() == 4);
    for (auto const& [start, count] : starts) CHECK(count == Approx(750).margin(110));
    CHECK(up == Approx(1500).margin(120));
}

TEST_CASE("factors of a group move together", "[run][design]") {
    auto plan = morris(5, 20, 4);
    plan.factors[0].group = plan.factors[3].group = "market";
    plan.factors[2].group = plan.factors[4].group = "leaders";
    run::Design const design = run::make_design(plan);
    CHECK(run::design_size(plan) == 20 * 4);
    std::map<std::vector<std::size_t>, int> moves;
    for (std::int64_t point = 0; point < design.points(); ++point) {
        if (point % 4 != 3) ++moves[moved(design, point)];
    }
    CHECK(moves == std::map<std::vector<std::size_t>, int>{{{0, 3}, 20}, {{1}, 20}, {{2, 4}, 20}});
}

TEST_CASE("in morris levels of a grid are levels of a list, and whole numbers", "[run][design]") {
    auto plan = morris(3, 200, 50);
    std::vector<double> all(49);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<double>(i);
    plan.factors[0].spread = levels(all);  // one level of the list for each but the last level of the grid
    plan.factors[1] = text_factor("b", {"x", "y", "z"});
    plan.factors[2] = factor("c", scenario::Uniform{1, 6}, 0, scenario::FactorType::whole);
    run::Design const design = run::make_design(plan);
    std::map<double, int> numbers, texts, wholes;
    for (std::int64_t point = 0; point < design.points(); ++point) {
        ++numbers[design.row(point)[0]];
        ++texts[design.row(point)[1]];
        ++wholes[design.row(point)[2]];
    }
    CHECK(numbers.size() == 49);
    CHECK(texts.size() == 3);
    CHECK(wholes.size() == 6);
    CHECK(texts[0] == Approx(800. * 17 / 50).margin(90));  // levels 0..16 of 0..49
}

TEST_CASE("morris needs distributions with ends", "[run][design]") {
    auto plan = morris(1, 2, 4);
    plan.factors.push_back(factor("open", scenario::Normal{0, 1, 0}));
    plan.factors.push_back(factor("cut", scenario::Normal{0, 1, -1, 1}));
    CHECK_THAT(refusal(plan), Catch::Contains("error: `open` has no ends") && Catch::Contains("sweep.yaml:4:3") &&
                                  Catch::Contains("between: [LOW, HIGH]") && !Catch::Contains("cut` has"));
    plan.factors[1].spread = scenario::Normal{0, 1, 0, 2};
    auto const design = run::make_design(plan);
    std::map<double, int> values;
    for (double const value : column(design, 2)) ++values[value];
    CHECK(values.begin()->first >= -1);
    CHECK(values.rbegin()->first <= 1);
}
