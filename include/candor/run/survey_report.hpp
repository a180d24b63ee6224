#pragma once

#include <string>
#include <vector>

#include "candor/model/survey.hpp"
#include "candor/output/dataset.hpp"
#include "candor/run/comparison.hpp"

namespace candor::run {

/// With fewer respondents in a replicate it gives no correlation.
inline constexpr int fewest_respondents = 10;

/// What a survey shows of one construct under one policy; means over replicates with their intervals.
struct ScaleReport {
    model::Construct const* construct;
    Estimate mean, deviation;            ///< of what was told; standard deviation with divisor n - 1
    Estimate true_mean, true_deviation;  ///< of what is
    Estimate reliability;                ///< squared correlation of what was told and what is
};

/// A correlation matrix without its diagonal, row by row: (2, 1), (3, 1), (3, 2), ... Each is found in every replicate;
/// the mean and the interval over replicates are those of Fisher's z (Fisher 1921), turned back.
using Correlations = std::vector<Estimate>;

struct SurveyOfPolicy {
    std::string policy;
    double answered;  ///< mean number of respondents in a replicate
    std::vector<ScaleReport> scales;
    Correlations answers, is;
};

/// One survey of a result, as a paper would report it.
struct SurveyReport {
    int number;  ///< from 1
    int week;
    std::string scale;
    double reliability;  ///< as asked for
    std::size_t asked;   ///< in each replicate
    std::size_t replicates;
    std::vector<SurveyOfPolicy> policies;
};

/// All surveys of a result; none where it recorded none.
[[nodiscard]] std::vector<SurveyReport> survey_reports(output::Dataset const& dataset);

/// The index into Correlations of row > column, from 0.
[[nodiscard]] constexpr std::size_t pair_index(std::size_t row, std::size_t column) {
    return row * (row - 1) / 2 + column;
}

/// Pearson's correlation over the pairs that are whole; NaN of fewer than `fewest_respondents`, or where one does not vary.
[[nodiscard]] double correlation(std::span<double const> one, std::span<double const> other);

}  // namespace candor::run
