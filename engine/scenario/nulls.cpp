#include "candor/scenario/nulls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace candor::scenario {

namespace {

constexpr std::array models{
    NullModel{Null::trust_frozen, "trust_frozen", "no evidence counts: every belief stays at its prior"},
    NullModel{Null::voice_off, "voice_off", "nobody speaks up, so nothing is heard, answered or used"},
    NullModel{Null::motivation_off, "motivation_off", "motivation depends on neither trust nor autonomy"},
    NullModel{Null::adjustment_off, "adjustment_off", "mutual adjustment depends on neither trust nor ties"},
    NullModel{Null::advice_off, "advice_off", "the chance to advise does not depend on trust"},
    NullModel{Null::no_turnover, "no_turnover", "nobody quits"},
};

constexpr float neutral_trust = .5F;

/// So heavy that no evidence moves the value by a float's last digit, an ultimatum's neither.
constexpr float immovable = 1e9F;

/// A logit at which the probability is 1.6e-38; a draw falls below it once in 2^24 issues.
constexpr float never = -100.F;

std::string freeze(model::Beliefs& beliefs) {
    beliefs.retention = 0.F;
    beliefs.prior_weight = immovable;
    return fmt::format(
        "every belief at its prior: propensity, and {:.3g} for trust in self, impact and trust in a report",
        beliefs.neutral_prior);
}

std::string silence(model::Voice& voice) {
    voice.base = never;
    for (auto const weight : {&model::Voice::impact, &model::Voice::fear, &model::Voice::inquiry,
                              &model::Voice::trust_self, &model::Voice::silence, &model::Voice::aspiration}) {
        voice.*weight = 0.F;
    }
    return "the chance to speak at 0";
}

std::string steady(model::Motivation& motivation) {
    motivation.weight = 0.F;
    return fmt::format("motivation at {:.3g}, what it is at neutral trust and autonomy", motivation.base);
}

/// Only interdependence (1-M) is ever used: the factor of neutral mutual adjustment goes into interdependence.
std::string adjust(model::Parameters& parameters) {
    auto& decision = parameters.decision;
    auto& interdependence = parameters.environment.interdependence;
    auto const held =
        decision.adjustment_trust_team * neutral_trust + decision.adjustment_ties * parameters.learning.tie_strength;
    decision.adjustment_trust_team = 0.F;
    decision.adjustment_ties = 0.F;
    interdependence *= 1.F - held;
    return fmt::format("mutual adjustment at {:.3g}, what it is at trust .5 and with new ties (interdependence {:.3g})",
                       held, interdependence);
}

std::string advise(model::Decision& decision) {
    decision.advice_base += decision.advice_trust_team * neutral_trust;
    decision.advice_trust_team = 0.F;
    return fmt::format("the chance to advise at {:.3g}, what it is at trust .5",
                       decision.advice * decision.advice_base);
}

std::string stay(model::Turnover& turnover) {
    turnover.hazard = 0.F;
    return "the chance to quit at 0";
}

std::string hold_value(Null null, model::Parameters& parameters) {
    switch (null) {
        case Null::trust_frozen: return freeze(parameters.beliefs);
        case Null::voice_off: return silence(parameters.voice);
        case Null::motivation_off: return steady(parameters.motivation);
        case Null::adjustment_off: return adjust(parameters);
        case Null::advice_off: return advise(parameters.decision);
        case Null::no_turnover: return stay(parameters.turnover);
    }
    return {};
}

}  // namespace

std::span<NullModel const> null_models() { return models; }

NullModel const& null_model(Null null) { return models.at(static_cast<std::size_t>(null)); }

NullModel const* find_null_model(std::string_view name) {
    auto const* const found =
        std::find_if(models.begin(), models.end(), [&](NullModel const& null) { return null.name == name; });
    return found == models.end() ? nullptr : found;
}

std::string hold(Null null, model::Parameters& parameters) {
    return std::string(null_model(null).name) + " holds " + hold_value(null, parameters);
}

}  // namespace candor::scenario
