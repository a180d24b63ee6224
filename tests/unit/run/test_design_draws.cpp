#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <set>

#include "candor/core/parallel.hpp"
#include "candor/run/design.hpp"
#include "design_support.hpp"

using namespace candor;
using namespace candor::tests;
using scenario::DesignKind;
using scenario::FactorType;

namespace {

/// Points in each of so many equal parts of 0..1.
std::vector<int> counts(std::vector<double> const& values, int parts) {
    std::vector<int> counts(static_cast<std::size_t>(parts));
    for (double const value : values) ++counts[static_cast<std::size_t>(std::min(value * parts, parts - 1.))];
    return counts;
}

double correlation(std::vector<double> const& a, std::vector<double> const& b) {
    double const mean_a = mean_of(a), mean_b = mean_of(b);
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - mean_a) * (b[i] - mean_b);
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
    }
    return ab / std::sqrt(aa * bb);
}

/// Whole numbers from 0, as many as points: they say which stratum a point is in.
scenario::Sweep strata_sweep(DesignKind kind, std::size_t factors, int points) {
    auto const stratum = factor("stratum", scenario::Uniform{0, points - 1.}, 0, FactorType::whole);
    return sweep(kind, std::vector<scenario::Factor>(factors, stratum), points);
}

bool one_in_each_stratum(run::Design const& design) {
    std::vector<double> strata(static_cast<std::size_t>(design.points()));
    std::iota(strata.begin(), strata.end(), 0.);
    for (std::size_t i = 0; i < design.factors; ++i) {
        auto found = column(design, i);
        std::sort(found.begin(), found.end());
        if (found != strata) return false;
    }
    return true;
}

/// Root mean square error of the mean of a smooth function with mean 1, over seeds.
double error_of_mean(DesignKind kind, std::int64_t points) {
    constexpr std::uint32_t seeds = 20;
    double squares = 0;
    for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
        auto plan = unit_sweep(kind, 4, points);
        plan.design.seed = seed;
        run::Design const design = run::make_design(plan);
        double sum = 0;
        for (std::int64_t point = 0; point < points; ++point) {
            double product = 1;
            for (double const x : design.row(point)) product *= 1 + .5 * (x * x - 1. / 3);
            sum += product;
        }
        squares += std::pow(sum / static_cast<double>(points) - 1, 2) / seeds;
    }
    return std::sqrt(squares);
}

}  // namespace

TEST_CASE("draws do not depend on threads, and seeds and factors differ", "[run][design]") {
    auto const kind = GENERATE(DesignKind::random, DesignKind::latin_hypercube, DesignKind::sobol);
    auto plan = unit_sweep(kind, 3, 20000);
    run::Design const design = run::make_design(plan);
    {
        parallel::ThreadLimit const one(1);
        CHECK(run::make_design(plan).values == design.values);
    }
    CHECK(std::abs(correlation(column(design, 0), column(design, 1))) < .03);
    CHECK(std::abs(correlation(column(design, 1), column(design, 2))) < .03);
    plan.design.seed = 2;
    run::Design const other = run::make_design(plan);
    // The first digits of a Sobol sequence are scrambled alike for half of all points: so there two seeds correlate.
    if (kind != DesignKind::sobol) CHECK(std::abs(correlation(column(design, 0), column(other, 0))) < .03);
    CHECK(column(design, 0) != column(other, 0));
}

TEST_CASE("random draws are as even as chance has it", "[run][design]") {
    auto const plan = unit_sweep(DesignKind::random, 2, 100000);
    run::Design const design = run::make_design(plan);
    CHECK(run::design_size(plan) == 100000);
    for (std::size_t const factor : {0u, 1u}) {
        double chi_squared = 0;
        for (int const count : counts(column(design, factor), 100)) chi_squared += std::pow(count - 1000., 2) / 1000;
        CHECK(chi_squared > 50);  // 99 degrees of freedom: 50..160 in all but one of 10^4
        CHECK(chi_squared < 160);
    }
}

