#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "candor/model/observables.hpp"
#include "reader.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

std::vector<std::string> names_of_outcomes() {
    std::vector<std::string> names;
    for (auto const& outcome : model::outcomes()) {
        names.emplace_back(outcome.name);
    }
    return names;
}

ScopePlaces places_of(Node const& entry) {
    ScopePlaces places;
    auto const* scope = entry.find("scope");
    auto const* branch = scope != nullptr ? scope->value.find("branch") : nullptr;
    auto const* levels = scope != nullptr ? scope->value.find("levels") : nullptr;
    if (branch != nullptr) {
        places.branch = location_of(value_mark(*branch));
    }
    if (levels != nullptr) {
        for (auto const& level : levels->value.items) {
            places.levels.push_back(location_of(level.mark));
        }
    }
    return places;
}

}  // namespace

void Reader::store(model::Refill* target, Key const& key, Value const& value) {
    if (value.node.kind == Node::Kind::scalar && value.node.text == "never") {
        target->weeks = 0;
    } else if (value.node.kind == Node::Kind::scalar && !parse_number<double>(value.node.text)) {
        wrong_type(quoted(key), value, "a number of weeks or never");
    } else {
        store(&target->weeks, key, value);
    }
}

void Reader::store(std::vector<model::Threshold>* target, Key const& key, Value const& value) {
    if (!is_map(quoted(key), value)) {
        return;
    }
    if (value.node.entries.empty()) {
        problem(value.mark, fmt::format("`{}` names no outcome", key.name), "", "write it like `{safety: .4}`");
    }
    for (auto const& entry : value.node.entries) {
        auto const* const outcome = model::find_outcome(entry.key);
        if (outcome == nullptr) {
            problem(entry.mark, fmt::format("unknown outcome `{}`", entry.key), "candor describe outcomes lists them",
                    did_you_mean(entry.key, names_of_outcomes()));
            continue;
        }
        Key threshold;
        threshold.name = entry.key;
        float bound = 0.F;
        store(&bound, threshold, value_of(entry));
        target->push_back({outcome, bound});
    }
}

void Reader::store(std::optional<model::Condition>* target, Key const& key, Value const& value) {
    auto& condition = target->emplace();
    if (!is_map(quoted(key), value)) {
        return;
    }
    read_map(keys_of(condition), value.node, quoted(key));
    auto const& entries = value.node.entries;
    auto const says_nothing = std::all_of(entries.begin(), entries.end(), [](Entry const& entry) {
        return entry.key == "for" || entry.value.kind == Node::Kind::null;
    });
    if (says_nothing) {
        problem(value.mark, "`when` says nothing to wait for", "it needs `below` or `above`",
                "write it like `{below: {safety: .4}, for: 4}`");
    }
    for (auto const& below : condition.below) {
        for (auto const& above : condition.above) {
            if (below.outcome == above.outcome && below.value <= above.value) {
                problem(
                    value.mark, "`when` can never be so",
                    fmt::format("`{}` cannot be below {} and above {}", below.outcome->name, below.value, above.value));
            }
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
            scenario_.scope_places.push_back(places_of(item));
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
    check_required(keys_of(*chosen).when_and_where, value, fmt::format("an entry with `{}`", keys.name()));
    check_time(*chosen, item);
    if (auto const* where = item.find("scope")) {
        check_scope(chosen->scope, where->value);
    }
    return chosen;
}

void Reader::no_action(Value const& value) {
    std::vector<std::string> known;
    std::vector<std::string> names;
    auto kinds = intervention_kinds();
    for (auto& kind : kinds) {
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
    auto const common = names_of(keys_of(kinds.front()).when_and_where);
    names.insert(names.begin(), common.begin(), common.end());
    unknown_key(*stray, names, "an entry of `timeline`");
}

void Reader::check_time(model::Intervention const& intervention, Node const& item) {
    auto const* week = item.find("week");
    if (week != nullptr && intervention.week > last_week()) {
        problem(value_mark(*week), fmt::format("a week past the end, {}", intervention.week),
                fmt::format("the run has {} weeks", scenario_.run.weeks));
    }
    auto const* at_most = item.find("at_most");
    if (at_most != nullptr && at_most->value.kind != Node::Kind::null && !intervention.when) {
        problem(at_most->mark, "`at_most` needs `when`", "without it an entry happens in its week");
    }
    auto const* market = std::get_if<model::Market>(&intervention.what);
    if (market != nullptr && market->weeks && intervention.weeks) {
        problem(item.find("weeks")->mark, "`weeks` is given twice", "in `market` and beside it",
                "remove one of the two");
    }
}

void Reader::check_scope(model::Scope const& scope, Node const& where) {
    auto const* size = where.find("unit_size");
    if (size != nullptr && scope.unit_most > 0 && scope.unit_least > scope.unit_most) {
        problem(value_mark(*size), "no unit has this size",
                fmt::format("least {} is more than most {}", scope.unit_least, scope.unit_most));
    }
    auto const* branch = where.find("branch");
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
