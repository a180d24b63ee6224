#include <fmt/format.h>

#include <limits>
#include <numeric>

#include "candor/random/distributions.hpp"
#include "candor/random/philox.hpp"
#include "candor/random/streams.hpp"
#include "points.hpp"
#include "sobol.hpp"

/// Designs that draw: `random`, `latin_hypercube`, `sobol`, `saltelli`.
namespace candor::run {

namespace {

using scenario::DesignKind;
using scenario::Factor;
using scenario::Sweep;

constexpr std::int64_t most_draws_for_each = 1000;

/// How many draws have addresses of their own, and points of a Sobol sequence different words.
constexpr std::int64_t most_draws = std::int64_t{1} << 32;

random::Words point_words(Sweep const& sweep, std::size_t point, std::size_t factor) {
    return random::philox({sweep.design.seed, 0}, {static_cast<std::uint32_t>(point),
                                                   static_cast<std::uint32_t>(factor), random::call::design_points});
}

/// Between 0 and 1, and neither.
double share_of(random::Words words) {
    std::uint64_t const bits = (std::uint64_t{words.w0} << 20) | (words.w1 >> 12);
    return (static_cast<double>(bits) + .5) * 0x1p-52;
}

/// Between 0 and 1, and neither.
double share_of(std::uint32_t word) { return (static_cast<double>(word) + .5) * 0x1p-32; }

std::vector<Scale> scales_of(Sweep const& sweep) { return {sweep.factors.begin(), sweep.factors.end()}; }

/// A scrambled Sobol sequence, the coordinates of a point.
class Sobol {
public:
    Sobol(Sweep const& sweep, std::size_t dimensions) {
        if (dimensions > sobol_dimensions) {
            throw scenario::ScenarioError(scenario::Diagnostic{
                fmt::format("the design has too many factors, {}", sweep.factors.size()),
                fmt::format("it needs {} dimensions, and the Sobol sequence has {}", dimensions, sobol_dimensions),
                sweep.design.location, "`latin_hypercube` and `morris` take any number"});
        }
        for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
            dimensions_.emplace_back(dimension);
            random::Address const address{static_cast<std::uint32_t>(dimension), 0, random::call::design_scrambling};
            seeds_.push_back(random::philox({sweep.design.seed, 0}, address).w0);
        }
    }

    [[nodiscard]] double share(std::size_t point, std::size_t dimension) const {
        return share_of(scrambled(dimensions_[dimension].at(static_cast<std::uint32_t>(point)), seeds_[dimension]));
    }

private:
    std::vector<SobolDimension> dimensions_;
    std::vector<std::uint32_t> seeds_;
};

/// Rows first..last-1, each factor at the share of its distribution that `share(point, factor)` says.
template <class Share>
std::vector<double> at_shares(Sweep const& sweep, std::size_t first, std::size_t last, Share&& share) {
    std::size_t const factors = sweep.factors.size();
    std::vector<Scale> const scales = scales_of(sweep);
    std::vector<double> values((last - first) * factors);
    for_each_point(values, factors, [&](std::size_t point, double* row) {
        for (std::size_t factor = 0; factor < factors; ++factor) {
            row[factor] = scales[factor].at(share(first + point, factor));
        }
    });
    return values;
}

/// Draws batch by batch until as many points are kept as are wanted; `draw(first, last)` lays out a batch.
template <class Draw>
Design kept(Sweep const& sweep, Constraints& constraints, Draw&& draw) {
    std::int64_t const wanted = sweep.design.points;
    if (constraints.empty()) return {sweep.factors.size(), draw(0, static_cast<std::size_t>(wanted)), 0};

    Design design{sweep.factors.size(), {}, 0};
    std::int64_t const most = std::min(saturated_product(wanted, most_draws_for_each), most_draws);
    std::int64_t const batch = std::clamp<std::int64_t>(wanted, 1024, 65536);
    for (std::int64_t first = 0; design.points() < wanted; first += batch) {
        if (first >= most) {
            constraints.refuse(fmt::format("only {} of {} draws meet the constraints", design.points(), most),
                               fmt::format("{} points are wanted", wanted));
        }
        Design const tried{
            design.factors,
            draw(static_cast<std::size_t>(first), static_cast<std::size_t>(std::min(first + batch, most))), 0};
        for (std::int64_t i = 0; i < tried.points() && design.points() < wanted; ++i) {
            auto const row = tried.row(i);
            if (constraints.met_by(row)) {
                design.values.insert(design.values.end(), row.begin(), row.end());
            } else {
                ++design.left_out;
            }
        }
    }
    return design;
}

/// In which of as many strata as there are points each is: a random permutation (Durstenfeld 1964).
std::vector<std::uint32_t> strata_of(Sweep const& sweep, std::size_t factor) {
    std::vector<std::uint32_t> strata(static_cast<std::size_t>(sweep.design.points));
    std::iota(strata.begin(), strata.end(), 0u);
    for (std::size_t i = strata.size(); i-- > 1;) {
        std::uint32_t const word = point_words(sweep, i, factor).w2;
        std::swap(strata[i], strata[random::below(word, static_cast<std::uint32_t>(i + 1))]);
    }
    return strata;
}

}  // namespace

