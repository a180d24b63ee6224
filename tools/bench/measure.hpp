#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <limits>

#include "candor/core/parallel.hpp"

/// How time is taken, in one way everywhere.
namespace candor::bench {

/// How often something happened that happens `per_iteration` times in each iteration, per second.
inline benchmark::Counter rate(double per_iteration) {
    return {per_iteration, benchmark::Counter::kIsIterationInvariantRate};
}

/// How long one of them took.
inline benchmark::Counter time_of_one(double per_iteration) {
    return {per_iteration, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert};
}

template <class Work>
double seconds_of(Work&& work) {
    auto const begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The shortest of some repetitions: what disturbs a measurement only ever adds to it.
template <class Work>
double least_seconds_of(int repetitions, Work&& work) {
    double least = std::numeric_limits<double>::infinity();
    for (int i = 0; i < repetitions; ++i) least = std::min(least, seconds_of(work));
    return least;
}

enum class Threads { one, all };

inline char const* name_of(Threads threads) { return threads == Threads::one ? "one" : "all"; }

/// So many threads while it lives.
inline parallel::ThreadLimit limit_to(Threads threads) {
    return parallel::ThreadLimit(threads == Threads::one ? 1 : 0);
}

/// Times the same work on one thread and on all, in turns, so that a change of clock speed meets both.
class OneAndAll {
public:
    template <class Work>
    void measure(Work&& work) {
        {
            parallel::ThreadLimit const limit(1);
            one_ += seconds_of(work);
        }
        last_on_all_ = seconds_of(work);
        all_ += last_on_all_;
    }

    [[nodiscard]] double last_on_all() const { return last_on_all_; }
    [[nodiscard]] double seconds_on_one() const { return one_; }
    /// How far threads come to what they would do if none were in another's way: 1 is all the way.
    [[nodiscard]] double efficiency() const { return one_ / (all_ * parallel::thread_count()); }

private:
    double one_ = 0;
    double all_ = 0;
    double last_on_all_ = 0;
};

}  // namespace candor::bench
