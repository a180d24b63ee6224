#include "candor/scenario/describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "candor/model/style.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "catalog.hpp"
#include "sweep_keys.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

using Json = nlohmann::ordered_json;

/// Whether `path` is `section` or lies in it.
bool lies_in(std::string_view path, std::string_view section) {
    return section.empty() || path == section ||
           (path.starts_with(section) && (path[section.size()] == '.' || path[section.size()] == '['));
}

void append_key(std::string& out, Description const& key, int width) {
    auto const holds_keys = !key.children.empty() && key.kind != Kind::span && key.kind != Kind::file_or_section &&
                            key.kind != Kind::replicates;
    if (holds_keys) {
        out += fmt::format("{}{}\n", out.empty() ? "" : "\n", key.path);
        append_wrapped(out, key.meaning, "  ", width);
        return;
    }
    std::string line = "  " + key.path;
    auto const add = [&](std::string const& part) { line += part.empty() ? "" : ", " + part; };
    line += ": " + (key.choices.empty() ? words(key.kind) : fmt::format("{}", fmt::join(key.choices, " | ")));
    add(words(key.range));
    add(key.unit == "1" ? "" : key.unit);
    add(key.default_json.empty() ? (key.required ? "required" : "") : "default " + key.default_json);
    append_wrapped(out, line.substr(2), "  ", width);
    append_wrapped(out, key.source.empty() ? key.meaning : fmt::format("{} ({})", key.meaning, key.source), "      ",
                   width);
}

template <class Visit>
void for_each_description(std::vector<Description> const& keys, Visit const& visit) {
    for (auto const& key : keys) {
        visit(key);
        for_each_description(key.children, visit);
    }
}

void append_built_in_styles(std::string& out, int width) {
    out += "\nBuilt-in styles\n";
    for (auto const& style : model::built_in_styles) {
        append_wrapped(out, fmt::format("{}: {}", style.name, style.meaning), "  ", width);
    }
}

/// The keys that a section names: of a scenario, or behind `sweep` of a sweep file.
struct Asked {
    std::vector<Description> keys;
    std::string_view section;
    std::string before{};  ///< what its paths begin with where one is asked for
};

Asked asked_for(std::string_view section) {
    constexpr std::string_view sweep = "sweep";
    if (!lies_in(section, sweep)) {
        return {catalog(), section};
    }
    section.remove_prefix(std::min(section.size(), sweep.size() + 1));
    return {sweep_catalog(), section, "sweep."};
}

Json json_of(Description const& key) {
    Json entry{{"path", key.path}, {"kind", words(key.kind)}};
    if (!key.choices.empty()) {
        entry["choices"] = key.choices;
    }
    if (!key.default_json.empty()) {
        entry["default"] = Json::parse(key.default_json);
    }
    if (bounded_below(key.range)) {
        entry["least"] = key.range.least;
    }
    if (bounded_above(key.range)) {
        entry["most"] = key.range.most;
    }
    entry["range"] = words(key.range);
    entry["unit"] = key.unit;
    entry["meaning"] = key.meaning;
    entry["source"] = key.source;
    return entry;
}

}  // namespace

std::string describe_text(std::string_view section, int width) {
    std::string out;
    std::vector<std::string> paths{"sweep"};
    auto styles_shown = false;
    Asked const asked = asked_for(section);
    for_each_description(asked.keys, [&](Description const& key) {
        paths.push_back(asked.before + key.path);
        if (lies_in(key.path, asked.section)) {
            append_key(out, key, std::max(width, 20));
            styles_shown = styles_shown || key.path == "leadership.habit";
        }
    });
    if (out.empty()) {
        throw ScenarioError(
            Diagnostic{fmt::format("no key or section is called `{}`", section), "", {}, did_you_mean(section, paths)});
    }
    if (styles_shown) {
        append_built_in_styles(out, width);
    }
    return out;
}

std::string describe_json(std::string_view section) {
    auto list = Json::array();
    Asked const asked = asked_for(section);
    for_each_description(asked.keys, [&](Description const& key) {
        if (lies_in(key.path, asked.section)) {
            list.push_back(json_of(key));
        }
    });
    return list.dump(1) + "\n";
}

}  // namespace candor::scenario
