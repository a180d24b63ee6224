#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "candor/core/error.hpp"

namespace candor::scenario {

/// A place in something the user wrote, with the line to show.
struct Location {
    std::string source{};  ///< file name as given, or `--set`; empty: nowhere
    int line = 0;          ///< from 1; 0: the whole source
    int column = 0;        ///< from 1, in characters; 0: the whole line
    int length = 1;        ///< characters to underline, at least 1
    std::string text{};    ///< the line, without its end
};

/// One thing that is wrong: problem (why) help.
struct Diagnostic {
    std::string problem;
    std::string why{};
    Location location{};
    std::string help{};
};

/// The diagnostic as people see it, without a final newline:
///
///     error: unknown key `replicatons` (section `run` knows weeks, replicates, seed)
///       --> scenario.yaml:3:1
///        |
///      3 | replicatons: 200
///        | ^^^^^^^^^^^
///     help: did you mean `replicates`?
[[nodiscard]] std::string render(Diagnostic const& diagnostic);

/// What the user wrote cannot be run: exit code 2. Holds every problem found; `what()` is all of them rendered, one
/// blank line between two, without a final newline. At least one.
class ScenarioError : public Error {
public:
    explicit ScenarioError(std::vector<Diagnostic> diagnostics);
    explicit ScenarioError(Diagnostic diagnostic) : ScenarioError(std::vector<Diagnostic>{std::move(diagnostic)}) {}

    [[nodiscard]] std::vector<Diagnostic> const& diagnostics() const { return diagnostics_; }

private:
    std::vector<Diagnostic> diagnostics_;
};

/// The candidate that was probably meant by `word`: the nearest by edit distance, case aside, if that is at most 2 or
/// a third of the word's length (and less than the word's length); empty if none is.
[[nodiscard]] std::string closest(std::string_view word, std::vector<std::string> const& candidates);

/// `did you mean NAME?` in the one wording, or nothing where no candidate is near.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::vector<std::string> const& candidates);

}  // namespace candor::scenario
