#pragma once

#include <span>
#include <string>
#include <string_view>

#include "candor/model/parameters.hpp"

namespace candor::scenario {

/// A null model: one mechanism held still, so that a run with it tells what the mechanism carries.
///
/// What is held stands at its neutral value, the one the mechanism has where trust is .5 and ties are new. Its level is
/// kept and only what makes it vary is gone, so that a difference to the full model is due to the mechanism at work
/// rather than to its absence. Speaking up and leaving are events: their neutral level is none.
enum class Null { trust_frozen, voice_off, motivation_off, adjustment_off, advice_off, no_turnover };

/// A null model as people name it.
struct NullModel {
    Null null;
    char const* name;
    char const* meaning;
};

/// All null models, in the order in which they are reported.
[[nodiscard]] std::span<NullModel const> null_models();

[[nodiscard]] NullModel const& null_model(Null null);
/// The null model of that name, or nullptr.
[[nodiscard]] NullModel const* find_null_model(std::string_view name);

/// Holds a mechanism still by the parameters it reads, and says what is held at which value. A second time it changes
/// nothing more.
std::string hold(Null null, model::Parameters& parameters);

}  // namespace candor::scenario
