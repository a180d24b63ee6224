#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "command_line.hpp"
#include "terminal.hpp"

namespace candor::cli {

/// Shows on standard error how far the runs are, at most ten times a second: a bar on one line, cleared at the end, or
/// one JSON object a line.
class ProgressDisplay {
public:
    ProgressDisplay(Terminal const& terminal, ProgressKind kind, std::size_t total);
    ProgressDisplay(ProgressDisplay const&) = delete;
    ProgressDisplay& operator=(ProgressDisplay const&) = delete;
    ~ProgressDisplay();

    void show(std::size_t done, std::size_t total);

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] std::string bar(std::size_t done, std::size_t total, double seconds) const;
    [[nodiscard]] static std::string json(std::size_t done, std::size_t total, double seconds);

    Terminal const& terminal_;
    ProgressKind kind_;
    Clock::time_point begin_ = Clock::now();
    Clock::time_point shown_ = begin_;
};

/// How to show progress where the user left it open.
[[nodiscard]] ProgressKind progress_kind(Look const& look, Terminal const& terminal);

}  // namespace candor::cli
