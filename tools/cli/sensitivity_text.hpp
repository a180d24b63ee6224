#pragma once

#include <string>

#include "candor/run/sensitivity.hpp"
#include "terminal.hpp"

namespace candor::cli {

/// One sensitivity for people: what matters most, in a sentence, then a table of all factors from most to least.
[[nodiscard]] std::string sensitivity_text(run::Sensitivity const& sensitivity, Style style, Terminal const& terminal);

/// The sentence alone.
[[nodiscard]] std::string main_finding(run::Sensitivity const& sensitivity);

/// How much of it is chance in the means, and what makes intervals narrower; empty where there is nothing to think of.
[[nodiscard]] std::string what_to_think_of(run::Sensitivity const& sensitivity);

/// What makes intervals narrower, where they are too wide to rank factors; empty where they are not.
[[nodiscard]] std::string advice_on_width(run::Sensitivity const& sensitivity);

}  // namespace candor::cli
