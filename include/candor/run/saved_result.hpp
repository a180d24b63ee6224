#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "candor/output/variable_source.hpp"
#include "candor/run/comparison.hpp"
#include "candor/run/weekly_outcomes.hpp"

namespace candor::run {

/// What a run or a comparison left, in a file or in memory. Only what is asked for is read, so that a large file costs no
/// more than its weekly means. One thread at a time. What is damaged or not there is an OutputError that names the file.
class SavedResult final : public WeeklyOutcomes {
public:
    /// Throws OutputError as `output::NetcdfReader`, and if that is no result of a run or a comparison.
    explicit SavedResult(std::filesystem::path path);
    /// The same from elsewhere, under the name of the file that it is or would be.
    SavedResult(std::filesystem::path path, std::unique_ptr<output::VariableSource const> source);

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    /// All but the variables: coordinates, attributes, where the result comes from.
    [[nodiscard]] output::Dataset const& frame() const { return frame_; }
    /// The labels of its arms.
    [[nodiscard]] std::vector<std::string> const& policies() const { return policies_; }
    /// The number of each finished replicate's random key.
    [[nodiscard]] std::vector<std::int32_t> const& numbers() const { return numbers_; }

    [[nodiscard]] bool paired() const override;
    [[nodiscard]] std::size_t replicates() const override { return numbers_.size(); }
    [[nodiscard]] int weeks() const override { return weeks_; }
    [[nodiscard]] std::vector<double> series(std::size_t arm, std::size_t replicate,
                                             model::Outcome const& outcome) const override;
    [[nodiscard]] std::size_t entries(std::size_t arm) const override { return entries_.at(arm).size(); }
    [[nodiscard]] std::optional<int> touched(std::size_t arm, std::size_t replicate, int week,
                                             std::size_t entry) const override;

    /// The entries of an arm's timeline in words.
    [[nodiscard]] std::vector<std::string> const& entries_in_words(std::size_t arm) const { return entries_.at(arm); }
    /// Levels below the top that are told apart, from 1; none where the file has no means by level.
    [[nodiscard]] std::vector<std::int32_t> levels() const;
    /// The mean of an outcome over a window on each level, as `replicate_means`; [arms][replicates][levels].
    [[nodiscard]] std::vector<std::vector<std::vector<double>>> level_means(model::Outcome const& outcome,
                                                                            Window window) const;

private:
    void read_policies();
    void read_entries();
    [[nodiscard]] std::vector<double> values(std::string const& name, std::size_t per_week) const;
    [[noreturn]] void foreign(std::string const& why) const;
    /// Where a run begins in an array of so many values a week.
    [[nodiscard]] std::size_t start(std::size_t arm, std::size_t replicate, std::size_t per_week) const {
        return (arm * replicates() + replicate) * static_cast<std::size_t>(weeks_) * per_week;
    }

    std::filesystem::path path_;
    std::unique_ptr<output::VariableSource const> source_;
    output::Dataset frame_;
    std::vector<std::string> policies_{};
    std::vector<std::int32_t> numbers_{};
    int weeks_ = 0;
    std::vector<std::vector<std::string>> entries_{};
    std::size_t most_entries_ = 0;
    std::vector<std::int32_t> touched_{};
    mutable std::map<std::string, std::vector<double>> weekly_{};  ///< what was read already
};

}  // namespace candor::run
