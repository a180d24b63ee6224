#include "sobol.hpp"

#include <bit>

namespace candor::run {

namespace {

constexpr std::uint32_t reversed(std::uint32_t word) {
    word = ((word >> 1) & 0x55555555u) | ((word & 0x55555555u) << 1);
    word = ((word >> 2) & 0x33333333u) | ((word & 0x33333333u) << 2);
    word = ((word >> 4) & 0x0F0F0F0Fu) | ((word & 0x0F0F0F0Fu) << 4);
    return __builtin_bswap32(word);
}

}  // namespace

SobolDimension::SobolDimension(std::size_t dimension) {
    SobolDirections const& start = sobol_table[dimension];
    auto const degree = static_cast<std::size_t>(std::bit_width(start.polynomial)) - 1;
    std::array<std::uint32_t, sobol_bits> numbers{};
    for (std::size_t bit = 0; bit < sobol_bits; ++bit) {
        if (degree == 0) {
            numbers[bit] = 1;  // the first dimension: van der Corput's sequence
        } else if (bit < degree) {
            numbers[bit] = start.initial[bit];
        } else {
            numbers[bit] = numbers[bit - degree];
            for (std::size_t k = 1; k <= degree; ++k) {
                if (((start.polynomial >> (degree - k)) & 1u) != 0) numbers[bit] ^= numbers[bit - k] << k;
            }
        }
        directions_[bit] = numbers[bit] << (sobol_bits - 1 - bit);
    }
}

// Read from the lowest bit on, each step changes a bit only by the bits below it, as the tree of permutations does.
std::uint32_t scrambled(std::uint32_t word, std::uint32_t seed) {
    word = reversed(word);
    word ^= word * 0x3D20ADEAu;
    word += seed;
    word *= (seed >> 16) | 1u;
    word ^= word * 0x05526C56u;
    word ^= word * 0x53A22864u;
    return reversed(word);
}

}  // namespace candor::run
