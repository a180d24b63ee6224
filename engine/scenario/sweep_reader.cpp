#include "sweep_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "candor/model/observables.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

/// Kept where a sweep names none: consequences, and what is most looked at of what the styles define.
constexpr std::array usual_outcomes{"performance", "quits", "surprise_top", "surprise_front", "voice", "trust_leader"};

std::vector<std::string> outcome_names() {
    std::vector<std::string> names;
    for (auto const& outcome : model::outcomes()) {
        names.emplace_back(outcome.name);
    }
    return names;
}

template <class Value>
Key plain_key(char const* name, Value* value, Range const& range = any_number) {
    Key key;
    key.name = name;
    key.range = range;
    key.target = value;
    return key;
}

}  // namespace

Entry const* find_written(Node const& map, std::string_view key) {
    auto const* const entry = map.find(key);
    return entry == nullptr || entry->value.kind == Node::Kind::null ? nullptr : entry;
}

void SweepReader::read(Node const& root) {
    read_plain(root);
    read_policies(find_written(root, "policies"));
    read_factors(find_written(root, "factors"));
    read_design(find_written(root, "design"));
    if (find_written(root, "policies") != nullptr) refuse_varied_policy();
    read_constraints(find_written(root, "constraints"));
    read_outcomes(find_written(root, "outcomes"));
    read_series(find_written(root, "series"));
    read_replicates(find_written(root, "replicates"));
    read_random_numbers(find_written(root, "random_numbers"));
}

void SweepReader::read_plain(Node const& root) {
    std::vector<Key> const keys{plain_key("title", &sweep_.title), plain_key("question", &sweep_.question),
                                plain_key("weeks", &sweep_.weeks)};
    Reader(base_.scenario, problems_)
        .read_map(keys, root, "a sweep",
                  {"base", "set", "policies", "factors", "design", "constraints", "outcomes", "series", "replicates",
                   "random_numbers"});
}

std::optional<Word> SweepReader::word(Entry const& entry, char const* what) {
    if (entry.value.kind == Node::Kind::scalar) {
        return Word{entry.value.text, entry.value.mark};
    }
    problem(value_mark(entry), fmt::format("`{}` must be {}", entry.key, what));
    return std::nullopt;
}

std::vector<Word> SweepReader::words(Entry const& entry, char const* what) {
    std::vector<Word> out;
    auto const& value = entry.value;
    if (value.kind == Node::Kind::scalar) {
        return {{value.text, value.mark}};
    }
    if (value.kind != Node::Kind::list || value.items.empty()) {
        problem(value_mark(entry), fmt::format("`{}` must be {}", entry.key, what));
    }
    for (auto const& item : value.items) {
        auto const twice = std::any_of(out.begin(), out.end(), [&](Word const& w) { return w.text == item.text; });
        if (item.kind != Node::Kind::scalar) {
            problem(item.mark, fmt::format("`{}` must be {}", entry.key, what));
        } else if (twice) {
            problem(item.mark, fmt::format("`{}` is named twice", item.text));
        } else {
            out.push_back({item.text, item.mark});
        }
    }
    return out;
}

void SweepReader::refuse_varied_policy() {
    for (auto const& factor : sweep_.factors) {
        if (factor.path == "leadership.policy") {
            problems_.add({base_.places[static_cast<std::size_t>(&factor - sweep_.factors.data())],
                           "`leadership.policy` cannot be varied", "`policies` says under which the points are run",
                           "leave out one of the two"});
        }
    }
}

void SweepReader::read_policies(Entry const* entry) {
    auto const& scenario = base_.scenario;
    if (entry == nullptr) {
        auto const policy = static_cast<std::size_t>(scenario.leadership.policy);
        sweep_.policies = {scenario.leadership.styles[policy].name};
        return;
    }
    for (auto const& [name, mark] : words(*entry, "a style, or a list of styles")) {
        auto const arm = arm_of(name);
        std::vector<std::string> variants;
        for (auto const& variant : scenario.variants) {
            variants.push_back(variant.name);
        }
        if (!arm.variant.empty() && std::find(variants.begin(), variants.end(), arm.variant) == variants.end()) {
            problem(mark, fmt::format("unknown variant `{}`", arm.variant),
                    variants.empty() ? "the base scenario has no `variants`" : "variants are " + listed(variants),
                    did_you_mean(arm.variant, variants));
            continue;
        }
        std::vector<std::string> styles;
        for (auto const& style : scenario.in_variant(arm.variant).leadership.styles) {
            styles.push_back(style.name);
        }
        if (std::find(styles.begin(), styles.end(), arm.policy) == styles.end()) {
            problem(mark, fmt::format("unknown style `{}`", arm.policy), unknown_style_why(styles),
                    did_you_mean(arm.policy, styles));
        }
        sweep_.policies.push_back(name);
    }
}

