#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "study.hpp"

namespace candor::server {

/// How far a session's newest run is, from the moment it is asked for.
struct RunState {
    enum class Kind { none, running, finished, stopped, failed };

    std::uint64_t version = 0;  ///< another one whenever anything changed
    std::uint64_t run = 0;      ///< its number, from 1
    Kind kind = Kind::none;
    std::size_t done = 0;
    std::size_t total = 0;
    std::string error{};  ///< why it failed
};

/// One page and its study. Calls are answered by the caller's thread, one after the other; runs have a thread of their
/// own, and the newest replaces any before it.
class Session {
public:
    explicit Session(std::unique_ptr<Study> study);
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;
    /// Stops what is running.
    ~Session();

    /// Answers a request of that method. `open` stops a run under way; anything else is about what is done of it.
    std::string call(std::string const& method, std::string const& request);

    /// Begins a run and gives its number.
    std::uint64_t run();

    /// Lets no run begin or go on.
    void stop();

    [[nodiscard]] RunState state() const;

    /// Waits until the state is another one than that version, at most so long, and gives it.
    [[nodiscard]] RunState wait_for_news(std::uint64_t version, std::chrono::milliseconds at_most) const;

private:
    void work();
    void carry_out(std::uint64_t number);
    [[nodiscard]] Run the_run();
    template <class Change>
    void change(Change const& change);

    std::unique_ptr<Study> study_;
    std::mutex study_mutex_;

    mutable std::mutex state_mutex_;
    mutable std::condition_variable news_;
    RunState state_{};
    std::uint64_t wanted_ = 0;  ///< what to run next; 0: nothing
    bool ending_ = false;
    run::StopRequest stop_{false};

    std::thread worker_;  // last: it uses all of the above
};

}  // namespace candor::server
