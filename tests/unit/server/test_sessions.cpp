#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "server/sessions.hpp"
#include "server/token.hpp"

namespace candor::server {

namespace {

using namespace std::chrono_literals;

/// A study whose runs last until they are asked to stop, or until they may end.
class Patient : public Study {
public:
    explicit Patient(std::atomic<bool> const& may_end) : may_end_(may_end) {}

    std::string call(std::string const& request) override { return request; }

    Run run() override {
        return [this](auto const& progress, run::StopRequest const& stop) {
            progress(1, 2);
            while (!stop && !may_end_) std::this_thread::sleep_for(1ms);
            if (stop) throw Interrupted("stopped");
            progress(2, 2);
        };
    }

private:
    std::atomic<bool> const& may_end_;
};

RunState wait_until(Session const& session, RunState::Kind kind, std::uint64_t run) {
    RunState state = session.state();
    for (int i = 0; i < 1000 && (state.kind != kind || state.run != run); ++i)
        state = session.wait_for_news(state.version, 10ms);
    return state;
}

}  // namespace

TEST_CASE("A token is drawn anew each time and compared as a whole", "[server]") {
    std::set<std::string> tokens;
    for (int i = 0; i < 100; ++i) tokens.insert(random_token());
    CHECK(tokens.size() == 100);
    std::string const token = *tokens.begin();
    CHECK(token.size() == 32);
    CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);

    CHECK(same_in_constant_time(token, token));
    CHECK_FALSE(same_in_constant_time("", token));
    CHECK_FALSE(same_in_constant_time(token.substr(1), token));
    CHECK_FALSE(same_in_constant_time(token + token, token));
    CHECK_FALSE(same_in_constant_time("", ""));
    for (std::size_t i = 0; i < token.size(); ++i) {
        std::string other = token;
        other[i] = other[i] == 'a' ? 'b' : 'a';
        CHECK_FALSE(same_in_constant_time(other, token));
    }
}

TEST_CASE("The newest run of a session replaces the one before", "[server]") {
    std::atomic<bool> may_end = false;
    Session session(std::make_unique<Patient>(may_end));
    CHECK(session.call("show", "asked") == "asked");
    std::uint64_t const first = session.run();
    CHECK(wait_until(session, RunState::Kind::running, first).run == first);
    CHECK(session.call("show", "asked") == "asked");  // what is done so far

    std::uint64_t const second = session.run();
    CHECK(wait_until(session, RunState::Kind::running, second).run == second);
    may_end = true;
    RunState const ended = wait_until(session, RunState::Kind::finished, second);
    CHECK(ended.run == second);
    CHECK(ended.done == 2);
    CHECK(ended.error.empty());
    CHECK(session.call("show", "asked") == "asked");
}

TEST_CASE("Opening another scenario stops a run", "[server]") {
    std::atomic<bool> const never = false;
    Session session(std::make_unique<Patient>(never));
    std::uint64_t const run = session.run();
    static_cast<void>(wait_until(session, RunState::Kind::running, run));
    CHECK(session.call("open", "another") == "another");
    CHECK(session.state().kind == RunState::Kind::stopped);
}

TEST_CASE("What is stopped is heard of no more", "[server]") {
    std::atomic<bool> const never = false;
    Session session(std::make_unique<Patient>(never));
    CHECK(session.run() == 1);
    CHECK(session.state().kind == RunState::Kind::running);  // from the moment it is asked for
    session.stop();
    CHECK(session.state().kind == RunState::Kind::stopped);
    CHECK(session.run() == 2);
    CHECK(wait_until(session, RunState::Kind::running, 2).done <= 1);
    session.stop();
    std::this_thread::sleep_for(20ms);
    CHECK(session.state().kind == RunState::Kind::stopped);
    CHECK(session.state().run == 2);
}

TEST_CASE("A run that nobody waits for is stopped, and then its session forgotten", "[server]") {
    std::atomic<bool> const never = false;
    Sessions sessions([&] { return std::make_unique<Patient>(never); }, {.run = 50ms, .session = 400ms});
    std::shared_ptr<Session> const heard = sessions.of("heard");
    std::shared_ptr<Session> const left = sessions.of("left");
    Sessions::Stream const stream(sessions, "heard");
    static_cast<void>(heard->run());
    static_cast<void>(left->run());
    CHECK(wait_until(*left, RunState::Kind::stopped, 1).kind == RunState::Kind::stopped);
    CHECK(sessions.of("left") == left);  // it may come back
    std::this_thread::sleep_for(600ms);
    CHECK(sessions.of("left") != left);
    CHECK(sessions.of("heard") == heard);
    CHECK(heard->state().kind == RunState::Kind::running);
}

TEST_CASE("A session ends with a run under way", "[server]") {
    std::atomic<bool> const never = false;
    auto session = std::make_optional<Session>(std::make_unique<Patient>(never));
    static_cast<void>(wait_until(*session, RunState::Kind::running, session->run()));
    session.reset();
}

TEST_CASE("Sessions and their streams are limited", "[server]") {
    std::atomic<bool> const never = false;
    Sessions sessions([&] { return std::make_unique<Patient>(never); });
    CHECK(Sessions::is_name("0f-Az"));
    for (std::string const name : {"", "a b", "a/b", "..", "ä"}) CHECK_FALSE(Sessions::is_name(name));
    CHECK_FALSE(Sessions::is_name(std::string(65, 'a')));

    std::vector<std::unique_ptr<Sessions::Stream>> streams;
    for (std::size_t i = 0; i < most_streams; ++i)
        streams.push_back(std::make_unique<Sessions::Stream>(sessions, std::to_string(i)));
    CHECK_THROWS_AS(Sessions::Stream(sessions, "one-more"), Full);

    // A page may listen anew: the older stream is told so, and does not count twice.
    Sessions::Stream const again(sessions, "0");
    CHECK(again.is_current());
    CHECK_FALSE(streams.front()->is_current());
    CHECK(&again.session() == &streams.front()->session());
    streams.pop_back();
    CHECK(Sessions::Stream(sessions, "one-more").is_current());

    for (std::size_t i = most_streams + 1; i < most_sessions; ++i) CHECK(sessions.of("page-" + std::to_string(i)));
    CHECK_THROWS_AS(sessions.of("too-many"), Full);
    CHECK(sessions.of("3") == sessions.of("3"));
}

}  // namespace candor::server
