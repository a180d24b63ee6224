#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>

namespace candor {

/// A fixed-length array that starts on a cache line, filled with one value; owns its memory, copies deeply.
template <class Value>
class AlignedArray {
public:
    AlignedArray() = default;
    explicit AlignedArray(std::size_t size, Value fill = Value{}) : values_(allocate(size)), size_(size) {
        std::fill_n(values_.get(), size_, fill);
    }
    AlignedArray(AlignedArray const& other) : values_(allocate(other.size_)), size_(other.size_) {
        std::copy_n(other.values_.get(), size_, values_.get());
    }
    AlignedArray(AlignedArray&&) noexcept = default;
    AlignedArray& operator=(AlignedArray const& other) { return *this = AlignedArray(other); }
    AlignedArray& operator=(AlignedArray&&) noexcept = default;
    ~AlignedArray() = default;

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] Value* data() { return values_.get(); }
    [[nodiscard]] Value const* data() const { return values_.get(); }
    [[nodiscard]] Value& operator[](std::size_t i) { return values_.get()[i]; }
    [[nodiscard]] Value const& operator[](std::size_t i) const { return values_.get()[i]; }
    [[nodiscard]] Value* begin() { return data(); }
    [[nodiscard]] Value* end() { return data() + size_; }
    [[nodiscard]] Value const* begin() const { return data(); }
    [[nodiscard]] Value const* end() const { return data() + size_; }

private:
    static constexpr std::align_val_t alignment{64};
    struct Free {
        void operator()(Value* values) const { ::operator delete(values, alignment); }
    };
    using Owner = std::unique_ptr<Value, Free>;

    static Owner allocate(std::size_t size) {
        return Owner(size == 0 ? nullptr : static_cast<Value*>(::operator new(size * sizeof(Value), alignment)));
    }

    Owner values_{};
    std::size_t size_ = 0;
};

/// One quantity of every member, tie or unit.
using Column = AlignedArray<float>;

}  // namespace candor
