#pragma once

/// What compilers spell differently, in one place.
///
/// Code that must give the same bytes everywhere consists of `CANDOR_INLINE` functions and is compiled with
/// `-ffp-contract=off`. No such function exists out of line, so the linker can never give a translation unit for a
/// narrow instruction set the copy that was compiled for a wide one.

/// Comes first in the declaration of a function that is inlined even without optimization.
#if defined(__GNUC__) || defined(__clang__)
#define CANDOR_INLINE [[gnu::always_inline]] inline
#else
#define CANDOR_INLINE inline
#endif

/// Stands before a loop over lanes whose iterations do not depend on each other: the compiler vectorizes it without
/// asking whether the arrays overlap. A loop that it cannot vectorize stays scalar, silently.
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wpass-failed"
#define CANDOR_LANES_LOOP _Pragma("clang loop vectorize(assume_safety) interleave(assume_safety)")
#elif defined(__GNUC__)
#define CANDOR_LANES_LOOP _Pragma("GCC ivdep")
#else
#define CANDOR_LANES_LOOP
#endif

namespace candor {

/// The value of type To with the bits of `from`: std::bit_cast, which Emscripten 3.1.6 (libc++ 13) lacks.
template <typename To, typename From>
CANDOR_INLINE constexpr To bit_cast(From const& from) noexcept {
    static_assert(sizeof(To) == sizeof(From), "bit_cast needs two types of one size");
    return __builtin_bit_cast(To, from);
}

}  // namespace candor