bool SweepReader::is_outcome(Word const& word) {
    if (model::find_outcome(word.text) != nullptr) {
        return true;
    }
    problem(word.mark, fmt::format("unknown outcome `{}`", word.text), "candor describe outcomes lists them",
            did_you_mean(word.text, outcome_names()));
    return false;
}

void SweepReader::read_outcomes(Entry const* entry) {
    if (entry == nullptr) {
        sweep_.outcomes.assign(usual_outcomes.begin(), usual_outcomes.end());
        return;
    }
    for (auto const& word : words(*entry, "an outcome, or a list of outcomes")) {
        if (is_outcome(word)) {
            sweep_.outcomes.push_back(word.text);
        }
    }
}

void SweepReader::read_series(Entry const* entry) {
    if (entry == nullptr) {
        return;
    }
    for (auto const& word : words(*entry, "an outcome, or a list of outcomes")) {
        if (is_outcome(word)) {
            sweep_.series.push_back(word.text);
        }
    }
}

void SweepReader::read_replicates(Entry const* entry) {
    auto& replicates = sweep_.replicates;
    if (entry == nullptr) {
        return;
    }
    Reader reader(base_.scenario, problems_);
    Range const many{1, 10'000'000};
    if (entry->value.kind != Node::Kind::map) {
        Node map;
        map.entries.push_back(*entry);
        reader.read_map({plain_key("replicates", &replicates.most, many)}, map, "a sweep");
        return;
    }
    auto const& map = entry->value;
    reader.read_map({plain_key("at_most", &replicates.most, many)}, map, "`replicates`", {"until"});
    auto const* const until = find_written(map, "until");
    if (until == nullptr || until->value.kind != Node::Kind::map || find_written(map, "at_most") == nullptr) {
        problem(value_mark(*entry), "`replicates` must be a number, or say `until` when and `at_most` how many", "",
                "write it like `{until: {outcome: performance, half_width: .005}, at_most: 400}`");
        return;
    }
    Key width = plain_key("half_width", &replicates.half_width, not_negative);
    reader.read_map({width}, until->value, "`until`", {"outcome"});
    auto const* const outcome = find_written(until->value, "outcome");
    auto const said = outcome == nullptr ? std::nullopt : word(*outcome, "an outcome");
    if (!said || !(replicates.half_width > 0)) {
        problem(value_mark(*until), "`until` needs an `outcome` and a `half_width` above 0");
    } else if (is_outcome(*said)) {
        auto const& kept = sweep_.outcomes;
        if (std::find(kept.begin(), kept.end(), said->text) == kept.end()) {
            problem(said->mark, fmt::format("`{}` is not among `outcomes`", said->text),
                    "only what is kept can be looked at");
        }
        replicates.until = said->text;
    }
}

void SweepReader::read_random_numbers(Entry const* entry) {
    if (entry == nullptr) {
        return;
    }
    auto const said = word(*entry, "common or independent");
    if (said && said->text == "independent") {
        sweep_.random_numbers = RandomNumbers::independent;
    } else if (said && said->text != "common") {
        problem(said->mark, fmt::format("`random_numbers` must be common or independent, got {}", said->text), "",
                did_you_mean(said->text, {"common", "independent"}));
    }
}

void SweepReader::read_constraints(Entry const* entry) {
    if (entry == nullptr) {
        return;
    }
    for (auto const& [text, mark] : words(*entry, "a condition, or a list of conditions")) {
        sweep_.constraints.push_back({text, location_of(mark)});
    }
}

}  // namespace candor::scenario
