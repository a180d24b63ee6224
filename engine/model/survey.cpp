#include "candor/model/survey.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "candor/core/math.hpp"
#include "candor/random/distributions.hpp"

namespace candor::model {

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

constexpr std::array all_answer_scales{NamedAnswerScale{"continuous", AnswerScale::continuous, 0},
                                       NamedAnswerScale{"likert5", AnswerScale::likert5, 5},
                                       NamedAnswerScale{"likert7", AnswerScale::likert7, 7}};

// Ends of the scale of intention to quit: a hazard of 2.5 % and of 80 % a year, ln(.025/52) and ln(.8/52). Each of five
// points is then a doubling: up to 5 %, 10 %, 20 %, 40 % and above.
constexpr float unlikely_to_quit = -7.6401233F;
constexpr float likely_to_quit = -4.1743873F;

// Motivation with the default numbers where trust and autonomy are 0, and where they are 1.
constexpr float least_motivation = .35F;
constexpr float most_motivation = .75F;

constexpr std::array all_sources{NamedSource{"questionnaire", Source::questionnaire, "answer"},
                                 NamedSource{"rating", Source::rating, "rated by the leader"},
                                 NamedSource{"records", Source::records, "on record"}};

constexpr std::array all_constructs{
    Construct{"safety", "psychological safety: the belief that it is safe to speak", Source::questionnaire, 0.F, 1.F,
              [](MemberWeek const& week) { return week.beliefs[safety_belief].before; }},
    Construct{"trust_leader", "trust in the leader", Source::questionnaire, 0.F, 1.F,
              [](MemberWeek const& week) { return week.beliefs[trust_leader_belief].before; }},
    Construct{"engagement", "work engagement: the model's motivation, not effort, which supervision adds to",
              Source::questionnaire, least_motivation, most_motivation,
              [](MemberWeek const& week) { return week.motivation; }},
    Construct{"intention_to_quit", "intention to quit: the logarithm of the week's probability to quit",
              Source::questionnaire, unlikely_to_quit, likely_to_quit,
              [](MemberWeek const& week) {
                  return week.quit_probability > 0.F ? math::log(week.quit_probability) : missing;
              }},
    Construct{"satisfaction", "job satisfaction: what the member has of work, this week", Source::questionnaire, 0.F,
              1.F, [](MemberWeek const& week) { return week.satisfaction; }},
    Construct{"performance", "job performance: the member's output, this week", Source::rating, 0.F, 1.F,
              [](MemberWeek const& week) { return week.performance; }},
    Construct{"tenure", "weeks since the person took the position, a founder in week 1", Source::records, 0.F, 0.F,
              [](MemberWeek const& week) { return static_cast<float>(week.tenure); }},
};

/// One error for each construct, in units of its standard deviation.
std::array<float, all_constructs.size()> errors(random::Key key, Position member, std::uint32_t week) {
    auto const of = [&](random::call::Call call) {
        return random::philox(key, {static_cast<std::uint32_t>(member), week, call});
    };
    random::Words const words = of(random::call::survey_answers);
    random::Words const more = of(random::call::more_survey_answers);
    auto const one = random::normal_pair(words.w0, words.w1);
    auto const other = random::normal_pair(words.w2, words.w3);
    auto const third = random::normal_pair(more.w0, more.w1);
    return {one.first, one.second, other.first, other.second, third.first, third.second, 0.F};
}

/// What an error of 1 adds, by the variance of what is; 0 of records.
double error_deviation(Survey const& survey, Construct const& construct, double variance) {
    bool const errs = construct.source != Source::records;
    return errs ? std::sqrt(variance * (1 - survey.reliability) / survey.reliability) : 0;
}

/// Variance of the values that are there, divisor n - 1; 0 of fewer than two.
double variance(std::vector<float> const& values) {
    double n = 0, sum = 0, squares = 0;
    for (float const value : values) {
        if (std::isnan(value)) continue;
        ++n;
        sum += static_cast<double>(value);
    }
    for (float const value : values) {
        double const deviation = static_cast<double>(value) - sum / n;
        if (!std::isnan(value)) squares += deviation * deviation;
    }
    return n < 2 ? 0 : squares / (n - 1);
}

}  // namespace

std::span<NamedAnswerScale const> answer_scales() { return all_answer_scales; }

NamedAnswerScale const& answer_scale(AnswerScale scale) { return all_answer_scales[static_cast<std::size_t>(scale)]; }

NamedAnswerScale const* find_answer_scale(std::string_view name) {
    auto const found = std::find_if(all_answer_scales.begin(), all_answer_scales.end(),
                                    [&](NamedAnswerScale const& scale) { return name == scale.name; });
    return found == all_answer_scales.end() ? nullptr : &*found;
}

NamedSource const& named(Source source) { return all_sources[static_cast<std::size_t>(source)]; }

std::span<Construct const> constructs() { return all_constructs; }

float cut(double value, Construct const& construct, AnswerScale scale) {
    int const points = construct.source == Source::records ? 0 : answer_scale(scale).points;
    if (points == 0 || std::isnan(value)) return static_cast<float>(value);
    auto const least = static_cast<double>(construct.least);
    double const part = (value - least) / (static_cast<double>(construct.most) - least);
    return static_cast<float>(std::clamp(1 + std::floor(part * points), 1., static_cast<double>(points)));
}

std::vector<Answers> ask(Survey const& survey, Organization const& organization, std::span<Position const> asked) {
    std::vector<Answers> answers(
        all_constructs.size(), {std::vector<float>(asked.size(), missing), std::vector<float>(asked.size(), missing)});
    auto const week = static_cast<std::uint32_t>(survey.week);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        MemberWeek const member = member_week(organization, week, asked[i]);
        for (std::size_t c = 0; c < answers.size() && member.on_duty; ++c)
            answers[c].is[i] = all_constructs[c].of(member);
    }
    std::array<double, all_constructs.size()> deviations{};
    for (std::size_t c = 0; c < answers.size(); ++c)
        deviations[c] = error_deviation(survey, all_constructs[c], variance(answers[c].is));
    for (std::size_t i = 0; i < asked.size(); ++i) {
        auto const error = errors(organization.key(), asked[i], week);
        for (std::size_t c = 0; c < answers.size(); ++c) {
            double const answer = static_cast<double>(answers[c].is[i]) + deviations[c] * static_cast<double>(error[c]);
            answers[c].given[i] = cut(answer, all_constructs[c], survey.scale);
        }
    }
    return answers;
}

}  // namespace candor::model
