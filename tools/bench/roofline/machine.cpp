#include "roofline/machine.hpp"

#include <algorithm>

#include "candor/core/portability.hpp"

namespace candor::bench {

namespace {

constexpr int repetitions = 10;

/// Bytes of the registers of an instruction set.
int register_bytes(model::InstructionSet set) {
    switch (set) {
        case model::InstructionSet::x86_64_v2: return 16;
        case model::InstructionSet::x86_64_v3: return 32;
        case model::InstructionSet::x86_64_v4: return 64;
    }
    return 16;
}

void triad(double* a, double const* b, double const* c, double scalar, std::size_t first, std::size_t last) {
    CANDOR_LANES_LOOP
    for (std::size_t i = first; i < last; ++i) a[i] = b[i] + scalar * c[i];
}

/// Registers by their bytes. (An attribute that depends on a template's argument is ignored by GCC 12.)
template <int bytes>
struct Register;
template <>
struct Register<16> {
    using Floats = float __attribute__((vector_size(16)));
};
template <>
struct Register<32> {
    using Floats = float __attribute__((vector_size(32)));
};
template <>
struct Register<64> {
    using Floats = float __attribute__((vector_size(64)));
};

/// Enough chains of either kind that none waits for its own last result: latency times units, with room to spare.
template <int bytes>
double multiply_and_add(std::size_t rounds) {
    using Vector = typename Register<bytes>::Floats;
    constexpr int chains = 6;
    float step = 1.0000001F;
    benchmark::DoNotOptimize(step);
    Vector const by = Vector{} + step;
    Vector product[chains];
    Vector sum[chains];
    for (int c = 0; c < chains; ++c) product[c] = sum[c] = Vector{} + static_cast<float>(c);
    for (std::size_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 6
        for (int c = 0; c < chains; ++c) {
            product[c] *= by;
            sum[c] += by;
        }
    }
    for (int c = 0; c < chains; ++c) {
        Vector both = product[c] + sum[c];
        benchmark::DoNotOptimize(both);
    }
    return 2.0 * chains * static_cast<double>(bytes / 4) * static_cast<double>(rounds);
}

double multiply_and_add_in(int bytes, std::size_t rounds) {
    switch (bytes) {
#if defined(__AVX512F__)
        case 64: return multiply_and_add<64>(rounds);
#endif
#if defined(__AVX__)
        case 32: return multiply_and_add<32>(rounds);
#endif
        default: return multiply_and_add<16>(rounds);
    }
}

}  // namespace

std::size_t last_cache_bytes() {
    constexpr std::size_t usual = std::size_t{32} << 20;  // where the machine does not tell
    benchmark::CPUInfo const& machine = benchmark::CPUInfo::Get();
    std::size_t bytes = 0;
    for (benchmark::CPUInfo::CacheInfo const& cache : machine.caches) {
        int const how_many = std::max(1, machine.num_cpus / std::max(1, cache.num_sharing));
        if (cache.level >= 3) bytes += static_cast<std::size_t>(cache.size) * static_cast<std::size_t>(how_many);
    }
    return bytes > 0 ? bytes : usual;
}

Triad::Triad() : a_(4 * last_cache_bytes() / sizeof(double), 1.0, 0), b_(a_.size(), 2.0, 1), c_(a_.size(), 0.5, 2) {}

double Triad::bytes_per_second(std::size_t bytes, Threads threads) {
    parallel::ThreadLimit const limit = limit_to(threads);
    std::size_t const size = std::min(bytes, most_bytes()) / (3 * sizeof(double));
    constexpr std::size_t worth_timing = std::size_t{1} << 24;  // elements: some milliseconds
    std::size_t const rounds = std::max<std::size_t>(1, worth_timing / size);
    std::size_t const chunks = threads == Threads::one ? 1 : 4 * static_cast<std::size_t>(parallel::thread_count());
    double scalar = 3.0;
    benchmark::DoNotOptimize(scalar);
    double const seconds = least_seconds_of(repetitions, [&] {
        for (std::size_t round = 0; round < rounds; ++round) {
            parallel::for_each_chunk(0, size, size / chunks + 1, [&](std::size_t first, std::size_t last) {
                triad(a_.data(), b_.data(), c_.data(), scalar, first, last);
            });
            benchmark::ClobberMemory();
        }
    });
    return 3.0 * sizeof(double) * static_cast<double>(size * rounds) / seconds;
}

double flops_per_second(model::InstructionSet set, Threads threads) {
    parallel::ThreadLimit const limit = limit_to(threads);
    auto const workers = static_cast<std::size_t>(parallel::thread_count());
    constexpr std::size_t rounds = 1'000'000;  // few enough that no product becomes infinite
    int const bytes = register_bytes(set);
    constexpr int bursts = 50;  // a short one finds a moment in which nothing disturbs
    double flops = 0;
    double const seconds = least_seconds_of(bursts, [&] {
        parallel::for_each(4 * workers, [&](std::size_t item) {
            double const done = multiply_and_add_in(bytes, rounds);
            if (item == 0) flops = 4.0 * static_cast<double>(workers) * done;
        });
    });
    return flops / seconds;
}

}  // namespace candor::bench
