#include "connection.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace candor::server {

namespace {

using namespace std::chrono_literals;

constexpr auto time_to_ask = 5s;      // a whole request
constexpr auto time_to_take = 5s;     // any part of an answer
constexpr auto time_to_finish = 1s;   // to read on before the connection is closed
constexpr auto look_up_every = 50ms;  // whether the server ends

}  // namespace

Connection::Connection(socket_t socket, std::atomic<bool> const& ending)
    : socket_(socket), ending_(ending), read_until_(Clock::now() + time_to_ask) {}

Connection::~Connection() {
    let_client_finish();
    ::close(socket_);
}

bool Connection::wait_for(short event, Clock::time_point deadline) const {
    while (!ending_) {
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0) return false;
        pollfd asked{socket_, event, 0};
        int const ready =
            ::poll(&asked, 1, static_cast<int>(std::min<std::chrono::milliseconds>(left, look_up_every).count()));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
    return false;
}

bool Connection::is_readable() const { return begin_ < end_ || wait_for(POLLIN, read_until_); }

bool Connection::is_writable() const {
    char byte = 0;
    ssize_t const seen = ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    bool const is_gone = seen == 0 || (seen < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
    return !is_gone && wait_for(POLLOUT, Clock::now() + time_to_take);
}

ssize_t Connection::read(char* bytes, std::size_t size) {
    if (begin_ == end_) {
        if (bytes_left_ == 0 || !wait_for(POLLIN, read_until_)) return -1;
        ssize_t const got = ::recv(socket_, buffer_.data(), std::min(buffer_.size(), bytes_left_), 0);
        if (got <= 0) return got;
        begin_ = 0;
        end_ = static_cast<std::size_t>(got);
        bytes_left_ -= end_;
    }
    std::size_t const given = std::min(size, end_ - begin_);
    std::copy_n(buffer_.data() + begin_, given, bytes);
    begin_ += given;
    return static_cast<ssize_t>(given);
}

ssize_t Connection::write(char const* bytes, std::size_t size) {
    if (!wait_for(POLLOUT, Clock::now() + time_to_take)) return -1;
    return ::send(socket_, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

// An answer to a request that was not read to its end would be lost if the connection were closed at once.
void Connection::let_client_finish() {
    ::shutdown(socket_, SHUT_WR);
    auto const deadline = Clock::now() + time_to_finish;
    while (wait_for(POLLIN, deadline) && ::recv(socket_, buffer_.data(), buffer_.size(), 0) > 0) {
    }
}

// Only clients of this machine are there, and nothing depends on which.
void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
    ip = "127.0.0.1";
    port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
    ip = "127.0.0.1";
    port = 0;
}

}  // namespace candor::server
