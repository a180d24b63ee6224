#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "sweep_reader.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

constexpr char const* how_to_spread = "write it like `[.1, .2]`, or `{uniform: [.1, .3]}`";

/// A value as the factor holds it; texts by the place of their level.
double held(FactorType type, double number) {
    return type == FactorType::real ? static_cast<double>(static_cast<float>(number)) : number;
}

}  // namespace

Node node_of(Factor const& factor, double value, Mark const& place) {
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = text_of(factor, value);
    node.mark = place;
    return node;
}

void SweepReader::read_spread(Factor& factor, Node const& spec, Mark const& place) {
    if (spec.kind == Node::Kind::list) {
        read_levels(factor, spec, place);
    } else if (spec.kind == Node::Kind::map) {
        auto const before = problems_.count();
        auto const* const spread = find_spread(factor, spec);
        auto const* const between = find_written(spec, "between");
        if (problems_.count() != before) {
            return;
        }
        if (between != nullptr && (spread == nullptr || spread->key != "normal")) {
            problem(between->mark, "`between` belongs to `normal`", "other distributions have ends of their own");
        } else if (spread != nullptr && sweep_key("factors.PATH." + spread->key).kind != Kind::values) {
            read_distribution(factor, *spread, between, place);
        } else if (spread != nullptr && spread->value.kind == Node::Kind::list) {
            read_levels(factor, spread->value, place);
        } else if (spread != nullptr) {
            problem(value_mark(*spread),
                    fmt::format("`{}` must be a list of values, got {}", spread->key, shown(spread->value)), "",
                    "write it like `[.1, .2]`");
        }
    } else if (spec.kind == Node::Kind::scalar) {
        problem(spec.mark,
                fmt::format("factor `{}` needs a list of values or a distribution, got {}", factor.path, shown(spec)),
                "", how_to_spread);
    }
    // Nothing: a design that lists its points says the values.
}

Entry const* SweepReader::find_spread(Factor const& factor, Node const& spec) {
    auto const known = names_of(sweep_key("factors.PATH").children);
    refuse_unknown(spec, known, fmt::format("factor `{}`", factor.path));
    Entry const* spread = nullptr;
    for (auto const& entry : spec.entries) {
        bool const is_known = std::find(known.begin(), known.end(), entry.key) != known.end();
        if (!is_known || entry.key == "name" || entry.key == "group" || entry.key == "between") {
            continue;
        }
        if (spread != nullptr) {
            problem(entry.mark, fmt::format("`{}` cannot stand beside `{}`", entry.key, spread->key), "",
                    "remove one of the two");
        } else {
            spread = &entry;
        }
    }
    return spread;
}

void SweepReader::read_levels(Factor& factor, Node const& list, Mark const& place) {
    auto const before = problems_.count();
    Levels levels;
    for (auto const& item : list.items) {
        read_level(factor, item, levels);
    }
    if (list.items.empty()) {
        problem(list.flow ? list.mark : place, fmt::format("factor `{}` has no values", factor.path), "",
                how_to_spread);
    } else if (problems_.count() == before) {
        try_values(factor, place, list.items);
    }
    factor.spread = std::move(levels);
}

void SweepReader::read_level(Factor const& factor, Node const& item, Levels& levels) {
    if (item.kind != Node::Kind::scalar) {
        problem(item.mark, fmt::format("a value of `{}` must be a number or a word, got {}", factor.path, shown(item)),
                "a table of results cannot hold more");
        return;
    }
    auto const number = item.quoted ? std::nullopt : parse_number<double>(item.text);
    bool const is_text = factor.type == FactorType::text;
    if (!is_text && !number) {
        problem(item.mark, fmt::format("a value of `{}` must be a number, got {}", factor.path, shown(item)), "",
                parse_number<double>(item.text) ? "remove the quotes" : "");
        return;
    }
    auto const value = is_text ? static_cast<double>(levels.texts.size()) : held(factor.type, *number);
    bool const twice = is_text ? std::find(levels.texts.begin(), levels.texts.end(), item.text) != levels.texts.end()
                               : std::find(levels.numbers.begin(), levels.numbers.end(), value) != levels.numbers.end();
    if (twice) {
        problem(item.mark, fmt::format("`{}` has the value {} twice", factor.path, shown(item)));
        return;
    }
    levels.numbers.push_back(value);
    levels.texts.push_back(item.text);
}

std::vector<double> SweepReader::numbers(Entry const& entry, std::string const& form, std::size_t wanted) {
    std::vector<double> out;
    auto const& items = entry.value.items;
    for (auto const& item : items) {
        bool const plain = item.kind == Node::Kind::scalar && !item.quoted;
        if (auto const number = plain ? parse_number<double>(item.text) : std::nullopt) {
            out.push_back(*number);
        }
    }
    if (out.size() == wanted && items.size() == wanted) {
        return out;
    }
    auto const wrong = std::find_if(items.begin(), items.end(), [](Node const& item) {
        return item.kind != Node::Kind::scalar || item.quoted || !parse_number<double>(item.text);
    });
    bool const one_is_none = wrong != items.end();
    problem(one_is_none ? wrong->mark : value_mark(entry),
            fmt::format("`{}` must be {}, got {}", entry.key, form,
                        one_is_none                            ? shown(*wrong)
                        : entry.value.kind == Node::Kind::list ? fmt::format("{} of them", items.size())
                                                               : shown(entry.value)));
    return {};
}

