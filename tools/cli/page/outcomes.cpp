#include "outcomes.hpp"

#include <string_view>

#include "../notation.hpp"

namespace candor::cli::page {

namespace {

/// Whether the outcome lies in 0..1 by its definition (model.md): a belief, a share, a mean of these.
bool lies_in_0_to_1(model::Outcome const& outcome) {
    std::string_view const name = outcome.name;
    switch (outcome.kind) {
        case model::OutcomeKind::mean: return name != "overhead";  // leaders may owe more hours than they have
        case model::OutcomeKind::rate: return name == "issue_rate";
        case model::OutcomeKind::share:
        case model::OutcomeKind::ties: return true;
        case model::OutcomeKind::count:
        case model::OutcomeKind::surprise: break;
    }
    return false;
}

}  // namespace

Json outcome_json(model::Outcome const& outcome) {
    Notation const notation(outcome);
    return {{"name", outcome.name},
            {"label", notation.name()},
            {"unit", notation.unit()},
            {"meaning", outcome.meaning},
            {"origin", outcome.origin == model::Origin::consequence ? "consequence" : "built_in"},
            {"better", word_of(outcome.better)},
            {"factor", notation.factor()},
            {"decimals", notation.decimals()},
            {"range", lies_in_0_to_1(outcome) ? Json{0, 1} : Json()}};
}

}  // namespace candor::cli::page
