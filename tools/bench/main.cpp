// The program `candor-bench`: benchmarks by Google Benchmark, or, with --roofline, how far the week is from what the
// machine can do. Flags of Google Benchmark choose benchmarks and form of output (--help).
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstring>
#include <exception>
#include <string_view>

#include "benchmarks.hpp"
#include "candor/run/provenance.hpp"
#include "roofline/roofline.hpp"

namespace {

using namespace candor::bench;

enum class Task { benchmarks, roofline, roofline_json };

struct Wishes {
    Task task = Task::benchmarks;
    Sizes sizes = Sizes::usual;
};

void print_help() {
    std::puts(
        "candor-bench [--large] [flags of Google Benchmark, below]\n"
        "candor-bench --roofline[=json]\n"
        "\n"
        "  --large          step and found ten million members too; sweeps ten times as large\n"
        "  --roofline       bytes and flops of a week against what memory and processor can do, measured now\n"
        "  --roofline=json  the same as JSON\n");
    benchmark::PrintDefaultHelp();
}

/// Takes out the flags that are ours and leaves the rest to Google Benchmark.
Wishes take_wishes(int& argc, char** argv) {
    Wishes wishes;
    int kept = 1;
    for (int i = 1; i < argc; ++i) {
        std::string_view const flag = argv[i];
        if (flag == "--roofline") {
            wishes.task = Task::roofline;
        } else if (flag == "--roofline=json") {
            wishes.task = Task::roofline_json;
        } else if (flag == "--large") {
            wishes.sizes = Sizes::large;
        } else {
            argv[kept++] = argv[i];
        }
    }
    argc = kept;
    argv[argc] = nullptr;
    return wishes;
}

void run_benchmarks(Sizes sizes) {
    for (auto const& [name, value] : candor::run::build_facts()) benchmark::AddCustomContext(name, value);
    register_step(sizes);
    register_founding(sizes);
    register_runs();
    register_phases();
    register_random();
    register_math();
    register_ties();
    register_recording();
    register_sweeps(sizes);
    register_start_up();
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}

}  // namespace

int main(int argc, char** argv) {
    constexpr int run_failed = 1;
    constexpr int usage = 2;
    try {
        Wishes const wishes = take_wishes(argc, argv);
        benchmark::Initialize(&argc, argv, print_help);
        if (benchmark::ReportUnrecognizedArguments(argc, argv)) return usage;
        switch (wishes.task) {
            case Task::benchmarks: run_benchmarks(wishes.sizes); break;
            case Task::roofline: print_as_text(measure_roofline()); break;
            case Task::roofline_json: print_as_json(measure_roofline()); break;
        }
        return 0;
    } catch (std::exception const& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return run_failed;
    }
}
