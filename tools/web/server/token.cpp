#include "token.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "candor/core/error.hpp"

namespace candor::server {

std::string random_token() {
    std::array<unsigned char, 16> bytes{};
    // Up to 256 bytes come whole, or not at all.
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw OutputError(fmt::format("no random numbers from the operating system ({})", std::strerror(errno)));
    std::string token;
    for (unsigned char const byte : bytes) token += fmt::format("{:02x}", byte);
    return token;
}

bool same_in_constant_time(std::string_view given, std::string_view secret) {
    auto difference = static_cast<unsigned>(given.size() != secret.size() || secret.empty());
    for (std::size_t i = 0; i < given.size() && !secret.empty(); ++i) {
        difference |= static_cast<unsigned char>(given[i]) ^
                      static_cast<unsigned>(static_cast<unsigned char>(secret[i % secret.size()]));
    }
    return difference == 0;
}

}  // namespace candor::server
