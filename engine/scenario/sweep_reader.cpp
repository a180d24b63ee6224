#include "sweep_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "candor/model/observables.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

std::vector<std::string> outcome_names() {
    std::vector<std::string> names;
    for (auto const& outcome : model::outcomes()) {
        names.emplace_back(outcome.name);
    }
    return names;
}

bool contains(std::vector<std::string> const& words, std::string const& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
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
    read_design(find_written(root, "design"), Mark{root.mark.source, 1, 0, 1});
    settle_names();
    if (sweep_.design.kind == DesignKind::one_at_a_time) {
        settle_base_words();
    }
    if (find_written(root, "policies") != nullptr) refuse_varied_policy();
    read_constraints(find_written(root, "constraints"));
    read_outcomes(find_written(root, "outcomes"));
    read_series(find_written(root, "series"));
    read_replicates(find_written(root, "replicates"));
    read_random_numbers(find_written(root, "random_numbers"));
    check_run_length();
}

/// Reads those keys of a map; the others are read elsewhere.
void SweepReader::read_keys(std::vector<Key> const& keys, Node const& map) {
    auto own = map;
    std::erase_if(own.entries, [&](Entry const& entry) { return !contains(names_of(keys), entry.key); });
    Reader(base_.scenario, problems_).read_map(keys, own, "");
}

void SweepReader::refuse_unknown(Node const& map, std::vector<std::string> const& known, std::string const& owner) {
    for (auto const& entry : map.entries) {
        if (!contains(known, entry.key)) {
            problem(entry.mark, fmt::format("unknown key `{}`", entry.key),
                    fmt::format("{} knows {}", owner, listed(known)), did_you_mean(entry.key, known));
        }
    }
}

void SweepReader::read_plain(Node const& root) {
    read_keys({bound("title", &sweep_.title), bound("question", &sweep_.question), bound("weeks", &sweep_.weeks)},
              root);
    auto const known = names_of(sweep_catalog());
    auto of_sweep = root;
    for (auto const& key : scenario_keys_) {
        auto const* const entry = contains(known, key.name) ? nullptr : root.find(key.name);
        if (entry != nullptr) {
            problem(entry->mark, fmt::format("`{}` belongs to a scenario", key.name),
                    "a sweep changes its base by `set`", fmt::format("write it like `set: {{{}: …}}`", key.name));
            std::erase_if(of_sweep.entries, [&](Entry const& other) { return other.key == key.name; });
        }
    }
    refuse_unknown(of_sweep, known, "a sweep");
}

std::optional<Word> SweepReader::word(Entry const& entry, std::string const& wanted) {
    if (entry.value.kind == Node::Kind::scalar) {
        return Word{entry.value.text, entry.value.mark};
    }
    problem(value_mark(entry), fmt::format("`{}` must be {}, got {}", entry.key, wanted, shown(entry.value)));
    return std::nullopt;
}

