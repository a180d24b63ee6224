#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "candor/core/field.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "candor/scenario/expectation.hpp"
#include "candor/scenario/scenario.hpp"

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

struct SweepBase;

/// A sweep file: one base scenario run at many points, complete and checked.
struct Sweep {
    std::string title{};
    std::string question{};
    /// Arms at each point, POLICY or POLICY@VARIANT; at least one. Where `leadership.policy` is a factor, the base's alone,
    /// which the points replace.
    std::vector<std::string> policies{};
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

/// Reads and checks a sweep file and its base scenario. `overrides` are `path=value` as in `--set`, of the base.
/// Throws ScenarioError with every problem found.
[[nodiscard]] Sweep load_sweep(std::filesystem::path const& file, std::vector<std::string> const& overrides = {});

/// The same from text: `source_name` is shown in messages, `base_folder` is where relative paths start.
[[nodiscard]] Sweep parse_sweep(std::string_view text, std::string const& source_name = "sweep",
                                std::filesystem::path const& base_folder = {},
                                std::vector<std::string> const& overrides = {});

/// Whether a file is meant as a sweep: it says what only sweeps say. False where it cannot be read.
[[nodiscard]] bool is_sweep(std::filesystem::path const& file);
/// The same of a text.
[[nodiscard]] bool is_sweep_text(std::string_view text);

/// The base scenario, as it is where no factor is set; good as long as the sweep lives.
[[nodiscard]] Scenario const& base_of(Sweep const& sweep);

/// What decides the results of a sweep beside its points, as compact JSON: base scenario under every policy, factors,
/// design, what is kept, replicates, random numbers. The same bytes on every platform, so that it can be hashed.
[[nodiscard]] std::string canonical_json(Sweep const& sweep);

/// The values or the distribution of a factor as compact JSON, in the words of a sweep file: `{"uniform":[0.2,0.8]}`. An
/// end that there is not is null.
[[nodiscard]] std::string spread_json(Factor const& factor);

/// A value of a factor as it stands behind `PATH=`.
[[nodiscard]] std::string text_of(Factor const& factor, double value);

/// Makes the scenarios of the points of a sweep. Not for several threads at once; each takes its own.
///
/// Where only parameters change from one point to the next, no text is read again.
class PointReader {
public:
    explicit PointReader(Sweep const& sweep);
    PointReader(PointReader const&) = delete;
    PointReader& operator=(PointReader const&) = delete;
    ~PointReader();

    /// The base scenario with the factors at these values, [factors]; good until the next call. Throws ScenarioError if
    /// they make no scenario together.
    [[nodiscard]] Scenario const& at(std::span<double const> values);

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace candor::scenario
