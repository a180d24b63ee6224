#pragma once

#include <string>
#include <vector>

#include "candor/run/comparison.hpp"

namespace candor::cli {

/// Two arms of an experiment, compared outcome by outcome.
struct Pair {
    std::string first;
    std::string other;
    bool paired;
    std::vector<run::Difference> differences;

    [[nodiscard]] run::Difference const& of(std::string const& outcome) const;
};

/// What the comparison comes to: a sentence on performance, and the honest one where the interval includes zero.
[[nodiscard]] std::string performance_sentence(Pair const& pair);
/// The same on quits and on what reaches the top; one sentence each.
[[nodiscard]] std::vector<std::string> further_sentences(Pair const& pair);

}  // namespace candor::cli
