#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "candor/model/observables.hpp"
#include "sweep_reader.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

constexpr std::size_t longest_name = 60;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The plain path as it stands in the catalog: 0 for every index, NAME for the name of a style.
std::string catalog_path(std::string const& plain) {
    std::string general;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        general += plain[i];
        if (plain[i] == '[') {
            general += '0';
            i = std::min(plain.find(']', i), plain.size()) - 1;
        }
    }
    constexpr std::string_view styles = "leadership.styles.";
    if (general.starts_with(styles)) {
        auto const end = std::min(general.find('.', styles.size()), general.size());
        general.replace(styles.size(), end - styles.size(), "NAME");
    }
    return general;
}

/// What is known of a path: a key of the catalog, an item of a list of numbers, or a threshold of a condition.
std::optional<Description> description_of(std::vector<Description> const& catalog, std::string const& path) {
    auto const general = catalog_path(path);
    if (auto const* const key = find_description(catalog, general)) {
        return *key;
    }
    auto const end = general.find_last_of(".[");
    auto const* const owner = end == std::string::npos ? nullptr : find_description(catalog, general.substr(0, end));
    if (owner == nullptr || (owner->kind != Kind::numbers && owner->kind != Kind::thresholds)) {
        return std::nullopt;
    }
    auto part = *owner;
    part.kind = Kind::whole_number;
    if (owner->kind == Kind::thresholds) {
        part.kind = Kind::number;
        auto const* const outcome = model::find_outcome(general.substr(end + 1));
        part.unit = outcome == nullptr ? "1" : outcome->unit;
    }
    return part;
}

FactorType type_of(Kind kind) {
    if (kind == Kind::number) {
        return FactorType::real;
    }
    return kind == Kind::whole_number || kind == Kind::span ? FactorType::whole : FactorType::text;
}

/// What a path ends with, as the name of a variable: `timeline[0].week` gives `week`.
std::string last_name(std::string_view path) {
    auto const end = std::min(path.find_last_not_of("[]0123456789"), path.size() - 1);
    auto const before = path.find_last_of(".]", end);
    auto const begin = before == std::string_view::npos ? 0 : before + 1;
    return std::string(path.substr(begin, end + 1 - begin));
}

/// The plain path as the name of a variable: `timeline[0].week` gives `timeline_0_week`.
std::string whole_name(std::string const& path) {
    std::string name;
    for (char const c : path) {
        if (c != ']') {
            name += is_letter(c) || is_digit(c) ? c : '_';
        }
    }
    return name;
}

bool is_variable_name(std::string_view name) {
    return !name.empty() && name.size() <= longest_name && is_letter(name.front()) &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

/// Whether the files of a sweep call something else so.
bool is_taken(std::string_view name) {
    static constexpr std::array taken{"point", "policy",  "replicate",   "week",
                                      "run",   "failure", "failure_run", "failure_message"};
    constexpr std::string_view by_week = "_by_week";
    auto const of_outcome = name.ends_with(by_week) ? name.substr(0, name.size() - by_week.size()) : name;
    return std::find(taken.begin(), taken.end(), name) != taken.end() ||
           model::find_outcome(std::string(of_outcome)) != nullptr;
}

/// Why nothing in a section of the scenario can be varied; nullptr where it can.
char const* why_fixed(std::string const& path) {
    auto const section = path.substr(0, path.find_first_of(".["));
    if (path == "run.replicates") {
        return "a sweep says its `replicates` itself";
    }
    if (section == "variants") {
        return "name the key itself, as in a scenario: what is varied is varied in all variants";
    }
    static constexpr std::array fixed{"title", "question", "record", "compare", "expect"};
    return std::find(fixed.begin(), fixed.end(), section) == fixed.end() ? nullptr : "it changes no result of a run";
}

/// Whether a key takes one number or word, as a factor does.
bool is_single(Kind kind) {
    static constexpr std::array several{Kind::numbers, Kind::style_names, Kind::nulls, Kind::condition, Kind::arms};
    return !holds_more(kind) && std::find(several.begin(), several.end(), kind) == several.end();
}

/// Whether something at one path is a part of what is at the other.
bool lies_in(std::string_view part, std::string_view whole) {
    return part.size() > whole.size() && part.starts_with(whole) &&
           (part[whole.size()] == '.' || part[whole.size()] == '[');
}

}  // namespace

