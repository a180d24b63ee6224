#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "candor/model/observables.hpp"
#include "reader.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

constexpr char const* last_year = "last year";
constexpr std::array directions{"up", "down", "nowhere"};

/// Reads `1..8`, `52`, `weeks 1..8` or `last year`; none if it is no such thing.
std::optional<Weeks> parse_weeks(std::string_view text) {
    if (text == last_year) {
        return Weeks{};
    }
    constexpr std::string_view word = "weeks ";
    text.remove_prefix(text.starts_with(word) ? word.size() : 0);
    auto const dots = std::min(text.find(".."), text.size());
    auto const week = [](std::string_view digits) {
        auto const is_week = !digits.empty() && digits.size() < 7 &&
                             std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
        return is_week ? std::stoi(std::string(digits)) : 0;
    };
    Weeks const weeks{week(text.substr(0, dots)), week(text.substr(dots == text.size() ? 0 : dots + 2))};
    return weeks.first > 0 && weeks.last > 0 ? std::optional(weeks) : std::nullopt;
}

std::vector<std::string> outcome_names() {
    std::vector<std::string> names;
    for (auto const& outcome : model::outcomes()) {
        names.emplace_back(outcome.name);
    }
    return names;
}

std::vector<std::string> variant_names(Scenario const& scenario) {
    std::vector<std::string> names;
    for (auto const& variant : scenario.variants) {
        names.push_back(variant.name);
    }
    return names;
}

}  // namespace

bool Reader::knows_variant(std::string const& name, Mark const& mark) {
    auto const variants = variant_names(scenario_);
    if (std::find(variants.begin(), variants.end(), name) != variants.end()) {
        return true;
    }
    problem(mark, fmt::format("unknown variant `{}`", name),
            variants.empty() ? "the scenario has no `variants`" : "variants are " + listed(variants),
            did_you_mean(name, variants));
    return false;
}

bool Reader::knows_arm(std::string const& name, Mark const& mark) {
    auto const arm = arm_of(name);
    auto const in_variant = name.find('@') != std::string::npos;
    return (!in_variant || knows_variant(arm.variant, mark)) &&
           style(arm.policy, scenario_.in_variant(arm.variant), mark).has_value();
}

void Reader::store(ArmNames* target, Key const& key, Value const& value) {
    target->names.clear();
    if (value.node.kind == Node::Kind::scalar) {
        target->names.push_back(value.node.text);
        return;
    }
    if (!is_list(quoted(key), value)) {
        return;
    }
    for (auto const& item : value.node.items) {
        if (item.kind != Node::Kind::scalar) {
            wrong_type(quoted(key), value_of(item), "a list of names of arms");
        }
        target->names.push_back(item.text);
    }
}

void Reader::store(Weeks* target, Key const& key, Value const& value) {
    auto const weeks = value.node.kind == Node::Kind::scalar ? parse_weeks(value.node.text) : std::nullopt;
    if (!weeks) {
        wrong_type(quoted(key), value, "weeks such as `1..8`, or `last year`");
    } else if (weeks->first > weeks->last) {
        problem(value.mark, fmt::format("`{}` holds no week", key.name),
                fmt::format("{} is more than {}", weeks->first, weeks->last));
    } else if (weeks->last > last_week() && (weeks_ == nullptr || weeks_->mark.source->numbered)) {
        // Where the command line shortens the run, only those who ask for the expectation are told.
        problem(value.mark, fmt::format("a week past the end, {}", weeks->last),
                fmt::format("the run has {} weeks", scenario_.run.weeks));
    } else {
        *target = *weeks;
    }
}

void Reader::store(std::vector<Expectation>* target, Key const& key, Value const& value) {
    if (!is_list(quoted(key), value)) {
        return;
    }
    for (auto const& item : value.node.items) {
        if (auto expectation = read_expectation(item)) {
            target->push_back(std::move(*expectation));
        }
    }
}

std::optional<Expectation> Reader::read_expectation(Node const& item) {
    auto const value = value_of(item);
    if (!is_map("an entry of `expect`", value)) {
        return std::nullopt;
    }
    Expectation expectation;
    auto const keys = keys_of(expectation);
    read_map(keys, item, "an entry of `expect`");
    check_required(keys, value, "an entry of `expect`");
    expectation.location = location_of(item.mark);
    check_outcome(expectation, item);
    if (read_claim(expectation, item)) {
        check_arms(expectation, item);
        check_quantity(expectation, item);
    }
    return expectation;
}

