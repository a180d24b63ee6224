#include "candor/run/design.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "design_support.hpp"

using namespace candor;
using namespace candor::tests;
using scenario::DesignKind;
using scenario::FactorType;

TEST_CASE("a grid has all combinations, the last factor fastest", "[run][design]") {
    auto const grid = sweep(DesignKind::grid, {factor("a", levels({.1, .2})), text_factor("b", {"x", "y", "z"})});
    run::Design const design = run::make_design(grid);
    CHECK(run::design_size(grid) == 6);
    CHECK(design.points() == 6);
    CHECK(design.left_out == 0);
    CHECK(design.values == floats({.1, 0, .1, 1, .1, 2, .2, 0, .2, 1, .2, 2}));
}

TEST_CASE("the size of a grid that nothing can hold is told, and the grid refused", "[run][design]") {
    std::vector<double> many(1000);
    for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<double>(i);
    std::vector<scenario::Factor> factors;
    for (char name = 'a'; name < 'i'; ++name) factors.push_back(factor({name}, levels(many)));
    auto grid = sweep(DesignKind::grid, factors);
    CHECK(run::design_size(grid) == std::numeric_limits<std::int64_t>::max());
    CHECK_THAT(refusal(grid),
               Catch::Contains("the design has more than 9e18 points") && Catch::Contains("sweep.yaml:9:1"));
    grid.factors.resize(3);
    CHECK(run::design_size(grid) == 1'000'000'000);
    CHECK_THAT(refusal(grid),
               Catch::Contains("the design has 1000000000 points (333333333 is the most with 3 factors)"));
}

TEST_CASE("zip takes the i-th level of each, a list its rows", "[run][design]") {
    auto const zip = sweep(DesignKind::zip, {factor("a", levels({1, 2, 3})), factor("b", levels({.5, .25, .1}))});
    CHECK(run::design_size(zip) == 3);
    CHECK(run::make_design(zip).values == floats({1, .5, 2, .25, 3, .1}));

    auto list = sweep(DesignKind::list, {factor("a", levels({1, 2})), factor("b", levels({.1, .2}))});
    list.design.rows = {2, .1, 1, .2, 2, .2};
    CHECK(run::design_size(list) == 3);
    CHECK(run::make_design(list).values == floats({2, .1, 1, .2, 2, .2}));
}

TEST_CASE("one at a time leaves the base in one factor only", "[run][design]") {
    auto const plan =
        sweep(DesignKind::one_at_a_time,
              {factor("a", levels({.1, .2, .3}), .2), text_factor("b", {"x", "y"}),
               factor("c", scenario::Uniform{0, 10}, 4), factor("d", scenario::Uniform{1, 100}, 7, FactorType::whole)});
    run::Design const design = run::make_design(plan);
    CHECK(run::design_size(plan) == 8);
    CHECK(design.values == floats({.2, 0, 4,   7,  //
                                   .1, 0, 4,   7,  //
                                   .3, 0, 4,   7,  //
                                   .2, 1, 4,   7,  //
                                   .2, 0, .5,  7,  //
                                   .2, 0, 9.5, 7,  //
                                   .2, 0, 4,   6,  // .5 + .05 * 100 rounded
                                   .2, 0, 4,   96}));
}

TEST_CASE("where the base is no number, the first level or the median stands for it", "[run][design]") {
    double const none = std::numeric_limits<double>::quiet_NaN();
    auto const plan = sweep(DesignKind::one_at_a_time,
                            {factor("a", levels({3, 4}), none), factor("b", scenario::Uniform{0, 8}, none)});
    CHECK(run::make_design(plan).values == floats({3, 4, 4, 4, 3, .4, 3, 7.6}));
}

TEST_CASE("values are held as the model can", "[run][design]") {
    auto real = factor("a", scenario::Uniform{0, 1});
    CHECK(run::held(real, .1) == static_cast<double>(.1f));
    CHECK(run::held(real, 1e300) == static_cast<double>(std::numeric_limits<float>::max()));
    CHECK_FALSE(std::signbit(run::held(real, -0.)));
    real.range = share;
    CHECK(run::held(real, 1.5) == 1);
    CHECK(run::held(real, -.5) == 0);
    real.range = {.1, .3};  // the nearest floats of both lie outside
    CHECK(run::held(real, 0) >= .1);
    CHECK(run::held(real, 1) <= .3);
    CHECK(run::held(real, 1) == Approx(.3));

    auto whole = factor("b", scenario::Uniform{0, 1}, 0, FactorType::whole);
    CHECK(run::held(whole, 2.5) == 3);
    CHECK(run::held(whole, 2.4) == 2);
    CHECK(run::held(whole, 16777217) == 16777217);
    whole.range = {1, 7.5};
    CHECK(run::held(whole, 12) == 7);
    CHECK(run::held(whole, 0) == 1);
    CHECK(run::held(text_factor("c", {"x", "y"}), 1) == 1);
}

TEST_CASE("quantiles are those of the distribution", "[run][design]") {
    using scenario::Spread;
    CHECK(run::quantile(scenario::Uniform{2, 6}, .25) == 3);
    CHECK(run::quantile(scenario::LogUniform{.01, 100}, .5) == Approx(1));
    CHECK(run::quantile(scenario::LogUniform{.01, 100}, .25) == Approx(.1));
    CHECK(run::quantile(scenario::LogUniform{.01, 100}, 0) == .01);
    CHECK(run::quantile(scenario::Normal{3, 2}, .5) == Approx(3));
    CHECK(run::quantile(scenario::Normal{3, 2}, .975) == Approx(3 + 2 * 1.959963984540054));
    CHECK(run::quantile(scenario::Normal{3, 2}, 0) == -std::numeric_limits<double>::infinity());
    CHECK(run::quantile(scenario::Triangular{0, 1, 4}, .25) == Approx(1));
    CHECK(run::quantile(scenario::Triangular{0, 1, 4}, 0) == Approx(0).margin(1e-15));
    CHECK(run::quantile(scenario::Triangular{0, 1, 4}, .75) == Approx(4 - std::sqrt(3.)));
    Spread const three = levels({5, 7, 9});
    CHECK(run::quantile(three, 0) == 5);
    CHECK(run::quantile(three, .33) == 5);
    CHECK(run::quantile(three, .34) == 7);
    CHECK(run::quantile(three, .999) == 9);
}

TEST_CASE("a normal distribution that is cut has the quantiles of what is left", "[run][design]") {
    // scipy.stats.truncnorm.ppf([.1, .5, .9], a, b) * deviation + mean
    scenario::Normal const middle{.5, .2, .4, 1};
    CHECK(run::quantile(middle, .1) == Approx(0.43735918867753015).epsilon(1e-12));
    CHECK(run::quantile(middle, 0) == Approx(.4));
    CHECK(run::quantile(middle, std::nextafter(1., 0.)) == Approx(1));

    SECTION("also in the tails, where a distribution function has no digits left") {
        scenario::Normal const right{0, 1, 10, 12};
        scenario::Normal const left{0, 1, -12, -10};
        CHECK(run::quantile(right, .5) == Approx(10.068411836).epsilon(1e-10));
        CHECK(run::quantile(left, .5) == Approx(-run::quantile(right, .5)).epsilon(1e-12));
        CHECK(run::quantile(right, 0) == Approx(10));
        CHECK(run::quantile(scenario::Normal{0, 1, 60, 70}, .5) >= 60);
    }
}