Design drawn_points(Sweep const& sweep, Constraints& constraints) {
    if (sweep.design.kind == DesignKind::random) {
        return kept(sweep, constraints, [&](std::size_t first, std::size_t last) {
            return at_shares(sweep, first, last, [&](std::size_t point, std::size_t factor) {
                return share_of(point_words(sweep, point, factor));
            });
        });
    }
    Sobol const sobol(sweep, sweep.factors.size());
    return kept(sweep, constraints, [&](std::size_t first, std::size_t last) {
        return at_shares(sweep, first, last,
                         [&](std::size_t point, std::size_t factor) { return sobol.share(point, factor); });
    });
}

std::vector<double> latin_hypercube_points(Sweep const& sweep) {
    std::vector<std::vector<std::uint32_t>> strata(sweep.factors.size());
    parallel::for_each(strata.size(), [&](std::size_t factor) { strata[factor] = strata_of(sweep, factor); });
    auto const points = static_cast<double>(sweep.design.points);
    double const below_one = 1 - std::numeric_limits<double>::epsilon() / 2;
    return at_shares(sweep, 0, strata.front().size(), [&](std::size_t point, std::size_t factor) {
        double const within = share_of(point_words(sweep, point, factor));
        return std::min((strata[factor][point] + within) / points, below_one);
    });
}

std::int64_t saltelli_size(Sweep const& sweep) {
    auto const factors = static_cast<std::int64_t>(sweep.factors.size());
    return saturated_product(sweep.design.base_rows, sweep.design.second_order ? 2 * factors + 2 : factors + 2);
}

std::vector<double> saltelli_points(Sweep const& sweep) {
    std::size_t const factors = sweep.factors.size();
    Sobol const sobol(sweep, 2 * factors);
    std::vector<Scale> const scales = scales_of(sweep);
    std::vector<double> values(static_cast<std::size_t>(saltelli_size(sweep)) * factors);
    std::size_t const block = values.size() / static_cast<std::size_t>(sweep.design.base_rows);
    std::size_t const crossed = sweep.design.second_order ? 2 * factors : factors;
    for_each_point(values, block, [&](std::size_t base_row, double* rows) {
        double* const a = rows;
        double* const b = rows + block - factors;
        for (std::size_t factor = 0; factor < factors; ++factor) {
            a[factor] = scales[factor].at(sobol.share(base_row, factor));
            b[factor] = scales[factor].at(sobol.share(base_row, factors + factor));
        }
        for (std::size_t k = 0; k < crossed; ++k) {
            double const* const from = k < factors ? a : b;
            double const* const other = k < factors ? b : a;
            double* const row = rows + (1 + k) * factors;
            std::copy_n(from, factors, row);
            row[k % factors] = other[k % factors];
        }
    });
    return values;
}

}  // namespace candor::run
