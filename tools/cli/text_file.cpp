#include "text_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <span>
#include <sstream>
#include <system_error>

#include "candor/core/error.hpp"
#include "candor/output/whole_file.hpp"

namespace candor::cli {

std::string read_text(std::filesystem::path const& path) {
    auto const cannot_read = [&](std::string const& why) {
        throw OutputError(fmt::format("cannot read '{}' ({})", path.string(), why));
    };
    std::error_code unknown;
    if (std::filesystem::is_directory(path, unknown)) cannot_read("it is a folder");
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    if (!stream) cannot_read(std::strerror(errno));
    std::ostringstream text;
    text << stream.rdbuf();
    if (stream.bad()) cannot_read("reading failed");
    return text.str();
}

void write_text(std::filesystem::path const& path, std::string const& text) {
    output::write_whole_file(path, std::as_bytes(std::span(text)), output::IfThere::replace);
}

}  // namespace candor::cli
