#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "candor/output/dataset.hpp"
#include "candor/run/experiment.hpp"

namespace candor::run {

/// One run of a result.
struct RunOfResult {
    std::string policy;
    int replicate;                         ///< number of its random key
    std::vector<std::string> differing{};  ///< variables that came out otherwise; empty: all are the same bit by bit
};

/// What came of running some of a result again.
struct Verification {
    std::size_t runs;                ///< that the result holds
    std::vector<RunOfResult> again;  ///< those of the sample, by policy and replicate
    bool whole;                      ///< the result matches its own content hash

    [[nodiscard]] bool same() const;
};

/// The experiment that a result came from, by its provenance. Data files are looked for in `data` by their bare names.
/// Throws OutputError if another engine or model made it, if it is no result, or if a data file is missing.
[[nodiscard]] Experiment experiment_in(output::Dataset const& dataset, std::filesystem::path const& data);

/// Runs a random sample of a result's runs again and compares every variable bit by bit (any NaN is the same NaN).
/// `sample` runs, or all if there are fewer; drawn without repetition from `seed`. Throws as `experiment_in`, RunError,
/// and Interrupted when asked to stop.
[[nodiscard]] Verification verify(output::Dataset const& dataset, std::filesystem::path const& data, std::size_t sample,
                                  std::uint32_t seed, Progress const& progress = {}, StopRequest const* stop = nullptr);

}  // namespace candor::run
