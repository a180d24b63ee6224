#pragma once

#include <array>
#include <cstddef>

#include "candor/core/field.hpp"

namespace candor::model {

/// How a leader leads: twelve numbers. `model.md` says which state each of them writes directly ("built in").
struct LeadershipStyle {
    float receptiveness = .20F;
    float sanction = .25F;
    float transparency = .10F;
    float inquiry = .05F;
    float delegation = .20F;
    float trust_first = 0.F;
    float relational_time = .02F;
    float feedback = .10F;
    float integrity = .70F;
    float connecting = .05F;
    float monitoring = .80F;
    float responsible_individual = 0.F;

    bool operator==(LeadershipStyle const&) const = default;
};

inline constexpr std::size_t style_elements = 12;
inline constexpr std::size_t connecting_element = 9;

/// A style that has a name of its own.
struct NamedStyle {
    char const* name;
    char const* meaning;
    LeadershipStyle style;
};

/// The styles that every scenario knows, in the order of `model.md`. Source: Schein & Schein 2018 for the levels; the numbers are assumptions.
inline constexpr std::array<NamedStyle, 4> built_in_styles{{
    {"command", "hierarchical: directives and monitoring, little latitude", {}},
    {"transactional",
     "Level 1: role-bound and correct at professional distance",
     {.45F, .08F, .30F, .20F, .45F, .10F, .06F, .30F, .80F, .15F, .55F, 0.F}},
    {"level2",
     "Level 2: personal, humble, trusting",
     {.85F, .01F, .70F, .60F, .85F, .40F, .20F, .60F, .90F, .50F, .20F, 0.F}},
    {"distributed",
     "distributed authority: a responsible individual collects advice, decides and explains",
     {.80F, .02F, .90F, .50F, .95F, .60F, .12F, .70F, .90F, .50F, .10F, 1.F}},
}};

}  // namespace candor::model

template <>
struct candor::Fields<candor::model::LeadershipStyle> {
    using S = model::LeadershipStyle;
    static constexpr auto list = std::tuple{
        Field{"receptiveness", &S::receptiveness, share, "1",
              "probability that a heard voice is welcomed and used (writes trust in leader, safety, impact, the "
              "leader's estimate)",
              "Detert & Burris 2007; value assumed"},
        Field{"sanction", &S::sanction, share, "1", "probability that a heard voice that is not welcomed is punished",
              "Morrison 2011; value assumed"},
        Field{"transparency", &S::transparency, share, "1",
              "probability that a voice neither welcomed nor punished is answered with an explanation"},
        Field{"inquiry", &S::inquiry, share, "1", "how often the leader asks (writes safety and the chance to speak)",
              "Schein 2013; value assumed"},
        Field{"delegation", &S::delegation, share, "1", "most latitude offered (writes latitude)"},
        Field{"trust_first", &S::trust_first, share, "1", "share of the latitude that is given before it is earned"},
        Field{"relational_time", &S::relational_time, share, "1",
              "share of the leader's hours for one-to-ones (writes personization and the leader's hours)"},
        Field{"feedback", &S::feedback, share, "1", "developmental feedback (writes trust in self and expertise)"},
        Field{"integrity", &S::integrity, share, "1", "probability that a promise is kept (writes trust in leader)"},
        Field{"connecting", &S::connecting, share, "1",
              "introducing people across units (writes trust in team and tie strength)"},
        Field{"monitoring", &S::monitoring, share, "1", "supervision (writes effort and the leader's hours)",
              "Ouchi 1979; value assumed"},
        Field{
            "responsible_individual", &S::responsible_individual, share, "1",
            "weight of the responsible individual's decision against the manager's directive (a blend, not a lottery)"},
    };
    static_assert(std::tuple_size_v<decltype(list)> == model::style_elements);
};
