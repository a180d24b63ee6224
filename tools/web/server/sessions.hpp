#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "session.hpp"

namespace candor::server {

inline constexpr std::size_t most_sessions = 16;
inline constexpr std::size_t most_streams = 8;
/// How long a session is kept that has neither streams nor calls: its page was closed, or is about to come back.
struct Patience {
    std::chrono::milliseconds run{5'000};       ///< then it runs no longer
    std::chrono::milliseconds session{60'000};  ///< then it is forgotten
};

/// There are as many sessions or streams as there may be.
class Full : public Error {
public:
    using Error::Error;
};

/// The pages that are open, by the number each made up for itself. May be used from many threads.
class Sessions {
public:
    explicit Sessions(MakeStudy make_study, Patience patience = {});
    Sessions(Sessions const&) = delete;
    Sessions& operator=(Sessions const&) = delete;
    ~Sessions();

    /// Whether that can be the name of a session: up to 64 letters, digits and hyphens.
    [[nodiscard]] static bool is_name(std::string_view name);

    /// The session of that name, a new one if there is none. Throws Full.
    std::shared_ptr<Session> of(std::string const& name);

    /// The right to tell a session's page what is new, until destroyed, or until the page takes another one.
    class Stream {
    public:
        Stream(Sessions& sessions, std::string name);
        Stream(Stream const&) = delete;
        Stream& operator=(Stream const&) = delete;
        ~Stream();

        [[nodiscard]] Session const& session() const { return *session_; }
        /// Whether the page has none that is newer.
        [[nodiscard]] bool is_current() const;

    private:
        Sessions& sessions_;
        std::string name_;
        std::shared_ptr<Session> session_;
        std::size_t number_;
    };

private:
    using Clock = std::chrono::steady_clock;

    struct Entry {
        std::shared_ptr<Session> session;
        Clock::time_point last_used;
        std::size_t streams = 0;        ///< that are not gone yet, replaced ones too
        std::size_t newest_stream = 0;  ///< its number
    };

    // With the lock held.
    Entry& entry_of(std::string const& name);
    [[nodiscard]] bool is_left(Entry const& entry, std::chrono::milliseconds patience) const;
    std::vector<std::shared_ptr<Session>> take_forgotten();

    /// Stops and forgets what nobody waits for any more.
    void tidy_up();

    MakeStudy make_study_;
    Patience patience_;
    std::mutex mutex_;
    std::condition_variable end_;
    bool ending_ = false;
    std::map<std::string, Entry> entries_;
    std::size_t streams_made_ = 0;
    std::thread tidying_;  // last: it uses all of the above
};

}  // namespace candor::server
