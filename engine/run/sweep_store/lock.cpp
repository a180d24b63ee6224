#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <fstream>
#include <system_error>
#include <thread>
#include <utility>

#include "candor/core/error.hpp"
#include "part.hpp"

namespace candor::run {

namespace fs = std::filesystem;

namespace {

/// Locks of an open file (F_OFD_...), not flock's: whether one is held can be asked (F_OFD_GETLK) without taking it, so
/// that asking never makes a process fail that is just starting. Both end with the process, however it ends.
int lock_command(int descriptor, int command, short type, short& found) {
    struct ::flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    int const result = ::fcntl(descriptor, command, &lock);
    found = lock.l_type;
    return result;
}

int try_lock(int descriptor) {
    short ignored = 0;
    return lock_command(descriptor, F_OFD_SETLK, F_WRLCK, ignored);
}

bool is_held(int descriptor) {
    short found = F_UNLCK;
    return lock_command(descriptor, F_OFD_GETLK, F_RDLCK, found) == 0 && found != F_UNLCK;
}

/// Some shared file systems know no locks. Parts never replace each other, so without one only time can be lost.
bool is_unsupported(int code) { return code == ENOLCK || code == ENOSYS || code == ENOTSUP || code == EINVAL; }

std::string this_process() {
    std::array<char, 256> machine{};
    ::gethostname(machine.data(), machine.size() - 1);
    return fmt::format("process {} on {}", ::getpid(), machine.data());
}

/// Read by people only, so that it may fail.
void note_holder(int descriptor, std::string const& text) {
    [[maybe_unused]] bool const noted =
        ::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, text.data(), text.size(), 0) >= 0;
}

/// Who holds the lock; it writes so just after it got it, so it may be worth a moment's waiting.
std::string holder(fs::path const& file) {
    for (int attempt = 0; attempt < 20; ++attempt) {
        std::ifstream stream(file);
        std::string text;
        if (std::getline(stream, text) && !text.empty()) return text;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return "another process";
}

/// Of processes that were killed while they wrote a part of this shard: nobody else may be writing one now.
void remove_temporary_parts(fs::path const& folder, int shard) {
    for (sweep_store::PartFile const& file : sweep_store::part_files(folder)) {
        std::error_code ignored;
        if (file.name.shard == shard && file.name.ending.ends_with(".tmp")) fs::remove(file.path, ignored);
    }
}

}  // namespace

ShardLock::ShardLock(fs::path const& folder, Shard shard) {
    fs::path const file = folder / sweep_store::locks_folder / fmt::format("{:04}.lock", shard.index);
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0)
        throw OutputError(fmt::format("cannot write '{}' ({})", file.string(), std::generic_category().message(errno)));
    try {
        if (try_lock(descriptor_) == 0) {
            note_holder(descriptor_, this_process() + "\n");
            remove_temporary_parts(folder, shard.index);
        } else if (int const code = errno; code == EAGAIN || code == EACCES) {
            throw OutputError(fmt::format("shard {}/{} is being computed by {} (which holds '{}')", shard.index,
                                          shard.count, holder(file), file.string()));
        } else if (!is_unsupported(code)) {
            throw OutputError(
                fmt::format("cannot lock '{}' ({})", file.string(), std::generic_category().message(code)));
        }
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

/// The file stays: were it removed, a process that has it open already and one that makes it anew could both lock theirs.
ShardLock::~ShardLock() { ::close(descriptor_); }

std::vector<ShardHolder> shard_holders(fs::path const& folder) {
    fs::path const locks = folder / sweep_store::locks_folder;
    std::vector<ShardHolder> holders;
    std::error_code error;
    for (fs::directory_iterator entry(locks, error), end; !error && entry != end; entry.increment(error)) {
        int shard = 0;
        std::string const name = entry->path().stem().string();
        auto const [rest, problem] = std::from_chars(name.data(), name.data() + name.size(), shard);
        if (problem != std::errc() || entry->path().extension() != ".lock") continue;
        int const descriptor = ::open(entry->path().c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) continue;
        bool const held = is_held(descriptor);
        ::close(descriptor);
        if (held) holders.push_back({shard, holder(entry->path())});
    }
    if (error && error != std::errc::no_such_file_or_directory)
        throw OutputError(fmt::format("cannot read '{}' ({})", locks.string(), error.message()));
    std::sort(holders.begin(), holders.end(), [](auto const& a, auto const& b) { return a.shard < b.shard; });
    return holders;
}

}  // namespace candor::run
