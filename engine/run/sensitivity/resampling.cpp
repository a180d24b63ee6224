#include "resampling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "candor/core/parallel.hpp"
#include "candor/random/distributions.hpp"
#include "candor/run/bands.hpp"

namespace candor::run {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Around the estimate: the samples' 95 %, with their median moved to it.
Estimate around(double estimate, std::vector<double> samples) {
    constexpr double tail = .025;
    samples.erase(std::remove_if(samples.begin(), samples.end(), [](double value) { return std::isnan(value); }),
                  samples.end());
    if (std::isnan(estimate) || samples.size() < 2) return {estimate, undefined, undefined};
    std::sort(samples.begin(), samples.end());
    double const shift = estimate - sorted_quantile(samples, .5);
    return {estimate, sorted_quantile(samples, tail) + shift, sorted_quantile(samples, 1 - tail) + shift};
}

}  // namespace

ReplicatedValues::ReplicatedValues(std::vector<double> const& values, std::size_t replicates)
    : points_(values.size() / replicates), replicates_(replicates), by_replicate_(values.size()) {
    for (std::size_t point = 0; point < points_; ++point) {
        for (std::size_t replicate = 0; replicate < replicates_; ++replicate)
            by_replicate_[replicate * points_ + point] = values[point * replicates_ + replicate];
    }
}

std::vector<double> ReplicatedValues::means(std::span<double const> times) const {
    std::vector<double> means(points_, 0.);
    for (std::size_t replicate = 0; replicate < replicates_; ++replicate) {
        double const weight = times[replicate] / static_cast<double>(replicates_);
        if (weight == 0) continue;
        double const* const values = by_replicate_.data() + replicate * points_;
        for (std::size_t point = 0; point < points_; ++point) means[point] += weight * values[point];
    }
    return means;
}

std::vector<double> draw_times(Bootstrap const& bootstrap, int sample, std::uint32_t what, std::size_t count) {
    std::vector<double> times(count, 0.);
    random::Key const key{bootstrap.seed, static_cast<std::uint32_t>(sample)};
    for (std::size_t draw = 0; draw < count; ++draw) {
        random::Words const words =
            random::philox(key, {static_cast<std::uint32_t>(draw), what, random::call::resampling});
        times[random::below(words.w0, static_cast<std::uint32_t>(count))] += 1;
    }
    return times;
}

bool varies(std::span<double const> values) {
    constexpr double rounding = 1e-12;
    auto const [least, most] = std::minmax_element(values.begin(), values.end());
    return *most - *least > rounding * std::max(std::abs(*least), std::abs(*most));
}

std::vector<Estimate> resampled_estimates(ReplicatedValues const& values, std::size_t rows, std::size_t statistic_count,
                                          Statistics const& statistics, Bootstrap const& bootstrap) {
    std::vector<double> plain(statistic_count);
    statistics(std::vector<double>(rows, 1.), values.means(std::vector<double>(values.replicates(), 1.)), plain);
    bool const can_vary = rows > 1 && bootstrap.samples > 1;
    auto const samples = static_cast<std::size_t>(can_vary ? bootstrap.samples : 0);
    std::vector<double> drawn(samples * statistic_count);
    parallel::for_each(samples, [&](std::size_t sample) {
        auto const number = static_cast<int>(sample);
        std::vector<double> const of_rows = draw_times(bootstrap, number, resampled::rows, rows);
        std::vector<double> const of_replicates =
            draw_times(bootstrap, number, resampled::replicates, values.replicates());
        statistics(of_rows, values.means(of_replicates), {drawn.data() + sample * statistic_count, statistic_count});
    });
    std::vector<Estimate> estimates(statistic_count);
    parallel::for_each(statistic_count, [&](std::size_t i) {
        std::vector<double> of_one(samples);
        for (std::size_t sample = 0; sample < samples; ++sample) of_one[sample] = drawn[sample * statistic_count + i];
        estimates[i] = around(plain[i], std::move(of_one));
    });
    return estimates;
}

}  // namespace candor::run
