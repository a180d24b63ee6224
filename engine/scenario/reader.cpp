#include "reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "text.hpp"

namespace candor::scenario {

namespace {

/// Paths of all keys called `name`, in sections.
void find_paths(std::vector<Key> const& keys, std::string const& prefix, std::string const& name,
                std::vector<std::string>& found) {
    for (auto const& key : keys) {
        if (key.name == name) {
            found.push_back(prefix + key.name);
        }
        find_paths(key.children, prefix + key.name + ".", name, found);
    }
}

/// `did you mean` for a key that stands in the wrong section; nothing if there is no one right section.
std::string other_section(std::string const& name) {
    Scenario scenario;
    std::vector<std::string> found;
    find_paths(keys_of(scenario), "", name, found);
    for (auto& kind : intervention_kinds()) {
        find_paths(keys_of(kind).what, "timeline[0].", name, found);
    }
    return found.size() == 1 ? fmt::format("did you mean `{}`?", found.front()) : std::string();
}

Key const* find_key(std::vector<Key> const& keys, std::string_view name) {
    auto const found = std::find_if(keys.begin(), keys.end(), [&](Key const& key) { return key.name == name; });
    return found == keys.end() ? nullptr : &*found;
}

}  // namespace

void Reader::read(Node const& root) {
    auto const keys = keys_of(scenario_);
    auto const* leadership = root.find("leadership");
    auto const* styles = leadership != nullptr ? leadership->value.find("styles") : nullptr;
    scenario_.leadership.styles = StyleReader(styles != nullptr ? styles->value : Node{}, problems_).read();

    auto const* run = root.find("run");
    auto const* weeks = run != nullptr ? run->value.find("weeks") : nullptr;
    weeks_ = weeks != nullptr ? &weeks->value : nullptr;

    // What others are checked against comes first.
    Node ordered = root;
    std::stable_partition(ordered.entries.begin(), ordered.entries.end(),
                          [](Entry const& entry) { return entry.key == "run" || entry.key == "organization"; });
    read_map(keys, ordered, "a scenario", {"extends"});

    if (auto const* entry = root.find("organization")) {
        check_organization(*entry);
    }
    if (auto const* entry = root.find("record")) {
        check_snapshots(*entry);
    }
}

void Reader::read_map(std::vector<Key> const& keys, Node const& map, std::string const& owner,
                      std::vector<std::string> const& read_elsewhere) {
    for (auto const& entry : map.entries) {
        if (auto const* key = find_key(keys, entry.key)) {
            read_key(*key, value_of(entry));
        } else if (std::find(read_elsewhere.begin(), read_elsewhere.end(), entry.key) == read_elsewhere.end()) {
            auto known = names_of(keys);
            known.insert(known.begin(), read_elsewhere.begin(), read_elsewhere.end());
            unknown_key(entry, known, owner);
        }
    }
}

void Reader::read_key(Key const& key, Value const& value) {
    using Kind = Node::Kind;
    auto const holds_more = std::holds_alternative<std::monostate>(key.target) ||
                            std::holds_alternative<std::vector<model::Style>*>(key.target) ||
                            std::holds_alternative<std::vector<model::Intervention>*>(key.target) ||
                            std::holds_alternative<std::vector<Variant>*>(key.target) ||
                            std::holds_alternative<std::vector<Expectation>*>(key.target);
    if (value.node.kind == Kind::empty && (!holds_more || key.required)) {
        problem(value.mark, fmt::format("`{}` has no value", key.name), "",
                key.required ? "" : "leave the key out for its default");
    } else if (value.node.kind == Kind::null && key.required) {
        problem(value.mark, fmt::format("`{}` needs a value", key.name), "it has no default");
    } else if (value.node.kind != Kind::null && value.node.kind != Kind::empty) {
        std::visit([&](auto const& target) { store(target, key, value); }, key.target);
    }
}

int Reader::last_week() const {
    auto const misread = weeks_ != nullptr && weeks_->kind == Node::Kind::scalar &&
                         parse_number<double>(weeks_->text) != static_cast<double>(scenario_.run.weeks);
    return misread ? most_weeks : scenario_.run.weeks;
}

bool Reader::is_map(std::string const& name, Value const& value) {
    if (value.node.kind == Node::Kind::map) {
        return true;
    }
    wrong_type(name, value, "a map of `key: value`");
    return false;
}

bool Reader::is_list(std::string const& name, Value const& value) {
    if (value.node.kind == Node::Kind::list) {
        return true;
    }
    auto const scalar = value.node.kind == Node::Kind::scalar && value.node.text.size() < 40;
    wrong_type(name, value, "a list", scalar ? fmt::format("write `[{}]`", value.node.text) : "");
    return false;
}

void Reader::unknown_key(Entry const& entry, std::vector<std::string> const& known, std::string const& owner) {
    auto help = did_you_mean(entry.key, known);
    if (help.empty()) {
        help = other_section(entry.key);
    }
    problem(entry.mark, fmt::format("unknown key `{}`", entry.key), fmt::format("{} knows {}", owner, listed(known)),
            std::move(help));
}

void Reader::check_required(std::vector<Key> const& keys, Value const& value, std::string const& owner) {
    for (auto const& key : keys) {
        if (key.required && value.node.find(key.name) == nullptr) {
            problem(value.mark, fmt::format("{} needs `{}`", owner, key.name));
        }
    }
}

void Reader::check_organization(Entry const& entry) {
    auto const written = [&](char const* name) -> Entry const* {
        auto const* found = entry.value.find(name);
        return found != nullptr && found->value.kind != Node::Kind::null ? found : nullptr;
    };
    auto const exclude = [&](char const* name, char const* other, char const* why) {
        if (auto const* found = written(name); found != nullptr && written(other) != nullptr) {
            problem(found->mark, fmt::format("`{}` cannot stand beside `{}`", name, other), why,
                    fmt::format("remove one of the two"));
        }
    };
    exclude("members", "reports_to", "the chart in the file says who there is");
    exclude("span", "reports_to", "the chart in the file says how large units are");
    exclude("ties_per_member", "ties", "the ties come from the file");
    if (auto const* ties = written("ties"); ties != nullptr && written("reports_to") == nullptr) {
        problem(ties->mark, "`ties` needs `reports_to`", "it names members of an imported chart");
    }
}

void Reader::check_snapshots(Entry const& entry) {
    auto const* snapshots = entry.value.find("snapshots");
    if (snapshots == nullptr) {
        return;
    }
    std::set<double> seen;
    for (auto const& item : snapshots->value.items) {
        auto const week = parse_number<double>(item.text);
        if (!week) {
            continue;
        }
        if (*week > last_week()) {
            problem(item.mark, fmt::format("a snapshot past the end, in week {}", item.text),
                    fmt::format("the run has {} weeks", scenario_.run.weeks));
        } else if (!seen.insert(*week).second) {
            problem(item.mark, fmt::format("week {} is listed twice", item.text));
        }
    }
    auto& weeks = scenario_.record.snapshots;
    std::sort(weeks.begin(), weeks.end());
}

}  // namespace candor::scenario