/// What is claimed is told by the key that is there; exactly one must be.
bool Reader::read_claim(Expectation& expectation, Node const& item) {
    static constexpr std::array<std::pair<char const*, Claim>, 3> claims{
        {{"order", Claim::order}, {"differ", Claim::differ}, {"goes", Claim::goes}}};
    std::vector<Entry const*> given;
    for (auto const& [name, claim] : claims) {
        if (auto const* entry = item.find(name)) {
            given.push_back(entry);
            expectation.claim = claim;
        }
    }
    if (given.empty()) {
        problem(item.mark, "an entry of `expect` claims nothing", "one of order, differ, goes",
                "write it like "
                "`{outcome: performance, order: [level2, command]}`");
        return false;
    }
    if (given.size() > 1) {
        problem(given[1]->mark, "an entry of `expect` claims two things",
                fmt::format("`{}` and `{}`", given[0]->key, given[1]->key), "make it two entries");
        return false;
    }
    auto const* goes = item.find("goes");
    if (goes != nullptr && goes->value.kind == Node::Kind::scalar &&
        std::find(directions.begin(), directions.end(), expectation.goes) == directions.end()) {
        std::vector<std::string> const words(directions.begin(), directions.end());
        problem(goes->value.mark, fmt::format("`goes` cannot be {}", expectation.goes),
                fmt::format("it is one of {}", listed(words)), did_you_mean(expectation.goes, words));
    }
    return true;
}

void Reader::check_outcome(Expectation const& expectation, Node const& item) {
    auto const* entry = item.find("outcome");
    if (entry == nullptr || entry->value.kind != Node::Kind::scalar ||
        model::find_outcome(expectation.outcome) != nullptr) {
        return;
    }
    auto const meant = did_you_mean(expectation.outcome, outcome_names());
    problem(value_mark(*entry), fmt::format("unknown outcome `{}`", expectation.outcome), "",
            meant.empty() ? "`candor describe outcomes` lists them" : meant);
}

void Reader::check_arms(Expectation const& expectation, Node const& item) {
    bool const is_order = expectation.claim == Claim::order;
    char const* const name = is_order ? "order" : "of";
    if (auto const* stray = item.find("of"); is_order && stray != nullptr) {
        problem(stray->mark, "`of` cannot stand beside `order`", "`order` names its arms itself");
    }
    auto const* in = item.find("in");
    if (in != nullptr && in->value.kind == Node::Kind::scalar && !knows_variant(expectation.in, value_mark(*in))) {
        return;
    }
    auto const* entry = item.find(name);
    if (entry == nullptr) {
        problem(item.mark, "an entry of `expect` needs `of`", "the arms it is about");
        return;
    }
    auto const& node = entry->value;
    auto const count = node.kind == Node::Kind::list ? node.items.size() : 1;
    if (expectation.claim == Claim::differ ? count != 2 : count < (is_order ? 2 : 1)) {
        problem(value_mark(*entry), fmt::format("`{}` needs {} arms", name, is_order ? "at least two" : "two"), "",
                "write it like `[level2, command]`");
    }
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < count; ++i) {
        Node const& arm = node.kind == Node::Kind::list ? node.items[i] : node;
        auto const full = under(arm.text, expectation.in);
        if (arm.kind != Node::Kind::scalar) {
            continue;
        }
        if (std::find(seen.begin(), seen.end(), full) != seen.end()) {
            problem(arm.mark, fmt::format("`{}` is named twice", full), "an arm is not compared with itself");
        }
        seen.push_back(full);
        knows_arm(full, arm.mark);
    }
}

/// A change needs both ends; `over` is for the mean itself.
void Reader::check_quantity(Expectation& expectation, Node const& item) {
    auto const* from = item.find("from");
    auto const* to = item.find("to");
    auto const* over = item.find("over");
    expectation.is_change = from != nullptr && to != nullptr;
    if ((from == nullptr) != (to == nullptr)) {
        problem(
            (from != nullptr ? from : to)->mark,
            fmt::format("`{}` needs `{}` beside it", from != nullptr ? "from" : "to", from != nullptr ? "to" : "from"),
            "a change is from some weeks to others");
    } else if (expectation.claim == Claim::goes && from == nullptr) {
        problem(item.find("goes")->mark, "`goes` needs `from` and `to`", "",
                "write it like `from: 1..8, to: last year`");
    } else if (over != nullptr && from != nullptr) {
        problem(over->mark, "`over` cannot stand beside `from` and `to`", "a change has its own weeks");
    }
}

}  // namespace candor::scenario
