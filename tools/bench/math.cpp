// Mathematics over arrays in the nearest cache, compiled as the week is.
#include "candor/core/math.hpp"

#include "benchmarks.hpp"
#include "measure.hpp"

namespace candor::bench {

namespace {

constexpr int values = 1024;

/// Evenly spaced numbers; what is asked of each function in a week lies in such a range.
struct Numbers {
    Numbers(float from, float to) {
        for (int i = 0; i < values; ++i) number[i] = from + (to - from) * static_cast<float>(i) / values;
    }
    alignas(64) float number[values];
};

/// `function(x, result)` of each number.
template <class Function>
void over_array(benchmark::State& state, float from, float to, Function&& function) {
    Numbers const arguments(from, to);
    Numbers results(0.F, 0.F);
    benchmark::DoNotOptimize(arguments);
    for (auto _ : state) {
        CANDOR_LANES_LOOP
        for (int i = 0; i < values; ++i) results.number[i] = function(arguments.number[i]);
        benchmark::DoNotOptimize(results);
        benchmark::ClobberMemory();
    }
    state.counters["value"] = time_of_one(values);
}

void exp(benchmark::State& state) {
    over_array(state, -10.F, 3.F, [](float x) { return math::exp(x); });
}
void logistic(benchmark::State& state) {
    over_array(state, -8.F, 8.F, [](float x) { return math::logistic(x); });
}
void log(benchmark::State& state) {
    over_array(state, 1e-6F, 1.F, [](float x) { return math::log(x); });
}
void square_root(benchmark::State& state) {
    over_array(state, 0.F, 10.F, [](float x) { return math::square_root(x); });
}
void sine_cosine(benchmark::State& state) {
    over_array(state, 0.F, 1.F, [](float x) {
        math::SineCosine const both = math::sine_cosine_of_turn(x);
        return both.sine + both.cosine;
    });
}

}  // namespace

void register_math() {
    benchmark::RegisterBenchmark("math/exp", exp);
    benchmark::RegisterBenchmark("math/log", log);
    benchmark::RegisterBenchmark("math/logistic", logistic);
    benchmark::RegisterBenchmark("math/sine_cosine", sine_cosine);
    benchmark::RegisterBenchmark("math/square_root", square_root);
}

}  // namespace candor::bench
