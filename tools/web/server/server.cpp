#include "server.hpp"

#include <fmt/format.h>
#include <httplib.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "connection.hpp"
#include "gate.hpp"
#include "sessions.hpp"
#include "token.hpp"

namespace candor::server {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t threads = 24;  // more than streams and calls that wait take together
constexpr int most_waiting = 128;    // connections that no thread has taken yet
constexpr auto heartbeat_every = 10s;
constexpr auto look_up_every = 250ms;  // whether a client is gone
constexpr auto tell_every = 50ms;      // progress, at most

using Json = nlohmann::ordered_json;

constexpr char const* json_type = "application/json";

char const* const content_security_policy =
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; "
    "style-src 'unsafe-inline'; img-src data: blob:; font-src data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

std::string text_of(Json const& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

void answer(httplib::Response& response, int status, Json const& body) {
    response.status = status;
    response.set_content(text_of(body), json_type);
}

void refuse(httplib::Response& response, int status, std::string const& why) {
    answer(response, status, {{"error", why}});
}

/// For what cpp-httplib refuses itself.
char const* reason_of(int status) {
    switch (status) {
        case 404: return "not found";
        case 413: return "the request is too large";
        case 414: return "the address is too long";
        default: return "the request is not understood";
    }
}

char const* name_of(RunState::Kind kind) {
    switch (kind) {
        case RunState::Kind::none: return "none";
        case RunState::Kind::running: return "running";
        case RunState::Kind::finished: return "finished";
        case RunState::Kind::stopped: return "stopped";
        case RunState::Kind::failed: return "failed";
    }
    return "";
}

std::string event_of(RunState const& state) {
    Json const told{{"run", state.run},
                    {"state", name_of(state.kind)},
                    {"done", state.done},
                    {"total", state.total},
                    {"error", state.error}};
    return fmt::format("data: {}\n\n", text_of(told));
}

/// Tells one page what is new, until it or the server is gone.
class Telling {
public:
    Telling(Sessions& sessions, std::string const& name, std::atomic<bool> const& ending)
        : stream_(sessions, name), ending_(ending) {}

    /// Sends what is new, or a sign of life if nothing is. False: there is nobody to tell anything.
    bool go_on(httplib::DataSink& sink) {
        auto const silent_until = std::chrono::steady_clock::now() + heartbeat_every;
        while (!ending_ && stream_.is_current() && sink.is_writable()) {
            RunState const state =
                told_ ? stream_.session().wait_for_news(*told_, look_up_every) : stream_.session().state();
            if (!told_ || state.version != *told_) {
                told_ = state.version;
                std::string const event = event_of(state);
                sink.write(event.data(), event.size());
                if (state.kind == RunState::Kind::running) std::this_thread::sleep_for(tell_every);
                return true;
            }
            if (std::chrono::steady_clock::now() >= silent_until) {
                constexpr std::string_view sign_of_life = ": still here\n\n";
                sink.write(sign_of_life.data(), sign_of_life.size());
                return true;
            }
        }
        return false;
    }

private:
    Sessions::Stream stream_;
    std::atomic<bool> const& ending_;
    std::optional<std::uint64_t> told_{};  ///< the version
};

}  // namespace

/// The server of cpp-httplib, with connections of our own: one request each, as pages on this machine need no more, and
/// nothing that is left over from one can be taken for another.
class Server::Http : public httplib::Server {
public:
    Http(Offer offer, int port) : offer_(std::move(offer)), sessions_(offer_.make_study) {
        new_task_queue = [] { return new httplib::ThreadPool(threads); };
        set_default_headers({{"Cache-Control", "no-store"},
                             {"X-Content-Type-Options", "nosniff"},
                             {"Referrer-Policy", "no-referrer"},
                             {"Cross-Origin-Resource-Policy", "same-origin"},
                             {"Cross-Origin-Opener-Policy", "same-origin"},
                             {"Content-Security-Policy", content_security_policy},
                             {"X-Frame-Options", "DENY"}});
        // Two programs must not share a port, as cpp-httplib would have it.
        set_socket_options([](socket_t socket) {
            int const yes = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        });
        declare();
        gate_ = {random_token(), port == 0 ? bind_to_any_port("127.0.0.1") : port};
        if (gate_.port < 0 || (port != 0 && !bind_to_port("127.0.0.1", port)))
            throw OutputError(
                fmt::format("cannot listen at 127.0.0.1:{} (another program does, or it is not allowed)", port));
        ::listen(svr_sock_, most_waiting);  // cpp-httplib lets five wait, and others of a burst for a second
        listener_ = std::thread([this] { listen_after_bind(); });
        while (!is_running()) std::this_thread::sleep_for(1ms);  // else `stop` could come before there is what to stop
    }

