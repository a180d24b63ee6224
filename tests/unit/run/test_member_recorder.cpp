#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "candor/core/error.hpp"
#include "candor/core/parallel.hpp"
#include "candor/model/panel.hpp"
#include "candor/output/content_hash.hpp"
#include "candor/run/experiment.hpp"
#include "candor/run/survey_report.hpp"
#include "candor/run/verify.hpp"
#include "candor/scenario/load.hpp"

using namespace candor;

namespace {

constexpr char const* company = R"(
organization: {members: 80}
turnover: {market: 4}
timeline: [{week: 5, adopt: level2}, {week: 8, layoff: {share: .1}}]
run: {weeks: 12, replicates: 3}
compare: [command, distributed]
)";

output::Dataset result_of(std::string const& more) {
    run::Experiment const experiment = run::comparison_of(scenario::parse_scenario(company + more));
    return run::result_of(experiment, run::carry_out(experiment), "test");
}

template <class Value>
std::vector<Value> const& values(output::Dataset const& dataset, std::string const& name) {
    INFO(name);
    output::Variable const* const found = dataset.find(name);
    REQUIRE(found != nullptr);
    return std::get<std::vector<Value>>(found->values);
}

/// The mean over the members of a whole panel, [runs * weeks], from [runs, members, weeks].
std::vector<double> panel_means(output::Dataset const& dataset, std::string const& name, std::size_t weeks) {
    std::vector<float> const& all = values<float>(dataset, "panel_" + name);
    std::size_t const members = dataset.size_of("panel_member");
    std::vector<double> means;
    for (std::size_t run = 0; run < all.size() / (members * weeks); ++run) {
        for (std::size_t week = 0; week < weeks; ++week) {
            double sum = 0, n = 0;
            for (std::size_t member = 0; member < members; ++member) {
                double const value = static_cast<double>(all[(run * members + member) * weeks + week]);
                sum += std::isnan(value) ? 0 : value;
                n += std::isnan(value) ? 0 : 1;
            }
            means.push_back(sum / n);
        }
    }
    return means;
}

void check_nothing_else_changes(output::Dataset const& plain, output::Dataset const& more, std::string const& added) {
    std::size_t extra = 0;
    for (output::Variable const& variable : more.variables) {
        CAPTURE(variable.name);
        output::Variable const* const same = plain.find(variable.name);
        bool const is_added = variable.name.starts_with(added);
        REQUIRE((same == nullptr) == is_added);
        extra += is_added ? 1 : 0;
        if (!is_added) CHECK(output::variable_hash(variable, more) == output::variable_hash(*same, plain));
    }
    CHECK(more.variables.size() == plain.variables.size() + extra);
}

}  // namespace

TEST_CASE("a panel of everybody adds up to what is reported of the whole", "[run]") {
    output::Dataset const dataset = result_of("record: {panel: {share: 1}}\n");
    CHECK(dataset.size_of("panel_member") == 79);
    for (char const* name : {"trust_leader", "trust_team", "trust_organization", "trust_self", "trust_report", "safety",
                             "impact", "latitude", "autonomy", "personization", "aspiration", "satisfaction", "fit",
                             "effort", "overhead", "performance"}) {
        CAPTURE(name);
        std::vector<double> const means = panel_means(dataset, name, 12);
        std::vector<float> const& reported = values<float>(dataset, name);
        REQUIRE(means.size() == reported.size());
        for (std::size_t i = 0; i < means.size(); ++i)
            REQUIRE(means[i] == Approx(static_cast<double>(reported[i])).margin(1e-5));
    }
    std::vector<double> const spoke = panel_means(dataset, "spoke", 12);
    std::vector<double> const issue = panel_means(dataset, "issue", 12);
    std::vector<float> const& voice = values<float>(dataset, "voice");
    for (std::size_t i = 0; i < spoke.size(); ++i)
        REQUIRE(spoke[i] / issue[i] == Approx(static_cast<double>(voice[i])).margin(1e-5));
}

TEST_CASE("a panel is another in each replicate and the same for all policies", "[run]") {
    output::Dataset const dataset = result_of("record: {panel: {share: .1, every: 5}}\n");
    CHECK(dataset.size_of("panel_member") == 8);
    CHECK(values<std::int32_t>(dataset, "week_panel") == std::vector<std::int32_t>{1, 6, 11});
    output::Variable const* const trust = dataset.find("panel_trust_leader");
    REQUIRE(trust != nullptr);
    CHECK(trust->dimensions == std::vector<std::string>{"policy", "replicate", "panel_member", "week_panel"});
    CHECK(dataset.find("panel_id")->dimensions == std::vector<std::string>{"replicate", "panel_member"});
    std::vector<std::string> const& ids = values<std::string>(dataset, "panel_id");
    CHECK(std::vector(ids.begin(), ids.begin() + 8) != std::vector(ids.begin() + 8, ids.begin() + 16));
    // As of the founding, people are the same under both policies.
    std::vector<float> const& propensity = values<float>(dataset, "panel_propensity");
    for (std::size_t i = 0; i < propensity.size() / 2; i += 3) CHECK(propensity[i] == propensity[i + 3 * 8 * 3]);
}

TEST_CASE("a panel changes nothing, comes again bit by bit and knows no threads", "[run]") {
    std::string const with_panel = "record: {panel: {share: .3}}\n";
    output::Dataset const dataset = result_of(with_panel);
    check_nothing_else_changes(result_of(""), dataset, "panel_");
    CHECK(run::verify(dataset, ".", 6, 1).same());
    parallel::ThreadLimit const one(1);
    CHECK(run::content_hash_of(result_of(with_panel)) == run::content_hash_of(dataset));
}

