#include "session.hpp"

#include <algorithm>
#include <utility>

namespace candor::server {

Session::Session(std::unique_ptr<Study> study) : study_(std::move(study)), worker_([this] { work(); }) {}

Session::~Session() {
    {
        std::scoped_lock const lock(state_mutex_);
        ending_ = true;
        stop_ = true;
    }
    news_.notify_all();
    worker_.join();
}

template <class Change>
void Session::change(Change const& change) {
    {
        std::scoped_lock const lock(state_mutex_);
        change(state_);
        ++state_.version;
    }
    news_.notify_all();
}

std::string Session::call(std::string const& method, std::string const& request) {
    if (method == "open") stop();
    std::scoped_lock const lock(study_mutex_);
    return study_->call(request);
}

std::uint64_t Session::run() {
    std::uint64_t number = 0;
    change([&](RunState& state) {
        number = wanted_ = state.run + 1;
        stop_ = true;  // the one before
        state = {state.version, number, RunState::Kind::running, 0, 0, {}};
    });
    return number;
}

void Session::stop() {
    change([&](RunState& state) {
        wanted_ = 0;
        stop_ = true;
        if (state.kind == RunState::Kind::running) state.kind = RunState::Kind::stopped;
    });
}

RunState Session::state() const {
    std::scoped_lock const lock(state_mutex_);
    return state_;
}

RunState Session::wait_for_news(std::uint64_t version, std::chrono::milliseconds at_most) const {
    std::unique_lock lock(state_mutex_);
    news_.wait_for(lock, at_most, [&] { return ending_ || state_.version != version; });
    return state_;
}

void Session::work() {
    for (;;) {
        std::uint64_t number = 0;
        {
            std::unique_lock lock(state_mutex_);
            news_.wait(lock, [&] { return ending_ || wanted_ != 0; });
            if (ending_) return;
            number = std::exchange(wanted_, 0);
            stop_ = false;
        }
        carry_out(number);
    }
}

void Session::carry_out(std::uint64_t number) {
    // What was stopped, or has a newer one behind it, is heard of no more.
    auto const tell = [&](auto const& news) {
        change([&](RunState& state) {
            if (state.run == number && state.kind == RunState::Kind::running) news(state);
        });
    };
    auto const progress = [&](std::size_t done, std::size_t total) {
        tell([&](RunState& state) {
            state.done = std::max(state.done, done);  // threads tell in any order
            state.total = total;
        });
    };
    try {
        the_run()(progress, stop_);
        tell([](RunState& state) { state.kind = RunState::Kind::finished; });
    } catch (std::exception const& failure) {
        tell([&](RunState& state) {
            state.kind = RunState::Kind::failed;
            state.error = failure.what();
        });
    }
}

Run Session::the_run() {
    std::scoped_lock const lock(study_mutex_);
    return study_->run();
}

}  // namespace candor::server
