#include "keys.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

namespace candor::scenario {

namespace {

template <class Owner, class Value>
Key key_of(Owner& owner, Field<Owner, Value> const& field);
template <class Owner, class Value>
Key key_of(Owner& owner, Section<Owner, Value> const& section);
template <class Owner>
Key key_of(Owner& owner, StyleName<Owner> const& style);
template <class Owner, class... Entries>
Key key_of(Owner& owner, Group<Entries...> const& group);

/// The keys of any struct with a field list.
template <class Owner>
std::vector<Key> list_keys(Owner& owner) {
    std::vector<Key> keys;
    for_each_field<Owner>([&](auto const& entry) { keys.push_back(key_of(owner, entry)); });
    return keys;
}

template <class Owner, class Value>
Key key_of(Owner& owner, Field<Owner, Value> const& field) {
    return {field.name, field.meaning, field.unit, field.source, field.range, &(owner.*field.member), {}, false};
}

template <class Owner, class Value>
Key key_of(Owner& owner, Section<Owner, Value> const& section) {
    Key key{section.name, section.meaning, "", "", {}, {}, {}, false};
    if constexpr (std::is_constructible_v<Target, Value*>) {
        key.target = &(owner.*section.member);
    } else {
        key.children = list_keys(owner.*section.member);
    }
    return key;
}

template <class Owner>
Key key_of(Owner& owner, StyleName<Owner> const& style) {
    return {style.name, style.meaning, "", "", {}, StyleTarget{&(owner.*style.member)}, {}, false};
}

template <class Owner, class... Entries>
Key key_of(Owner& owner, Group<Entries...> const& group) {
    Key key{group.name, group.meaning, "", "", {}, {}, {}, false};
    std::apply([&](auto const&... entry) { (key.children.push_back(key_of(owner, entry)), ...); }, group.entries);
    return key;
}

/// How much of it there is has no default where model.md gives none; all that a section can leave out has one.
void require_how_much(Key& action) {
    bool const is_section = std::holds_alternative<std::monostate>(action.target);
    action.required = !is_section && action.name != "coach";
    for (auto& child : action.children) {
        child.required = child.name == "share" || child.name == "factor" || child.name == "kept";
        action.required = action.required || child.required;
    }
}

template <std::size_t... Index>
std::vector<model::Intervention> one_of_each(std::index_sequence<Index...>) {
    using What = decltype(model::Intervention::what);
    return {model::Intervention{.what = What(std::in_place_index<Index>)}...};
}

/// Of some sections the first key is what they are about.
std::vector<Key> with_required_first(std::vector<Key> keys) {
    keys.front().required = true;
    return keys;
}

}  // namespace

std::vector<Key> keys_of(Scenario& scenario) {
    std::vector<Key> keys;
    for (auto& key : list_keys(scenario)) {
        auto const last_before_parameters = key.name == "organization";
        keys.push_back(std::move(key));
        if (last_before_parameters) {
            for (auto& section : list_keys(scenario.parameters)) {
                keys.push_back(std::move(section));
            }
        }
    }
    return keys;
}

std::vector<Key> keys_of(model::LeadershipStyle& style) { return list_keys(style); }

std::vector<Key> keys_of(ReportsTo& reports_to) { return with_required_first(list_keys(reports_to)); }

std::vector<Key> keys_of(TiesFile& ties) { return with_required_first(list_keys(ties)); }

std::vector<Key> keys_of(model::Span& span) {
    auto keys = list_keys(span);
    for (auto& key : keys) {
        key.required = true;
    }
    return keys;
}

std::vector<Key> keys_of(Expectation& expectation) { return with_required_first(list_keys(expectation)); }

std::vector<Key> keys_of(model::Panel& panel) { return with_required_first(list_keys(panel)); }

std::vector<Key> keys_of(model::Survey& survey) { return with_required_first(list_keys(survey)); }

bool may_vary(std::string const& section) {
    static constexpr std::array fixed{"extends", "title", "question", "variants", "run", "record", "compare", "expect"};
    return std::find(fixed.begin(), fixed.end(), section) == fixed.end();
}

std::vector<Key> keys_of(model::Condition& condition) { return list_keys(condition); }

InterventionKeys keys_of(model::Intervention& intervention) {
    InterventionKeys keys{list_keys(intervention),
                          std::visit([](auto& what) { return list_keys(what); }, intervention.what)};
    keys.when_and_where.front().required = !intervention.when;
    require_how_much(keys.what.front());
    return keys;
}

std::vector<Key> InterventionKeys::all() const {
    auto keys = when_and_where;
    keys.insert(keys.end(), what.begin(), what.end());
    return keys;
}

std::vector<model::Intervention> intervention_kinds() {
    return one_of_each(std::make_index_sequence<std::variant_size_v<decltype(model::Intervention::what)>>{});
}

std::vector<std::string> names_of(std::vector<Key> const& keys) {
    std::vector<std::string> names;
    for (auto const& key : keys) {
        names.push_back(key.name);
    }
    return names;
}

}  // namespace candor::scenario