std::vector<double> SweepReader::rising(Factor const& factor, Entry const& entry, std::string const& form,
                                        Mark const& place) {
    auto const ends = numbers(entry, form, sweep_key("factors.PATH." + entry.key).kind == Kind::three_numbers ? 3 : 2);
    if (ends.empty()) {
        return {};
    }
    if (!std::is_sorted(ends.begin(), ends.end()) || !(ends.front() < ends.back())) {
        problem(value_mark(entry), fmt::format("`{}` holds no value", entry.key),
                "the numbers must rise: " + form.substr(form.find('[')));
        return {};
    }
    if (entry.key == "log_uniform" && !(ends.front() > 0)) {
        problem(entry.value.items.front().mark, "`log_uniform` must begin above 0",
                "there is no logarithm of 0 and below");
        return {};
    }
    try_ends(factor, {ends.front(), ends.back()}, entry.value, place);
    return ends;
}

void SweepReader::read_distribution(Factor& factor, Entry const& entry, Entry const* between, Mark const& place) {
    if (factor.type == FactorType::text) {
        auto const& items = entry.value.items;
        bool const is_key = !factor.meaning.empty();  // else its path may be wrong
        if (is_key || items.empty() || try_values(factor, place, {items.front()})) {
            problem(entry.mark, fmt::format("`{}` takes no distribution", factor.path), "its values are no numbers",
                    "list them, as in `[command, level2]`");
        }
    } else if (entry.key == "triangular") {
        auto const ends = rising(factor, entry, "three numbers: [lowest, most likely, highest]", place);
        if (!ends.empty()) {
            factor.spread = Triangular{ends[0], ends[1], ends[2]};
        }
    } else if (entry.key == "normal") {
        read_normal(factor, entry, between, place);
    } else {
        auto const ends = rising(factor, entry, "two numbers: [lowest, highest]", place);
        if (!ends.empty() && entry.key == "uniform") {
            factor.spread = Uniform{ends[0], ends[1]};
        } else if (!ends.empty()) {
            factor.spread = LogUniform{ends[0], ends[1]};
        }
    }
}

void SweepReader::read_normal(Factor& factor, Entry const& entry, Entry const* between, Mark const& place) {
    auto const given = numbers(entry, "two numbers: [mean, standard deviation]", 2);
    if (given.empty()) {
        return;
    }
    if (!(given[1] > 0)) {
        problem(entry.value.items[1].mark,
                fmt::format("the standard deviation must be above 0, got {}", shown(entry.value.items[1])));
        return;
    }
    Normal normal{given[0], given[1]};
    if (between == nullptr) {  // cut where the key's range ends, rather than heaped up there
        normal.low = bounded_below(factor.range) ? factor.range.least : normal.low;
        normal.high = bounded_above(factor.range) ? factor.range.most : normal.high;
        try_ends(factor, {std::clamp(normal.mean, normal.low, normal.high)}, entry.value, place);
    } else {
        auto const ends = rising(factor, *between, "two numbers: [lowest, highest]", place);
        if (ends.empty()) {
            return;
        }
        normal.low = ends[0];
        normal.high = ends[1];
    }
    factor.spread = normal;
}

void SweepReader::try_ends(Factor const& factor, std::vector<double> const& ends, Node const& list, Mark const& place) {
    std::vector<Node> values;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        values.push_back(node_of(factor, ends[i], (i == 0 ? list.items.front() : list.items.back()).mark));
    }
    try_values(factor, place, values);
}

Problems SweepReader::problems_with(Factor const& factor, Mark const& place, Node const& value) const {
    auto document = base_.document;
    Problems found;
    set_everywhere(document, factor.path, place, value, found);
    if (found.empty()) {
        static_cast<void>(read_document(document, base_.scenario.file, found));
    }
    return found;
}

/// Each value alone in the base, so that messages are the scenario's own; one that is wrong is enough.
bool SweepReader::try_values(Factor const& factor, Mark const& place, std::vector<Node> const& values) {
    constexpr double largest = std::numeric_limits<std::int32_t>::max();
    for (auto const& value : values) {
        auto const found = problems_with(factor, place, value);
        auto const here = [&](Problem const& p) {
            return p.mark.source == place.source || p.mark.source == value.mark.source;
        };
        if (std::any_of(found.all().begin(), found.all().end(), here)) {
            problems_.add_all(found);
            return false;
        }
        if (!found.empty()) {  // what it does elsewhere is told where it stands
            auto const& first = found.all().front();
            problem(value.mark, fmt::format("`{}` cannot be {}", factor.path, shown(value)),
                    fmt::format("{}{}{}, {}:{}", first.problem, first.why.empty() ? "" : ": ", first.why,
                                first.mark.source->name, first.mark.line));
            return false;
        }
        if (factor.type == FactorType::whole && parse_number<double>(value.text).value_or(0) > largest) {
            problem(value.mark,
                    fmt::format("a value of `{}` must be at most {:.0f}, got {}", factor.path, largest, shown(value)),
                    "files of results hold no larger whole numbers");
            return false;
        }
    }
    return true;
}

}  // namespace candor::scenario
