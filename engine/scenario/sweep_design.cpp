#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "csv.hpp"
#include "sweep_reader.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

struct KindOfDesign {
    DesignKind kind;
    char const* name;
    std::vector<std::string> keys;  ///< that belong to it; the first one it needs
};

std::vector<KindOfDesign> const& kinds() {
    static std::vector<KindOfDesign> const all{
        {DesignKind::grid, "grid", {}},
        {DesignKind::zip, "zip", {}},
        {DesignKind::list, "list", {"rows", "file"}},
        {DesignKind::random, "random", {"points", "seed"}},
        {DesignKind::latin_hypercube, "latin_hypercube", {"points", "seed"}},
        {DesignKind::sobol, "sobol", {"points", "seed"}},
        {DesignKind::saltelli, "saltelli", {"base_rows", "second_order", "seed"}},
        {DesignKind::morris, "morris", {"trajectories", "levels", "seed"}},
        {DesignKind::one_at_a_time, "one_at_a_time", {}},
    };
    return all;
}

KindOfDesign const& facts_of(DesignKind kind) {
    return *std::find_if(kinds().begin(), kinds().end(), [&](KindOfDesign const& k) { return k.kind == kind; });
}

std::vector<std::string> kind_names() {
    std::vector<std::string> names;
    for (auto const& kind : kinds()) {
        names.emplace_back(kind.name);
    }
    return names;
}

template <class Value>
Key key_for(char const* name, Value* value, Range const& range = any_number) {
    Key key;
    key.name = name;
    key.range = range;
    key.target = value;
    return key;
}

constexpr int most_points = 1'000'000'000;

}  // namespace

char const* name_of(DesignKind kind) { return facts_of(kind).name; }

void SweepReader::read_design(Entry const* entry) {
    if (entry == nullptr) {
        check_spreads(sweep_.factors.empty() ? Mark{} : base_.places.front());
        return;
    }
    auto const place = value_mark(*entry);
    sweep_.design.location = location_of(place);
    auto const& value = entry->value;
    auto const* const kind = value.kind == Node::Kind::map ? find_written(value, "kind") : entry;
    if (kind == nullptr || kind->value.kind != Node::Kind::scalar) {
        problem(place, "`design` needs a `kind`", "it is one of " + listed(kind_names()),
                "write it like `{kind: latin_hypercube, points: 200}`");
        return;
    }
    read_kind(*kind);
    if (value.kind == Node::Kind::map) {
        read_numbers(value);
    }
    check_numbers(value);
    if (sweep_.design.kind == DesignKind::list) {
        read_points(value, place);
    } else {
        check_spreads(place);
    }
}

void SweepReader::read_kind(Entry const& entry) {
    auto const& said = entry.value.text;
    auto const found =
        std::find_if(kinds().begin(), kinds().end(), [&](KindOfDesign const& kind) { return kind.name == said; });
    if (found == kinds().end()) {
        problem(entry.value.mark, fmt::format("unknown design `{}`", said), "designs are " + listed(kind_names()),
                did_you_mean(said, kind_names()));
        return;
    }
    sweep_.design.kind = found->kind;
}

void SweepReader::read_numbers(Node const& node) {
    auto& design = sweep_.design;
    int points = 0;
    int base_rows = 0;
    int trajectories = 0;
    design.levels = design.kind == DesignKind::morris ? 4 : 0;
    std::vector<Key> const keys{
        key_for("points", &points, {1, most_points}),  key_for("base_rows", &base_rows, {2, most_points}),
        key_for("second_order", &design.second_order), key_for("trajectories", &trajectories, {2, most_points}),
        key_for("levels", &design.levels, {2, 1000}),  key_for("seed", &design.seed, {0, 4294967295.0})};
    Reader(base_.scenario, problems_).read_map(keys, node, "`design`", {"kind", "rows", "file"});
    design.points = points;
    design.base_rows = base_rows;
    design.trajectories = trajectories;
    if (design.levels % 2 != 0) {
        problem(value_mark(*node.find("levels")), fmt::format("`levels` must be even, got {}", design.levels),
                "steps of half the range must lead from level to level");
    }
}

