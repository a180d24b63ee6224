// Prints one hash of all that the engine computes in a small experiment, from a scenario's text to the last bit of
// every member, and fails if it is not the pinned one: the same natively and in WebAssembly (tools/dev/wasm_parity).
// Links the layers up to scenario only, and stays inside what Emscripten 3.1.6 has.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "candor/core/error.hpp"
#include "candor/model/calendar.hpp"
#include "candor/model/observables.hpp"
#include "candor/model/organization.hpp"
#include "candor/model/week.hpp"
#include "candor/scenario/canonical.hpp"
#include "candor/scenario/chart_import.hpp"
#include "candor/scenario/load.hpp"

namespace {

using namespace candor;

constexpr char const* experiment = R"(
title: parity
organization: {members: 60, span: {from: 2, to: 6}, ties_per_member: 3}
environment: {turbulence: .08, interdependence: 1.5}
turnover: {market: 4}
leadership:
  styles:
    patient: {like: distributed, trust_first: .35, responsible_individual: .6}
  habit: transactional
  policy: patient
timeline:
  - {week: 10, coach: .5}
  - week: 20
    mandate: {severity: 4, consulted: yes, benefits: {contact_hours: 1, signal_noise: .8}}
    scope: {levels: [2, 3]}
  - {week: 30, adopt: level2, adoption: .3, scope: {share: .5}}
run: {weeks: 60, replicates: 3, seed: 20}
compare: [command, patient]
)";

constexpr unsigned long long pinned = 0x6ccf4f49b82b216aULL;

/// FNV-1a of 64 bits (Fowler, Noll & Vo): small enough to write down, good enough to tell two results apart.
class Hash {
public:
    void add(std::uint64_t word) {
        for (int byte = 0; byte < 8; ++byte) add_byte(static_cast<unsigned char>(word >> (8 * byte)));
    }
    void add(double value) { add(bit_cast<std::uint64_t>(value)); }
    void add(std::string const& text) {
        for (char const letter : text) add_byte(static_cast<unsigned char>(letter));
    }
    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    void add_byte(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3ULL; }

    std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

void add_tally(Hash& hash, model::Tally const& tally) {
    for (double const sum : tally.sum) hash.add(sum);
    for (double const square : tally.square) hash.add(square);
    for (double const count : tally.count) hash.add(count);
}

void add_week(Hash& hash, model::WeekTally const& week) {
    for (model::Tally const& level : week.levels) add_tally(hash, level);
    hash.add(week.half_edges);
    hash.add(week.tie_strength);
    hash.add(week.tie_strength_square);
    hash.add(week.fronts);
    hash.add(week.surprise_front);
    hash.add(week.surprise_top);
}

void add_members(Hash& hash, model::Organization const& organization) {
    model::Seating const& seating = organization.plan().seating;
    for (model::MemberQuantity const& quantity : model::member_quantities()) {
        hash.add(std::string(quantity.name));
        for (model::Position p = 0; p < organization.plan().structure.chart.size(); ++p) {
            hash.add(static_cast<double>(quantity.value(organization, seating.row_of(p))));
        }
    }
    for (model::Position p = 0; p < organization.plan().structure.chart.size(); ++p) {
        organization.ties.for_each(seating.row_of(p), [&](std::size_t half) {
            hash.add(static_cast<double>(organization.ties.strength[half]));
        });
    }
}

void add_run(Hash& hash, model::Plan const& plan, scenario::Scenario const& scenario, model::StyleIndex policy,
             std::uint32_t replicate) {
    model::Organization organization(plan, policy, {scenario.run.seed, replicate});
    model::Stepper stepper(organization);
    model::Calendar calendar(scenario.timeline, organization);
    for (std::uint32_t week = 1; week <= static_cast<std::uint32_t>(scenario.run.weeks); ++week) {
        calendar.begin(week);
        model::WeekTally const& tally = stepper.step(week);
        calendar.end(tally);
        add_week(hash, tally);
    }
    add_members(hash, organization);
}

std::uint64_t hash_of(scenario::Scenario const& scenario) {
    Hash hash;
    hash.add(scenario::canonical_json(scenario));
    std::vector<std::string> notes;
    model::Plan const plan(scenario::build_structure(scenario.organization, scenario.run.seed, notes),
                           scenario.parameters, scenario.leadership);
    for (std::string const& name : scenario.compare) {
        model::StyleIndex policy = 0;
        while (scenario.leadership.styles[static_cast<std::size_t>(policy)].name != name) ++policy;
        for (int replicate = 1; replicate <= scenario.run.replicates; ++replicate) {
            add_run(hash, plan, scenario, policy, static_cast<std::uint32_t>(replicate));
        }
    }
    return hash.value();
}

}  // namespace

int main() {
    try {
        auto const hash = static_cast<unsigned long long>(hash_of(scenario::parse_scenario(experiment, "experiment")));
        std::printf("%016llx\n", hash);
        if (hash == pinned) return 0;
        std::fprintf(stderr, "error: the hash is not %016llx (the engine computes other numbers than it did)\n",
                     pinned);
    } catch (Error const& error) {
        std::fprintf(stderr, "%s\n", error.what());
    }
    return 1;
}
