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
/// What a run under one policy comes to: `In this model, under command: performance 0.346 [0.343, 0.349].`
[[nodiscard]] std::string mean_sentence(model::Outcome const& outcome, std::string const& policy,
                                        run::Estimate const& mean);
/// What becomes of one outcome: `voice: higher under level2, 81.6 % against 20.3 %, +61.3 points [+60.8, +61.7].`
[[nodiscard]] std::string outcome_sentence(Pair const& pair, std::string const& outcome);
/// The same on quits and on what reaches the top; one sentence each.
[[nodiscard]] std::vector<std::string> further_sentences(Pair const& pair);

}  // namespace candor::cli
