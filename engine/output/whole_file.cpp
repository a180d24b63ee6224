#include "candor/output/whole_file.hpp"

#include "candor/core/error.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <cerrno>
#include <cstdint>
#include <optional>
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

    /// Waits until no other process holds the file this way; not where the file system knows no locks.
    void wait_for_turn() const {
        while (::flock(number_, LOCK_EX) != 0 && errno == EINTR) {
        }
    }

    /// Whether the file still has that name.
    [[nodiscard]] bool is_called(std::filesystem::path const& path) const {
        struct stat own {};
        struct stat named {};
        return ::fstat(number_, &own) == 0 && ::stat(path.c_str(), &named) == 0 && own.st_dev == named.st_dev &&
               own.st_ino == named.st_ino;
    }

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

std::filesystem::path with_ending(std::filesystem::path path, std::string const& ending) { return path += ending; }

/// Gives the file its name, unless a file of that name is there (false). A link tells, and lets only one of several
/// processes win.
bool name_new_file(std::filesystem::path const& temporary, std::filesystem::path const& path) {
    if (::link(temporary.c_str(), path.c_str()) == 0) {
        ::unlink(temporary.c_str());
        return true;
    }
    int const code = errno;
    bool const taken = code == EEXIST || ::access(path.c_str(), F_OK) == 0;
    if (taken) {
        ::unlink(temporary.c_str());
        return false;
    }
    // Some file systems know no links (FAT, some network ones): there the look just taken must do.
    bool const no_links = code == EPERM || code == ENOTSUP || code == ENOSYS || code == EMLINK;
    if (!no_links) {
        throw SystemFailure{code};
    }
    require(::rename(temporary.c_str(), path.c_str()) == 0);
    return true;
}

/// Fills the open temporary file and names it; it is ours to remove.
bool fill_and_name(Descriptor& descriptor, std::filesystem::path const& temporary, std::filesystem::path const& path,
                   std::span<std::byte const> bytes, IfThere if_there) {
    try {
        descriptor.write(bytes);
        descriptor.sync();
        descriptor.close();
        if (if_there == IfThere::keep) {
            return name_new_file(temporary, path);
        }
        require(::rename(temporary.c_str(), path.c_str()) == 0);
        return true;
    } catch (SystemFailure const&) {
        ::unlink(temporary.c_str());
        throw;
    }
}

bool replace(std::filesystem::path const& path, std::span<std::byte const> bytes) {
    require_replaceable(path);
    std::filesystem::path const temporary = with_ending(path, ".tmp");
    // Two processes may write one result: the second waits, and begins a new file where the first has named its own.
    std::optional<Descriptor> turn;
    do {
        turn.emplace(temporary, O_WRONLY | O_CREAT);
        turn->wait_for_turn();
    } while (!turn->is_called(temporary));
    Descriptor descriptor(temporary, O_WRONLY | O_TRUNC);
    return fill_and_name(descriptor, temporary, path, bytes, IfThere::replace);
}

/// The first temporary name from the process's number on that nobody has: two machines may number alike.
bool create(std::filesystem::path const& path, std::span<std::byte const> bytes) {
    if (::access(path.c_str(), F_OK) == 0) {
        return false;
    }
    for (auto number = static_cast<std::int64_t>(::getpid());; ++number) {
        std::filesystem::path const temporary = with_ending(path, fmt::format(".{}.tmp", number));
        std::optional<Descriptor> descriptor;
        try {
            descriptor.emplace(temporary, O_WRONLY | O_CREAT | O_EXCL);
        } catch (SystemFailure const& failure) {
            if (failure.code == EEXIST) {
                continue;
            }
            throw;
        }
        return fill_and_name(*descriptor, temporary, path, bytes, IfThere::keep);
    }
}

}  // namespace

std::filesystem::path without_links(std::filesystem::path path) {
    constexpr int most_links = 40;  // as Linux; links in a ring are left to the system to refuse
    std::error_code failure;
    for (int i = 0; i < most_links && std::filesystem::is_symlink(path, failure); ++i) {
        std::filesystem::path const target = std::filesystem::read_symlink(path, failure);
        if (failure) break;
        path = path.parent_path() / target;  // an absolute target replaces all before it
    }
    return path;
}

bool write_whole_file(std::filesystem::path const& named, std::span<std::byte const> bytes, IfThere if_there) {
    std::filesystem::path const path = without_links(named);
    try {
        bool const written = if_there == IfThere::keep ? create(path, bytes) : replace(path, bytes);
        if (written) {
            sync_folder(path.parent_path());
        }
        return written;
    } catch (SystemFailure const& failure) {
        throw OutputError(fmt::format("cannot write '{}' ({})", path.string(), reason(failure)));
    }
}

}  // namespace candor::output
