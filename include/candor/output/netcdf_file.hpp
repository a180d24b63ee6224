#pragma once

#include "candor/output/dataset.hpp"

#include <filesystem>

namespace candor::output {

/// Writes the dataset as netCDF-4 in HDF5, whole or not at all: `PATH.tmp`, fsync, rename, fsync of the folder.
///
/// The file is put together in memory (compressed, beside the dataset) and then written in one go. `Conventions` is
/// added when the dataset has none. One thread at a time: HDF5 has one global lock, so more would only wait.
/// Throws OutputError `cannot write 'PATH' (reason)` when the disk, the folder, an empty dimension, or a text with a
/// NUL or invalid UTF-8 forbids it; what was at PATH stays as it was, unless only the fsync of its folder failed.
/// Throws std::invalid_argument, an assertion that stays on in release builds, when the dataset contradicts itself:
/// sizes, names, an attribute over 60 KiB or one that belongs to the format (`_FillValue`, `CLASS`, ...).
void write_netcdf(Dataset const& dataset, std::filesystem::path const& path);

/// Reads back all that `write_netcdf` wrote; the format's own attributes (`_FillValue`, `CLASS`, ...) are not reported.
/// Throws OutputError `cannot read 'PATH' (reason)` when the file is missing, not HDF5, truncated, damaged or not ours.
[[nodiscard]] Dataset read_netcdf(std::filesystem::path const& path);

}  // namespace candor::output
