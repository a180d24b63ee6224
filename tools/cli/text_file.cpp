#include "text_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "candor/core/error.hpp"

namespace candor::cli {

void write_text(std::filesystem::path const& path, std::string const& text) {
    std::filesystem::path beside = path;
    beside += ".tmp";
    std::FILE* const stream = std::fopen(beside.c_str(), "wb");
    bool whole = stream != nullptr && std::fwrite(text.data(), 1, text.size(), stream) == text.size();
    whole = (stream == nullptr || std::fclose(stream) == 0) && whole;
    std::string why = whole ? "" : std::strerror(errno);
    std::error_code failure;
    if (whole) std::filesystem::rename(beside, path, failure);
    if (failure) why = failure.message();
    if (why.empty()) return;
    std::error_code ignored;
    if (stream != nullptr) std::filesystem::remove(beside, ignored);
    throw OutputError(fmt::format("cannot write '{}' ({})", path.string(), why));
}

}  // namespace candor::cli
