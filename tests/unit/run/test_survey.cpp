#include "candor/model/survey.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "candor/model/sample.hpp"
#include "candor/random/distributions.hpp"
#include "candor/random/streams.hpp"
#include "candor/run/survey_report.hpp"
#include "support/company.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

namespace {

constexpr std::size_t how_many = 7;

bool errs(Construct const& construct) { return construct.source != Source::records; }

std::vector<double> plain(std::vector<float> const& values) { return {values.begin(), values.end()}; }

struct Moments {
    double mean, variance;
};

Moments moments(std::vector<float> const& values) {
    double n = 0, sum = 0, squares = 0;
    for (float const value : values) {
        if (std::isnan(value)) continue;
        ++n;
        sum += static_cast<double>(value);
    }
    for (float const value : values) {
        if (!std::isnan(value)) squares += std::pow(static_cast<double>(value) - sum / n, 2);
    }
    return {sum / n, squares / (n - 1)};
}

Construct const& construct_of(char const* name) {
    for (Construct const& construct : constructs()) {
        if (std::string(construct.name) == name) return construct;
    }
    FAIL(name);
    return constructs().front();
}

}  // namespace

TEST_CASE("answers are unbiased, as reliable as asked for, and attenuate correlations", "[model][survey]") {
    // r(answers) = r(true) sqrt(reliability) of one scale times that of the other; that of records is 1.
    for (double const reliability : {.5, .8}) {
        CAPTURE(reliability);
        Survey const survey{.week = 31, .sample = 1., .reliability = reliability, .scale = AnswerScale::continuous};
        constexpr int replicates = 40;
        double found[how_many] = {}, bias[how_many] = {}, attenuation[how_many][how_many] = {};
        for (std::uint32_t replicate = 1; replicate <= replicates; ++replicate) {
            Company company(tree(800, 7), Setup{.policy = level2, .key = {3, replicate}});
            company.step(30);
            auto const asked = draw_sample(company.size(), survey.sample, company.organization.key(), 31);
            auto const answers = ask(survey, company.organization, asked);
            REQUIRE(answers.size() == how_many);
            for (std::size_t a = 0; a < how_many; ++a) {
                Moments const given = moments(answers[a].given), is = moments(answers[a].is);
                found[a] += is.variance / given.variance / replicates;
                bias[a] += (given.mean - is.mean) / std::sqrt(is.variance) / replicates;
                for (std::size_t b = 0; b < a; ++b) {
                    double const r = run::correlation(plain(answers[a].given), plain(answers[b].given));
                    double const both = std::sqrt((errs(constructs()[a]) ? reliability : 1) *
                                                  (errs(constructs()[b]) ? reliability : 1));
                    attenuation[a][b] +=
                        (r - both * run::correlation(plain(answers[a].is), plain(answers[b].is))) / replicates;
                }
            }
        }
        // 40 replicates of 780 answers: standard errors are below .006 each.
        for (std::size_t a = 0; a < how_many; ++a) {
            CAPTURE(constructs()[a].name);
            CHECK(found[a] == Approx(errs(constructs()[a]) ? reliability : 1).margin(.02));
            CHECK(bias[a] == Approx(0).margin(.025));
            for (std::size_t b = 0; b < a; ++b) CHECK(attenuation[a][b] == Approx(0).margin(.025));
        }
    }
}

TEST_CASE("a perfect instrument shows what is", "[model][survey]") {
    Company company(tree(60, 5), Setup{.policy = command});
    company.step(4);
    Survey const survey{.week = 5, .sample = .5, .reliability = 1., .scale = AnswerScale::continuous};
    auto const asked = draw_sample(company.size(), .5, company.organization.key(), 5);
    auto const answers = ask(survey, company.organization, asked);
    for (Answers const& of : answers) CHECK(of.given == of.is);
    MemberWeek const first = member_week(company.organization, 5, asked.front());
    CHECK(answers[0].is.front() == first.beliefs[1].before);
    CHECK(std::string(first.beliefs[1].name) == "safety");
    CHECK(answers[1].is.front() == first.beliefs[0].before);
    CHECK(std::string(first.beliefs[0].name) == "trust_leader");
    CHECK(answers[2].is.front() == first.motivation);
    CHECK(answers[3].is.front() == Approx(std::log(first.quit_probability)));
    CHECK(answers[4].is.front() == first.satisfaction);
    CHECK(answers[5].is.front() == first.performance);
    CHECK(answers[6].is.front() == 4.F);
}

TEST_CASE("whoever is not on duty answers nothing, and what cannot be is missing", "[model][survey]") {
    Company company(tree(60, 5));
    company.of(&Members::vacancy, 7) = 3.F;
    std::vector<Position> const asked{6, 7, 8};
    auto const answers = ask({.week = 1}, company.organization, asked);
    for (Answers const& of : answers) {
        CHECK_FALSE(std::isnan(of.given[0]));
        CHECK(std::isnan(of.given[1]));
        CHECK(std::isnan(of.is[1]));
    }
    Company const nobody_quits(tree(60, 5), {.parameters = without_quits()});
    auto const without = ask({.week = 1}, nobody_quits.organization, asked);
    CHECK(std::isnan(without[3].given[0]));
    CHECK(std::isnan(without[3].is[0]));
}

