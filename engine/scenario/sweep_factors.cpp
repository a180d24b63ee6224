#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "sweep_reader.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

constexpr char const* how_to_spread = "write it like `[.1, .2]`, or `{uniform: [.1, .3]}`";
constexpr std::size_t longest_name = 60;

bool is_distribution(std::string const& key) {
    return key == "uniform" || key == "log_uniform" || key == "normal" || key == "triangular";
}

/// The entry of the catalog that a path leads to: indexes stand for 0, the name of a style for NAME.
Description const* find_description(std::vector<Description> const& catalog, std::string const& path) {
    std::string general;
    for (std::size_t i = 0; i < path.size(); ++i) {
        general += path[i];
        if (path[i] != '[') {
            continue;
        }
        while (i + 1 < path.size() && path[i + 1] != ']') {
            ++i;
        }
        general += '0';
    }
    constexpr std::string_view styles = "leadership.styles.";
    if (general.starts_with(styles)) {
        auto const end = std::min(general.find('.', styles.size()), general.size());
        general.replace(styles.size(), end - styles.size(), "NAME");
    }
    for (auto const& description : catalog) {
        if (description.path == general) {
            return &description;
        }
        if (auto const* const inside = find_description(description.children, path)) {
            return inside;
        }
    }
    return nullptr;
}

FactorType type_of(Kind kind) {
    if (kind == Kind::number) {
        return FactorType::real;
    }
    return kind == Kind::whole_number || kind == Kind::span ? FactorType::whole : FactorType::text;
}

/// What a path ends with, as the name of a variable: `timeline[0].week` gives `week`.
std::string last_name(std::string const& path) {
    auto const end = path.find_last_not_of("[]0123456789");
    auto const begin = path.find_last_of(".]", end);
    return path.substr(begin == std::string::npos ? 0 : begin + 1,
                       end - (begin == std::string::npos ? 0 : begin + 1) + 1);
}

/// The path with what no name has replaced.
std::string whole_name(std::string const& path) {
    std::string name;
    for (char const c : path) {
        if (c == ']') {
            continue;
        }
        name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    }
    return name;
}

