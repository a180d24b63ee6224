#pragma once
// Private to engine/output.

#include "candor/output/dataset.hpp"

#include <array>
#include <cstddef>
#include <filesystem>
#include <string_view>

namespace candor::output {

/// An attribute must fit in an HDF5 object header (64 KiB with all else); longer texts go into groups.
inline constexpr std::size_t longest_attribute = std::size_t{60} * 1024;

/// Attributes with which HDF5 and netCDF keep their own accounts; a Dataset neither brings nor gets them.
inline constexpr std::array<std::string_view, 10> format_attributes = {
    "CLASS",      "NAME",          "DIMENSION_LIST", "REFERENCE_LIST",      "DIMENSION_LABELS",
    "_FillValue", "_Netcdf4Dimid", "_NCProperties",  "_Netcdf4Coordinates", "_nc3_strict"};

/// True for an attribute that belongs to the file format rather than to the data.
[[nodiscard]] bool is_format_attribute(std::string_view name);

/// Number of values the variable's dimensions ask for.
[[nodiscard]] std::size_t value_count(Variable const& variable, Dataset const& dataset);

/// Throws std::invalid_argument when the dataset contradicts itself, OutputError about `path` when it is sound but
/// holds what no file can: an empty dimension, a text with a NUL or invalid UTF-8.
void require_writable(Dataset const& dataset, std::filesystem::path const& path);

}  // namespace candor::output
