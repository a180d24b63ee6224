#include "result_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "candor/output/netcdf_file.hpp"
#include "candor/output/whole_file.hpp"
#include "failure.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_write(fs::path const& path, std::string const& why) {
    throw OutputError(fmt::format("cannot write '{}' ({})", path.string(), why));
}

}  // namespace

void try_to_write(fs::path const& named) {
    fs::path const path = output::without_links(named);
    std::error_code unknown;
    fs::file_status const status = fs::status(path, unknown);
    if (fs::is_directory(status)) cannot_write(path, "it is a folder");
    if (fs::exists(status) && !fs::is_regular_file(status)) cannot_write(path, "it is not a regular file");
    fs::path beside = path;
    beside += ".tmp";
    bool const existed = fs::exists(beside, unknown);
    int const descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) cannot_write(path, std::strerror(errno));
    ::close(descriptor);
    if (!existed) ::unlink(beside.c_str());
}

std::string size_text(std::uintmax_t bytes) {
    double size = static_cast<double>(bytes);
    if (size < 1000) return fmt::format("{} bytes", bytes);
    char const* unit = "kB";
    for (char const* const larger : {"MB", "GB", "TB"}) {
        if (size < 999'500) break;
        size /= 1000;
        unit = larger;
    }
    return fmt::format("{:.{}f} {}", size / 1000, size < 10'000 ? 1 : 0, unit);
}

void make_folder(fs::path const& path, Messages const& messages) {
    fs::path const folder = path.parent_path();
    std::error_code failure;
    if (folder.empty() || fs::is_directory(folder, failure)) return;
    fs::create_directories(folder, failure);
    if (failure) cannot_write(path, fmt::format("its folder cannot be made: {}", failure.message()));
    messages.note(fmt::format("made the folder '{}'", folder.string()));
}

ResultFile::ResultFile(fs::path path, std::vector<std::string> const& inputs, Messages const& messages)
    : path_(std::move(path)) {
    std::error_code unknown;
    for (std::string const& input : inputs) {
        if (fs::equivalent(path_, input, unknown)) {
            throw UsageError(fmt::format("the result cannot go to '{}' (that is the scenario)", input),
                             "give another --output");
        }
    }
    make_folder(path_, messages);
    try_to_write(path_);
    replaces_another_ = fs::exists(path_, unknown);
}

void ResultFile::write(output::Dataset const& dataset) {
    output::write_netcdf(dataset, path_);
    std::error_code failure;
    bytes_ = fs::file_size(path_, failure);
    if (failure) cannot_write(path_, failure.message());
}

std::string ResultFile::description() const {
    return fmt::format("({}{})", size_text(bytes_), replaces_another_ ? ", replaces an older one" : "");
}

}  // namespace candor::cli
