#include <fmt/format.h>

#include <cmath>
#include <map>
#include <numeric>

#include "candor/random/philox.hpp"
#include "candor/random/streams.hpp"
#include "points.hpp"

/// Trajectories of elementary effects (Morris 1991, doi:10.1080/00401706.1991.10484804), with groups of factors
/// (Campolongo et al. 2007, doi:10.1016/j.envsoft.2006.10.004).
namespace candor::run {

namespace {

using scenario::Factor;
using scenario::Levels;
using scenario::Sweep;

/// Which group each factor is in, in the order in which they come; a factor without one is a group of its own.
struct Groups {
    std::vector<std::size_t> of{};  ///< [factors]
    std::size_t count = 0;
};

Groups groups_of(Sweep const& sweep) {
    Groups groups;
    std::map<std::string, std::size_t> named;
    for (Factor const& factor : sweep.factors) {
        bool const known = !factor.group.empty() && named.count(factor.group) > 0;
        groups.of.push_back(known ? named[factor.group] : groups.count++);
        if (!factor.group.empty()) named[factor.group] = groups.of.back();
    }
    return groups;
}

/// What a factor is at each level of the grid; [levels].
std::vector<double> values_at_levels(Factor const& factor, int levels) {
    std::vector<double> values;
    Quantile const quantile = quantile_of(factor.spread);
    auto const* const listed = std::get_if<Levels>(&factor.spread);
    for (int level = 0; level < levels; ++level) {
        if (listed == nullptr) {
            double const value = quantile(static_cast<double>(level) / (levels - 1));
            values.push_back(factor.type == scenario::FactorType::whole ? std::round(value) : value);
        } else {
            auto const count = listed->numbers.size();
            auto const place = static_cast<std::size_t>(level) * count / static_cast<std::size_t>(levels - 1);
            values.push_back(listed->numbers[std::min(place, count - 1)]);
        }
    }
    return values;
}

void check_ends(Sweep const& sweep) {
    std::vector<scenario::Diagnostic> problems;
    for (Factor const& factor : sweep.factors) {
        auto const* const normal = std::get_if<scenario::Normal>(&factor.spread);
        if (normal == nullptr || (std::isfinite(normal->low) && std::isfinite(normal->high))) continue;
        problems.push_back({fmt::format("`{}` has no ends", factor.path),
                            "`morris` goes to both ends of each factor, and this distribution is not bounded",
                            factor.location, "cut it, as in `between: [LOW, HIGH]`"});
    }
    if (!problems.empty()) throw scenario::ScenarioError(std::move(problems));
}

/// One trajectory: every factor starts at a random level, and the groups move one after the other in random order.
class Trajectory {
public:
    Trajectory(Sweep const& sweep, Groups const& groups, std::size_t trajectory) : groups_(groups) {
        auto const words = [&](std::size_t index) {
            random::Address const address{static_cast<std::uint32_t>(trajectory), static_cast<std::uint32_t>(index),
                                          random::call::design_trajectories};
            return random::philox({sweep.design.seed, 0}, address);
        };
        auto const half = static_cast<std::uint32_t>(sweep.design.levels / 2);  // delta, in levels
        for (std::size_t factor = 0; factor < groups.of.size(); ++factor) {
            random::Words const drawn = words(factor);
            auto const lower = static_cast<std::size_t>((std::uint64_t{drawn.w0} * half) >> 32);
            bool const up = (drawn.w1 >> 31) != 0;
            before_.push_back(up ? lower : lower + half);
            after_.push_back(up ? lower + half : lower);
        }
        place_in_order(words);
    }

    /// The level of a factor after so many moves.
    [[nodiscard]] std::size_t level(std::size_t factor, std::size_t moves) const {
        return turn_[groups_.of[factor]] < moves ? after_[factor] : before_[factor];
    }

private:
    template <class Words>
    void place_in_order(Words&& words) {
        std::vector<std::uint32_t> keys;
        for (std::size_t group = 0; group < groups_.count; ++group) keys.push_back(words(group).w2);
        std::vector<std::size_t> order(groups_.count);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
        turn_.resize(groups_.count);
        for (std::size_t i = 0; i < order.size(); ++i) turn_[order[i]] = i;
    }

    Groups const& groups_;
    std::vector<std::size_t> before_{}, after_{};  ///< [factors]
    std::vector<std::size_t> turn_{};              ///< when each group moves; [groups]
};

}  // namespace

std::int64_t morris_size(Sweep const& sweep) {
    return saturated_product(sweep.design.trajectories, static_cast<std::int64_t>(groups_of(sweep).count) + 1);
}

std::vector<double> morris_points(Sweep const& sweep) {
    check_ends(sweep);
    std::size_t const factors = sweep.factors.size();
    Groups const groups = groups_of(sweep);
    std::vector<std::vector<double>> at_level;
    for (Factor const& factor : sweep.factors) at_level.push_back(values_at_levels(factor, sweep.design.levels));

    std::vector<double> values(static_cast<std::size_t>(morris_size(sweep)) * factors);
    std::size_t const block = (groups.count + 1) * factors;
    for_each_point(values, block, [&](std::size_t number, double* rows) {
        Trajectory const trajectory(sweep, groups, number);
        for (std::size_t moves = 0; moves <= groups.count; ++moves) {
            for (std::size_t factor = 0; factor < factors; ++factor) {
                rows[moves * factors + factor] = at_level[factor][trajectory.level(factor, moves)];
            }
        }
    });
    return values;
}

}  // namespace candor::run
