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

    /// `before` of those done were so when this process began, and say nothing of its speed.
    void show(std::size_t done, std::size_t total, std::size_t before = 0, std::size_t failed = 0);

private:
    using Clock = std::chrono::steady_clock;

    struct State {
        std::size_t done, total, before, failed;
        double seconds;

        [[nodiscard]] double rate() const;          ///< runs a second; 0 where unknown
        [[nodiscard]] double seconds_left() const;  ///< where the rate is known
    };

    [[nodiscard]] std::string bar(State const& state) const;
    [[nodiscard]] static std::string json(State const& state);

    Terminal const& terminal_;
    ProgressKind kind_;
    Clock::time_point begin_ = Clock::now();
    Clock::time_point shown_ = begin_;
};

/// A time in words: `1.3 s`, `2 min 05 s`, `3 h 20 min`.
[[nodiscard]] std::string duration(double seconds);

/// How to show progress where the user left it open.
[[nodiscard]] ProgressKind progress_kind(Look const& look, Terminal const& terminal);

}  // namespace candor::cli
