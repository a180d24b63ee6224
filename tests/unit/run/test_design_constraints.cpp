#include <catch2/catch.hpp>
#include <locale>

#include "candor/run/design.hpp"
#include "design_support.hpp"

using namespace candor;
using namespace candor::tests;
using Catch::Contains;
using scenario::DesignKind;

namespace {

scenario::Sweep ten_by_ten() {
    std::vector<double> tenths;
    for (int i = 1; i <= 10; ++i) tenths.push_back(i / 10.);
    return sweep(DesignKind::grid, {factor("turbulence", levels(tenths)), factor("volatility", levels(tenths)),
                                    text_factor("chart", {"x"})});
}

std::int64_t kept(std::string const& constraint) {
    auto plan = ten_by_ten();
    constrain(plan, constraint);
    run::Design const design = run::make_design(plan);
    CHECK(design.points() + design.left_out == 100);
    return design.points();
}

std::string refusal_of(std::string const& constraint) {
    auto plan = ten_by_ten();
    constrain(plan, constraint);
    return refusal(plan);
}

/// A world that writes one half as 0,5.
struct Comma : std::numpunct<char> {
    [[nodiscard]] char do_decimal_point() const override { return ','; }
};

}  // namespace

TEST_CASE("a grid keeps the points that meet the constraints, in its order", "[run][design]") {
    auto plan = ten_by_ten();
    constrain(plan, "turbulence + volatility <= .3");
    constrain(plan, "turbulence < volatility || turbulence == .2");
    run::Design const design = run::make_design(plan);
    CHECK(design.values == floats({.1, .2, 0, .2, .1, 0}));
    CHECK(design.left_out == 98);
}

TEST_CASE("constraints compare numbers as on paper", "[run][design]") {
    CHECK(kept("turbulence + volatility <= .3") == 3);  // .1 + .2 too
    CHECK(kept("turbulence + volatility < .3") == 1);
    CHECK(kept("turbulence + volatility == .8") == 7);
    CHECK(kept("turbulence - volatility != .1") == 91);
    CHECK(kept("turbulence * 3 > .3") == 90);
    CHECK(kept("turbulence >= .7 && -volatility >= -.2") == 8);
    CHECK(kept("2 ^ 3 ^ 2 == 512 && turbulence / volatility >= 10") == 1);
    CHECK(kept("max(turbulence, volatility) <= .5 && (turbulence < .2 || volatility < .2)") == 9);
}

TEST_CASE("other designs leave points out too", "[run][design]") {
    auto hypercube = unit_sweep(DesignKind::latin_hypercube, 2, 1000);
    constrain(hypercube, "x0 < .5");
    CHECK(run::make_design(hypercube).points() == 500);
    CHECK(run::make_design(hypercube).left_out == 500);

    auto zip = sweep(DesignKind::zip, {factor("a", levels({1, 2, 3})), factor("b", levels({3, 2, 1}))});
    constrain(zip, "a >= b");
    CHECK(run::make_design(zip).values == floats({2, 2, 3, 1}));

    auto course = sweep(DesignKind::one_at_a_time, {factor("a", levels({1, 2}), 1), factor("b", levels({3, 4}), 3)});
    constrain(course, "a + b <= 4 || b == 4");
    CHECK(run::make_design(course).values == floats({1, 3, 1, 4}));
    course.constraints[0].text = "b == 4";
    CHECK_THAT(refusal(course), Contains("the base scenario breaks a constraint"));
}

TEST_CASE("draws go on until there are as many as wanted", "[run][design]") {
    auto const kind = GENERATE(DesignKind::random, DesignKind::sobol);
    auto plan = unit_sweep(kind, 2, 3000);
    constrain(plan, "x0 + x1 <= .5");
    run::Design const design = run::make_design(plan);
    REQUIRE(design.points() == 3000);
    CHECK(design.left_out == Approx(21000).margin(700));
    for (std::int64_t point = 0; point < 3000; ++point) CHECK(design.row(point)[0] + design.row(point)[1] <= .5000001);

    // they are the first of the draws without constraints that meet it
    run::Design const all = run::make_design(unit_sweep(kind, 2, 3000 + design.left_out));
    std::vector<double> expected;
    for (std::int64_t point = 0; point < all.points(); ++point) {
        auto const row = all.row(point);
        if (row[0] + row[1] <= .5) expected.insert(expected.end(), row.begin(), row.end());
    }
    CHECK(design.values == expected);
}

