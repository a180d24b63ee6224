#pragma once

#include <muParser.h>

#include <string>

#include "candor/scenario/sweep.hpp"

/// What can be wrong with the text of a constraint, in our words.
namespace candor::run {

[[nodiscard]] bool is_name(std::string const& token);

/// The place of a token in what the user wrote, where the line shows the constraint as it is; else of all of it.
[[nodiscard]] scenario::Location part_of(scenario::Constraint const& constraint, int position,
                                         std::string const& token);

[[nodiscard]] std::string what_is_wrong(mu::EErrorCodes code, std::string const& token);

[[nodiscard]] scenario::Diagnostic problem_of(scenario::Constraint const& constraint, std::string why,
                                              std::string help);

/// Throws ScenarioError for what muParser would read otherwise than it is meant: `.1 <= x <= .5` compares the truth of
/// the first with .5.
void check_comparisons(scenario::Constraint const& constraint);

}  // namespace candor::run