TEST_CASE("a latin hypercube has one point in each stratum", "[run][design]") {
    for (int const points : {1, 2, 7, 1000, 100000}) {
        run::Design const design = run::make_design(strata_sweep(DesignKind::latin_hypercube, 3, points));
        REQUIRE(design.points() == points);
        CHECK(one_in_each_stratum(design));
    }
}

TEST_CASE("within its stratum a point of a latin hypercube is anywhere", "[run][design]") {
    constexpr int points = 2000;
    auto const design = run::make_design(unit_sweep(DesignKind::latin_hypercube, 1, points));
    std::vector<double> within;
    for (double const value : column(design, 0)) within.push_back(value * points - std::floor(value * points));
    CHECK(mean_of(within) == Approx(.5).margin(.03));
    for (int const count : counts(within, 10)) CHECK(count == Approx(200).margin(60));
}

TEST_CASE("the scrambled Sobol sequence keeps one point in each of 2^m strata", "[run][design]") {
    for (int const power : {0, 1, 5, 12}) {
        auto plan = strata_sweep(DesignKind::sobol, 256, 1 << power);
        plan.design.seed = 7;
        CHECK(one_in_each_stratum(run::make_design(plan)));
    }
}

TEST_CASE("scrambling keeps the nets of the first two dimensions", "[run][design]") {
    constexpr int power = 8;
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
        auto plan = unit_sweep(DesignKind::sobol, 2, 1 << power);
        plan.design.seed = seed;
        auto const design = run::make_design(plan);
        for (int across = 0; across <= power; ++across) {
            std::set<std::pair<int, int>> cells;
            for (std::int64_t point = 0; point < design.points(); ++point) {
                cells.emplace(static_cast<int>(std::ldexp(design.row(point)[0], across)),
                              static_cast<int>(std::ldexp(design.row(point)[1], power - across)));
            }
            CHECK(cells.size() == 1u << power);
        }
    }
}

TEST_CASE("scrambling makes each point uniform over seeds", "[run][design]") {
    for (std::int64_t const point : {0, 1, 6}) {
        std::vector<double> values;
        for (std::uint32_t seed = 0; seed < 2000; ++seed) {
            auto plan = unit_sweep(DesignKind::sobol, 3, 7);
            plan.design.seed = seed;
            values.push_back(run::make_design(plan).row(point)[2]);
        }
        double chi_squared = 0;
        for (int const count : counts(values, 50)) chi_squared += std::pow(count - 40., 2) / 40;
        CHECK(chi_squared < 95);  // 49 degrees of freedom: exceeded once in 10^4
    }
}

TEST_CASE("means of a smooth function converge faster than by chance", "[run][design]") {
    double const random = error_of_mean(DesignKind::random, 4096);
    double const hypercube = error_of_mean(DesignKind::latin_hypercube, 4096);
    double const few = error_of_mean(DesignKind::sobol, 256), many = error_of_mean(DesignKind::sobol, 4096);
    CHECK(hypercube < random / 3);  // what is left is interaction
    CHECK(many < random / 100);
    CHECK(many < few / 16);  // faster than 1/n; by chance it would be 1/4
}

TEST_CASE("distributions and levels are filled alike", "[run][design]") {
    auto const plan = sweep(DesignKind::sobol,
                            {factor("a", scenario::Normal{1, 2}), factor("b", scenario::LogUniform{.01, 100}),
                             factor("c", scenario::Triangular{0, 3, 9}), text_factor("d", {"x", "y", "z"})},
                            4096);
    auto const design = run::make_design(plan);
    CHECK(mean_of(column(design, 0)) == Approx(1).margin(.01));
    auto logarithms = column(design, 1);
    for (double& value : logarithms) value = std::log10(value);
    CHECK(mean_of(logarithms) == Approx(0).margin(.01));
    CHECK(mean_of(column(design, 2)) == Approx(4).margin(.01));
    auto const texts = column(design, 3);
    for (double const place : {0., 1., 2.}) {
        CHECK(std::count(texts.begin(), texts.end(), place) == Approx(4096 / 3.).margin(2));
    }
}

