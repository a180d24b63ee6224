#pragma once

#include <cstdint>

#include "candor/core/portability.hpp"

/// The one table of calls and words. It is never renumbered: a new draw gets a new call or a spare word.
///
/// A person is drawn at (position, week in which it comes): founders at week 0, newcomers at the week's number; weeks
/// count from 1.
///
/// | call | position | words |
/// |---|---|---|
/// | 0 `week_task` | member | 0, 1: the normals of steps 1 and 2; 2: to speak; 3: heard, welcomed, punished, explained |
/// | 1 `week_choices` | member | 0: advice; 1: promise (due and kept); 2: quit; 3: spare |
/// | 2..7 | | free, for the week |
/// | 8 `expertise` | member | 0, 1: the normal of a person's expertise |
/// | 9 `condition` | member | 0, 1: the normal of the condition z at the start |
/// | 10 `ties` | tie | free: what a tie draws besides its ends |
/// | 11 `interventions` | member | free: what interventions draw besides `intervention(event)` |
/// | 12 `chart` | unit or member | drawn spans |
/// | 13 `surveys` | member | 0: the least are in the sample, of the panel at week 0, of a survey in its week; 1..3: spare |
/// | 14 `survey_answers` | member | 0, 1 and 2, 3: the four normals of the errors of a survey's answers |
/// | 15 `more_survey_answers` | member | 0, 1: the normals of the errors of satisfaction and rated performance; 2, 3: spare |
/// | 16, 18, 19 | | free |
/// | 17 `resampling` | drawn row, point or replicate | 0: which one; key (seed of the bootstrap, number of the sample), week: of what |
/// | 20 `design_points` | point of a sweep, factor as the week | 0, 1: where in its distribution; 2: of which stratum it is |
/// | 21 `design_scrambling` | dimension of a Sobol sequence | 0: the seed of its scrambling |
/// | 22 `design_trajectories` | trajectory, factor or group as the week | 0: start; 1: direction; 2: order |
/// | 23..63 | | free |
/// | 64..575 `trait_gamma(trait, part, attempt)` | member | 0, 1: a normal; 2: acceptance; 3: boost |
/// | 576..1023 | | free |
/// | 1024..4095 `tie_ends(attempt)` | tie | 0, 1: the two ends |
/// | from 4096 `intervention(event)` | member | 0: in the share of the scope; 1: in the share that is touched; 2, of position 0: one draw for all; 3: spare |
/// | from 2^31 `new_ties(event, part)` | member | the other ends of new ties, four a part |
namespace candor::random {

namespace call {

enum Call : std::uint32_t {
    week_task = 0,
    week_choices = 1,
    expertise = 8,
    condition = 9,
    ties = 10,
    interventions = 11,
    chart = 12,
    surveys = 13,
    survey_answers = 14,
    more_survey_answers = 15,
    resampling = 17,
    design_points = 20,
    design_scrambling = 21,
    design_trajectories = 22,
};

inline constexpr std::uint32_t traits = 8;           ///< Number of traits with calls of their own.
inline constexpr std::uint32_t gamma_attempts = 32;  ///< Most attempts of one gamma draw.
inline constexpr std::uint32_t tie_attempts = 3072;  ///< Most attempts to draw the two ends of a tie.
inline constexpr std::uint32_t tie_parts = 64;       ///< Most parts of new ties of one member by one event.

/// The call of one attempt (0..31) at one of the two gamma draws (part 0..1) of a trait (0..7).
CANDOR_INLINE constexpr std::uint32_t trait_gamma(std::uint32_t trait, std::uint32_t part,
                                                  std::uint32_t attempt) noexcept {
    return 64u + (trait * 2u + part) * gamma_attempts + attempt;
}

/// The call of one attempt (0..3071) to draw the two ends of a tie.
CANDOR_INLINE constexpr std::uint32_t tie_ends(std::uint32_t attempt) noexcept { return 1024u + attempt; }

/// The call of the event with this number, counted from 0 in document order over the whole timeline.
CANDOR_INLINE constexpr std::uint32_t intervention(std::uint32_t event) noexcept { return 4096u + event; }

/// The call of one part (0..63) of the new ties that an event brings to a member.
CANDOR_INLINE constexpr std::uint32_t new_ties(std::uint32_t event, std::uint32_t part) noexcept {
    return 0x80000000u + event * tie_parts + part;
}

static_assert(trait_gamma(traits - 1, 1, gamma_attempts - 1) < tie_ends(0));
static_assert(tie_ends(tie_attempts - 1) < intervention(0));

}  // namespace call

/// Which word of a call is which.
namespace word {

enum WeekTask : std::uint32_t { first_normal = 0, second_normal = 1, to_speak = 2, cascade = 3 };
enum WeekChoices : std::uint32_t { advice = 0, promise = 1, quit = 2, spare = 3 };
enum Intervention : std::uint32_t { in_scope = 0, touched = 1, for_all = 2 };

}  // namespace word

/// Numbers of the traits in `call::trait_gamma`.
namespace trait {

enum Trait : std::uint32_t { propensity = 0, mindset = 1, control = 2, skill = 3 };

}  // namespace trait

}  // namespace candor::random
