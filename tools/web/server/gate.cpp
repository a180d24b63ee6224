#include "gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "connection.hpp"
#include "token.hpp"

namespace candor::server {

namespace {

/// The length that the header says; none if it is no number.
std::optional<std::size_t> content_length(std::string const& text) {
    std::size_t length = 0;
    char const* const end = text.data() + text.size();
    auto const [stopped, failure] = std::from_chars(text.data(), end, length);
    if (failure != std::errc() || stopped != end) return std::nullopt;
    return length;
}

std::optional<Refusal> refusal_of_body(httplib::Request const& request) {
    if (request.has_header("Transfer-Encoding")) return Refusal{411, "a body must say its length first"};
    if (request.get_header_value_count("Content-Length") > 1) return Refusal{400, "more than one Content-Length"};
    bool const has_length = request.has_header("Content-Length");
    if (request.method == "GET") return has_length ? std::optional(Refusal{400, "a GET has no body"}) : std::nullopt;
    if (!has_length) return Refusal{411, "a body must say its length first"};
    auto const length = content_length(request.get_header_value("Content-Length"));
    if (!length) return Refusal{400, "Content-Length is no number"};
    if (*length > most_body_bytes)
        return Refusal{413, fmt::format("the request is too large ({} MB at most)", most_body_bytes >> 20)};
    // What a form or a foreign page can send without being asked is not this.
    if (request.get_header_value("Content-Type") != "application/json")
        return Refusal{415, "a body must be application/json"};
    return std::nullopt;
}

}  // namespace

std::optional<Refusal> Gate::refusal_of(httplib::Request const& request) const {
    std::vector<std::string> const hosts{fmt::format("127.0.0.1:{}", port), fmt::format("localhost:{}", port)};
    std::string const host = request.get_header_value("Host");
    if (request.get_header_value_count("Host") != 1 || std::find(hosts.begin(), hosts.end(), host) == hosts.end())
        return Refusal{403, "this host is not served"};
    if (request.has_header("Origin") && request.get_header_value("Origin") != "http://" + host)
        return Refusal{403, "other pages are not answered"};

    // As it was sent: nothing that is decoded first.
    std::string_view const target = request.target;
    bool const is_long_enough =
        target.size() > token.size() + 1 && target.front() == '/' && target[token.size() + 1] == '/';
    std::string_view const given = is_long_enough ? target.substr(1, token.size()) : std::string_view();
    if (!same_in_constant_time(given, token)) return Refusal{404, "not found"};

    if (request.method != "GET" && request.method != "POST") return Refusal{405, "only GET and POST are answered"};
    return refusal_of_body(request);
}

}  // namespace candor::server
