#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hdf5_handle.hpp"

namespace candor::output {

/// Level of compression: every reader has gzip; more buys little and costs much.
inline constexpr int compression_level = 1;

/// Stores an array chunk by chunk, shuffled and compressed as HDF5's filters of that name would, but by all threads.
/// `sizes` and `chunk` are numbers of values, outermost first; `dataset` has just these two filters, in this order.
/// Throws Hdf5Failure, which says `failure`.
void write_chunks(hid_t dataset, std::vector<hsize_t> const& sizes, std::vector<hsize_t> const& chunk,
                  std::byte const* values, std::size_t value_bytes, std::string const& failure);

}  // namespace candor::output
