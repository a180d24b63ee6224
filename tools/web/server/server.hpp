#pragma once

#include <memory>
#include <string>

#include "study.hpp"

namespace candor::server {

/// What there is to see and to ask.
struct Offer {
    std::string page;        ///< HTML, shown at the address itself
    MakeStudy make_study{};  ///< none: the page asks nothing of an engine
};

/// Serves a page, and the engine behind it, on 127.0.0.1 to whoever knows the address, until destroyed.
///
/// Below `url()`: the page; `api/call` answers `{"method", "parameters"}` with `{"result"}` or `{"error"}`; `api/run`
/// begins a run and answers with its number; `api/events` tells of the newest run as server-sent events, the whole of its
/// state each time. Each is asked as `?session=NAME`, a name that the page makes up: pages do not see each other.
class Server {
public:
    /// Listens at that port, any that is free if 0. Throws OutputError if it cannot.
    Server(Offer offer, int port);
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;
    /// Ends streams, runs and calls.
    ~Server();

    [[nodiscard]] std::string url() const;

private:
    class Http;
    std::unique_ptr<Http> http_;
};

}  // namespace candor::server
