#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "candor/output/dataset.hpp"
#include "candor/run/sweep_store.hpp"

namespace candor::run {

/// A factor as a merged sweep knows it.
struct SweptFactor {
    std::string name;
    std::string path;
    std::string group{};                ///< empty: moves alone
    std::vector<std::string> levels{};  ///< of text factors, in their order; else empty
    std::vector<double> values{};       ///< [points]; of text factors the place of the level, from 0
};

/// What a merged sweep (`results.h5`) holds, ready for statistics: every run that its design asks for, and its values.
class MergedSweep {
public:
    /// Refers to the dataset, which must outlive it. Throws OutputError if that is no merged sweep.
    explicit MergedSweep(output::Dataset const& dataset);

    [[nodiscard]] std::string const& design() const { return design_; }                   ///< as `name_of(DesignKind)`
    [[nodiscard]] std::vector<std::string> const& policies() const { return policies_; }  ///< {""} where it names none
    [[nodiscard]] std::vector<SweptFactor> const& factors() const { return factors_; }
    [[nodiscard]] std::vector<std::string> const& outcomes() const { return outcomes_; }
    [[nodiscard]] std::size_t points() const { return points_; }
    [[nodiscard]] std::size_t replicates() const { return replicates_; }  ///< the most that a point has
    /// Whether the policies at one point share chart, people and shocks.
    [[nodiscard]] bool paired() const { return number("paired") != 0; }
    /// A whole number among the attributes of the file; 0 where it is not there.
    [[nodiscard]] std::int64_t number(char const* attribute) const;

    /// How many replicates each point has; [points]. They differ where a sweep stops points that are sure enough.
    /// Throws OutputError if runs failed or are missing, naming how many and of which points.
    [[nodiscard]] std::vector<std::size_t> replicates_of_points() const;
    /// An outcome under a policy; [points, replicates], NaN behind the replicates that a point has.
    /// Throws OutputError if there is no such outcome, or if it is undefined in a run; and as `replicates_of_points`.
    [[nodiscard]] std::vector<double> values(std::string const& outcome, std::size_t policy) const;

private:
    void read_factors();
    void read_outcomes();
    [[nodiscard]] std::vector<double> const& all_values(std::string const& outcome) const;
    [[nodiscard]] bool has_values(std::size_t point, std::size_t replicate) const;
    [[nodiscard]] RunNumbers numbers() const;
    [[nodiscard]] std::vector<std::int64_t> failed_runs() const;
    void require_whole() const;
    [[nodiscard]] std::string of_points(std::vector<std::int64_t> const& runs) const;

    output::Dataset const& dataset_;
    std::string design_{};
    std::vector<std::string> policies_{};
    std::vector<SweptFactor> factors_{};
    std::vector<std::string> outcomes_{};
    std::size_t points_ = 0;
    std::size_t replicates_ = 0;
};

}  // namespace candor::run
