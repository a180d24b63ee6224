#include "odd_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "candor/model/observables.hpp"
#include "candor/scenario/load.hpp"
#include "catalog.hpp"
#include "markdown.hpp"
#include "value_json.hpp"

namespace candor::scenario::odd {

namespace {

using markdown::code;
using markdown::Table;

/// A value as a cell: numbers as they are, texts and lists as code.
std::string cell(Key const& key, std::vector<model::Style> const& styles) {
    if (auto const* const* span = std::get_if<model::Span*>(&key.target)) {
        auto const [least, most] = **span;
        return least == most ? fmt::to_string(least) : fmt::format("{}..{}", least, most);
    }
    auto text = value_json(key, styles);
    if (text == "\"\"" || text == "[]" || text == "null") {
        return "none";
    }
    if (text.front() == '"') {
        text = text.substr(1, text.size() - 2);
    }
    auto const is_plain =
        text.find_first_not_of("0123456789.-+e") == std::string::npos || text == "true" || text == "false";
    return is_plain ? text : code(text);
}

std::string source_of(Key const& key) { return key.source.empty() ? "chosen" : key.source; }

std::string range_of(Key const& key) {
    auto const range = words(key.range);
    return range.empty() ? "any" : range;
}

std::string unit_of(std::string const& unit) { return unit.empty() ? "1" : unit; }

Value const* find(std::vector<Value> const& values, std::string const& path) {
    auto const found = std::find_if(values.begin(), values.end(), [&](Value const& v) { return v.path == path; });
    return found == values.end() ? nullptr : &*found;
}

/// Whether the organization of this scenario asks for a key.
bool counts(Organization const& organization, std::string const& path) {
    auto const generated = !organization.reports_to.has_value();
    auto const drawn = !organization.ties.has_value();
    auto const is = [&](char const* name) { return path == std::string("organization.") + name; };
    return !((is("members") && !generated) || (is("span") && !generated) || (is("ties_per_member") && !drawn));
}

bool is_kept_elsewhere(Key const& key) {
    return std::holds_alternative<std::vector<model::Style>*>(key.target) ||
           std::holds_alternative<std::vector<model::Intervention>*>(key.target);
}

char const* words(model::Better better) {
    switch (better) {
        case model::Better::higher: return "higher";
        case model::Better::lower: return "lower";
        case model::Better::neither: return "neither";
    }
    return "";
}

/// The keys of an entry of the timeline that say more than the defaults do.
std::string timeline_item(model::Intervention intervention, int event, std::vector<model::Style> const& styles) {
    model::Intervention plain;
    auto const defaults = values_of(keys_of(plain).when_and_where, "", styles);
    auto const keys = keys_of(intervention);
    auto out = fmt::format("- Event {}, {} week {}{}: ", event, intervention.when ? "from" : "at the start of",
                           intervention.week, intervention.when ? " on" : "");
    auto const* separator = "";
    for (auto const& value : values_of(keys.what, "", styles)) {
        out += fmt::format("{}{} {}", separator, code(value.path), value.text);
        separator = ", ";
    }
    for (auto const& value : values_of(keys.when_and_where, "", styles)) {
        auto const* usual = find(defaults, value.path);
        if (value.path != "week" && (usual == nullptr || usual->text != value.text)) {
            out += fmt::format(", {} {}", code(value.path), value.text);
        }
    }
    return out + "\n";
}

}  // namespace

std::vector<Value> values_of(std::vector<Key> const& keys, std::string const& prefix,
                             std::vector<model::Style> const& styles) {
    std::vector<Value> values;
    auto const add_all = [&](std::vector<Key> const& children, std::string const& path) {
        auto more = values_of(children, path + ".", styles);
        std::move(more.begin(), more.end(), std::back_inserter(values));
    };
    for (auto const& key : keys) {
        auto const path = prefix + key.name;
        if (std::holds_alternative<std::monostate>(key.target)) {
            add_all(key.children, path);
        } else if (auto const* chart = std::get_if<std::optional<ReportsTo>*>(&key.target)) {
            add_all(**chart ? keys_of(***chart) : std::vector<Key>{}, path);
        } else if (auto const* ties = std::get_if<std::optional<TiesFile>*>(&key.target)) {
            add_all(**ties ? keys_of(***ties) : std::vector<Key>{}, path);
        } else if (!is_kept_elsewhere(key)) {
            values.push_back({path, cell(key, styles), key});
        }
    }
    return values;
}

std::vector<Value> values_of(Scenario const& scenario) {
    auto copy = scenario;
    auto keys = keys_of(copy);
    std::erase_if(keys, [](Key const& key) { return !std::holds_alternative<std::monostate>(key.target); });
    auto values = values_of(keys, "", scenario.leadership.styles);
    std::erase_if(values, [&](Value const& value) { return !counts(scenario.organization, value.path); });
    for (auto& value : values) {
        value.key.target = {};  // it points into the copy
    }
    return values;
}

std::string parameter_table(std::string_view section, std::vector<Value> const& values,
                            std::vector<Value> const& defaults) {
    Table table({"Parameter", "Value", "Unit", "Range", "Source", "Meaning"});
    for (auto const& value : values) {
        if (!value.path.starts_with(std::string(section) + ".")) {
            continue;
        }
        auto const* usual = find(defaults, value.path);
        auto const changed = usual != nullptr && usual->text != value.text;
        auto const shown = changed ? fmt::format("**{}** (default {})", value.text, usual->text) : value.text;
        table.add({code(value.path), shown, unit_of(value.key.unit), range_of(value.key), source_of(value.key),
                   value.key.meaning});
    }
    return table.text();
}

std::string changes_table(std::vector<Value> const& values, std::vector<Value> const& defaults) {
    Table table({"Parameter", "Value", "Default", "Unit", "Meaning"});
    for (auto const& section : parameter_sections()) {
        for (auto const& value : values) {
            auto const* usual = find(defaults, value.path);
            if (value.path.starts_with(section + ".") && usual != nullptr && usual->text != value.text) {
                table.add({code(value.path), value.text, usual->text, unit_of(value.key.unit), value.key.meaning});
            }
        }
    }
    return table.empty() ? "" : table.text();
}

std::string style_elements_table() {
    Table table({"Element", "Unit", "Range", "Source", "Meaning"});
    model::LeadershipStyle style;
    for (auto const& key : keys_of(style)) {
        table.add({code(key.name), key.unit, range_of(key), source_of(key), key.meaning});
    }
    return table.text();
}

std::string styles_table(std::vector<model::Style> const& styles) {
    std::vector<std::string> header{"Element"};
    std::vector<std::vector<std::string>> rows;
    for (auto style : styles) {
        header.push_back(code(style.name));
        std::size_t row = 0;
        for (auto const& key : keys_of(style.elements)) {
            if (rows.size() <= row) {
                rows.push_back({code(key.name)});
            }
            rows[row++].push_back(cell(key, styles));
        }
    }
    Table table(std::move(header));
    for (auto& row : rows) {
        table.add(std::move(row));
    }
    return table.text();
}

std::string state_table() {
    Table table({"State variable", "Unit", "Range", "Start", "Meaning"});
    for (auto const& quantity : model::member_quantities()) {
        table.add({code(quantity.name), quantity.unit, quantity.range, quantity.start, quantity.meaning});
    }
    return table.text();
}

std::string outcomes_table() {
    Table table({"Outcome", "Unit", "`_sd`", "Origin", "Better", "Meaning"});
    for (auto const& outcome : model::outcomes()) {
        auto const* const origin = outcome.origin == model::Origin::consequence ? "follows" : "built in";
        table.add({code(outcome.name), outcome.unit, outcome.has_deviation() ? "yes" : "no", origin,
                   words(outcome.better), outcome.meaning});
    }
    return table.text();
}

std::string calls_table(std::string_view header) {
    constexpr std::string_view row_begin = "/// |";
    std::string out;
    for (auto at = header.find(row_begin); at != std::string_view::npos; at = header.find(row_begin, at + 1)) {
        auto const row = header.substr(at + 4, header.find('\n', at) - at - 4);
        auto const is_unused = row.find("| free") != std::string_view::npos;
        out += is_unused ? "" : std::string(row) + "\n";
    }
    return out;
}

std::string variants_list(Scenario const& scenario) {
    std::string out;
    auto const usual = values_of(scenario);
    for (auto const& variant : scenario.variants) {
        auto const& other = *variant.scenario;
        out += fmt::format("- {}: ", code(variant.name));
        auto const* separator = "";
        auto const add = [&](std::string const& difference) {
            out += separator + difference;
            separator = ", ";
        };
        for (auto const& value : values_of(other)) {
            auto const* before = find(usual, value.path);
            if (before == nullptr || before->text != value.text) {
                auto const instead = before == nullptr ? "" : fmt::format(" instead of {}", before->text);
                add(fmt::format("{} {}{}", code(value.path), value.text, instead));
            }
        }
        if (other.leadership.styles != scenario.leadership.styles) {
            add("other styles");
        }
        if (timeline_list(other) != timeline_list(scenario)) {
            add("another timeline");
        }
        out += "\n";
    }
    return out;
}

std::string timeline_list(Scenario const& scenario) {
    std::string out;
    auto event = 0;
    for (auto const& intervention : scenario.timeline) {
        out += timeline_item(intervention, event++, scenario.leadership.styles);
    }
    return out;
}

std::string intervention_table(Scenario const& scenario) {
    Table table({"Key", "Default", "Unit", "Range", "Source", "Meaning"});
    for (auto kind : intervention_kinds()) {
        auto const used =
            std::any_of(scenario.timeline.begin(), scenario.timeline.end(),
                        [&](auto const& intervention) { return intervention.what.index() == kind.what.index(); });
        for (auto const& value : values_of(keys_of(kind).what, "", scenario.leadership.styles)) {
            if (used) {
                table.add({code(value.path), value.key.required ? "none" : value.text, unit_of(value.key.unit),
                           range_of(value.key), source_of(value.key), value.key.meaning});
            }
        }
    }
    return table.text();
}

std::vector<std::string> parameter_sections() {
    std::vector<std::string> names;
    for_each_field<model::Parameters>([&](auto const& section) { names.emplace_back(section.name); });
    return names;
}

}  // namespace candor::scenario::odd
