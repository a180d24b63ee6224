#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "candor/run/sensitivity.hpp"
#include "resampling.hpp"

namespace candor::run {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// The estimators over base rows that count several times or not at all. As in SALib, values are centred by the mean of
/// all points and variances are those of A and B.
class SobolEstimators {
public:
    SobolEstimators(std::size_t factors, bool second_order)
        : factors_(factors), second_order_(second_order), step_((second_order ? 2 : 1) * factors + 2) {}

    [[nodiscard]] std::size_t step() const { return step_; }
    [[nodiscard]] std::size_t pairs() const { return second_order_ ? factors_ * (factors_ - 1) / 2 : 0; }
    [[nodiscard]] std::size_t count() const { return 2 * factors_ + pairs() + 1; }

    /// First, total, second order, and what is left for interactions.
    void operator()(std::span<double const> times, std::span<double const> means, std::span<double> out) const {
        std::fill(out.begin(), out.end(), undefined);
        if (!varies(means)) return;
        std::vector<double> centred(means.begin(), means.end());
        double const mean = std::accumulate(means.begin(), means.end(), 0.) / static_cast<double>(means.size());
        for (double& value : centred) value -= mean;
        double const n = static_cast<double>(times.size());
        double const variance = variance_of_ends(times, centred, n);
        if (!(variance > 0)) return;
        std::fill(out.begin(), out.end(), 0.);
        for (std::size_t row = 0; row < times.size(); ++row) {
            if (times[row] != 0) add_row(times[row], centred.data() + row * step_, out);
        }
        for (double& sum : out) sum /= n * variance;
        finish(out);
    }

private:
    /// Of A and B together, each row counted so many times.
    [[nodiscard]] double variance_of_ends(std::span<double const> times, std::vector<double> const& values,
                                          double n) const {
        double sum = 0;
        for (std::size_t row = 0; row < times.size(); ++row)
            sum += times[row] * (values[row * step_] + values[(row + 1) * step_ - 1]);
        double const mean = sum / (2 * n);
        double squares = 0;
        for (std::size_t row = 0; row < times.size(); ++row) {
            double const a = values[row * step_] - mean;
            double const b = values[(row + 1) * step_ - 1] - mean;
            squares += times[row] * (a * a + b * b);
        }
        return squares / (2 * n);
    }

    void add_row(double times, double const* row, std::span<double> out) const {
        double const a = row[0];
        double const b = row[step_ - 1];
        double const* const ab = row + 1;
        double const* const ba = ab + factors_;
        for (std::size_t j = 0; j < factors_; ++j) {
            out[j] += times * b * (ab[j] - a);
            out[factors_ + j] += times * .5 * (a - ab[j]) * (a - ab[j]);
        }
        if (!second_order_) return;
        double* pair = out.data() + 2 * factors_;
        for (std::size_t j = 0; j < factors_; ++j) {
            for (std::size_t k = j + 1; k < factors_; ++k) *pair++ += times * (ba[j] * ab[k] - a * b);
        }
    }

    /// From what a pair explains together to what only the pair explains.
    void finish(std::span<double> out) const {
        std::size_t pair = 2 * factors_;
        for (std::size_t j = 0; j < factors_ && second_order_; ++j) {
            for (std::size_t k = j + 1; k < factors_; ++k) out[pair++] -= out[j] + out[k];
        }
        out.back() = 1 - std::accumulate(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(factors_), 0.);
    }

    std::size_t factors_;
    bool second_order_;
    std::size_t step_;
};

}  // namespace

SobolIndices sobol_indices(std::vector<double> const& values, std::size_t factors, bool second_order,
                           std::size_t replicates, Bootstrap const& bootstrap) {
    SobolEstimators const estimators(factors, second_order);
    ReplicatedValues const replicated(values, replicates);
    std::size_t const rows = replicated.points() / estimators.step();
    std::vector<Estimate> const all = resampled_estimates(replicated, rows, estimators.count(), estimators, bootstrap);
    auto const at = [&](std::size_t i) { return all.begin() + static_cast<std::ptrdiff_t>(i); };
    return {{at(0), at(factors)},
            {at(factors), at(2 * factors)},
            {at(2 * factors), at(2 * factors + estimators.pairs())},
            all.back()};
}

}  // namespace candor::run
