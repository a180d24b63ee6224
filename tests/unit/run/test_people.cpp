#include "candor/run/people.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "candor/scenario/load.hpp"

using namespace candor;

namespace {

run::Experiment experiment_of(std::string const& more) {
    return run::comparison_of(scenario::parse_scenario("run: {weeks: 30, replicates: 2}\n" + more));
}

/// What the result of one run holds of an outcome; [weeks].
std::vector<double> series_of(run::Results const& results, std::size_t arm, char const* outcome) {
    return results.series(arm, 1, *model::find_outcome(outcome));
}

}  // namespace

TEST_CASE("units are cells in the order of their leaders", "[run][report]") {
    model::Chart const chart = model::generate_chart(13, {3, 3}, 1);  // 0 leads 1-3, 1 leads 4-6, 2: 7-9, 3: 10-12
    run::Cells const units = run::units_of(chart, 10);
    CHECK(units.kind == run::Cells::Kind::unit);
    CHECK(units.who == std::vector<model::Position>{0, 1, 2, 3});
    CHECK(units.above == std::vector<std::int32_t>{-1, 0, 0, 0});
    CHECK(units.sizes == std::vector<std::int32_t>{3, 3, 3, 3});
    CHECK(units.of == std::vector<std::int32_t>{-1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3});
    run::Cells const upper = run::units_of(chart, 2);
    CHECK(upper.kind == run::Cells::Kind::branch);
    CHECK(upper.who == std::vector<model::Position>{0, 1});
    CHECK(upper.sizes == std::vector<std::int32_t>{9, 3});
    CHECK(run::members_of(chart).above == std::vector<std::int32_t>{-1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3});
    CHECK(run::units_of(model::generate_chart(1, {7, 7}, 1), 5).count() == 1);
}

TEST_CASE("every member of a deep organization is in one of few cells", "[run][report]") {
    model::Chart const chart = model::generate_chart(500, {1, 3}, 5);
    for (std::size_t const most : {1U, 2U, 17U, 100U}) {
        run::Cells const cells = run::units_of(chart, most);
        CHECK(cells.count() == most);
        CHECK(std::accumulate(cells.sizes.begin(), cells.sizes.end(), 0) == 499);
        for (std::size_t cell = 1; cell < cells.count(); ++cell) {
            auto const above = static_cast<std::size_t>(cells.above[cell]);
            CHECK(chart.is_below(cells.who[cell], cells.who[above]));
        }
    }
}

TEST_CASE("cells add up to what the run recorded", "[run][report]") {
    run::Experiment const experiment = experiment_of("organization: {members: 60, span: 4}");
    run::Results const results = run::carry_out(experiment);
    std::vector<int> weeks(30);
    std::iota(weeks.begin(), weeks.end(), 1);
    model::Chart const& chart = experiment.arms[1].plan->structure.chart;
    run::CellWeeks const seen = run::watch(experiment.arms[1], 2, run::members_of(chart), weeks);
    REQUIRE(seen.trust.size() == 30 * 60);
    std::vector<double> const trust = series_of(results, 1, "trust_leader");
    std::vector<double> const issues = series_of(results, 1, "issues");
    std::vector<double> const spoken = series_of(results, 1, "spoken");
    std::vector<double> const welcomed = series_of(results, 1, "welcomed");
    std::vector<double> const explained = series_of(results, 1, "explained");
    for (std::size_t week = 0; week < 30; ++week) {
        double sum = 0, on_duty = 0;
        std::array<double, 5> ends{};
        CHECK(seen.trust[week * 60] == run::CellWeeks::nobody);
        for (std::size_t cell = week * 60; cell < (week + 1) * 60; ++cell) {
            ++ends[seen.voice[cell]];
            if (seen.trust[cell] == run::CellWeeks::nobody) continue;
            sum += seen.trust[cell] / 250.;
            ++on_duty;
        }
        CHECK(sum / on_duty == Approx(trust[week]).margin(.002));
        CHECK(ends[1] == issues[week] - spoken[week]);
        CHECK(ends[2] == welcomed[week]);
        CHECK(ends[3] == explained[week]);
        CHECK(ends[4] == spoken[week] - welcomed[week] - explained[week]);
    }
    run::CellWeeks const some = run::watch(experiment.arms[1], 2, run::members_of(chart), {7, 30});
    CHECK(std::equal(some.voice.begin(), some.voice.begin() + 60, seen.voice.begin() + 6 * 60));
    CHECK(std::equal(some.voice.begin() + 60, some.voice.end(), seen.voice.begin() + 29 * 60));
}

TEST_CASE("a unit shows what happened most in it", "[run][report]") {
    run::Experiment const experiment = experiment_of("organization: {members: 31, span: 5}");
    model::Chart const& chart = experiment.arms[0].plan->structure.chart;
    std::vector<int> const weeks{20};
    run::CellWeeks const members = run::watch(experiment.arms[0], 1, run::members_of(chart), weeks);
    run::Cells const cells = run::units_of(chart, 100);
    run::CellWeeks const units = run::watch(experiment.arms[0], 1, cells, weeks);
    for (std::size_t cell = 0; cell < cells.count(); ++cell) {
        std::array<int, 5> ends{};
        auto const [first, last] = chart.reports(cells.who[cell]);
        for (model::Position p = first; p < last; ++p) ++ends[members.voice[static_cast<std::size_t>(p)]];
        std::size_t most = 0;
        for (std::size_t end = 1; end < 5; ++end) {
            if (ends[end] > 0 && (most == 0 || ends[end] >= ends[most])) most = end;
        }
        CHECK(units.voice[cell] == most);
    }
}
