#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace candor::output {

/// What becomes of a file that is there already.
enum class IfThere { replace, keep };

/// What a path means once symbolic links are followed, whether or not a file is there: that is replaced, not the link.
[[nodiscard]] std::filesystem::path without_links(std::filesystem::path path);

/// Puts these bytes at that path, whole or not at all: `PATH.tmp`, fsync, rename, fsync of the folder. To keep a file
/// that is there, the temporary name is its writer's own, `PATH.NUMBER.tmp`, and false means that nothing was written.
/// Throws OutputError `cannot write 'PATH' (the system's reason)`, also for what is no regular file; no `.tmp` is left then.
bool write_whole_file(std::filesystem::path const& path, std::span<std::byte const> bytes, IfThere if_there);

}  // namespace candor::output
