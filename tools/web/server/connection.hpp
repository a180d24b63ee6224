#pragma once

#include <httplib.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>

namespace candor::server {

/// The largest body that is read.
inline constexpr std::size_t most_body_bytes = std::size_t{8} << 20;
/// The largest request line and headers, together.
inline constexpr std::size_t most_head_bytes = std::size_t{64} << 10;

/// One client's connection, which serves one request: reads so many bytes at most, in so long a time at most, whatever
/// the client sends and however slowly; ends at once when the server does.
class Connection : public httplib::Stream {
public:
    Connection(socket_t socket, std::atomic<bool> const& ending);
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;
    /// Waits a moment for the client to take the answer; then closes.
    ~Connection() override;

    [[nodiscard]] bool is_readable() const override;
    /// Whether the client takes more; false once it is gone.
    [[nodiscard]] bool is_writable() const override;
    ssize_t read(char* bytes, std::size_t size) override;
    ssize_t write(char const* bytes, std::size_t size) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    [[nodiscard]] socket_t socket() const override { return socket_; }

private:
    using Clock = std::chrono::steady_clock;

    /// Whether the socket is ready for that (POLLIN, POLLOUT) before the deadline.
    [[nodiscard]] bool wait_for(short event, Clock::time_point deadline) const;
    void let_client_finish();

    socket_t socket_;
    std::atomic<bool> const& ending_;
    Clock::time_point read_until_;
    std::size_t bytes_left_ = most_head_bytes + most_body_bytes;  ///< to be read
    std::array<char, 4096> buffer_{};
    std::size_t begin_ = 0;  ///< what of the buffer was not asked for yet
    std::size_t end_ = 0;
};

}  // namespace candor::server
