#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "candor/scenario/scenario_fields.hpp"

namespace candor::scenario {

/// A style that is held as its index.
struct StyleTarget {
    model::StyleIndex* index;
};

/// Where the value of a key is kept; nothing for a section that only holds other keys.
using Target =
    std::variant<std::monostate, float*, double*, int*, std::uint32_t*, bool*, std::string*, std::filesystem::path*,
                 std::vector<int>*, StyleTarget, std::vector<std::string>*, model::Span*, std::optional<ReportsTo>*,
                 std::optional<TiesFile>*, std::vector<model::Style>*, std::optional<int>*, model::Refill*,
                 std::vector<model::Threshold>*, std::optional<model::Condition>*, std::vector<model::Intervention>*,
                 std::vector<Null>*, std::vector<Variant>*, std::vector<Expectation>*, ArmNames*, Weeks*,
                 std::optional<model::Panel>*, std::vector<model::Survey>*, model::AnswerScale*>;

/// One key of a scenario, bound to the object that holds its value. The one list of these, made from the field lists,
/// is what reading, writing, schema and descriptions walk.
struct Key {
    std::string name{};
    std::string meaning{};
    std::string unit{};
    std::string source{};
    Range range{};
    Target target{};
    std::vector<Key> children{};  ///< of a section
    bool required = false;        ///< has no default
};

/// The keys of a whole scenario, in the order they are described.
[[nodiscard]] std::vector<Key> keys_of(Scenario& scenario);
[[nodiscard]] std::vector<Key> keys_of(model::LeadershipStyle& style);
[[nodiscard]] std::vector<Key> keys_of(ReportsTo& reports_to);
[[nodiscard]] std::vector<Key> keys_of(TiesFile& ties);
[[nodiscard]] std::vector<Key> keys_of(model::Span& span);
[[nodiscard]] std::vector<Key> keys_of(model::Condition& condition);
[[nodiscard]] std::vector<Key> keys_of(Expectation& expectation);
[[nodiscard]] std::vector<Key> keys_of(model::Panel& panel);
[[nodiscard]] std::vector<Key> keys_of(model::Survey& survey);

/// Whether a variant may change the section: not what its runs share with the others, nor what is said about them.
[[nodiscard]] bool may_vary(std::string const& section);

/// The keys of a timeline entry: week, scope and what else all of them know, and those of the intervention it holds, the one that names it first.
struct InterventionKeys {
    std::vector<Key> when_and_where;
    std::vector<Key> what;

    [[nodiscard]] std::string const& name() const { return what.front().name; }
    [[nodiscard]] std::vector<Key> all() const;
};
[[nodiscard]] InterventionKeys keys_of(model::Intervention& intervention);

/// One entry of each kind of intervention, with its defaults.
[[nodiscard]] std::vector<model::Intervention> intervention_kinds();

[[nodiscard]] std::vector<std::string> names_of(std::vector<Key> const& keys);

}  // namespace candor::scenario
