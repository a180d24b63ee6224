#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace candor::cli {

/// What was run, as numbers.
struct RunFacts {
    std::vector<std::int64_t> members{};  ///< of each arm; empty: not known
    int weeks = 0;
    std::size_t finished = 0;  ///< replicates
    std::size_t asked = 0;     ///< likewise
    std::size_t arms = 0;
    bool paired = true;
    std::uint32_t seed = 0;
    std::vector<std::string> nulls{};  ///< mechanisms that are held still
};

/// `1,000 members`, `156 weeks`, `40 paired replicates`, `seed 1`, `same people, same shocks`.
[[nodiscard]] std::vector<std::string> words_of(RunFacts const& facts);

/// `partial: 4 of 40 replicates`.
[[nodiscard]] std::string partial_in_words(RunFacts const& facts);

/// `means of weeks 105–156 (the last year)`.
[[nodiscard]] std::string window_in_words(int weeks);

/// What the numbers are not, a sentence each.
[[nodiscard]] std::vector<std::string> caveats(std::size_t finished_replicates);

}  // namespace candor::cli
