#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "candor/core/field.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "candor/scenario/expectation.hpp"

namespace candor::scenario {

/// How the points of a sweep are laid out in the space of its factors.
enum class DesignKind { grid, zip, list, random, latin_hypercube, sobol, saltelli, morris, one_at_a_time };

/// Which values a factor takes.
struct Levels {
    std::vector<std::string> texts{};  ///< as written after `PATH=`
    std::vector<double> numbers{};     ///< the same where the factor is a number; else their places, from 0
};
struct Uniform {
    double low, high;
};
/// Uniform in the logarithm; 0 < low < high.
struct LogUniform {
    double low, high;
};
/// Cut to low..high where they are given.
struct Normal {
    double mean, deviation;
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};
struct Triangular {
    double low, mode, high;
};
using Spread = std::variant<Levels, Uniform, LogUniform, Normal, Triangular>;

enum class FactorType {
    real,   ///< rounded to the nearest float, as the model computes with
    whole,  ///< rounded to the nearest whole number
    text    ///< anything else; held as the place of its level, from 0
};

/// Something of the base scenario that a sweep varies: a parameter, an element of a style, part of a timeline entry, the
/// organization; whatever `--set PATH=VALUE` can set.
struct Factor {
    std::string path;
    std::string name;   ///< of its variable in result files, and in constraints: a letter, then letters, digits and _
    std::string group;  ///< factors of one group move together in `morris`; empty: moves alone
    FactorType type;
    std::string unit;     ///< of the key; "1" where it has none
    std::string meaning;  ///< of the key; empty where it is none
    Range range;          ///< of the key
    Spread spread;
    double base;  ///< its value in the base scenario; NaN where it is no number there
    Location location{};
};

/// Section `design`; a number that its kind does not use is 0.
struct DesignPlan {
    DesignKind kind = DesignKind::grid;
    std::int64_t points = 0;        ///< random, latin_hypercube, sobol
    std::int64_t base_rows = 0;     ///< saltelli: N
    bool second_order = false;      ///< saltelli: N(2D+2) points instead of N(D+2)
    std::int64_t trajectories = 0;  ///< morris
    int levels = 0;                 ///< morris: of the grid on which each factor moves; even
    std::uint32_t seed = 1;         ///< of the design, not of the runs
    std::vector<double> rows{};     ///< list: [points, factors]
    Location location{};
};

/// A condition that points must meet, over the names of factors: `turbulence + volatility <= .5`.
struct Constraint {
    std::string text;
    Location location{};
};

/// How often each point is run under each policy.
struct Replicates {
    int most = 20;
    std::string until{};    ///< an outcome; empty: always `most`
    double half_width = 0;  ///< of the 95 % interval at which a point is done
};

/// Whether all points meet the same people and shocks. Policies at one point always do.
enum class RandomNumbers { common, independent };

class SweepBase;

/// A sweep file: one base scenario run at many points, complete and checked.
struct Sweep {
    std::string title{};
    std::string question{};
    std::vector<std::string> policies{};  ///< arms at each point, POLICY or POLICY@VARIANT; at least one
    std::vector<Factor> factors{};
    DesignPlan design{};
    std::vector<Constraint> constraints{};
    std::vector<std::string> outcomes{};  ///< kept of each run: the mean over `weeks`
    Weeks weeks{};
    std::vector<std::string> series{};  ///< outcomes kept week by week
    Replicates replicates{};
    RandomNumbers random_numbers = RandomNumbers::common;
    std::string source{};                     ///< the YAML as written
    std::filesystem::path file{};             ///< where it was read from; empty for none
    std::shared_ptr<SweepBase const> base{};  ///< the base scenario, for `PointReader`
};

[[nodiscard]] char const* name_of(DesignKind kind);

}  // namespace candor::scenario