void SweepReader::check_numbers(Node const& node) {
    auto const& facts = facts_of(sweep_.design.kind);
    bool const needs = !facts.keys.empty() && sweep_.design.kind != DesignKind::list;
    if (needs && (node.kind != Node::Kind::map || find_written(node, facts.keys.front()) == nullptr)) {
        problem(node.mark, fmt::format("design `{}` needs `{}`", facts.name, facts.keys.front()), "",
                fmt::format("write it like `{{kind: {}, {}: 100}}`", facts.name, facts.keys.front()));
    }
    for (auto const& entry : node.entries) {
        auto const known =
            entry.key == "kind" || std::find(facts.keys.begin(), facts.keys.end(), entry.key) != facts.keys.end();
        auto const of_another = std::any_of(kinds().begin(), kinds().end(), [&](KindOfDesign const& kind) {
            return std::find(kind.keys.begin(), kind.keys.end(), entry.key) != kind.keys.end();
        });
        if (!known && of_another) {
            problem(entry.mark, fmt::format("`{}` does not belong to design `{}`", entry.key, facts.name));
        }
    }
}

void SweepReader::check_spreads(Mark const& place) {
    auto const kind = sweep_.design.kind;
    bool const takes_values = kind == DesignKind::grid || kind == DesignKind::zip;
    std::size_t length = 0;
    for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
        auto const& factor = sweep_.factors[f];
        auto const* const levels = std::get_if<Levels>(&factor.spread);
        if (levels == nullptr && takes_values) {
            problem(base_.places[f], fmt::format("factor `{}` needs a list of values", factor.path),
                    fmt::format("a {} does not draw", name_of(kind)),
                    "list its values, or take a design such as latin_hypercube");
        } else if (levels != nullptr && levels->texts.empty()) {
            problem(base_.places[f], fmt::format("factor `{}` has no values", factor.path), "",
                    "write it like `[.1, .2]`, or `{uniform: [.1, .3]}`");
        } else if (levels != nullptr && kind == DesignKind::zip) {
            length = length == 0 ? levels->texts.size() : length;
            if (levels->texts.size() != length) {
                problem(base_.places[f],
                        fmt::format("factor `{}` has {} values, the first has {}", factor.path, levels->texts.size(),
                                    length),
                        "a zip takes one of each at a time");
            }
        }
    }
    if (sweep_.factors.empty()) {
        problem(place, "a sweep needs `factors`", "there is nothing to vary",
                "write it like `factors: {environment.turbulence: [.1, .2, .3]}`");
    }
}

void SweepReader::read_points(Node const& node, Mark const& place) {
    auto const* const rows = node.kind == Node::Kind::map ? find_written(node, "rows") : nullptr;
    auto const* const file = node.kind == Node::Kind::map ? find_written(node, "file") : nullptr;
    if ((rows == nullptr) == (file == nullptr)) {
        problem(place, "design `list` needs `rows` or `file`", "", "write it like `{kind: list, file: points.csv}`");
        return;
    }
    for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
        auto const* const levels = std::get_if<Levels>(&sweep_.factors[f].spread);
        if (levels == nullptr || !levels->texts.empty()) {
            problem(base_.places[f], fmt::format("factor `{}` needs no values here", sweep_.factors[f].path),
                    "design `list` says them");
            return;
        }
    }
    auto const before = problems_.count();
    if (file != nullptr) {
        read_table(*file);
    } else {
        read_rows(rows->value);
    }
    if (problems_.count() == before) {
        check_points(place);
    }
}

