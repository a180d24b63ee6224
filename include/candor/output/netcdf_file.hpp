#pragma once

#include "candor/core/error.hpp"
#include "candor/output/dataset.hpp"

#include <filesystem>
#include <string>

namespace candor::output {

/// The attribute `Conventions` of every file.
inline constexpr char const* conventions = "CF-1.10";

/// Writes the dataset as netCDF-4 in HDF5, whole or not at all: `PATH.tmp`, fsync, rename, fsync of the folder.
///
/// The file is put together in memory (compressed, beside the dataset) and then written in one go. `Conventions` is
/// added when the dataset has none. Any thread may call it, and waits for others: HDF5 knows one thread at a time.
/// Throws OutputError `cannot write 'PATH' (reason)` when the disk, the folder, an empty dimension, or a text with a
/// NUL or invalid UTF-8 forbids it; what was at PATH stays as it was, unless only the fsync of its folder failed.
/// Throws std::invalid_argument, an assertion that stays on in release builds, when the dataset contradicts itself:
/// sizes, names, an attribute over 60 KiB or one that belongs to the format (`_FillValue`, `CLASS`, ...).
void write_netcdf(Dataset const& dataset, std::filesystem::path const& path);

/// The same where nothing is at PATH yet, and nothing at all (false) where something is. Several processes may try at the
/// same time, under temporary names of their own (`PATH.NUMBER.tmp`): one of them wins.
[[nodiscard]] bool write_new_netcdf(Dataset const& dataset, std::filesystem::path const& path);

/// The text with a question mark for every byte that no file can hold: NULs and what is not UTF-8.
[[nodiscard]] std::string storable(std::string const& text);

/// The file can be opened, but it is truncated, damaged, or not what is expected there.
class DamagedFile : public OutputError {
public:
    /// `cannot read 'PATH' (reason)`
    DamagedFile(std::filesystem::path const& path, std::string reason);
    [[nodiscard]] std::string const& reason() const { return reason_; }

private:
    std::string reason_;
};

/// Reads back all that `write_netcdf` wrote; the format's own attributes (`_FillValue`, `CLASS`, ...) are not reported.
/// Throws OutputError `cannot read 'PATH' (reason)` when the file is missing; DamagedFile when it is not HDF5, truncated,
/// damaged or not ours.
[[nodiscard]] Dataset read_netcdf(std::filesystem::path const& path);

}  // namespace candor::output
