#include "candor/run/explain.hpp"

#include <catch2/catch.hpp>

#include <bit>
#include <string>
#include <variant>
#include <vector>

#include "candor/core/error.hpp"
#include "candor/run/trace.hpp"
#include "candor/run/verify.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;

namespace {

constexpr int members = 40;
constexpr int weeks = 25;

scenario::Scenario busy(std::string const& more = {}) {
    std::string every_week = "[1";
    for (int week = 2; week <= weeks; ++week) every_week += ", " + std::to_string(week);
    return scenario::parse_scenario(
        "organization: {members: 40, span: {from: 3, to: 6}}\nrun: {weeks: 25, replicates: 2}\n"
        "turnover: {hazard: .02}\ntimeline: [{week: 5, coach: .5}, {week: 9, market: {factor: 2, weeks: 8}}]\n"
        "compare: [command, distributed]\nrecord: {snapshots: " +
        every_week + "]}\n" + more);
}

/// The recorded value of a member as a week began.
struct Recorded {
    output::Dataset const& dataset;
    std::size_t arm, replicate;

    [[nodiscard]] float value(std::string const& name, std::size_t week, std::size_t member) const {
        output::Variable const* const variable = dataset.find("member_" + name);
        REQUIRE(variable != nullptr);
        auto const& values = std::get<std::vector<float>>(variable->values);
        return values[((arm * 2 + replicate) * weeks + week - 1) * members + member];
    }
};

bool same_bits(float a, float b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b); }

double total(run::Trace const& trace, std::int64_t run::TraceOfDepth::*what) {
    double sum = 0;
    for (run::TraceOfDepth const& depth : trace) sum += static_cast<double>(depth.*what);
    return sum;
}

double recorded_total(output::Dataset const& dataset, std::string const& name, std::size_t run) {
    auto const& counts = std::get<std::vector<std::int32_t>>(dataset.find(name)->values);
    double sum = 0;
    for (std::size_t week = 0; week < weeks; ++week) sum += counts[run * weeks + week];
    return sum;
}

std::string refusal(run::Arm const& arm, run::WhoAndWhen const& whom) {
    try {
        static_cast<void>(run::explain(arm, whom));
        return {};
    } catch (Error const& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("explanations of a whole result agree with what it recorded, to the last bit", "[run][explain]") {
    run::Experiment const first = run::comparison_of(busy());
    output::Dataset const dataset = run::result_of(first, run::carry_out(first), "test");
    run::Experiment const again = run::experiment_in(dataset, ".");
    auto const& chart = again.arms.front().plan->structure.chart;
    for (std::size_t arm = 0; arm < again.arms.size(); ++arm) {
        Recorded const recorded{dataset, arm, 1};
        for (int week : {1, 8, 9, 17, 24, 25}) {
            for (std::size_t member = 0; member < members; ++member) {
                CAPTURE(arm, week, member);
                std::string const id = chart.id(static_cast<model::Position>(member));
                model::MemberWeek const told = run::explain(again.arms[arm], {id, week, 2}).week;
                auto const w = static_cast<std::size_t>(week);
                for (model::BeliefWeek const& belief : told.beliefs)
                    REQUIRE(same_bits(belief.before, recorded.value(belief.name, w, member)));
                REQUIRE(same_bits(told.estimate_before, recorded.value("estimate", w, member)));
                REQUIRE(same_bits(told.autonomy, recorded.value("autonomy", w, member)));
                bool const stays = told.vacancy != 1.F && week < weeks;
                if (stays) REQUIRE(same_bits(told.action, recorded.value("action", w + 1, member)));
                if (stays) REQUIRE(same_bits(told.aspiration, recorded.value("aspiration", w + 1, member)));
            }
        }
    }
}

TEST_CASE("every warning has one end, and as many begin as were recorded", "[run][explain]") {
    run::Experiment const experiment = run::comparison_of(busy());
    output::Dataset const dataset = run::result_of(experiment, run::carry_out(experiment), "test");
    for (std::size_t arm = 0; arm < experiment.arms.size(); ++arm) {
        for (int replicate : {1, 2}) {
            run::Trace const trace = run::trace(experiment.arms[arm], replicate);
            std::size_t const run = arm * 2 + static_cast<std::size_t>(replicate) - 1;
            REQUIRE(total(trace, &run::TraceOfDepth::issues) == recorded_total(dataset, "issues", run));
            REQUIRE(total(trace, &run::TraceOfDepth::spoken) == recorded_total(dataset, "spoken", run));
            REQUIRE(total(trace, &run::TraceOfDepth::welcomed) == recorded_total(dataset, "welcomed", run));
            for (run::TraceOfDepth const& depth : trace) {
                std::int64_t ends = 0;
                for (std::int64_t const warnings : depth.fates) ends += warnings;
                REQUIRE(ends == depth.issues);
            }
            // a report of the top reaches it just when it is welcomed
            REQUIRE(trace.front().of(run::Fate::reached_top) == trace.front().welcomed);
        }
    }
}

TEST_CASE("where all is welcomed, what reaches the top is what was passed on", "[run][explain]") {
    run::Experiment const experiment =
        run::run_of(busy("leadership: {habit: open, policy: open, styles: {open: {like: level2, receptiveness: 1}}}\n"
                         "voice: {base: 100}\ntime: {hearing: 0}\n"));
    run::Trace const trace = run::trace(experiment.arms.front(), 1);
    for (run::TraceOfDepth const& depth : trace) {
        REQUIRE(depth.of(run::Fate::punished) + depth.of(run::Fate::explained) + depth.of(run::Fate::ignored) == 0);
        REQUIRE(depth.of(run::Fate::kept_silent) == 0);
        // only a vacant leader does not hear
        REQUIRE(depth.of(run::Fate::reached_top) + depth.of(run::Fate::not_passed_on) + depth.of(run::Fate::unheard) +
                    depth.of(run::Fate::under_way) ==
                depth.issues);
        REQUIRE(depth.of(run::Fate::reached_top) > 0);
    }
}

TEST_CASE("the way of a warning ends where the trace says", "[run][explain]") {
    run::Experiment const experiment = run::comparison_of(busy());
    run::Arm const& arm = experiment.arms.back();
    run::Trace counted(static_cast<std::size_t>(arm.plan->structure.chart.depth()));
    for (int week = 1; week <= weeks; ++week) {
        for (model::Position p = 1; p < members; ++p) {
            run::Way const way = run::way_of(arm, {arm.plan->structure.chart.id(p), week, 1});
            if (!way.issue()) continue;
            auto const depth = static_cast<std::size_t>(arm.plan->structure.chart.level(p)) - 1;
            ++counted[depth].fates[static_cast<std::size_t>(way.fate)];
        }
    }
    run::Trace const trace = run::trace(arm, 1);
    for (std::size_t depth = 0; depth < trace.size(); ++depth) {
        for (std::size_t f = 0; f < std::size(trace[depth].fates); ++f)
            REQUIRE(counted[depth].fates[f] == trace[depth].fates[f]);
    }
}

TEST_CASE("who or what week there is none of is refused", "[run][explain]") {
    run::Experiment const experiment = run::run_of(busy());
    CHECK(refusal(experiment.arms.front(), {"joe", 3, 1}) == "there is no member 'joe' (40 members: '0' to '39')");
    CHECK(refusal(experiment.arms.front(), {"3", 26, 1}) == "there is no week 26 (the run has weeks 1 to 25)");
}
