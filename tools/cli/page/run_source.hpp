#pragma once

#include <optional>
#include <string>
#include <vector>

#include "../headline.hpp"
#include "candor/run/experiment.hpp"
#include "candor/run/saved_result.hpp"
#include "json_numbers.hpp"

namespace candor::cli::page {

/// What was run, ready to be run again; or why it cannot be.
struct Again {
    std::optional<run::Experiment> experiment{};
    std::string why_not{};  ///< a sentence; empty if it can be
    run::StopRequest const* stop = nullptr;
};

/// What the report of a run or a comparison draws on.
struct RunSource {
    run::SavedResult const& result;
    Again again;
    std::string title;
    std::string question;
    std::uint32_t seed = 0;
    std::size_t asked = 0;           ///< replicates
    std::vector<std::string> nulls;  ///< mechanisms that are held still
    std::vector<Json> scenarios;     ///< of each arm, every key present
    std::vector<Pair> pairs;         ///< each other arm with the first
    run::Window window;
    std::vector<std::size_t> places;  ///< of the weeks that are shown, from 0
    std::size_t runs_shown = 0;       ///< single runs, at most

    [[nodiscard]] std::size_t arms() const { return result.policies().size(); }
};

/// Throws OutputError if the file does not say what was run.
[[nodiscard]] RunSource source_of(run::SavedResult const& result, Again again);

/// At most so many (at least two) of the places 0..count-1, evenly but for the last; the first and the last always.
[[nodiscard]] std::vector<std::size_t> every_so_many(std::size_t count, std::size_t most);

/// The texts of a result's provenance whose names begin so.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> texts_of(output::Dataset const& dataset,
                                                                        std::string const& beginning);

}  // namespace candor::cli::page
