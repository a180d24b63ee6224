#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

#include "candor/core/parallel.hpp"

#if defined(__linux__) && !defined(__EMSCRIPTEN__)
#include <sys/mman.h>
#endif

namespace candor {

/// Asks for pages of a size that lets looks at far places of a large array find their page quickly. Only a wish.
inline void ask_for_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#if defined(__linux__) && !defined(__EMSCRIPTEN__)
    constexpr std::size_t page = 4096;
    constexpr std::size_t worth_it = std::size_t{1} << 20;
    if (bytes < worth_it) return;
    auto const begin = reinterpret_cast<std::uintptr_t>(memory) / page * page;
    auto const end = (reinterpret_cast<std::uintptr_t>(memory) + bytes + page - 1) / page * page;
    static_cast<void>(madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE));
#endif
}

/// A fixed-length array that starts on a cache line, filled with one value; owns its memory, copies deeply.
///
/// Columns of one length that are walked side by side would all start at the same place of a page and so contend for the
/// same few places of the nearest cache; those that differ in `shift` start at different ones.
template <class Value>
class AlignedArray {
public:
    AlignedArray() = default;
    explicit AlignedArray(std::size_t size, Value fill = Value{}, int shift = 0)
        : shift_(bytes_of(shift)), memory_(allocate(size * sizeof(Value) + shift_)), size_(size) {
        // The first thread to touch a page is the one that waits for it, so large arrays are filled by all.
        constexpr std::size_t grain = (std::size_t{1} << 20) / sizeof(Value);
        parallel::for_each_chunk(0, size_, grain, [&](std::size_t first, std::size_t last) {
            std::fill(data() + first, data() + last, fill);
        });
    }
    AlignedArray(AlignedArray const& other)
        : shift_(other.shift_), memory_(allocate(other.size_ * sizeof(Value) + shift_)), size_(other.size_) {
        std::copy_n(other.data(), size_, data());
    }
    AlignedArray(AlignedArray&&) noexcept = default;
    AlignedArray& operator=(AlignedArray const& other) { return *this = AlignedArray(other); }
    AlignedArray& operator=(AlignedArray&&) noexcept = default;
    ~AlignedArray() = default;

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] Value* data() { return reinterpret_cast<Value*>(memory_.get() + shift_); }
    [[nodiscard]] Value const* data() const { return reinterpret_cast<Value const*>(memory_.get() + shift_); }
    [[nodiscard]] Value& operator[](std::size_t i) { return data()[i]; }
    [[nodiscard]] Value const& operator[](std::size_t i) const { return data()[i]; }
    [[nodiscard]] Value* begin() { return data(); }
    [[nodiscard]] Value* end() { return data() + size_; }
    [[nodiscard]] Value const* begin() const { return data(); }
    [[nodiscard]] Value const* end() const { return data() + size_; }

private:
    static constexpr std::size_t line = 64;
    static constexpr std::size_t page = 4096;
    struct Free {
        void operator()(std::byte* memory) const { ::operator delete (memory, std::align_val_t{line}); }
    };
    using Owner = std::unique_ptr<std::byte, Free>;

    /// An odd number of lines, so that all lines of a page are used before one is used again.
    static std::size_t bytes_of(int shift) { return static_cast<std::size_t>(shift) * 9 * line % page; }

    static Owner allocate(std::size_t bytes) {
        Owner memory(bytes == 0 ? nullptr : static_cast<std::byte*>(::operator new (bytes, std::align_val_t{line})));
        ask_for_large_pages(memory.get(), bytes);
        return memory;
    }

    std::size_t shift_ = 0;
    Owner memory_{};
    std::size_t size_ = 0;
};

/// One quantity of every member, tie or unit.
using Column = AlignedArray<float>;

}  // namespace candor
