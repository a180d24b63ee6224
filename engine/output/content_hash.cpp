#include "candor/output/content_hash.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <type_traits>

namespace candor::output {

namespace {

static_assert(std::endian::native == std::endian::little, "the hash is over little-endian values");

template <typename T>
constexpr std::string_view type_name() {
    if constexpr (std::is_same_v<T, float>) {
        return "float32";
    } else if constexpr (std::is_same_v<T, double>) {
        return "float64";
    } else if constexpr (std::is_same_v<T, std::int32_t>) {
        return "int32";
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        return "int64";
    } else if constexpr (std::is_same_v<T, std::uint8_t>) {
        return "uint8";
    } else {
        static_assert(std::is_same_v<T, std::string>);
        return "string";
    }
}

/// A stream of pieces, each preceded by its length, so that nothing can move from one piece to the next unnoticed.
class Hasher {
public:
    Hasher() : state_(XXH3_createState()) {
        if (state_ == nullptr || XXH3_128bits_reset(state_.get()) == XXH_ERROR) {
            throw std::bad_alloc();
        }
    }

    void number(std::uint64_t value) { bytes(&value, sizeof value); }

    void text(std::string_view value) {
        number(value.size());
        bytes(value.data(), value.size());
    }

    template <typename T>
    void values(std::vector<T> const& values) {
        number(values.size());
        if constexpr (std::is_same_v<T, std::string>) {
            for (std::string const& value : values) {
                text(value);
            }
        } else if constexpr (std::is_floating_point_v<T>) {
            floats(values);
        } else {
            bytes(values.data(), values.size() * sizeof(T));
        }
    }

    [[nodiscard]] std::string digits() const {
        XXH128_canonical_t canonical;
        XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state_.get()));
        constexpr std::string_view hexadecimal = "0123456789abcdef";
        std::string text;
        for (unsigned const byte : canonical.digest) {
            text += hexadecimal[byte >> 4U];
            text += hexadecimal[byte & 15U];
        }
        return text;
    }

private:
    struct Free {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };

    void bytes(void const* data, std::size_t size) {
        if (size > 0) {
            XXH3_128bits_update(state_.get(), data, size);
        }
    }

    /// Floats by blocks, every NaN replaced by one quiet NaN.
    template <typename T>
    void floats(std::vector<T> const& values) {
        std::array<T, 4096> block;
        for (std::size_t first = 0; first < values.size(); first += block.size()) {
            auto const some = std::span(values).subspan(first, std::min(block.size(), values.size() - first));
            bool undefined = false;  // most blocks have none
            for (T const value : some) undefined |= std::isnan(value);
            if (undefined) {
                std::replace_copy_if(
                    some.begin(), some.end(), block.begin(), [](T value) { return std::isnan(value); },
                    std::numeric_limits<T>::quiet_NaN());
            }
            bytes(undefined ? block.data() : some.data(), some.size_bytes());
        }
    }

    std::unique_ptr<XXH3_state_t, Free> state_;
};

void add_variable(Hasher& hasher, Variable const& variable, Dataset const& dataset) {
    std::visit(
        [&]<typename T>(std::vector<T> const& values) {
            hasher.text(type_name<T>());
            hasher.number(variable.dimensions.size());
            std::size_t expected = 1;
            for (std::string const& dimension : variable.dimensions) {
                std::size_t const size = dataset.size_of(dimension);
                hasher.number(size);
                expected *= size;
            }
            if (values.size() != expected) {
                throw std::invalid_argument("the values of '" + variable.name + "' do not fill its shape");
            }
            hasher.values(values);
        },
        variable.values);
}

}  // namespace

std::string variable_hash(Variable const& variable, Dataset const& dataset) {
    Hasher hasher;
    add_variable(hasher, variable, dataset);
    return hasher.digits();
}

std::string content_hash(std::string_view model_version, std::string_view canonical_scenario_json,
                         Dataset const& dataset) {
    std::vector<Variable const*> sorted;
    for (Variable const& variable : dataset.coordinates) {
        sorted.push_back(&variable);
    }
    for (Variable const& variable : dataset.variables) {
        sorted.push_back(&variable);
    }
    std::sort(sorted.begin(), sorted.end(), [](Variable const* a, Variable const* b) { return a->name < b->name; });

    Hasher hasher;
    hasher.text(model_version);
    hasher.text(canonical_scenario_json);
    hasher.number(sorted.size());
    for (Variable const* variable : sorted) {
        hasher.text(variable->name);
        add_variable(hasher, *variable, dataset);
    }
    return hasher.digits();
}

}  // namespace candor::output
