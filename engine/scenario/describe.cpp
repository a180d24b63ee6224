#include "candor/scenario/describe.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "candor/model/style.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "catalog.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

/// Whether `path` is `section` or lies in it.
bool lies_in(std::string_view path, std::string_view section) {
    return section.empty() || path == section ||
           (path.starts_with(section) && (path[section.size()] == '.' || path[section.size()] == '['));
}

void append_key(std::string& out, Description const& key, int width) {
    auto const holds_keys = !key.children.empty() && key.kind != Kind::span && key.kind != Kind::file_or_section;
    if (holds_keys) {
        out += fmt::format("{}{}\n", out.empty() ? "" : "\n", key.path);
        append_wrapped(out, key.meaning, "  ", width);
        return;
    }
    std::string line = "  " + key.path;
    auto const add = [&](std::string const& part) { line += part.empty() ? "" : ", " + part; };
    line += ": " + words(key.kind);
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

}  // namespace

std::string describe_text(std::string_view section, int width) {
    std::string out;
    std::vector<std::string> paths;
    auto styles_shown = false;
    for_each_description(catalog(), [&](Description const& key) {
        paths.push_back(key.path);
        if (lies_in(key.path, section)) {
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

std::string describe_json() {
    auto list = nlohmann::ordered_json::array();
    for_each_description(catalog(), [&](Description const& key) {
        nlohmann::ordered_json entry{{"path", key.path}, {"kind", words(key.kind)}};
        if (!key.default_json.empty()) {
            entry["default"] = nlohmann::ordered_json::parse(key.default_json);
        }
        if (bounded_below(key.range)) {
            entry["least"] = key.range.least;
        }
        if (bounded_above(key.range)) {
            entry["most"] = key.range.most;
        }
        entry["unit"] = key.unit;
        entry["meaning"] = key.meaning;
        entry["source"] = key.source;
        list.push_back(std::move(entry));
    });
    return list.dump(1) + "\n";
}

}  // namespace candor::scenario
