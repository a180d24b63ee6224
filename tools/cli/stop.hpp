#pragma once

#include <csignal>
#include <string>

#include "candor/run/simulate.hpp"

namespace candor::cli {

/// While it lives, the first Ctrl-C (SIGINT, SIGTERM) asks the runs to stop; the second ends the program at once.
class StopOnSignal {
public:
    /// `message` is written to standard error at the first signal.
    explicit StopOnSignal(std::string const& message);
    StopOnSignal(StopOnSignal const&) = delete;
    StopOnSignal& operator=(StopOnSignal const&) = delete;
    ~StopOnSignal();

    [[nodiscard]] run::StopRequest const* request() const;

private:
    struct sigaction interrupt_before_ {};
    struct sigaction terminate_before_ {};
};

}  // namespace candor::cli
