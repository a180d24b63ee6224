#pragma once

#include <string>

#include "candor/run/verdict.hpp"
#include "terminal.hpp"

namespace candor::cli {

/// What came of an expectation, in one sentence with its numbers.
[[nodiscard]] std::string verdict_sentence(run::Verdict const& verdict);

/// The sentence after a ✓ or ✗, and why it was expected; indented lines.
[[nodiscard]] std::string verdict_text(run::Verdict const& verdict, Terminal const& terminal);

}  // namespace candor::cli
