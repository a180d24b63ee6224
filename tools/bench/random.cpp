// Random numbers, compiled as the week is.
#include <cstddef>

#include "benchmarks.hpp"
#include "candor/core/portability.hpp"
#include "candor/model/parameters.hpp"
#include "candor/random/distributions.hpp"
#include "measure.hpp"

namespace candor::bench {

namespace {

constexpr random::Key key{1, 1};
constexpr int lanes = random::philox_lane_count;
constexpr int draws = 1024;  // of one iteration; what they give stays in the nearest cache

void philox(benchmark::State& state) {
    for (auto _ : state) {
        for (std::uint32_t position = 0; position < draws; ++position) {
            random::Words const words = random::philox(key, {position, 1, random::call::week_task});
            benchmark::DoNotOptimize(words);  // one at a time
        }
    }
    state.counters["words"] = rate(4.0 * draws);
}

void philox_lanes(benchmark::State& state) {
    std::uint32_t words[4][lanes];
    for (auto _ : state) {
        for (std::uint32_t position = 0; position < draws; position += lanes) {
            random::philox_lanes(key, position, 1, random::call::week_task, words);
            benchmark::DoNotOptimize(words);
        }
    }
    state.counters["words"] = rate(4.0 * draws);
}

void normal_pair(benchmark::State& state) {
    std::uint32_t radius[draws];
    std::uint32_t angle[draws];
    float first[draws];
    float second[draws];
    for (std::uint32_t i = 0; i < draws; ++i) {
        random::Words const words = random::philox(key, {i, 1, random::call::week_task});
        radius[i] = words.w0;
        angle[i] = words.w1;
    }
    benchmark::DoNotOptimize(radius);
    benchmark::DoNotOptimize(angle);
    for (auto _ : state) {
        CANDOR_LANES_LOOP
        for (int i = 0; i < draws; ++i) {
            random::NormalPair const pair = random::normal_pair(radius[i], angle[i]);
            first[i] = pair.first;
            second[i] = pair.second;
        }
        benchmark::DoNotOptimize(first);
        benchmark::DoNotOptimize(second);
        benchmark::ClobberMemory();
    }
    state.counters["pair"] = time_of_one(draws);
}

void beta(benchmark::State& state) {
    model::BetaShape shape{};
    benchmark::DoNotOptimize(shape);
    for (auto _ : state) {
        for (std::uint32_t position = 0; position < draws; ++position) {
            float const drawn = random::beta(key, position, 0, random::trait::propensity, shape.alpha, shape.beta);
            benchmark::DoNotOptimize(drawn);
        }
    }
    state.counters["value"] = time_of_one(draws);
}

void beta_lanes(benchmark::State& state) {
    model::BetaShape shape{};
    benchmark::DoNotOptimize(shape);
    std::uint32_t positions[lanes];
    float drawn[lanes];
    for (auto _ : state) {
        for (std::uint32_t first = 0; first < draws; first += lanes) {
            for (std::uint32_t lane = 0; lane < lanes; ++lane) positions[lane] = first + lane;
            random::beta_lanes(key, positions, 0, random::trait::propensity, shape.alpha, shape.beta, drawn);
            benchmark::DoNotOptimize(drawn);
        }
    }
    state.counters["value"] = time_of_one(draws);
}

}  // namespace

void register_random() {
    benchmark::RegisterBenchmark("random/philox", philox);
    benchmark::RegisterBenchmark("random/philox_lanes", philox_lanes);
    benchmark::RegisterBenchmark("random/normal_pair", normal_pair);
    benchmark::RegisterBenchmark("random/beta", beta);
    benchmark::RegisterBenchmark("random/beta_lanes", beta_lanes);
}

}  // namespace candor::bench