std::vector<Word> SweepReader::words(Entry const& entry, std::string const& wanted) {
    std::vector<Word> out;
    auto const& value = entry.value;
    auto const no_words = [&](Mark const& mark, std::string const& got) {
        problem(mark, fmt::format("`{}` must be {}, got {}", entry.key, wanted, got));
    };
    if (value.kind == Node::Kind::scalar) {
        return {{value.text, value.mark}};
    }
    if (value.kind != Node::Kind::list) {
        no_words(value_mark(entry), shown(value));
    } else if (value.items.empty() && entry.key != "series" && entry.key != "constraints") {
        no_words(value_mark(entry), "an empty list");
    }
    for (auto const& item : value.items) {
        auto const twice = std::any_of(out.begin(), out.end(), [&](Word const& w) { return w.text == item.text; });
        if (item.kind != Node::Kind::scalar) {
            no_words(item.mark, fmt::format("a list with {}", shown(item)));
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
    for (auto const& word : words(*entry, "a style, or a list of styles")) {
        check_policy(word);
        sweep_.policies.push_back(word.text);
    }
}

void SweepReader::check_policy(Word const& word) {
    auto const& scenario = base_.scenario;
    auto const arm = arm_of(word.text);
    if (word.text.ends_with('@')) {
        problem(word.mark, fmt::format("a variant is missing in `{}`", word.text), "",
                fmt::format("did you mean `{}`?", arm.policy));
        return;
    }
    std::vector<std::string> variants;
    for (auto const& variant : scenario.variants) {
        variants.push_back(variant.name);
    }
    if (!arm.variant.empty() && !contains(variants, arm.variant)) {
        problem(word.mark, fmt::format("unknown variant `{}`", arm.variant),
                variants.empty() ? "the base scenario has no `variants`" : "variants are " + listed(variants),
                did_you_mean(arm.variant, variants));
        return;
    }
    std::vector<std::string> styles;
    for (auto const& style : scenario.in_variant(arm.variant).leadership.styles) {
        styles.push_back(style.name);
    }
    if (!contains(styles, arm.policy)) {
        problem(word.mark, fmt::format("unknown style `{}`", arm.policy), unknown_style_why(styles),
                did_you_mean(arm.policy, styles));
    }
}

bool SweepReader::is_outcome(Word const& word) {
    if (model::find_outcome(word.text) != nullptr) {
        return true;
    }
    problem(word.mark, fmt::format("unknown outcome `{}`", word.text), "`candor describe outcomes` lists them",
            did_you_mean(word.text, outcome_names()));
    return false;
}

void SweepReader::read_outcomes(Entry const* entry) {
    if (entry == nullptr) {
        sweep_.outcomes = nlohmann::json::parse(sweep_key("outcomes").default_json).get<std::vector<std::string>>();
        return;
    }
    auto const before = problems_.count();
    for (auto const& word : words(*entry, "an outcome, or a list of outcomes")) {
        if (is_outcome(word)) {
            sweep_.outcomes.push_back(word.text);
        }
    }
    outcomes_good_ = problems_.count() == before;
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
    auto const& map = entry->value;
    if (map.kind == Node::Kind::scalar) {
        auto one = empty_map();
        one.entries.push_back(*entry);
        read_keys({bound("replicates", &replicates.most)}, one);
        return;
    }
    auto const before = problems_.count();
    read_keys({bound("replicates.at_most", &replicates.most)}, map);
    refuse_unknown(map, names_of(sweep_key("replicates").children), "`replicates`");
    auto const* const until = find_written(map, "until");
    bool const whole =
        until != nullptr && until->value.kind == Node::Kind::map && find_written(map, "at_most") != nullptr;
    if (whole) {
        read_until(*until);
    } else if (problems_.count() == before) {
        problem(value_mark(*entry), "`replicates` must be a number, or say `until` when and `at_most` how many", "",
                "write it like `{until: {outcome: performance, half_width: .005}, at_most: 400}`");
    }
}

void SweepReader::read_until(Entry const& entry) {
    auto const before = problems_.count();
    read_keys({bound("replicates.until.half_width", &sweep_.replicates.half_width)}, entry.value);
    refuse_unknown(entry.value, names_of(sweep_key("replicates.until").children), "`until`");
    auto const* const outcome = find_written(entry.value, "outcome");
    auto const said = outcome == nullptr ? std::nullopt : word(*outcome, "an outcome");
    if (problems_.count() != before) {
        return;
    }
    auto const* const width = find_written(entry.value, "half_width");
    if (!said || width == nullptr) {
        problem(value_mark(entry), "`until` needs an `outcome` and a `half_width`", "",
                "write it like `{outcome: performance, half_width: .005}`");
        return;
    }
    if (!(sweep_.replicates.half_width > 0)) {
        problem(width->value.mark, fmt::format("`half_width` must be above 0, got {}", shown(width->value)));
    }
    auto const& kept = sweep_.outcomes;
    if (is_outcome(*said) && outcomes_good_ && !contains(kept, said->text)) {
        problem(said->mark, fmt::format("`{}` is not among `outcomes`", said->text),
                fmt::format("only what is kept can be looked at: {}", listed(kept)));
    }
    sweep_.replicates.until = said->text;
}

void SweepReader::read_random_numbers(Entry const* entry) {
    if (entry == nullptr) {
        return;
    }
    auto const& choices = sweep_key("random_numbers").choices;
    auto const said = word(*entry, "common or independent");
    if (said && !contains(choices, said->text)) {
        problem(said->mark, fmt::format("`random_numbers` must be common or independent, got {}", said->text), "",
                did_you_mean(said->text, choices));
    } else if (said && said->text == "independent") {
        sweep_.random_numbers = RandomNumbers::independent;
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