TEST_CASE("records know to the week since when somebody is there, however unreliable answers are", "[model][survey]") {
    Company company(tree(60, 5));
    std::vector<Position> const asked{1, 6, 7};
    auto const tenures = [&](int week) {
        return ask({.week = week, .reliability = .5, .scale = AnswerScale::likert7}, company.organization, asked)[6];
    };
    CHECK(tenures(1).given == std::vector<float>{0, 0, 0});
    company.step(4);
    company.of(&Members::vacancy, 6) = 3.F;  // in weeks 5 to 7: somebody's first is week 8
    Answers const missed = tenures(5);
    CHECK(missed.given[0] == 4.F);
    CHECK(std::isnan(missed.given[1]));
    company.step(5);
    intervene(company.organization, {10, {.levels = {1}}, ReplaceLeaders{1.F, .5F}}, 0, 10);
    CHECK(tenures(10).given == std::vector<float>{0, 2, 9});
    company.step(3);
    CHECK(tenures(13).given == std::vector<float>{3, 5, 12});
    CHECK(tenures(13).is == tenures(13).given);
}

TEST_CASE("points cut a scale into equal parts with open ends", "[model][survey]") {
    Construct const& safety = construct_of("safety");
    CHECK(cut(-.3, safety, AnswerScale::likert5) == 1.F);
    CHECK(cut(.19, safety, AnswerScale::likert5) == 1.F);
    CHECK(cut(.21, safety, AnswerScale::likert5) == 2.F);
    CHECK(cut(.5, safety, AnswerScale::likert5) == 3.F);
    CHECK(cut(1., safety, AnswerScale::likert5) == 5.F);
    CHECK(cut(1.7, safety, AnswerScale::likert5) == 5.F);
    CHECK(cut(.5, safety, AnswerScale::likert7) == 4.F);
    CHECK(cut(.99, safety, AnswerScale::likert7) == 7.F);
    CHECK(cut(-.3, safety, AnswerScale::continuous) == -.3F);
    CHECK(std::isnan(cut(std::nan(""), safety, AnswerScale::likert5)));
    CHECK(cut(87, construct_of("tenure"), AnswerScale::likert5) == 87.F);
    // Intention to quit: each point is a doubling of the hazard, from 2.5 % a year on.
    Construct const& quit = construct_of("intention_to_quit");
    for (int point = 1; point <= 5; ++point) {
        double const hazard = .025 * std::pow(2., point - .5) / 52;
        CHECK(cut(std::log(hazard), quit, AnswerScale::likert5) == static_cast<float>(point));
    }
}

TEST_CASE("every error is that of its address", "[model][survey]") {
    // Of calls 14 and 15 (streams.hpp), so that what was once recorded comes again whatever is asked besides.
    Company company(tree(200, 7));
    company.step(20);
    auto const asked = draw_sample(200, 1., {1, 1}, 21);
    auto const answers =
        ask({.week = 21, .reliability = .6, .scale = AnswerScale::continuous}, company.organization, asked);
    std::array<std::vector<double>, 6> drawn;
    for (Position const member : asked) {
        for (std::uint32_t call : {14U, 15U}) {
            random::Words const words =
                random::philox(company.organization.key(), {static_cast<std::uint32_t>(member), 21, call});
            std::size_t const first = call == 14 ? 0 : 4;
            auto const one = random::normal_pair(words.w0, words.w1), other = random::normal_pair(words.w2, words.w3);
            drawn[first].push_back(static_cast<double>(one.first));
            drawn[first + 1].push_back(static_cast<double>(one.second));
            if (call == 15) continue;
            drawn[2].push_back(static_cast<double>(other.first));
            drawn[3].push_back(static_cast<double>(other.second));
        }
    }
    for (std::size_t c = 0; c < drawn.size(); ++c) {
        CAPTURE(constructs()[c].name);
        std::vector<double> errors;
        for (std::size_t i = 0; i < asked.size(); ++i)
            errors.push_back(static_cast<double>(answers[c].given[i]) - static_cast<double>(answers[c].is[i]));
        CHECK(run::correlation(errors, drawn[c]) > .9999);
    }
}

TEST_CASE("errors are the same under every policy and scale", "[model][survey]") {
    Company command_company(tree(200, 7), Setup{.policy = command});
    Company other_company(tree(200, 7), Setup{.policy = level2});
    command_company.step(20);
    other_company.step(20);
    Survey const survey{.week = 21, .reliability = .6, .scale = AnswerScale::continuous};
    auto const asked = draw_sample(200, .5, {1, 1}, 21);
    auto const one = ask(survey, command_company.organization, asked);
    auto const other = ask(survey, other_company.organization, asked);
    std::vector<double> error_of_one, error_of_other;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        error_of_one.push_back(static_cast<double>(one[0].given[i] - one[0].is[i]));
        error_of_other.push_back(static_cast<double>(other[0].given[i] - other[0].is[i]));
    }
    CHECK(run::correlation(error_of_one, error_of_other) > .9999);
    Survey points = survey;
    points.scale = AnswerScale::likert5;
    auto const in_points = ask(points, command_company.organization, asked);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        if (std::isnan(one[0].given[i])) continue;
        CHECK(in_points[0].given[i] ==
              cut(static_cast<double>(one[0].given[i]), construct_of("safety"), AnswerScale::likert5));
    }
}
