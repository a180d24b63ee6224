#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "candor/model/chart.hpp"

namespace candor::model {

class Organization;
class Scratch;
struct BlockWeek;
struct Tally;

/// For which processors the week is compiled; all give the same bytes.
enum class InstructionSet { x86_64_v2, x86_64_v3, x86_64_v4 };

/// What one pass over a block of bundles works on.
struct BlockWork {
    Organization& organization;
    std::uint32_t week;
    std::size_t block;
    Scratch& scratch;
    BlockWeek& result;
    Tally* units;  ///< [slots] to be filled, or nullptr
};

/// The three passes of a week and what takes long in founding, compiled for one instruction set (engine/model/week.cpp).
struct Kernel {
    void (*meet_leaders)(BlockWork const&);
    void (*live_units)(BlockWork const&);
    void (*close_leaders)(BlockWork const&);
    void (*draw_people)(Organization&, Position first, Position last);
};

/// The best instruction set of this machine, or the one named in the environment variable CANDOR_INSTRUCTION_SET
/// (x86_64_v2, x86_64_v3, x86_64_v4), for tests. Throws Error if that is unknown or this machine lacks it.
[[nodiscard]] InstructionSet chosen_instruction_set();

/// Those that this build holds and this machine can run, narrowest first.
[[nodiscard]] std::vector<InstructionSet> available_instruction_sets();

[[nodiscard]] char const* name_of(InstructionSet set);

/// The passes for that instruction set. Throws Error if it is not available.
[[nodiscard]] Kernel kernel_for(InstructionSet set);

}  // namespace candor::model