bool is_variable_name(std::string const& name) {
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !name.empty() && name.size() <= longest_name && is_letter(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace

Node node_of(Factor const& factor, double value, Mark const& place) {
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = text_of(factor, value);
    node.mark = place;
    return node;
}

void SweepReader::read_factors(Entry const* entry) {
    if (entry == nullptr) {
        return;  // a table of points may name them
    }
    auto const& value = entry->value;
    if (value.kind == Node::Kind::list) {  // of a design that lists its points
        for (auto const& item : value.items) {
            read_factor(item.text, item.mark, {});
        }
    } else if (value.kind == Node::Kind::map) {
        for (auto const& factor : value.entries) {
            read_factor(factor.key, factor.mark, factor.value);
        }
    } else {
        problem(value_mark(*entry), "`factors` must be a map of paths and their values", "",
                "write it like `environment.turbulence: [.1, .2, .3]`");
    }
    // A name that two factors share tells neither.
    std::map<std::string, int> names;
    for (auto const& factor : sweep_.factors) {
        ++names[factor.name];
    }
    for (auto& factor : sweep_.factors) {
        if (names[factor.name] > 1) {
            factor.name = whole_name(factor.path);
        }
    }
}

void SweepReader::read_factor(std::string const& path, Mark const& place, Node const& spec) {
    auto const same = std::any_of(sweep_.factors.begin(), sweep_.factors.end(),
                                  [&](Factor const& factor) { return factor.path == path; });
    if (same) {
        problem(place, fmt::format("`{}` is varied twice", path));
        return;
    }
    Factor factor;
    factor.path = path;
    factor.location = location_of(place);
    describe(factor);
    name_factor(factor, spec);
    auto const before = problems_.count();
    read_spread(factor, spec, place);
    if (problems_.count() == before) {  // each value alone, so that messages are the scenario's own
        check_spread(factor, place, spec);
    }
    base_.places.push_back(place);
    sweep_.factors.push_back(std::move(factor));
}

void SweepReader::describe(Factor& factor) {
    auto const* const description = find_description(catalog_, factor.path);
    factor.type = description == nullptr ? FactorType::text : type_of(description->kind);
    factor.unit = description == nullptr || description->unit.empty() ? "1" : description->unit;
    factor.meaning = description == nullptr ? "" : description->meaning;
    factor.range = description == nullptr ? any_number : description->range;
    factor.base = base_number(factor.path);
}

double SweepReader::base_number(std::string const& path) const {
    std::string pointer = "/" + path;
    for (char& c : pointer) {
        c = c == '.' || c == '[' ? '/' : c;
    }
    std::erase(pointer, ']');
    try {
        auto const& value = base_json_.at(nlohmann::json::json_pointer(pointer));
        return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
    } catch (nlohmann::json::exception const&) {
        return std::numeric_limits<double>::quiet_NaN();  // there is no such thing in the base; or no path at all
    }
}

void SweepReader::name_factor(Factor& factor, Node const& spec) {
    factor.name = last_name(factor.path);
    if (!is_variable_name(factor.name) || factor.name == "point" || factor.name == "policy" ||
        factor.name == "replicate" || factor.name == "week" || factor.name == "run") {
        factor.name = whole_name(factor.path);
    }
    if (spec.kind != Node::Kind::map) {
        return;
    }
    if (auto const* const name = find_written(spec, "name")) {
        auto const said = word(*name, "a name");
        if (said && !is_variable_name(said->text)) {
            problem(said->mark, fmt::format("`{}` cannot be the name of a factor", said->text),
                    fmt::format("a name begins with a letter and has letters, digits and _, {} at most", longest_name));
        } else if (said) {
            factor.name = said->text;
        }
    }
    if (auto const* const group = find_written(spec, "group")) {
        if (auto const said = word(*group, "a name")) {
            factor.group = said->text;
        }
    }
    for (auto const& entry : spec.entries) {
        std::vector<std::string> const known{"values",     "choice",  "uniform", "log_uniform", "normal",
                                             "triangular", "between", "name",    "group"};
        if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
            problem(entry.mark, fmt::format("unknown key `{}`", entry.key),
                    fmt::format("factor `{}` knows {}", factor.path, listed(known)), did_you_mean(entry.key, known));
        }
    }
}

void SweepReader::read_spread(Factor& factor, Node const& spec, Mark const& place) {
    if (spec.kind == Node::Kind::empty || spec.kind == Node::Kind::null) {
        factor.spread = Levels{};  // a design that lists its points says the values
        return;
    }
    if (spec.kind == Node::Kind::list) {
        read_levels(factor, spec, place);
        return;
    }
    if (spec.kind != Node::Kind::map) {
        problem(spec.mark, fmt::format("factor `{}` needs a list of values or a distribution", factor.path), "",
                how_to_spread);
        return;
    }
    Entry const* spread = nullptr;
    for (auto const& entry : spec.entries) {
        bool const is_spread = entry.key == "values" || entry.key == "choice" || is_distribution(entry.key);
        if (is_spread && spread != nullptr) {
            problem(entry.mark, fmt::format("`{}` cannot stand beside `{}`", entry.key, spread->key), "",
                    "remove one of the two");
            return;
        }
        spread = is_spread ? &entry : spread;
    }
    auto const* const between = find_written(spec, "between");
    if (between != nullptr && (spread == nullptr || spread->key != "normal")) {
        problem(between->mark, "`between` belongs to `normal`", "other distributions have ends of their own");
    }
    if (spread == nullptr) {
        factor.spread = Levels{};
    } else if (is_distribution(spread->key)) {
        read_distribution(factor, *spread, between);
    } else if (spread->value.kind == Node::Kind::list) {
        read_levels(factor, spread->value, spread->mark);
    } else {
        problem(value_mark(*spread), fmt::format("`{}` must be a list of values", spread->key), "", how_to_spread);
    }
}

void SweepReader::read_levels(Factor& factor, Node const& list, Mark const& place) {
    Levels levels;
    if (list.items.empty()) {
        problem(place, fmt::format("factor `{}` has no value", factor.path));
    }
    for (auto const& item : list.items) {
        read_level(factor, item, levels);
    }
    factor.spread = std::move(levels);
}

void SweepReader::read_level(Factor const& factor, Node const& item, Levels& levels) {
    if (item.kind != Node::Kind::scalar) {
        problem(item.mark, fmt::format("a value of `{}` must be a number or a word", factor.path),
                "a table of results cannot hold more");
        return;
    }
    if (std::find(levels.texts.begin(), levels.texts.end(), item.text) != levels.texts.end()) {
        problem(item.mark, fmt::format("`{}` is a value of `{}` twice", item.text, factor.path));
        return;
    }
    auto const number = item.quoted ? std::nullopt : parse_number<double>(item.text);
    bool const wants_number = factor.type != FactorType::text;
    if (wants_number && !number) {
        problem(item.mark, fmt::format("`{}` must be a number, got {}", factor.path, item.text));
        return;
    }
    double const held = factor.type == FactorType::real ? static_cast<double>(static_cast<float>(*number))
                        : wants_number                  ? *number
                                                        : static_cast<double>(levels.texts.size());
    levels.numbers.push_back(held);
    levels.texts.push_back(item.text);
}

std::vector<double> SweepReader::numbers(Entry const& entry, std::size_t wanted, char const* form) {
    std::vector<double> out;
    for (auto const& item : entry.value.items) {
        auto const number = item.kind == Node::Kind::scalar ? parse_number<double>(item.text) : std::nullopt;
        if (number) {
            out.push_back(*number);
        }
    }
    if (entry.value.kind != Node::Kind::list || out.size() != wanted || entry.value.items.size() != wanted) {
        problem(value_mark(entry), fmt::format("`{}` must be {}", entry.key, form));
        out.clear();
    }
    return out;
}

void SweepReader::read_distribution(Factor& factor, Entry const& entry, Entry const* between) {
    if (factor.type == FactorType::text) {
        problem(entry.mark, fmt::format("`{}` is no number", factor.path), "a distribution needs one",
                "list its values");
        return;
    }
    auto const ordered = [&](bool is, char const* rule) {
        if (!is) {
            problem(value_mark(entry), fmt::format("`{}` holds no value", entry.key), rule);
        }
    };
    if (entry.key == "triangular") {
        auto const n = numbers(entry, 3, "three numbers: [lowest, most likely, highest]");
        if (n.empty()) return;
        ordered(n[0] <= n[1] && n[1] <= n[2] && n[0] < n[2], "they must rise");
        factor.spread = Triangular{n[0], n[1], n[2]};
    } else if (entry.key == "normal") {
        auto const n = numbers(entry, 2, "two numbers: [mean, standard deviation]");
        if (n.empty()) return;
        ordered(n[1] > 0, "the standard deviation must be above 0");
        Normal normal{n[0], n[1]};
        if (between != nullptr) {
            auto const ends = numbers(*between, 2, "two numbers: [lowest, highest]");
            if (ends.empty()) return;
            ordered(ends[0] < ends[1], "the ends must rise");
            normal.low = ends[0];
            normal.high = ends[1];
        } else {  // cut where the key's range ends, rather than heaped up there
            normal.low = bounded_below(factor.range) ? factor.range.least : normal.low;
            normal.high = bounded_above(factor.range) ? factor.range.most : normal.high;
        }
        factor.spread = normal;
    } else {
        auto const n = numbers(entry, 2, "two numbers: [lowest, highest]");
        if (n.empty()) return;
        ordered(n[0] < n[1], "they must rise");
        if (entry.key == "uniform") {
            factor.spread = Uniform{n[0], n[1]};
        } else {
            ordered(n[0] > 0, "a logarithm needs numbers above 0");
            factor.spread = LogUniform{n[0], n[1]};
        }
    }
}

void SweepReader::check_spread(Factor const& factor, Mark const& place, Node const& spec) {
    auto const entry = std::find_if(spec.entries.begin(), spec.entries.end(),
                                    [](Entry const& e) { return e.value.kind == Node::Kind::list; });
    auto const mark = spec.kind == Node::Kind::map && entry != spec.entries.end() ? value_mark(*entry) : place;
    std::vector<Node> values;
    auto const add = [&](double value) {
        if (std::isfinite(value)) {
            values.push_back(node_of(factor, value, mark));
        }
    };
    if (auto const* const levels = std::get_if<Levels>(&factor.spread)) {
        auto const& written = spec.kind == Node::Kind::list ? spec
                              : entry == spec.entries.end() ? Node{}
                                                            : entry->value;
        values.assign(written.items.begin(), written.items.end());
        static_cast<void>(levels);
    } else if (auto const* const normal = std::get_if<Normal>(&factor.spread)) {
        add(normal->low);
        add(std::clamp(normal->mean, normal->low, normal->high));
        add(normal->high);
    } else {
        std::visit(
            [&](auto const& spread) {
                if constexpr (requires { spread.low; }) {
                    add(spread.low);
                    add(spread.high);
                }
            },
            factor.spread);
    }
    check_values(factor, place, values);
}

void SweepReader::check_values(Factor const& factor, Mark const& place, std::vector<Node> const& values) {
    for (auto const& value : values) {
        auto document = base_.document;
        Problems own;
        set_everywhere(document, factor.path, place, value, own);
        if (own.empty()) {
            static_cast<void>(read_document(document, base_.scenario.file, own));
        }
        problems_.add_all(own);
        if (!own.empty()) {
            return;
        }
    }
}

}  // namespace candor::scenario