TEST_CASE("constraints that hardly a point meets are refused", "[run][design]") {
    auto draws = unit_sweep(DesignKind::random, 1, 20);
    constrain(draws, "x0 < 1e-5");
    CHECK_THAT(refusal(draws), Contains("of 20000 draws meet the constraints (20 points are wanted)"));
    auto grid = ten_by_ten();
    constrain(grid, "turbulence > 1");
    CHECK_THAT(refusal(grid),
               Contains("no point meets the constraints (the design has 100)") && Contains("sweep.yaml:12:5"));
}

TEST_CASE("designs that compare points take no constraints", "[run][design]") {
    auto plan = unit_sweep(DesignKind::saltelli, 2);
    plan.design.base_rows = 2;
    constrain(plan, "x0 < x1");
    CHECK_THAT(refusal(plan), Contains("this design takes no constraints (in `saltelli`"));
    plan.design.kind = DesignKind::morris;
    plan.design.trajectories = plan.design.levels = 2;
    CHECK_THAT(refusal(plan), Contains("this design takes no constraints (in `morris`"));
    plan.design.kind = DesignKind::list;
    plan.design.rows = {1, 2};
    CHECK_THAT(refusal(plan), Contains("help: leave the row out"));
}

TEST_CASE("what is wrong with a constraint is said, and where", "[run][design]") {
    CHECK_THAT(
        refusal_of("turbulence + volatilty <= .5"),
        Contains("error: no factor is called `volatilty` (constraints are over the factors: turbulence, volatility)") &&
            Contains("sweep.yaml:12:18") && Contains("^^^^^^^^^") && Contains("did you mean `volatility`?"));
    CHECK_THAT(refusal_of("chart < 1"), Contains("a constraint cannot use `chart` (it is text, and no number)"));
    CHECK_THAT(refusal_of("turbulence <= "),
               Contains("cannot read the constraint `turbulence <= ` (it ends too early)"));
    CHECK_THAT(refusal_of("(turbulence <= 1"), Contains("(a parenthesis is not closed)"));
    CHECK_THAT(refusal_of("turbulence <= 1)"), Contains("(a parenthesis is not expected there)"));
    CHECK_THAT(refusal_of("turbulence * / 2"), Contains("(`/` is not expected there)") && Contains("sweep.yaml:12:18"));
    CHECK_THAT(refusal_of("turbulence 2"), Contains("cannot read the constraint"));
    CHECK_THAT(refusal_of(""), Contains("cannot read the constraint"));
    CHECK_THAT(refusal_of("\"text\""), Contains("cannot read the constraint"));
    CHECK_THAT(refusal_of("turbulence < 1, volatility < 1"), Contains("(it holds more than one condition)"));
    CHECK_THAT(refusal_of("sqrt(turbulence - 2)"), Contains("is no number (at turbulence = 0.1)"));
    CHECK_THAT(refusal_of("sqrt(1, 2) < turbulence"), Contains("cannot read the constraint"));
}

TEST_CASE("a constraint cannot be read otherwise than it is meant", "[run][design]") {
    CHECK_THAT(refusal_of(".1 <= turbulence <= .5"),
               Contains("(comparisons do not chain)") && Contains("sweep.yaml:12:22"));
    CHECK(kept("(.1 <= turbulence) == (turbulence <= .5)") == 50);
    CHECK(kept(".1 <= turbulence && turbulence <= .5") == 50);
    CHECK_THAT(refusal_of("turbulence = .5"), Contains("`=` is no comparison") && Contains("did you mean `==`?"));
    CHECK_THAT(refusal_of("turbulence += .5"), Contains("cannot read the constraint"));
}

TEST_CASE("everything wrong with constraints is said at once", "[run][design]") {
    auto plan = ten_by_ten();
    constrain(plan, "a < 1");
    constrain(plan, "turbulence <");
    CHECK_THAT(refusal(plan), Contains("no factor is called `a`") && Contains("it ends too early"));
}

TEST_CASE("constraints are read alike in every language", "[run][design]") {
    std::locale const before = std::locale::global(std::locale(std::locale::classic(), new Comma));
    auto const meeting = kept("turbulence <= 0.5");
    std::locale::global(before);
    CHECK(meeting == 50);
}
