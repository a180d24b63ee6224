#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "candor/scenario/scenario.hpp"
#include "keys.hpp"

/// The tables of the ODD protocol, made from the field lists and the values of a scenario.
namespace candor::scenario::odd {

/// One value of a scenario, wherever it stands.
struct Value {
    std::string path{};
    std::string text{};  ///< as a cell of a table
    Key key{};
};

/// The values of the keys, those of sections and groups after each other.
[[nodiscard]] std::vector<Value> values_of(std::vector<Key> const& keys, std::string const& prefix,
                                           std::vector<model::Style> const& styles);

/// All values of a scenario but styles, timeline and what stands outside of sections; what an imported organization
/// does not ask for is left out.
[[nodiscard]] std::vector<Value> values_of(Scenario const& scenario);

/// Those of one section: value (and default where it differs), unit, range, source, meaning.
[[nodiscard]] std::string parameter_table(std::string_view section, std::vector<Value> const& values,
                                          std::vector<Value> const& defaults);
/// Parameters of the model that differ from their defaults; empty if none does.
[[nodiscard]] std::string changes_table(std::vector<Value> const& values, std::vector<Value> const& defaults);

[[nodiscard]] std::string style_elements_table();
[[nodiscard]] std::string styles_table(std::vector<model::Style> const& styles);
[[nodiscard]] std::string state_table();
[[nodiscard]] std::string outcomes_table();
/// The calls of the header with the streams.
[[nodiscard]] std::string calls_table(std::string_view header);

/// One item for each variant: what differs from the scenario.
[[nodiscard]] std::string variants_list(Scenario const& scenario);
/// One item for each entry of the timeline: when, whom, what.
[[nodiscard]] std::string timeline_list(Scenario const& scenario);
/// The keys of the kinds of interventions that the timeline has.
[[nodiscard]] std::string intervention_table(Scenario const& scenario);

/// Names of the sections of model::Parameters.
[[nodiscard]] std::vector<std::string> parameter_sections();

}  // namespace candor::scenario::odd
