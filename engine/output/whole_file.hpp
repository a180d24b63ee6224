#pragma once
// Private to engine/output.

#include <cstddef>
#include <filesystem>
#include <span>

namespace candor::output {

/// Puts these bytes at that path, whole or not at all: `PATH.tmp`, fsync, rename, fsync of the folder.
/// Throws OutputError `cannot write 'PATH' (the system's reason)`; no `.tmp` is left then.
void write_whole_file(std::filesystem::path const& path, std::span<std::byte const> bytes);

}  // namespace candor::output
