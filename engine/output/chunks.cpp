#include "chunks.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <numeric>

#include "candor/core/parallel.hpp"

namespace candor::output {

namespace {

static_assert(std::endian::native == std::endian::little, "files hold little-endian numbers, written as they are");

/// How many chunks are in memory at a time.
constexpr std::size_t batch = 64;

struct FreeCompressor {
    void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

/// Chunks of an array, numbered with the innermost dimension fastest.
class ChunkGrid {
public:
    ChunkGrid(std::vector<hsize_t> const& sizes, std::vector<hsize_t> const& chunk) : sizes_(sizes), chunk_(chunk) {
        for (std::size_t axis = 0; axis < sizes.size(); ++axis) {
            along_.push_back((sizes[axis] + chunk[axis] - 1) / chunk[axis]);
        }
    }

    [[nodiscard]] std::size_t count() const { return product(along_); }
    [[nodiscard]] std::size_t values_in_chunk() const { return product(chunk_); }

    /// Where a chunk begins.
    [[nodiscard]] std::vector<hsize_t> offset(std::size_t number) const {
        std::vector<hsize_t> first(sizes_.size());
        for (std::size_t axis = sizes_.size(); axis-- > 0;) {
            first[axis] = number % along_[axis] * chunk_[axis];
            number /= along_[axis];
        }
        return first;
    }

    /// Copies a chunk together; what lies beyond the array stays as it is.
    void copy(std::size_t number, std::byte const* values, std::size_t value_bytes, std::byte* to) const {
        copy_axis(0, offset(number), values, value_bytes, to);
    }

private:
    static std::size_t product(std::vector<hsize_t> const& factors) {
        return std::accumulate(factors.begin(), factors.end(), std::size_t{1}, std::multiplies<>());
    }

    void copy_axis(std::size_t axis, std::vector<hsize_t> const& first, std::byte const* values,
                   std::size_t value_bytes, std::byte* to) const {
        std::size_t const inside = std::min(chunk_[axis], sizes_[axis] - first[axis]);
        if (axis + 1 == sizes_.size()) {
            std::memcpy(to, values + first[axis] * value_bytes, inside * value_bytes);
            return;
        }
        std::size_t row = value_bytes;
        std::size_t chunk_row = value_bytes;
        for (std::size_t inner = axis + 1; inner < sizes_.size(); ++inner) {
            row *= sizes_[inner];
            chunk_row *= chunk_[inner];
        }
        for (std::size_t i = 0; i < inside; ++i) {
            copy_axis(axis + 1, first, values + (first[axis] + i) * row, value_bytes, to + i * chunk_row);
        }
    }

    std::vector<hsize_t> sizes_, chunk_, along_;
};

/// All first bytes, then all second bytes, and so on.
std::vector<std::byte> shuffled(std::vector<std::byte> const& values, std::size_t value_bytes) {
    std::size_t const count = values.size() / value_bytes;
    std::vector<std::byte> bytes(values.size());
    for (std::size_t b = 0; b < value_bytes; ++b) {
        for (std::size_t i = 0; i < count; ++i) bytes[b * count + i] = values[i * value_bytes + b];
    }
    return bytes;
}

std::vector<std::byte> compressed(std::vector<std::byte> const& bytes) {
    std::unique_ptr<libdeflate_compressor, FreeCompressor> const compressor(
        libdeflate_alloc_compressor(compression_level));
    if (compressor == nullptr) throw std::bad_alloc();
    std::vector<std::byte> result(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()));
    result.resize(libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), result.data(), result.size()));
    return result;
}

}  // namespace

void write_chunks(hid_t dataset, std::vector<hsize_t> const& sizes, std::vector<hsize_t> const& chunk,
                  std::byte const* values, std::size_t value_bytes, std::string const& failure) {
    ChunkGrid const grid(sizes, chunk);
    std::vector<std::vector<std::byte>> ready(std::min(batch, grid.count()));
    for (std::size_t first = 0; first < grid.count(); first += batch) {
        std::size_t const in_batch = std::min(batch, grid.count() - first);
        parallel::for_each(in_batch, [&](std::size_t i) {
            std::vector<std::byte> one(grid.values_in_chunk() * value_bytes);
            grid.copy(first + i, values, value_bytes, one.data());
            ready[i] = compressed(shuffled(one, value_bytes));
        });
        for (std::size_t i = 0; i < in_batch; ++i) {
            std::vector<hsize_t> const offset = grid.offset(first + i);
            require(H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, offset.data(), ready[i].size(), ready[i].data()), failure);
        }
    }
}

}  // namespace candor::output
