#include "candor/run/survey_report.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <variant>

#include "candor/run/provenance.hpp"

namespace candor::run {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// A variance this small against the mean square is the rounding of the sums.
constexpr double rounding = 1e-12;

struct Moments {
    double n = 0, mean = undefined, variance = undefined;
    double square = 0;  ///< mean of the squares

    [[nodiscard]] bool varies() const { return n >= 2 && variance > rounding * square; }
};

Moments moments(std::span<double const> values) {
    Moments m;
    double sum = 0;
    for (double const value : values) {
        if (std::isnan(value)) continue;
        ++m.n;
        sum += value;
        m.square += value * value;
    }
    if (m.n == 0) return m;
    m.mean = sum / m.n;
    m.square /= m.n;
    double squares = 0;
    for (double const value : values) {
        if (!std::isnan(value)) squares += (value - m.mean) * (value - m.mean);
    }
    if (m.n > 1) m.variance = squares / (m.n - 1);
    return m;
}

/// One value for each replicate, or NaN.
template <class Of>
std::vector<double> over_replicates(std::size_t replicates, Of&& of) {
    std::vector<double> values(replicates);
    for (std::size_t r = 0; r < replicates; ++r) values[r] = of(r);
    return values;
}

/// The mean of correlations by Fisher's z. One of 1 has no finite z: it counts as the largest that rounding lets pass.
Estimate pooled(std::vector<double> correlations) {
    constexpr double largest = 1 - 1e-12;
    for (double& r : correlations) r = std::isnan(r) ? r : std::atanh(std::clamp(r, -largest, largest));
    Estimate const z = estimate(correlations);
    return {std::tanh(z.mean), std::tanh(z.low), std::tanh(z.high)};
}

std::string answer_of(model::Construct const& construct) { return std::string("survey_") + construct.name; }
std::string truth_of(model::Construct const& construct) { return answer_of(construct) + "_true"; }

/// The variables of one survey in a dataset, policy by policy.
class Reading {
public:
    Reading(output::Dataset const& dataset, std::size_t survey) : dataset_(dataset), survey_(survey) {
        if (auto const* const policies = dataset.find("policy")) {
            policies_ = std::get<std::vector<std::string>>(policies->values);
        } else {
            auto const arms = nlohmann::json::parse(provenance_text(dataset, "scenario_canonical"));
            policies_ = {arms.at(0).at("policy").get<std::string>()};
        }
    }

    [[nodiscard]] std::vector<std::string> const& policies() const { return policies_; }
    /// What the file holds of all constructs; one of an earlier version may lack some.
    [[nodiscard]] std::vector<model::Construct const*> constructs() const {
        std::vector<model::Construct const*> there;
        for (model::Construct const& construct : model::constructs()) {
            if (dataset_.find(answer_of(construct)) != nullptr) there.push_back(&construct);
        }
        return there;
    }
    [[nodiscard]] std::size_t replicates() const { return dataset_.size_of("replicate"); }

    /// A value that each survey has one of.
    template <class Value>
    [[nodiscard]] Value fact(char const* name) const {
        return std::get<std::vector<Value>>(dataset_.find(name)->values)[survey_];
    }

    /// How many were asked in each replicate.
    [[nodiscard]] std::size_t asked() const {
        auto const& levels = std::get<std::vector<std::int32_t>>(dataset_.find("survey_level")->values);
        auto const first = levels.begin() + static_cast<std::ptrdiff_t>(survey_ * respondents());
        auto const last = first + static_cast<std::ptrdiff_t>(respondents());
        return respondents() - static_cast<std::size_t>(std::count(first, last, output::missing_number));
    }

    /// What the respondents of one run answered, or how it is; [respondents].
    [[nodiscard]] std::vector<double> values(std::string const& variable, std::size_t policy,
                                             std::size_t replicate) const {
        auto const& all = std::get<std::vector<float>>(dataset_.find(variable)->values);
        std::size_t const surveys = dataset_.size_of("survey");
        std::size_t const first = ((policy * replicates() + replicate) * surveys + survey_) * respondents();
        auto const begin = all.begin() + static_cast<std::ptrdiff_t>(first);
        return {begin, begin + static_cast<std::ptrdiff_t>(respondents())};
    }

private:
    [[nodiscard]] std::size_t respondents() const { return dataset_.size_of("respondent"); }