std::string plain_path(std::string_view path) {
    std::string plain;
    while (!path.empty()) {
        auto const digits = path.front() == '.' ? std::min(path.find_first_not_of("0123456789", 1), path.size()) : 0;
        if (digits > 1 && (digits == path.size() || path[digits] == '.' || path[digits] == '[')) {
            plain += fmt::format("[{}]", path.substr(1, digits - 1));
            path.remove_prefix(digits);
        } else {
            plain += path.front();
            path.remove_prefix(1);
        }
    }
    return plain;
}

void SweepReader::read_factors(Entry const* entry) {
    if (entry == nullptr) {
        return;  // a table of points may name them
    }
    auto const before = problems_.count();
    auto const& value = entry->value;
    if (value.kind == Node::Kind::map) {
        for (auto const& factor : value.entries) {
            read_factor(factor.key, factor.mark, factor.value);
        }
    } else if (value.kind == Node::Kind::list) {
        for (auto const& item : value.items) {
            if (item.kind == Node::Kind::scalar) {
                read_factor(item.text, item.mark, {});
            } else {
                problem(item.mark, fmt::format("an item of `factors` must be a path, got {}", shown(item)),
                        "values stand in a map", "write it without the `-`, like `environment.turbulence: [.1, .2]`");
            }
        }
    } else {
        problem(value_mark(*entry),
                fmt::format("`factors` must be a map of paths and their values, got {}", shown(value)), "",
                "write it like `environment.turbulence: [.1, .2, .3]`");
    }
    factors_named_ = !value.entries.empty() || !value.items.empty();
    factors_good_ = problems_.count() == before;
}

void SweepReader::read_factor(std::string const& path, Mark const& place, Node const& spec) {
    if (!may_be_varied(path, place)) {
        return;
    }
    Factor factor;
    factor.path = path;
    factor.location = location_of(place);
    describe(factor);
    read_names(factor, spec);
    read_spread(factor, spec, place);
    base_.places.push_back(place);
    sweep_.factors.push_back(std::move(factor));
}

bool SweepReader::may_be_varied(std::string const& path, Mark const& place) {
    auto const plain = plain_path(path);
    if (char const* const why = why_fixed(plain)) {
        problem(place, fmt::format("`{}` cannot be varied", path), why);
        return false;
    }
    auto const description = description_of(scenario_keys_, plain);
    if (description && !is_single(description->kind)) {
        problem(place, fmt::format("`{}` cannot be varied as a whole", path), "a factor is one number or word",
                "name what in it is to vary, as in `environment.turbulence` or `timeline[0].week`");
        return false;
    }
    if (!is_style_known(plain, place)) {
        return false;
    }
    for (auto const& other : sweep_.factors) {
        auto const known = plain_path(other.path);
        if (plain == known) {
            problem(place, fmt::format("`{}` is varied twice", path));
            return false;
        }
        if (lies_in(plain, known) || lies_in(known, plain)) {
            problem(place, fmt::format("`{}` and `{}` cannot both be varied", path, other.path),
                    "one is a part of the other");
            return false;
        }
    }
    return true;
}

/// Setting an element of a style makes the style where there is none, which nothing would follow.
bool SweepReader::is_style_known(std::string const& plain, Mark const& place) {
    constexpr std::string_view before = "leadership.styles.";
    if (!plain.starts_with(before)) {
        return true;
    }
    auto const name = plain.substr(before.size(), plain.find('.', before.size()) - before.size());
    std::vector<std::string> styles;
    for (auto const& style : base_.scenario.leadership.styles) {
        styles.push_back(style.name);
    }
    if (std::find(styles.begin(), styles.end(), name) != styles.end()) {
        return true;
    }
    auto mark = place;
    mark.column += static_cast<int>(before.size());
    mark.length = std::max(count_characters(name), 1);
    problem(mark, fmt::format("unknown style `{}`", name), unknown_style_why(styles), did_you_mean(name, styles));
    return false;
}

