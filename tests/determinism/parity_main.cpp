// Prints one hash of what the engine computes, for comparison between platforms (tools/dev/wasm_parity).
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "candor/core/portability.hpp"
#include "candor/model/organization.hpp"
#include "candor/model/week.hpp"
#include "candor/scenario/canonical.hpp"
#include "candor/scenario/chart_import.hpp"
#include "candor/scenario/load.hpp"

namespace {

/// FNV-1a with 64 bits.
class Hash {
public:
    void add(std::string_view bytes) {
        for (char const byte : bytes) {
            value_ = (value_ ^ static_cast<std::uint8_t>(byte)) * 0x100000001b3U;
        }
    }

    void add(double number) {
        auto const bits = candor::bit_cast<std::uint64_t>(number);
        for (int shift = 0; shift < 64; shift += 8) {
            value_ = (value_ ^ ((bits >> shift) & 0xffU)) * 0x100000001b3U;
        }
    }

    void add(candor::model::Tally const& tally) {
        for (double const sum : tally.sum) add(sum);
        for (double const square : tally.square) add(square);
        for (double const count : tally.count) add(count);
    }

    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 0xcbf29ce484222325U;
};

}  // namespace

int main() {
    namespace model = candor::model;
    candor::scenario::Scenario const scenario = candor::scenario::parse_scenario(
        "organization: {members: 700, span: 6, ties_per_member: 3}\n"
        "environment: {turbulence: .1}\n"
        "run: {weeks: 60, seed: 7}\n");
    Hash hash;
    hash.add(candor::scenario::canonical_json(scenario));

    std::vector<std::string> notes;
    model::Plan const plan(candor::scenario::build_structure(scenario.organization, scenario.run.seed, notes),
                           scenario.parameters, scenario.leadership);
    for (std::size_t style = 0; style < scenario.leadership.styles.size(); ++style) {
        model::Organization organization(plan, static_cast<model::StyleIndex>(style), {scenario.run.seed, 1});
        model::Stepper stepper(organization);
        for (int week = 1; week <= scenario.run.weeks; ++week) {
            for (model::Tally const& level : stepper.step(static_cast<std::uint32_t>(week)).levels) hash.add(level);
        }
    }
    std::printf("%016llx\n", static_cast<unsigned long long>(hash.value()));
}