    output::Dataset const& dataset_;
    std::size_t survey_;
    std::vector<std::string> policies_;
};

ScaleReport scale_report(Reading const& reading, std::size_t policy, model::Construct const& construct) {
    auto const each = [&](std::string const& variable, auto&& of) {
        return estimate(over_replicates(reading.replicates(), [&](std::size_t replicate) {
            return of(moments(reading.values(variable, policy, replicate)));
        }));
    };
    auto const mean = [](Moments const& m) { return m.mean; };
    auto const deviation = [](Moments const& m) { return std::sqrt(m.variance); };
    std::string const answer = answer_of(construct), truth = truth_of(construct);
    auto const reliabilities = over_replicates(reading.replicates(), [&](std::size_t replicate) {
        double const r =
            correlation(reading.values(answer, policy, replicate), reading.values(truth, policy, replicate));
        return r * r;
    });
    return {&construct,        each(answer, mean),     each(answer, deviation),
            each(truth, mean), each(truth, deviation), estimate(reliabilities)};
}

Correlations correlations(Reading const& reading, std::size_t policy,
                          std::string (*variable)(model::Construct const&)) {
    Correlations all;
    auto const constructs = reading.constructs();
    for (std::size_t row = 1; row < constructs.size(); ++row) {
        for (std::size_t column = 0; column < row; ++column) {
            all.push_back(pooled(over_replicates(reading.replicates(), [&](std::size_t replicate) {
                return correlation(reading.values(variable(*constructs[row]), policy, replicate),
                                   reading.values(variable(*constructs[column]), policy, replicate));
            })));
        }
    }
    return all;
}

SurveyOfPolicy of_policy(Reading const& reading, std::size_t policy) {
    SurveyOfPolicy report{reading.policies()[policy], 0, {}, {}, {}};
    auto const constructs = reading.constructs();
    std::string const any = truth_of(*constructs.front());
    report.answered = estimate(over_replicates(reading.replicates(), [&](std::size_t replicate) {
                          return moments(reading.values(any, policy, replicate)).n;
                      })).mean;
    for (model::Construct const* construct : constructs)
        report.scales.push_back(scale_report(reading, policy, *construct));
    report.answers = correlations(reading, policy, answer_of);
    report.is = correlations(reading, policy, truth_of);
    return report;
}

}  // namespace

double correlation(std::span<double const> one, std::span<double const> other) {
    std::vector<double> x, y;
    for (std::size_t i = 0; i < one.size(); ++i) {
        if (std::isnan(one[i]) || std::isnan(other[i])) continue;
        x.push_back(one[i]);
        y.push_back(other[i]);
    }
    Moments const a = moments(x), b = moments(y);
    if (a.n < fewest_respondents || !a.varies() || !b.varies()) return undefined;
    double products = 0;
    for (std::size_t i = 0; i < x.size(); ++i) products += (x[i] - a.mean) * (y[i] - b.mean);
    return std::clamp(products / (a.n - 1) / std::sqrt(a.variance * b.variance), -1., 1.);
}

std::vector<SurveyReport> survey_reports(output::Dataset const& dataset) {
    std::vector<SurveyReport> reports;
    if (dataset.find("survey") == nullptr) return reports;
    for (std::size_t survey = 0; survey < dataset.size_of("survey"); ++survey) {
        Reading const reading(dataset, survey);
        SurveyReport report{static_cast<int>(survey) + 1,
                            reading.fact<std::int32_t>("survey_week"),
                            reading.fact<std::string>("survey_scale"),
                            reading.fact<double>("survey_reliability"),
                            reading.asked(),
                            reading.replicates(),
                            {}};
        for (std::size_t policy = 0; policy < reading.policies().size(); ++policy)
            report.policies.push_back(of_policy(reading, policy));
        reports.push_back(std::move(report));
    }
    return reports;
}

}  // namespace candor::run