std::optional<double> SweepReader::cell(Factor& factor, std::string const& text, Mark const& place) {
    if (factor.type != FactorType::text) {
        auto const number = parse_number<double>(text);
        if (!number) {
            problem(place, fmt::format("`{}` must be a number, got {}", factor.path, text.empty() ? "nothing" : text));
            return std::nullopt;
        }
        return factor.type == FactorType::real ? static_cast<double>(static_cast<float>(*number)) : *number;
    }
    auto& levels = std::get<Levels>(factor.spread);
    auto const found = std::find(levels.texts.begin(), levels.texts.end(), text);
    auto const index = static_cast<double>(found - levels.texts.begin());
    if (found == levels.texts.end()) {
        levels.texts.push_back(text);
        levels.numbers.push_back(index);
    }
    return index;
}

void SweepReader::read_rows(Node const& rows) {
    if (rows.kind != Node::Kind::list || rows.items.empty() || sweep_.factors.empty()) {
        problem(rows.mark, "`rows` must be a list of points, each a list with a value for every factor", "",
                "name the factors in `factors`, as in `factors: [environment.turbulence, organization.members]`");
        return;
    }
    for (auto const& row : rows.items) {
        if (row.kind != Node::Kind::list || row.items.size() != sweep_.factors.size()) {
            problem(row.mark, fmt::format("a point must be a list of {} values", sweep_.factors.size()),
                    "one for every factor");
            continue;
        }
        for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
            sweep_.design.rows.push_back(cell(sweep_.factors[f], row.items[f].text, row.items[f].mark).value_or(0));
        }
    }
}

void SweepReader::read_table(Entry const& file) {
    auto const said = word(file, "the name of a CSV file");
    if (!said) {
        return;
    }
    csv::Table const table(csv::Text(said->mark.source->folder / std::filesystem::path(said->text)));
    if (sweep_.factors.empty()) {
        for (auto const& column : table.columns()) {
            read_factor(std::string(column.text), said->mark, {});
        }
    }
    std::vector<std::size_t> columns;
    for (auto const& factor : sweep_.factors) {
        auto const found = std::find_if(table.columns().begin(), table.columns().end(), [&](csv::Cell const& column) {
            return column.text == factor.path || column.text == factor.name;
        });
        if (found == table.columns().end()) {
            problem(said->mark, fmt::format("'{}' has no column `{}`", table.text().source(), factor.path));
            return;
        }
        columns.push_back(static_cast<std::size_t>(found - table.columns().begin()));
    }
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t f = 0; f < columns.size(); ++f) {
            auto const& at = table.cell(row, columns[f]);
            auto const before = problems_.count();
            sweep_.design.rows.push_back(cell(sweep_.factors[f], std::string(at.text), said->mark).value_or(0));
            if (problems_.count() != before) {  // the place is in the table, not in the sweep file
                Location const where = table.text().location(at.begin, at.end);
                throw ScenarioError(Diagnostic{fmt::format("`{}` must be a number, got {}", sweep_.factors[f].path,
                                                           at.text.empty() ? "nothing" : std::string(at.text)),
                                               "", where});
            }
        }
    }
}

void SweepReader::check_points(Mark const& place) {
    auto const factors = sweep_.factors.size();
    for (std::size_t f = 0; f < factors; ++f) {
        auto const& factor = sweep_.factors[f];
        std::vector<Node> values;
        if (factor.type == FactorType::text) {
            for (double const level : std::get<Levels>(factor.spread).numbers) {
                values.push_back(node_of(factor, level, place));
            }
        } else {
            double low = std::numeric_limits<double>::infinity();
            double high = -low;
            for (std::size_t i = f; i < sweep_.design.rows.size(); i += factors) {
                low = std::min(low, sweep_.design.rows[i]);
                high = std::max(high, sweep_.design.rows[i]);
            }
            values = {node_of(factor, low, place), node_of(factor, high, place)};
        }
        check_values(factor, base_.places[f], values);
    }
}

}  // namespace candor::scenario
