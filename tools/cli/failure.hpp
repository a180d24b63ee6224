#pragma once

#include <string>
#include <utility>

#include "candor/core/error.hpp"

namespace candor::cli {

/// What the program returns to the shell (design.md).
namespace exit_code {
inline constexpr int ok = 0;
inline constexpr int run_failed = 1;
inline constexpr int usage = 2;            ///< also: the scenario is invalid
inline constexpr int not_as_expected = 3;  ///< an expectation of a scenario is not met
inline constexpr int output_failed = 4;
inline constexpr int interrupted = 130;
}  // namespace exit_code

/// The command line asks for something that makes no sense: problem (why), and what to do about it.
class UsageError : public Error {
public:
    explicit UsageError(std::string const& problem, std::string help = {}) : Error(problem), help_(std::move(help)) {}

    [[nodiscard]] std::string const& help() const { return help_; }

private:
    std::string help_;
};

}  // namespace candor::cli
