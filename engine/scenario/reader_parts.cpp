#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "reader.hpp"
#include "text.hpp"

namespace candor::scenario {

void Reader::store(std::monostate, Key const& key, Value const& value) {
    if (is_map(quoted(key), value)) {
        read_map(key.children, value.node, fmt::format("section `{}`", key.name));
    }
}

void Reader::store(model::Span* target, Key const& key, Value const& value) {
    if (value.node.kind != Node::Kind::map && value.node.kind != Node::Kind::scalar) {
        wrong_type(quoted(key), value, "a whole number or {from, to}");
        return;
    }
    auto const keys = keys_of(*target);
    if (value.node.kind == Node::Kind::scalar) {
        auto one = keys.front();
        one.name = key.name;
        store(&target->least, one, value);
        target->most = target->least;
        return;
    }
    read_map(keys, value.node, "`span`");
    check_required(keys, value, "a drawn `span`");
    if (target->least > target->most && value.node.find("from") != nullptr && value.node.find("to") != nullptr) {
        problem(value.mark, "`span` is drawn from a range that is empty",
                fmt::format("from {} is more than to {}", target->least, target->most));
    }
}

template <class File>
void Reader::store_file(std::optional<File>& target, Key const& key, Value const& value) {
    auto& file = target.emplace();
    auto const keys = keys_of(file);
    if (value.node.kind == Node::Kind::scalar) {
        auto one = keys.front();
        one.name = key.name;
        store(&file.file, one, value);
    } else if (value.node.kind == Node::Kind::map) {
        read_map(keys, value.node, fmt::format("`{}`", key.name));
        check_required(keys, value, fmt::format("`{}`", key.name));
    } else {
        wrong_type(quoted(key), value, "the name of a file or {file: …}");
    }
}

void Reader::store(std::optional<ReportsTo>* target, Key const& key, Value const& value) {
    store_file(*target, key, value);
}
void Reader::store(std::optional<TiesFile>* target, Key const& key, Value const& value) {
    store_file(*target, key, value);
}

void Reader::store(std::vector<model::Style>*, Key const& key, Value const& value) {
    is_map(quoted(key), value);  // StyleReader has read them
}

void Reader::store(std::vector<Variant>*, Key const& key, Value const& value) {
    is_map(quoted(key), value);  // they have been read, each as a scenario
}

void Reader::store(std::vector<Null>* target, Key const& key, Value const& value) {
    if (!is_list(quoted(key), value)) {
        return;
    }
    std::vector<std::string> names;
    for (auto const& null : null_models()) {
        names.emplace_back(null.name);
    }
    target->clear();
    for (auto const& item : value.node.items) {
        auto const* known = find_null_model(item.text);
        if (item.kind != Node::Kind::scalar || known == nullptr) {
            problem(item.mark, fmt::format("unknown null model `{}`", item.text),
                    fmt::format("null models are {}", listed(names)), did_you_mean(item.text, names));
        } else if (std::find(target->begin(), target->end(), known->null) != target->end()) {
            problem(item.mark, fmt::format("`{}` is named twice", item.text));
        } else {
            target->push_back(known->null);
        }
    }
}

void Reader::store(std::vector<model::Intervention>* target, Key const& key, Value const& value) {
    if (!is_list(quoted(key), value)) {
        return;
    }
    for (auto const& item : value.node.items) {
        if (auto intervention = read_intervention(item)) {
            target->push_back(std::move(*intervention));
        }
    }
}

std::optional<model::Intervention> Reader::read_intervention(Node const& item) {
    auto const value = value_of(item);
    if (!is_map("an entry of `timeline`", value)) {
        return std::nullopt;
    }
    std::vector<Entry const*> actions;
    std::optional<model::Intervention> chosen;
    for (auto& kind : intervention_kinds()) {
        if (auto const* action = item.find(keys_of(kind).name())) {
            actions.push_back(action);
            chosen = kind;
        }
    }
    if (actions.empty()) {
        no_action(value);
        return std::nullopt;
    }
    if (actions.size() > 1) {
        std::sort(actions.begin(), actions.end());  // as written
        problem(actions[1]->mark, "an entry of `timeline` does two things",
                fmt::format("`{}` and `{}`", actions[0]->key, actions[1]->key), "make it two entries of the same week");
        return std::nullopt;
    }
    auto const keys = keys_of(*chosen);
    read_map(keys.all(), item, fmt::format("an entry with `{}`", keys.name()));
    check_required(keys.when_and_where, value, fmt::format("an entry with `{}`", keys.name()));
    check_intervention(*chosen, item);
    return chosen;
}

void Reader::no_action(Value const& value) {
    std::vector<std::string> known;
    std::vector<std::string> names;
    for (auto& kind : intervention_kinds()) {
        auto const keys = keys_of(kind);
        names.push_back(keys.name());
        auto const all = names_of(keys.all());
        known.insert(known.end(), all.begin(), all.end());
    }
    auto const& entries = value.node.entries;
    auto const stray = std::find_if(entries.begin(), entries.end(), [&](Entry const& entry) {
        return std::find(known.begin(), known.end(), entry.key) == known.end();
    });
    if (stray == entries.end()) {
        problem(value.mark, "an entry of `timeline` says nothing to do", fmt::format("one of {}", listed(names)));
        return;
    }
    names.insert(names.begin(), {"week", "scope"});
    unknown_key(*stray, names, "an entry of `timeline`");
}

void Reader::check_intervention(model::Intervention const& intervention, Node const& item) {
    auto const* week = item.find("week");
    if (week != nullptr && intervention.week > last_week()) {
        problem(value_mark(*week), fmt::format("a week past the end, {}", intervention.week),
                fmt::format("the run has {} weeks", scenario_.run.weeks));
    }
    auto const* where = item.find("scope");
    if (where == nullptr) {
        return;
    }
    auto const& scope = intervention.scope;
    auto const* size = where->value.find("unit_size");
    if (size != nullptr && scope.unit_most > 0 && scope.unit_least > scope.unit_most) {
        problem(value_mark(*size), "no unit has this size",
                fmt::format("least {} is more than most {}", scope.unit_least, scope.unit_most));
    }
    auto const* branch = where->value.find("branch");
    if (branch == nullptr || scope.branch.empty() || scenario_.organization.reports_to) {
        return;  // an imported chart checks its own names
    }
    auto const members = scenario_.organization.members;
    auto const position = parse_number<double>(scope.branch);
    auto const is_position = position && fmt::to_string(*position) == scope.branch;
    if (!is_position || *position < 0 || *position >= members) {
        problem(value_mark(*branch), fmt::format("`branch` names no member, got {}", scope.branch),
                fmt::format("members of a generated chart are 0 to {}", members - 1));
    }
}

}  // namespace candor::scenario
