#include "stop.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>

#include "failure.hpp"

namespace candor::cli {

namespace {

// A signal handler sees nothing but globals, and may do little more than set them.
run::StopRequest stop_requested = false;
std::array<char, 256> stop_message;
std::size_t stop_message_size = 0;
static_assert(run::StopRequest::is_always_lock_free);

extern "C" void on_signal(int /*signal*/) {
    if (stop_requested.exchange(true)) ::_exit(exit_code::interrupted);
    int const errno_before = errno;
    [[maybe_unused]] auto const written = ::write(STDERR_FILENO, stop_message.data(), stop_message_size);
    errno = errno_before;
}

}  // namespace

StopOnSignal::StopOnSignal(std::string const& message) {
    stop_requested = false;
    stop_message_size = std::min(message.size(), stop_message.size());
    std::copy_n(message.begin(), stop_message_size, stop_message.begin());
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, &interrupt_before_);
    ::sigaction(SIGTERM, &action, &terminate_before_);
}

StopOnSignal::~StopOnSignal() {
    ::sigaction(SIGINT, &interrupt_before_, nullptr);
    ::sigaction(SIGTERM, &terminate_before_, nullptr);
}

run::StopRequest const* StopOnSignal::request() const { return &stop_requested; }

}  // namespace candor::cli
