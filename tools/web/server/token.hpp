#pragma once

#include <string>
#include <string_view>

namespace candor::server {

/// 128 bits from the operating system, as 32 hexadecimal digits. Throws OutputError if it has none to give.
[[nodiscard]] std::string random_token();

/// Whether both are the same, found out in a time that depends on the length of `given` alone.
[[nodiscard]] bool same_in_constant_time(std::string_view given, std::string_view secret);

}  // namespace candor::server
