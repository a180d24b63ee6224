// What a sweep costs beside simulating: threads, points, parts, memory; how fast its folder is scanned and merged.
#include "candor/run/sweep.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "benchmarks.hpp"
#include "candor/output/netcdf_file.hpp"
#include "measure.hpp"

namespace candor::bench {

namespace {

namespace fs = std::filesystem;

/// A folder that goes with its owner.
class TemporaryFolder {
public:
    TemporaryFolder() : path_(fs::temp_directory_path() / fmt::format("candor-bench-sweep-{}", getpid())) {
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    ~TemporaryFolder() { fs::remove_all(path_); }

    [[nodiscard]] fs::path operator/(std::string const& name) const { return path_ / name; }

private:
    fs::path path_;
};

/// A sweep of 200 members and 52 weeks over two factors.
run::SweepPlan plan_of(TemporaryFolder const& folder, int points, int replicates) {
    fs::path const file = folder / "sweep.yaml";
    std::ofstream(file) << "set: {organization: {members: 200}, run: {weeks: 52}}\n"
                           "factors:\n"
                           "  environment.volatility: {uniform: [.05, .3]}\n"
                           "  leadership.adoption: {uniform: [.1, .9]}\n"
                        << fmt::format("design: {{kind: latin_hypercube, points: {}}}\nreplicates: {}\n", points,
                                       replicates);
    return run::plan_of(scenario::load_sweep(file), "candor-bench");
}

class LooksAway final : public run::Observer {
public:
    void week_ended(int /*week*/, model::WeekTally const& tally, std::span<model::Tally const> /*units*/) override {
        benchmark::DoNotOptimize(&tally);
    }
};

/// As many runs as the sweep has, over all threads, and nothing else: one plan, nothing kept.
void simulate_bare(run::SweepPlan const& plan) {
    run::Experiment const experiment = run::run_of(base_of(plan.sweep));
    parallel::for_each(static_cast<std::size_t>(plan.facts.numbers.total()), [&](std::size_t run) {
        LooksAway looks_away;
        run::simulate(run::run_plan_of(experiment.arms.front(), static_cast<int>(run) + 1), looks_away);
    });
}

/// Time of all threads of this process.
double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    auto const seconds = [](timeval const& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double resident_megabytes() {
    std::ifstream statm("/proc/self/statm");
    double size = 0;
    double resident = 0;
    statm >> size >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) * 1e-6;
}

double bytes_in(fs::path const& folder) {
    double bytes = 0;
    for (fs::directory_entry const& entry : fs::directory_iterator(folder))
        bytes += static_cast<double>(entry.file_size());
    return bytes;
}

/// A sweep against the same runs bare, in turns.
void sweep(benchmark::State& state, int points, int replicates) {
    TemporaryFolder const folder;
    run::SweepPlan const plan = plan_of(folder, points, replicates);
    double bare = 0;
    double swept = 0;
    double bare_processor = 0;
    double swept_processor = 0;
    double growth = 0;
    int round = 0;
    for (auto _ : state) {
        fs::path const results = folder / fmt::format("{}", round++);
        double const before = processor_seconds();
        bare += seconds_of([&] { simulate_bare(plan); });
        double const between = processor_seconds();
        double early = 0;
        auto const look = [&](run::SweepProgress const& progress) {
            if (progress.done == 1000) early = resident_megabytes();
            if (progress.done == progress.total) growth = resident_megabytes() - early;
        };
        double const seconds = seconds_of([&] {
            run::open_sweep_folder(results, plan.file);
            benchmark::DoNotOptimize(run::carry_out(plan, results, {}, look));
        });
        bare_processor += between - before;
        swept_processor += processor_seconds() - between;
        swept += seconds;
        state.SetIterationTime(seconds);
        double const kept =
            static_cast<double>(plan.facts.numbers.total()) *
            static_cast<double>(sizeof(std::int64_t) + plan.facts.kept.outcomes.size() * sizeof(double));
        state.counters["bytes_per_byte_kept"] = bytes_in(results / "parts") / kept;
    }
    state.counters["runs"] = rate(static_cast<double>(plan.facts.numbers.total()));
    state.counters["overhead_percent"] = 100 * (swept - bare) / bare;
    state.counters["overhead_processor_percent"] = 100 * (swept_processor - bare_processor) / bare_processor;
    state.counters["memory_growth_megabytes"] = growth;
}

/// Parts with invented values, as many runs as a part of a few seconds has.
void fill(fs::path const& folder, run::SweepPlan const& plan) {
    run::open_sweep_folder(folder, plan.file);
    run::PartWriter writer(folder, plan.facts, {}, {std::chrono::hours(1), std::size_t{3} << 20});
    for (std::int64_t run = 0; run < plan.facts.numbers.total(); ++run) {
        run::RunOutcome outcome{run, std::vector<double>(plan.facts.kept.outcomes.size()), {}, {}};
        for (std::size_t i = 0; i < outcome.outcomes.size(); ++i)
            outcome.outcomes[i] = 1.0 / static_cast<double>(run + 2 + static_cast<std::int64_t>(i));
        writer.add(std::move(outcome));
    }
    writer.finish();
}

void scan(benchmark::State& state, int points) {
    TemporaryFolder const folder;
    run::SweepPlan const plan = plan_of(folder, points, 10);
    fill(folder / "results", plan);
    for (auto _ : state) benchmark::DoNotOptimize(run::scan_parts(folder / "results", plan.facts));
    state.counters["runs"] = rate(static_cast<double>(plan.facts.numbers.total()));
}

void merge(benchmark::State& state, int points) {
    TemporaryFolder const folder;
    run::SweepPlan const plan = plan_of(folder, points, 10);
    fill(folder / "results", plan);
    for (auto _ : state)
        output::write_netcdf(run::merge(folder / "results", "candor-bench").dataset, folder / "merged.h5");
    state.counters["runs"] = rate(static_cast<double>(plan.facts.numbers.total()));
}

}  // namespace

void register_sweeps(Sizes sizes) {
    int const scale = sizes == Sizes::large ? 10 : 1;
    // A point for each run costs most; ten runs of each are usual.
    for (int const replicates : {1, 10}) {
        int const points = 10'000 * scale / replicates;
        std::string const name = fmt::format("sweep/points:{}/replicates:{}/members:200/weeks:52", points, replicates);
        benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) { sweep(state, points, replicates); })
            ->UseManualTime()
            ->Unit(benchmark::kMillisecond);
    }
    int const points = 10'000 * scale;
    benchmark::RegisterBenchmark(fmt::format("sweep_scan/runs:{}", points * 10).c_str(),
                                 [=](benchmark::State& state) { scan(state, points); })
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(fmt::format("sweep_merge/runs:{}", points * 10).c_str(),
                                 [=](benchmark::State& state) { merge(state, points); })
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
}

}  // namespace candor::bench
