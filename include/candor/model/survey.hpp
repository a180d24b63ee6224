#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "candor/model/member_week.hpp"

namespace candor::model {

/// What respondents answer on: points counted from 1, or any number.
enum class AnswerScale { continuous, likert5, likert7 };

/// Entry of `record.survey`: what a study finds at the start of a week, by a questionnaire and what goes with it.
struct Survey {
    int week = 1;
    double sample = .5;
    double reliability = .8;
    AnswerScale scale = AnswerScale::likert5;
    bool operator==(Survey const&) const = default;
};

struct NamedAnswerScale {
    char const* name;
    AnswerScale scale;
    int points;  ///< 0: any number
};
[[nodiscard]] std::span<NamedAnswerScale const> answer_scales();
[[nodiscard]] NamedAnswerScale const& answer_scale(AnswerScale scale);
/// The scale of that name, or nullptr.
[[nodiscard]] NamedAnswerScale const* find_answer_scale(std::string_view name);

/// Who tells a study of somebody: the person on a questionnaire, its leader in a rating, or the organization's records,
/// which do not err and are not in points.
enum class Source { questionnaire, rating, records };

struct NamedSource {
    char const* name;
    Source source;
    char const* what_it_gives;
};
[[nodiscard]] NamedSource const& named(Source source);

/// What a survey finds out. A scale with points cuts `least`..`most` into equal parts; the outer ones are open.
struct Construct {
    char const* name;
    char const* meaning;
    Source source;
    float least, most;               ///< without meaning for records
    float (*of)(MemberWeek const&);  ///< the true value; NaN where there is none
};

/// What every survey finds out, in the order in which it does.
[[nodiscard]] std::span<Construct const> constructs();

/// What is told of all who were asked about one construct, and how it is; NaN for those not on duty.
struct Answers {
    std::vector<float> given;  ///< [asked]
    std::vector<float> is;     ///< [asked]
};

/// Finds out each construct of the members in the week ahead; one entry for each of `constructs()`.
///
/// Before it is cut, an answer is the true value plus a normal error whose variance is (1 - reliability)/reliability times
/// the variance of the true values among those who answer (divisor n - 1), so that reliability = var(true)/var(answer)
/// (classical test theory: Lord & Novick 1968). Errors are independent and by address: the same under every policy but for
/// that factor. Ratings are as reliable as answers; what records tell is what is.
[[nodiscard]] std::vector<Answers> ask(Survey const& survey, Organization const& organization,
                                       std::span<Position const> asked);

/// The point of a scale that a value falls on; the value itself where there are none, and of records.
[[nodiscard]] float cut(double value, Construct const& construct, AnswerScale scale);

}  // namespace candor::model
