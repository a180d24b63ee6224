#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace candor::model {

/// Finds the place of a name in a list of names that stays with the caller, who hands in `name_at(place)` at each call:
/// a hash table with open addressing that copies no name. Twice as many slots as names, 8 bytes each.
class NameIndex {
public:
    static constexpr std::int32_t none = -1;

    NameIndex() = default;
    /// Room for this many names.
    explicit NameIndex(std::size_t names) {
        std::size_t capacity = 2;
        while (capacity < 2 * names) {
            capacity *= 2;
        }
        slots_.resize(capacity);
    }

    /// Adds the name at `place`, unless it is there already; its place in both cases.
    template <class NameAt>
    std::int32_t add(std::int32_t place, NameAt const& name_at) {
        std::string_view const name = name_at(place);
        Slot& slot = slots_[slot_of(name, hash(name), name_at)];
        if (slot.place == none) {
            slot = {hash(name), place};
        }
        return slot.place;
    }

    /// The place of the name; `none` if it was not added.
    template <class NameAt>
    [[nodiscard]] std::int32_t find(std::string_view name, NameAt const& name_at) const {
        return slots_.empty() ? none : slots_[slot_of(name, hash(name), name_at)].place;
    }

    /// Calls `use(i, place of name_of(i))` for i in 0..count-1; faster than one by one, as the memory accesses of a
    /// batch of names overlap.
    template <class NameOf, class NameAt, class Use>
    void find_each(std::int32_t count, NameOf const& name_of, NameAt const& name_at, Use const& use) const {
        constexpr std::int32_t batch = 32;
        std::array<std::uint32_t, batch> hashes{};
        std::size_t const mask = slots_.size() - 1;
        for (std::int32_t begin = 0; begin < count; begin += batch) {
            auto const size = static_cast<std::size_t>(std::min(batch, count - begin));
            for (std::size_t k = 0; k < size; ++k) {
                hashes[k] = hash(name_of(begin + static_cast<std::int32_t>(k)));
                __builtin_prefetch(&slots_[hashes[k] & mask]);
            }
            for (std::size_t k = 0; k < size; ++k) {
                std::int32_t const place = slots_[hashes[k] & mask].place;
                __builtin_prefetch(place == none ? nullptr : name_at(place).data());
            }
            for (std::size_t k = 0; k < size; ++k) {
                std::int32_t const i = begin + static_cast<std::int32_t>(k);
                use(i, slots_[slot_of(name_of(i), hashes[k], name_at)].place);
            }
        }
    }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::int32_t place = none;
    };

    static std::uint32_t hash(std::string_view name) {
        return static_cast<std::uint32_t>(std::hash<std::string_view>{}(name));
    }

    /// The slot that holds the name, or the free one in which it would stand.
    template <class NameAt>
    [[nodiscard]] std::size_t slot_of(std::string_view name, std::uint32_t hash, NameAt const& name_at) const {
        std::size_t const mask = slots_.size() - 1;
        std::size_t i = hash & mask;
        while (slots_[i].place != none &&
               (slots_[i].hash != hash || std::string_view(name_at(slots_[i].place)) != name)) {
            i = (i + 1) & mask;
        }
        return i;
    }

    std::vector<Slot> slots_{};
};

}  // namespace candor::model
