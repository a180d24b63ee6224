#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "roofline/roofline.hpp"

namespace candor::bench {

namespace {

constexpr double giga = 1e9;

constexpr char const* how_counted =
    "bytes: columns read and written, counted from the source; flops: + - * / and square roots, counted from the "
    "source "
    "(no hardware counters); empty seats are part of both";

int threads_of(MeasuredWeek const& week, Roofline const& roofline) {
    return week.threads == Threads::one ? 1 : roofline.threads;
}

nlohmann::ordered_json machine_json(Machine const& machine, int threads) {
    return {{"threads", threads}, {"triad_bytes_per_second", machine.triad}, {"peak_flops_per_second", machine.peak}};
}

nlohmann::ordered_json week_json(MeasuredWeek const& week, int threads) {
    return {{"members", week.members},
            {"threads", threads},
            {"member_weeks_per_second", week.member_weeks_per_second},
            {"bytes_read", week.counts.bytes_read},
            {"bytes_written", week.counts.bytes_written},
            {"bytes_held", week.counts.bytes_held},
            {"flops", week.counts.flops},
            {"flops_per_byte", week.intensity()},
            {"flops_per_second", week.flops_per_second()},
            {"bytes_per_second", week.bytes_per_second()},
            {"triad_bytes_per_second_at_this_size", week.triad_at_this_size},
            {"roof_flops_per_second", week.roof_flops_per_second()},
            {"roof", name_of(week.roof())},
            {"share_of_roof", week.share_of_roof()}};
}

}  // namespace

void print_as_text(Roofline const& roofline) {
    fmt::print("Machine, instruction set {}\n", roofline.instruction_set);
    fmt::print("{:>9}{:>14}{:>18}\n", "threads", "triad GB/s", "peak GFLOP/s");
    fmt::print("{:>9}{:>14.1f}{:>18.1f}\n", 1, roofline.one.triad / giga, roofline.one.peak / giga);
    fmt::print("{:>9}{:>14.1f}{:>18.1f}\n", roofline.threads, roofline.all.triad / giga, roofline.all.peak / giga);

    fmt::print("\nA week of one organization, per member\n");
    fmt::print("{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>12}{:>10}{:>8}{:>10}{:>9}  {}\n", "members", "threads", "ns", "bytes",
               "flops", "flop/B", "triad GB/s", "GFLOP/s", "GB/s", "roof", "of roof", "which");
    for (MeasuredWeek const& week : roofline.weeks) {
        fmt::print("{:>9}{:>9}{:>9.2f}{:>9.0f}{:>9.0f}{:>9.2f}{:>12.1f}{:>10.1f}{:>8.1f}{:>10.1f}{:>8.0f}%  {}\n",
                   week.members, threads_of(week, roofline), giga / week.member_weeks_per_second, week.bytes(),
                   week.counts.flops, week.intensity(), week.triad_at_this_size / giga, week.flops_per_second() / giga,
                   week.bytes_per_second() / giga, week.roof_flops_per_second() / giga, 100.0 * week.share_of_roof(),
                   name_of(week.roof()));
    }
    fmt::print(
        "\ntriad GB/s: over as many bytes as the week touches; roof: GFLOP/s, the lesser of peak and flop/B * "
        "triad.\n");
    fmt::print("{}.\n", how_counted);
}

void print_as_json(Roofline const& roofline) {
    nlohmann::ordered_json json;
    json["instruction_set"] = roofline.instruction_set;
    json["machine"] = {machine_json(roofline.one, 1), machine_json(roofline.all, roofline.threads)};
    for (MeasuredWeek const& week : roofline.weeks) {
        json["weeks"].push_back(week_json(week, threads_of(week, roofline)));
    }
    json["counted"] = how_counted;
    for (Traffic const& columns : traffic()) {
        char const* const of = columns.of == Traffic::Of::row         ? "row"
                               : columns.of == Traffic::Of::half_edge ? "half_edge"
                                                                      : "unit";
        json["columns"].push_back({{"what", columns.what},
                                   {"one_for_each", of},
                                   {"bytes_read", columns.read ? 4 * columns.columns : 0},
                                   {"bytes_written", columns.written ? 4 * columns.columns : 0}});
    }
    for (Flops const& phase : flops()) {
        json["phases"].push_back({{"phase", phase.phase},
                                  {"flops_per_row", phase.per_row},
                                  {"flops_per_half_edge", phase.per_half_edge},
                                  {"flops_per_unit", phase.per_unit}});
    }
    std::puts(json.dump(2).c_str());
}

}  // namespace candor::bench