TEST_CASE("whole numbers are equally likely, the first and last too", "[run][design]") {
    auto const plan = sweep(DesignKind::sobol, {factor("a", scenario::Uniform{1, 4}, 0, FactorType::whole)}, 4096);
    auto const values = column(run::make_design(plan), 0);
    for (double const value : {1., 2., 3., 4.}) CHECK(std::count(values.begin(), values.end(), value) == 1024);
}

TEST_CASE("saltelli crosses two samples as SALib does", "[run][design]") {
    for (bool const second_order : {false, true}) {
        auto plan = unit_sweep(DesignKind::saltelli, 3);
        plan.design.base_rows = 5;
        plan.design.second_order = second_order;
        std::int64_t const block = second_order ? 8 : 5;
        auto const design = run::make_design(plan);
        CHECK(run::design_size(plan) == 5 * block);
        REQUIRE(design.points() == 5 * block);
        for (std::int64_t first = 0; first < design.points(); first += block) {
            auto const a = design.row(first), b = design.row(first + block - 1);
            for (std::size_t j = 0; j < 3; ++j) {
                for (std::size_t factor = 0; factor < 3; ++factor) {
                    CHECK(a[factor] != b[factor]);
                    auto const at = static_cast<std::int64_t>(j);
                    CHECK(design.row(first + 1 + at)[factor] == (factor == j ? b[factor] : a[factor]));
                    if (second_order)
                        CHECK(design.row(first + 4 + at)[factor] == (factor == j ? a[factor] : b[factor]));
                }
            }
        }
    }
}

TEST_CASE("the samples of saltelli are the halves of one sequence", "[run][design]") {
    auto plan = unit_sweep(DesignKind::saltelli, 2);
    plan.design.base_rows = 16;
    auto const design = run::make_design(plan);
    auto const sequence = run::make_design(unit_sweep(DesignKind::sobol, 4, 16));
    for (std::int64_t row = 0; row < 16; ++row) {
        auto const whole = sequence.row(row), a = design.row(4 * row), b = design.row(4 * row + 3);
        CHECK(std::vector<double>(whole.begin(), whole.end()) == std::vector<double>{a[0], a[1], b[0], b[1]});
    }
}

TEST_CASE("more factors than the sequence has dimensions are refused", "[run][design]") {
    CHECK(refusal(unit_sweep(DesignKind::sobol, 256, 2)) == "nothing");
    CHECK_THAT(refusal(unit_sweep(DesignKind::sobol, 257, 2)),
               Catch::Contains("too many factors, 257 (it needs 257 dimensions, and the Sobol sequence has 256)") &&
                   Catch::Contains("sweep.yaml:9:1"));
    auto saltelli = unit_sweep(DesignKind::saltelli, 129);
    saltelli.design.base_rows = 2;
    CHECK_THAT(refusal(saltelli), Catch::Contains("it needs 258 dimensions"));
}

TEST_CASE("designs stay as they are", "[run][design]") {
    auto plan = unit_sweep(DesignKind::random, 2, 2);
    plan.design.seed = 42;
    CHECK(run::make_design(plan).values == floats({0.007366952, 0.8526197076, 0.4855163991, 0.1882210374}));
    plan.design.kind = DesignKind::latin_hypercube;
    CHECK(run::make_design(plan).values == floats({0.5036834478, 0.9263098836, 0.2427581996, 0.0941105187}));
    plan.design.kind = DesignKind::sobol;
    CHECK(run::make_design(plan).values == floats({0.0054148431, 0.0233299527, 0.8376992941, 0.6329188943}));
}
