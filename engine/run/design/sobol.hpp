#pragma once

#include <array>
#include <cstdint>

namespace candor::run {

inline constexpr std::size_t sobol_dimensions = 256;
inline constexpr std::size_t sobol_bits = 32;

/// What one dimension of the sequence starts from. The first dimension needs only its one initial number.
struct SobolDirections {
    std::uint16_t polynomial;               ///< primitive over the integers modulo 2: its coefficients as bits
    std::array<std::uint16_t, 11> initial;  ///< as many as its degree, odd
};

extern std::array<SobolDirections, sobol_dimensions> const sobol_table;

/// One dimension of Sobol's sequence (Sobol' 1967, doi:10.1016/0041-5553(67)90144-9), its points in the order of Gray
/// codes (Antonov & Saleev 1979, doi:10.1016/0041-5553(79)90085-5), with directions by Joe & Kuo (2008,
/// doi:10.1137/070709359): as scipy.stats.qmc.Sobol without scrambling.
class SobolDimension {
public:
    /// Of a dimension numbered from 0, below `sobol_dimensions`.
    explicit SobolDimension(std::size_t dimension);

    /// The coordinate of the point with this index, in units of 2^-32.
    [[nodiscard]] std::uint32_t at(std::uint32_t index) const {
        std::uint32_t word = 0;
        for (std::uint32_t code = index ^ (index >> 1); code != 0; code &= code - 1) {
            word ^= directions_[static_cast<std::size_t>(__builtin_ctz(code))];
        }
        return word;
    }

private:
    std::array<std::uint32_t, sobol_bits> directions_{};
};

/// The coordinate after nested uniform scrambling (Owen 1995), which keeps all its digital nets and makes each point
/// uniform: by a hash in place of the tree of permutations (Laine & Karras 2011; Burley 2020, JCGT 9(4)), with the
/// constants of Vegdahl (2021, psychopath.io, "Building a better LK hash").
[[nodiscard]] std::uint32_t scrambled(std::uint32_t word, std::uint32_t seed);

}  // namespace candor::run