TEST_CASE("there must be somebody to record, and the same people under every policy", "[run]") {
    auto const of = [](std::string const& text) {
        return scenario::parse_scenario(text + "record: {panel: {share: .5}}");
    };
    run::Experiment const alone = run::run_of(of("organization: {members: 1}\nrun: {weeks: 2, replicates: 1}\n"));
    CHECK_THROWS_WITH(run::carry_out(alone), "nobody can be recorded one by one (the organization has only its top)");
    CHECK_THROWS_WITH(
        run::comparison_of(std::vector{of("organization: {members: 20}\n"), of("organization: {members: 30}\n")}),
        Catch::Contains("leave out record.by_unit, record.snapshots, record.panel and record.survey"));
}

TEST_CASE("surveys change nothing, come again bit by bit and know no threads", "[run][survey]") {
    std::string const with_surveys =
        "record: {survey: [{week: 4, scale: continuous}, {week: 9, sample: .2, reliability: .7}]}\n";
    output::Dataset const dataset = result_of(with_surveys);
    check_nothing_else_changes(result_of(""), dataset, "survey_");
    CHECK(run::verify(dataset, ".", 6, 1).same());
    {
        parallel::ThreadLimit const one(1);
        CHECK(run::content_hash_of(result_of(with_surveys)) == run::content_hash_of(dataset));
    }
    CHECK(dataset.find("survey_safety")->dimensions ==
          std::vector<std::string>{"policy", "replicate", "survey", "respondent"});
    CHECK(dataset.size_of("respondent") == 40);
    CHECK(values<std::int32_t>(dataset, "survey_week") == std::vector<std::int32_t>{4, 9});
    CHECK(values<std::string>(dataset, "survey_scale") == std::vector<std::string>{"continuous", "likert5"});
    // The second survey asks 16: what is beyond them is missing, and nobody.
    CHECK(values<std::string>(dataset, "survey_id")[40 + 16].empty());
    CHECK(std::isnan(values<float>(dataset, "survey_safety_true")[40 + 16]));
    for (float const point : values<float>(dataset, "survey_engagement")) {
        CHECK((std::isnan(point) || point < 1.F || point == std::floor(point)));
    }
}

TEST_CASE("a survey is reported policy by policy, with what cannot be said left out", "[run][survey]") {
    CHECK(run::survey_reports(result_of("")).empty());
    auto const reports = run::survey_reports(result_of(
        "record: {survey: [{week: 6, sample: 1, reliability: 1, scale: continuous}, {week: 6, sample: .1}]}\n"));
    REQUIRE(reports.size() == 2);
    CHECK(reports[0].asked == 79);
    CHECK(reports[1].asked == 8);
    REQUIRE(reports[0].policies.size() == 2);
    run::SurveyOfPolicy const& whole = reports[0].policies[1];
    CHECK(whole.policy == "distributed");
    CHECK(whole.answered > 60);
    CHECK(whole.answered <= 79);
    for (run::ScaleReport const& scale : whole.scales) {
        // As yet everybody is a founder: tenure does not vary, and correlates with nothing.
        if (scale.construct->source == model::Source::records) {
            CHECK(scale.true_deviation.mean == 0);
            CHECK(std::isnan(scale.reliability.mean));
            continue;
        }
        CHECK(scale.reliability.mean == Approx(1));
        CHECK(scale.mean.mean == Approx(scale.true_mean.mean));
        CHECK(scale.deviation.low == Approx(scale.true_deviation.low));
    }
    CHECK(whole.answers[run::pair_index(1, 0)].mean > .3);
    CHECK(whole.answers[run::pair_index(1, 0)].low < whole.answers[run::pair_index(1, 0)].high);
    run::SurveyOfPolicy const& few = reports[1].policies[0];
    CHECK_FALSE(std::isnan(few.scales[0].mean.mean));
    for (run::Estimate const& r : few.answers) CHECK(std::isnan(r.mean));
}

TEST_CASE("a file of an earlier version is reported as far as it goes", "[run][survey]") {
    output::Dataset less = result_of("record: {survey: {week: 6, sample: 1}}\n");
    std::erase_if(less.variables, [](output::Variable const& variable) {
        return variable.name.starts_with("survey_satisfaction") || variable.name.starts_with("survey_tenure");
    });
    auto const lacking = run::survey_reports(less);
    REQUIRE(lacking.front().policies.front().scales.size() == 5);
    CHECK(lacking.front().policies.front().scales.back().construct->name == std::string("performance"));
    CHECK(lacking.front().policies.front().answers.size() == 10);
}

TEST_CASE("a correlation needs respondents and variance", "[run][survey]") {
    std::vector<double> rising(12), falling(12), flat(12, .1);
    for (std::size_t i = 0; i < rising.size(); ++i) {
        rising[i] = .1 * static_cast<double>(i);
        falling[i] = 3 - rising[i];
    }
    CHECK(run::correlation(rising, rising) == Approx(1));
    CHECK(run::correlation(rising, falling) == Approx(-1));
    CHECK(std::isnan(run::correlation(rising, flat)));
    rising[0] = rising[1] = std::nan("");
    CHECK(run::correlation(rising, falling) == Approx(-1));
    rising[2] = std::nan("");
    CHECK(std::isnan(run::correlation(rising, falling)));
}
