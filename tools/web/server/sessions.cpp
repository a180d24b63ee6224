#include "sessions.hpp"

#include <algorithm>
#include <utility>

namespace candor::server {

bool Sessions::is_name(std::string_view name) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    return !name.empty() && name.size() <= 64 && name.find_first_not_of(allowed) == std::string_view::npos;
}

Sessions::Sessions(MakeStudy make_study, Patience patience)
    : make_study_(std::move(make_study)), patience_(patience), tidying_([this] { tidy_up(); }) {}

Sessions::~Sessions() {
    {
        std::scoped_lock const lock(mutex_);
        ending_ = true;
    }
    end_.notify_all();
    tidying_.join();
}

bool Sessions::is_left(Entry const& entry, std::chrono::milliseconds patience) const {
    return entry.streams == 0 && Clock::now() - entry.last_used >= patience;
}

std::vector<std::shared_ptr<Session>> Sessions::take_forgotten() {
    std::vector<std::shared_ptr<Session>> forgotten;
    for (auto const& [name, entry] : entries_) {
        if (is_left(entry, patience_.run)) entry.session->stop();
        if (is_left(entry, patience_.session)) forgotten.push_back(entry.session);
    }
    std::erase_if(entries_, [&](auto const& named) {
        return std::find(forgotten.begin(), forgotten.end(), named.second.session) != forgotten.end();
    });
    return forgotten;
}

void Sessions::tidy_up() {
    std::unique_lock lock(mutex_);
    while (!end_.wait_for(lock, patience_.run / 5, [this] { return ending_; })) {
        auto forgotten = take_forgotten();
        lock.unlock();
        forgotten.clear();  // which may take a moment to stop, and others need not wait for that
        lock.lock();
    }
}

Sessions::Entry& Sessions::entry_of(std::string const& name) {
    auto found = entries_.find(name);
    if (found == entries_.end()) {
        if (entries_.size() >= most_sessions) throw Full("too many pages are open (close one, or wait a minute)");
        found = entries_.emplace(name, Entry{std::make_shared<Session>(make_study_()), {}}).first;
    }
    found->second.last_used = Clock::now();
    return found->second;
}

std::shared_ptr<Session> Sessions::of(std::string const& name) {
    std::scoped_lock const lock(mutex_);
    return entry_of(name).session;
}

Sessions::Stream::Stream(Sessions& sessions, std::string name) : sessions_(sessions), name_(std::move(name)) {
    std::scoped_lock const lock(sessions_.mutex_);
    std::size_t others = 0;
    for (auto const& [other, entry] : sessions_.entries_) {
        if (other != name_ && entry.streams > 0) ++others;
    }
    if (others >= most_streams) throw Full("too many pages are listening (close one)");
    Entry& entry = sessions_.entry_of(name_);
    session_ = entry.session;
    number_ = entry.newest_stream = ++sessions_.streams_made_;
    ++entry.streams;
}

Sessions::Stream::~Stream() {
    std::scoped_lock const lock(sessions_.mutex_);
    Entry& entry = sessions_.entries_.at(name_);  // kept as long as it has a stream
    --entry.streams;
    entry.last_used = Clock::now();
}

bool Sessions::Stream::is_current() const {
    std::scoped_lock const lock(sessions_.mutex_);
    return sessions_.entries_.at(name_).newest_stream == number_;
}

}  // namespace candor::server
