#pragma once

#include <httplib.h>

#include <optional>
#include <string>

namespace candor::server {

/// Why a request is not answered.
struct Refusal {
    int status;
    std::string why;
};

/// Who may ask: whoever knows the address that the program printed, by that address, from its own page.
struct Gate {
    std::string token;
    int port;

    /// Looks at the head of a request only; none if it may pass. Also refuses what two readers could read differently.
    [[nodiscard]] std::optional<Refusal> refusal_of(httplib::Request const& request) const;
};

}  // namespace candor::server
