#include "whole_file.hpp"

#include "candor/core/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace candor::output {

namespace {

/// Thrown and caught in this file only: an errno on its way to a message.
struct SystemFailure {
    int code;
};

void require(bool success) {
    if (!success) {
        throw SystemFailure{errno};
    }
}

/// An open file descriptor; closing is left to the destructor unless its outcome matters.
class Descriptor {
public:
    Descriptor(std::filesystem::path const& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
        require(number_ >= 0);
    }
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }

    void write(std::span<std::byte const> bytes) const {
        while (!bytes.empty()) {
            ssize_t const written = ::write(number_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) {
                continue;
            }
            require(written >= 0);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
    }

    void sync() const { require(::fsync(number_) == 0); }

    void close() { require(::close(std::exchange(number_, -1)) == 0); }

private:
    int number_;
};

/// Some network file systems cannot sync a folder and say so with EINVAL; the rename stands all the same.
void sync_folder(std::filesystem::path const& folder) {
    Descriptor const descriptor(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
    try {
        descriptor.sync();
    } catch (SystemFailure const& failure) {
        if (failure.code != EINVAL && failure.code != ENOTSUP) {
            throw;
        }
    }
}

/// Renaming onto a device or a pipe (`--output /dev/null`) would replace it, so only regular files may be replaced.
void require_replaceable(std::filesystem::path const& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode)) {
        throw S_ISDIR(facts.st_mode) ? SystemFailure{EISDIR} : SystemFailure{0};
    }
}

std::string reason(SystemFailure const& failure) {
    return failure.code == 0 ? "it is not a regular file" : std::generic_category().message(failure.code);
}

/// Writes and renames; the temporary file is removed only if it was ours to begin with.
void write_and_rename(std::filesystem::path const& path, std::filesystem::path const& temporary,
                      std::span<std::byte const> bytes) {
    require_replaceable(path);
    Descriptor descriptor(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    try {
        descriptor.write(bytes);
        descriptor.sync();
        descriptor.close();
        require(::rename(temporary.c_str(), path.c_str()) == 0);
    } catch (SystemFailure const&) {
        ::unlink(temporary.c_str());
        throw;
    }
    sync_folder(path.parent_path());
}

}  // namespace

void write_whole_file(std::filesystem::path const& path, std::span<std::byte const> bytes) {
    std::filesystem::path temporary = path;
    temporary += ".tmp";
    try {
        write_and_rename(path, temporary, bytes);
    } catch (SystemFailure const& failure) {
        throw OutputError(fmt::format("cannot write '{}' ({})", path.string(), reason(failure)));
    }
}

}  // namespace candor::output
