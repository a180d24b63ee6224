#pragma once

#include <cstddef>

#if !defined(__EMSCRIPTEN__)
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#endif

/// The only door to threads. Work is cut into items of fixed meaning, so results never depend on how many threads there are.
namespace candor::parallel {

/// Writes a number that another thread may be writing too, if all of them write the same.
inline void store(float& to, float value) { __atomic_store(&to, &value, __ATOMIC_RELAXED); }

#if defined(__EMSCRIPTEN__)

/// Bounds the threads of everything below while it lives; 0 means as many as the machine has.
class ThreadLimit {
public:
    explicit ThreadLimit(int /*threads*/) {}
};

/// Calls `work(i)` for i in 0..count-1, one after the other.
template <class Work>
void for_each(std::size_t count, Work&& work) {
    for (std::size_t i = 0; i < count; ++i) work(i);
}

inline int thread_count() { return 1; }

/// One value for each thread that asks.
template <class Value>
class PerThread {
public:
    template <class... Arguments>
    explicit PerThread(Arguments... arguments) : value_(arguments...) {}
    [[nodiscard]] Value& local() { return value_; }

private:
    Value value_;
};

#else

/// Bounds the threads of everything below while it lives; 0 means as many as the machine has.
class ThreadLimit {
public:
    explicit ThreadLimit(int threads)
        : limit_(oneapi::tbb::global_control::max_allowed_parallelism,
                 threads > 0 ? static_cast<std::size_t>(threads)
                             : static_cast<std::size_t>(oneapi::tbb::this_task_arena::max_concurrency())) {}

private:
    oneapi::tbb::global_control limit_;
};

/// Calls `work(i)` for i in 0..count-1, in any order and from several threads; the first exception ends it and is thrown.
/// A thread that waits inside helps only with the work inside (so a caller's thread-local state is safe).
template <class Work>
void for_each(std::size_t count, Work&& work) {
    if (count == 1) {
        work(std::size_t{0});
        return;
    }
    oneapi::tbb::this_task_arena::isolate([&] {
        oneapi::tbb::parallel_for(
            std::size_t{0}, count, [&](std::size_t i) { work(i); }, oneapi::tbb::simple_partitioner{});
    });
}

/// How many threads `for_each` may use.
inline int thread_count() {
    return static_cast<int>(
        oneapi::tbb::global_control::active_value(oneapi::tbb::global_control::max_allowed_parallelism));
}

/// One value for each thread that asks, made when it first asks.
template <class Value>
class PerThread {
public:
    template <class... Arguments>
    explicit PerThread(Arguments... arguments) : values_([=] { return Value(arguments...); }) {}
    [[nodiscard]] Value& local() { return values_.local(); }

private:
    oneapi::tbb::enumerable_thread_specific<Value> values_;
};

#endif

/// Calls `work(first, last)` for consecutive pieces of [first, last) of `grain` items each, the last one perhaps shorter.
template <class Work>
void for_each_chunk(std::size_t first, std::size_t last, std::size_t grain, Work&& work) {
    if (last <= first) return;
    for_each((last - first + grain - 1) / grain, [&](std::size_t chunk) {
        std::size_t const from = first + chunk * grain;
        work(from, last - from > grain ? from + grain : last);
    });
}

}  // namespace candor::parallel