    ~Http() override {
        ending_ = true;
        stop();
        listener_.join();
    }

    [[nodiscard]] std::string url() const { return fmt::format("http://127.0.0.1:{}/{}/", gate_.port, gate_.token); }

private:
    bool process_and_close_socket(socket_t socket) override {
        Connection connection(socket, ending_);
        bool closed = true;
        return process_request(connection, true, closed, [](httplib::Request& request) {
            request.headers.erase("Accept-Encoding");  // it is not far; brotli takes longer than the way
            request.headers.erase("Range");
            request.ranges.clear();
        });
    }

    void declare() {
        set_pre_routing_handler([this](httplib::Request const& request, httplib::Response& response) {
            auto const refusal = gate_.refusal_of(request);
            if (!refusal) return HandlerResponse::Unhandled;
            refuse(response, refusal->status, refusal->why);
            return HandlerResponse::Handled;
        });
        set_error_handler([](httplib::Request const&, httplib::Response& response) {
            if (response.body.empty()) refuse(response, response.status, reason_of(response.status));
        });
        set_exception_handler([](httplib::Request const&, httplib::Response& response, std::exception_ptr failure) {
            tell_failure(response, failure);
        });
        set_payload_max_length(most_body_bytes);
        // The gate has seen the token.
        Get("/[0-9a-f]+/", [this](httplib::Request const&, httplib::Response& response) {
            response.set_content(offer_.page, "text/html; charset=utf-8");
        });
        if (!offer_.make_study) return;
        Post("/[0-9a-f]+/api/call", [this](auto const& request, auto& response) { call(request, response); });
        Post("/[0-9a-f]+/api/run", [this](auto const& request, auto& response) {
            answer(response, 200, {{"result", {{"run", sessions_.of(session_name(request))->run()}}}});
        });
        Get("/[0-9a-f]+/api/events", [this](auto const& request, auto& response) { tell(request, response); });
    }

    static void tell_failure(httplib::Response& response, std::exception_ptr const& failure) {
        try {
            std::rethrow_exception(failure);
        } catch (Full const& error) {
            refuse(response, 503, error.what());
        } catch (Json::exception const& error) {
            refuse(response, 400, fmt::format("the request is not understood ({})", error.what()));
        } catch (std::exception const& error) {
            refuse(response, 400, error.what());
        }
    }

    static std::string session_name(httplib::Request const& request) {
        std::string name = request.get_param_value("session");
        if (request.get_param_value_count("session") != 1 || !Sessions::is_name(name))
            throw candor::Error("the request names no session (?session=NAME, of letters, digits and hyphens)");
        return name;
    }

    void call(httplib::Request const& request, httplib::Response& response) {
        std::string const method = Json::parse(request.body).at("method").get<std::string>();
        response.set_content(sessions_.of(session_name(request))->call(method, request.body), json_type);
    }

    void tell(httplib::Request const& request, httplib::Response& response) {
        auto const telling = std::make_shared<Telling>(sessions_, session_name(request), ending_);
        response.set_chunked_content_provider(
            "text/event-stream", [telling](std::size_t, httplib::DataSink& sink) { return telling->go_on(sink); });
    }

    Offer offer_;
    Sessions sessions_;
    Gate gate_{};
    std::atomic<bool> ending_{false};
    std::thread listener_;
};

Server::Server(Offer offer, int port) : http_(std::make_unique<Http>(std::move(offer), port)) {}

Server::~Server() = default;

std::string Server::url() const { return http_->url(); }

}  // namespace candor::server