void SweepReader::describe(Factor& factor) {
    constexpr double largest = std::numeric_limits<std::int32_t>::max();  // that a variable of result files holds
    auto const known =
        description_of(scenario_keys_, plain_path(factor.path)).value_or(Description{.kind = Kind::text});
    factor.type = type_of(known.kind);
    factor.unit = known.unit.empty() ? "1" : known.unit;
    factor.meaning = known.meaning;
    factor.range = known.range;
    if (factor.type == FactorType::whole) {
        factor.range.most = std::min(factor.range.most, largest);
    }
    factor.base = base_number(factor.path);
}

nlohmann::json SweepReader::base_value(std::string const& path) const {
    std::string pointer = "/" + path;
    for (char& c : pointer) {
        c = c == '.' || c == '[' ? '/' : c;
    }
    std::erase(pointer, ']');
    try {
        return base_json_.at(nlohmann::json::json_pointer(pointer));
    } catch (nlohmann::json::exception const&) {
        return {};  // there is no such thing in the base; or no path at all
    }
}

double SweepReader::base_number(std::string const& path) const {
    auto const value = base_value(path);
    return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

void SweepReader::settle_base_words() {
    for (auto& factor : sweep_.factors) {
        auto* const levels = std::get_if<Levels>(&factor.spread);
        auto const value = base_value(factor.path);
        if (factor.type != FactorType::text || levels == nullptr || !value.is_primitive() || value.is_null()) {
            continue;
        }
        auto const text = value.is_string() ? value.get<std::string>() : value.dump();
        auto const found = std::find(levels->texts.begin(), levels->texts.end(), text);
        factor.base = static_cast<double>(found - levels->texts.begin());
        if (found == levels->texts.end()) {
            levels->texts.push_back(text);
            levels->numbers.push_back(factor.base);
        }
    }
}

void SweepReader::read_names(Factor& factor, Node const& spec) {
    auto const plain = plain_path(factor.path);
    factor.name = last_name(plain);
    if (!is_variable_name(factor.name) || is_taken(factor.name)) {
        factor.name = whole_name(plain);
    }
    auto& named = names_.emplace_back();
    auto const* const name = find_written(spec, "name");
    auto const said = name == nullptr ? std::nullopt : word(*name, "a name");
    if (said && !is_variable_name(said->text)) {
        problem(said->mark, fmt::format("`{}` cannot be the name of a factor", said->text),
                fmt::format("a name begins with a letter and has letters, digits and _, {} at most", longest_name));
    } else if (said && is_taken(said->text)) {
        problem(said->mark, fmt::format("`{}` cannot be the name of a factor", said->text),
                "files of results call something else so");
    } else if (said) {
        factor.name = said->text;
        named = said->mark;
    }
    auto const* const group = find_written(spec, "group");
    if (auto const of = group == nullptr ? std::nullopt : word(*group, "a name")) {
        factor.group = of->text;
    }
}

void SweepReader::settle_names() {
    auto& factors = sweep_.factors;
    std::map<std::string, int> uses;
    for (auto const& factor : factors) {
        ++uses[factor.name];
    }
    for (std::size_t f = 0; f < factors.size(); ++f) {
        if (uses[factors[f].name] > 1 && !names_[f]) {
            factors[f].name = whole_name(plain_path(factors[f].path));
        }
    }
    for (std::size_t f = 0; f < factors.size(); ++f) {
        bool const again = std::any_of(factors.begin(), factors.begin() + static_cast<std::ptrdiff_t>(f),
                                       [&](Factor const& other) { return other.name == factors[f].name; });
        if (again) {
            problem(names_[f].value_or(base_.places[f]), fmt::format("two factors are called `{}`", factors[f].name),
                    "each is a variable in files of results", "say another `name` for one of them");
        }
    }
}

void SweepReader::check_run_length() {
    if (sweep_.weeks.is_last_year() && sweep_.series.empty()) {
        return;
    }
    for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
        if (plain_path(sweep_.factors[f].path) == "run.weeks") {
            problem(base_.places[f], "`run.weeks` cannot be varied", "`weeks` and `series` need runs of one length",
                    "leave them out");
        }
    }
}

}  // namespace candor::scenario
