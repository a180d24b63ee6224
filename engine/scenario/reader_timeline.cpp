#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reader.hpp"
#include "text.hpp"

namespace candor::scenario {

void Reader::store(model::Refill* target, Key const& key, Value const& value) {
    if (value.node.kind == Node::Kind::scalar && value.node.text == "never") {
        target->weeks = 0;
    } else if (value.node.kind == Node::Kind::scalar && !parse_number<double>(value.node.text)) {
        wrong_type(quoted(key), value, "a number of weeks or never");
    } else {
        store(&target->weeks, key, value);
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
