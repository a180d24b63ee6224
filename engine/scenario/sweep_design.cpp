#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "sweep_reader.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

/// Whether a key of `design` belongs to a kind of it.
bool belongs(Description const& key, std::string const& kind) {
    auto const& of = key.only_beside;
    return of.empty() || std::find(of.begin(), of.end(), kind) != of.end();
}

bool takes_levels_only(DesignKind kind) { return kind == DesignKind::grid || kind == DesignKind::zip; }

}  // namespace

char const* name_of(DesignKind kind) {
    return sweep_key("design.kind").choices[static_cast<std::size_t>(kind)].c_str();
}

void SweepReader::read_design(Entry const* entry, Mark const& whole) {
    auto const place = entry == nullptr ? whole : value_mark(*entry);
    sweep_.design.location = location_of(place);
    if (entry != nullptr && !read_kind(*entry)) {
        return;
    }
    Node const none = empty_map();
    auto const& keys = entry != nullptr && entry->value.kind == Node::Kind::map ? entry->value : none;
    read_numbers(keys, place);
    if (!factors_good_) {
        return;
    }
    if (sweep_.design.kind == DesignKind::list) {
        read_points(keys, place);
    } else if (factors_named_) {
        check_spreads();
    } else {
        problem(whole, "a sweep needs `factors`", "there is nothing to vary",
                "write it like `factors: {environment.turbulence: [.1, .2, .3]}`");
    }
}

bool SweepReader::read_kind(Entry const& entry) {
    auto const& names = sweep_key("design.kind").choices;
    auto const& value = entry.value;
    auto const* const kind = value.kind == Node::Kind::map ? find_written(value, "kind") : &entry;
    if (kind == nullptr || kind->value.kind != Node::Kind::scalar) {
        problem(kind == nullptr ? value_mark(entry) : value_mark(*kind), "`design` needs a `kind`",
                "it is one of " + listed(names), "write it like `{kind: latin_hypercube, points: 200}`");
        return false;
    }
    auto const& said = kind->value.text;
    auto const found = std::find(names.begin(), names.end(), said);
    if (found == names.end()) {
        problem(kind->value.mark, fmt::format("unknown design `{}`", said), "designs are " + listed(names),
                did_you_mean(said, names));
        return false;
    }
    sweep_.design.kind = static_cast<DesignKind>(found - names.begin());
    return true;
}

void SweepReader::read_numbers(Node const& node, Mark const& place) {
    auto& design = sweep_.design;
    std::string const kind = name_of(design.kind);
    auto const before = problems_.count();
    int points = 0;
    int base_rows = 0;
    int trajectories = 0;
    design.levels = design.kind == DesignKind::morris ? 4 : 0;
    std::vector<Key> keys{bound("design.points", &points),
                          bound("design.base_rows", &base_rows),
                          bound("design.second_order", &design.second_order),
                          bound("design.trajectories", &trajectories),
                          bound("design.levels", &design.levels),
                          bound("design.seed", &design.seed)};
    std::erase_if(keys, [&](Key const& key) { return !belongs(sweep_key("design." + key.name), kind); });
    auto own = node;
    for (auto const& key : sweep_key("design").children) {
        auto const* const written = belongs(key, kind) ? nullptr : node.find(key.name);
        if (written != nullptr) {
            problem(written->mark, fmt::format("`{}` does not belong to design `{}`", key.name, kind),
                    fmt::format("it belongs to {}", listed(key.only_beside)));
            std::erase_if(own.entries, [&](Entry const& entry) { return entry.key == key.name; });
        }
    }
    read_keys(keys, own);
    auto known = sweep_key("design").children;
    std::erase_if(known, [&](Description const& key) { return !belongs(key, kind); });
    refuse_unknown(own, names_of(known), fmt::format("design `{}`", kind));
    for (auto const& key : keys) {
        if (key.required && find_written(own, key.name) == nullptr && problems_.count() == before) {
            problem(place, fmt::format("design `{}` needs `{}`", kind, key.name), "",
                    fmt::format("write it like `{{kind: {}, {}: 128}}`", kind, key.name));
        }
    }
    if (design.levels % 2 != 0) {
        problem(value_mark(*own.find("levels")), fmt::format("`levels` must be even, got {}", design.levels),
                "a step of about half the range must lead from level to level");
    }
    design.points = points;
    design.base_rows = base_rows;
    design.trajectories = trajectories;
}

void SweepReader::check_spreads() {
    auto const kind = sweep_.design.kind;
    auto const* const first = std::get_if<Levels>(&sweep_.factors.front().spread);
    for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
        auto const& factor = sweep_.factors[f];
        auto const* const levels = std::get_if<Levels>(&factor.spread);
        if (levels == nullptr && takes_levels_only(kind)) {
            problem(base_.places[f], fmt::format("factor `{}` needs a list of values", factor.path),
                    fmt::format("design `{}` does not draw", name_of(kind)),
                    "list its values, or take a design such as latin_hypercube");
        } else if (levels != nullptr && levels->texts.empty()) {
            problem(base_.places[f], fmt::format("factor `{}` has no values", factor.path), "",
                    "write it like `[.1, .2]`, or `{uniform: [.1, .3]}`");
        } else if (kind == DesignKind::zip && first != nullptr && !first->texts.empty() &&
                   levels->texts.size() != first->texts.size()) {
            problem(base_.places[f],
                    fmt::format("factor `{}` has {} values, `{}` has {}", factor.path, levels->texts.size(),
                                sweep_.factors.front().path, first->texts.size()),
                    "design `zip` takes one of each at a time");
        }
    }
}

}  // namespace candor::scenario
