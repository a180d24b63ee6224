#include "candor/model/panel.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "candor/model/calendar.hpp"
#include "candor/model/sample.hpp"
#include "support/company.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

namespace {

float quantity(char const* name, PanelWeek const& panel) {
    for (PanelQuantity const& one : panel_quantities()) {
        if (std::string(one.name) == name) return value(one, panel);
    }
    FAIL(name);
    return 0.F;
}

}  // namespace

TEST_CASE("a sample has its size, no repetition and never the top", "[model]") {
    std::vector<Position> const sample = draw_sample(201, .1, {1, 1}, 0);
    CHECK(sample.size() == 20);
    CHECK(std::is_sorted(sample.begin(), sample.end()));
    CHECK(std::adjacent_find(sample.begin(), sample.end()) == sample.end());
    CHECK(sample.front() > 0);
    CHECK(sample.back() < 201);
    CHECK(draw_sample(201, 1., {1, 1}, 0).size() == 200);
    CHECK(draw_sample(201, .0001, {1, 1}, 0).size() == 1);
    CHECK(draw_sample(1, 1., {1, 1}, 0).empty());
    CHECK(draw_sample(201, .1, {1, 2}, 0) != sample);
    CHECK(draw_sample(201, .1, {1, 1}, 7) != sample);
    std::vector<Position> const larger = draw_sample(201, .4, {1, 1}, 0);
    CHECK(std::includes(larger.begin(), larger.end(), sample.begin(), sample.end()));
}

TEST_CASE("a sample draws everybody equally often", "[model]") {
    constexpr int keys = 4000;
    std::vector<double> drawn(41, 0.);
    for (std::uint32_t replicate = 1; replicate <= keys; ++replicate) {
        for (Position const p : draw_sample(41, .25, {5, replicate}, 0)) ++drawn[at(p)];
    }
    double const expected = keys * .25;
    double chi_square = 0;  // 39 degrees of freedom, and less spread than with repetition: by 1 - share
    for (std::size_t p = 1; p < drawn.size(); ++p) chi_square += (drawn[p] - expected) * (drawn[p] - expected);
    chi_square /= expected * (1 - .25);
    CHECK(chi_square > 15);
    CHECK(chi_square < 75);
}

TEST_CASE("the panel tells of turnover: who quits is missing until somebody new comes", "[model]") {
    Setup setup;
    setup.parameters.turnover.hazard = .02F;
    Company company(tree(120, 6), setup);
    Intervention const timeline[] = {{.week = 20, .scope = {.levels = {1}}, .what = ReplaceLeaders{.share = 1.F}}};
    Calendar calendar(timeline, company.organization);
    std::vector<Position> const members = draw_sample(company.size(), 1., {1, 1}, 0);
    PanelWatch watch(members);
    std::vector<int> quit_in(members.size(), 0);
    std::size_t quits = 0, arrivals = 0;
    for (int week = 1; week <= 40; ++week) {
        calendar.begin(static_cast<std::uint32_t>(week));
        for (std::size_t i = 0; i < members.size(); ++i) {
            CAPTURE(week, i);
            PanelWeek const panel = watch.look(company.organization, static_cast<std::uint32_t>(week), i);
            bool const replaced = week == 20 && company.chart().level(members[i]) == 1;
            bool const away = quit_in[i] > 0 && week <= quit_in[i] + 6 && !replaced;
            bool const back = quit_in[i] > 0 && week == quit_in[i] + 7;
            if (replaced) quit_in[i] = 0;
            REQUIRE(quantity("on_duty", panel) == (away ? 0.F : 1.F));
            REQUIRE(std::isnan(quantity("trust_leader", panel)) == away);
            if (away) {
                REQUIRE(quantity("performance", panel) == 0.F);
                REQUIRE(std::isnan(quantity("newcomer", panel)));
                continue;
            }
            REQUIRE(quantity("newcomer", panel) == (back || replaced ? 1.F : 0.F));
            arrivals += back ? 1 : 0;
            if (quantity("quits", panel) > 0.F) {
                quit_in[i] = week;
                ++quits;
            }
        }
        company.step();
    }
    CHECK(quits > 50);
    CHECK(arrivals > 30);
}
