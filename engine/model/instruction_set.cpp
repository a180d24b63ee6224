#include "candor/model/instruction_set.hpp"

#include <cstdlib>

#include "candor/core/error.hpp"

namespace candor::model {

#define CANDOR_DECLARE_KERNEL(set)                                                        \
    namespace set {                                                                       \
    void meet_leaders(BlockWork const&);                                                  \
    void live_units(BlockWork const&);                                                    \
    void close_leaders(BlockWork const&);                                                 \
    void draw_people(Organization&, Position, Position);                                  \
    inline constexpr Kernel kernel{meet_leaders, live_units, close_leaders, draw_people}; \
    }
CANDOR_DECLARE_KERNEL(x86_64_v2)
#if !defined(CANDOR_SINGLE_INSTRUCTION_SET)
CANDOR_DECLARE_KERNEL(x86_64_v3)
CANDOR_DECLARE_KERNEL(x86_64_v4)
#endif
#undef CANDOR_DECLARE_KERNEL

namespace {

#if !defined(CANDOR_SINGLE_INSTRUCTION_SET)
// By features, since Clang 14 does not know the levels by name; processors with these have the rest of a level too.
bool has_v3() {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2");
}
bool has_v4() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}
#endif

}  // namespace

std::vector<InstructionSet> available_instruction_sets() {
    std::vector<InstructionSet> sets{InstructionSet::x86_64_v2};
#if !defined(CANDOR_SINGLE_INSTRUCTION_SET)
    if (has_v3()) sets.push_back(InstructionSet::x86_64_v3);
    if (has_v3() && has_v4()) sets.push_back(InstructionSet::x86_64_v4);
#endif
    return sets;
}

char const* name_of(InstructionSet set) {
    switch (set) {
        case InstructionSet::x86_64_v2: return "x86_64_v2";
        case InstructionSet::x86_64_v3: return "x86_64_v3";
        case InstructionSet::x86_64_v4: return "x86_64_v4";
    }
    return "";
}

InstructionSet chosen_instruction_set() {
    std::vector<InstructionSet> const sets = available_instruction_sets();
    char const* const wish = std::getenv("CANDOR_INSTRUCTION_SET");
    if (wish == nullptr || *wish == '\0') return sets.back();
    for (InstructionSet const set : sets) {
        if (std::string(wish) == name_of(set)) return set;
    }
    throw Error("instruction set '" + std::string(wish) +
                "' is not available (CANDOR_INSTRUCTION_SET names one that this machine or this build lacks)");
}

Kernel kernel_for(InstructionSet set) {
    switch (set) {
        case InstructionSet::x86_64_v2: return x86_64_v2::kernel;
#if !defined(CANDOR_SINGLE_INSTRUCTION_SET)
        case InstructionSet::x86_64_v3: return x86_64_v3::kernel;
        case InstructionSet::x86_64_v4: return x86_64_v4::kernel;
#else
        default: break;
#endif
    }
    throw Error(std::string("instruction set '") + name_of(set) + "' is not part of this build");
}

}  // namespace candor::model
