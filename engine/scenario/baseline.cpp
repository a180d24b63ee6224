#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "candor/scenario/describe.hpp"
#include "catalog.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

using Json = nlohmann::ordered_json;

constexpr int width = 100;

constexpr char const* header =
    "# A scenario for Candor: every key that it may hold, with its default. What is yours to choose is\n"
    "# written out; the numbers of the model stand behind a #, to be taken away where you have a better\n"
    "# one. Whatever is left out keeps its default, so delete what you do not need.\n"
    "#\n"
    "#   candor check THIS_FILE      says what is wrong with it\n"
    "#   candor compare THIS_FILE    sets the policies named in `compare` side by side\n"
    "#   candor describe KEY         says where a number comes from\n"
    "#   candor describe --schema    is what an editor needs to complete and check keys as you type\n";

/// A default as one would write it in YAML.
std::string yaml(Json const& value) {
    std::string out;
    if (value.is_object()) {
        for (auto const& [key, item] : value.items()) {
            out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", key, yaml(item));
        }
        return "{" + out + "}";
    }
    if (value.is_array()) {
        for (auto const& item : value) {
            out += (out.empty() ? "" : ", ") + yaml(item);
        }
        return "[" + out + "]";
    }
    if (value.is_null()) {
        return "~";
    }
    return value.is_string() && !value.get<std::string>().empty() ? value.get<std::string>() : value.dump();
}

std::string default_of(Description const& key) {
    switch (key.kind) {
        case Kind::styles:
        case Kind::variants: return "{}";
        case Kind::timeline:
        case Kind::surveys:
        case Kind::expectations: return "[]";
        case Kind::span: return yaml(Json::parse(key.default_json).front());
        case Kind::file: return "FILE";
        case Kind::optional_section: return "~";
        default: return key.default_json.empty() ? std::string() : yaml(Json::parse(key.default_json));
    }
}

/// What is to be known about a key beside its name and default: `meaning (unit, range)`.
std::string remark(Description const& key) {
    std::string facts = key.unit == "1" ? "" : key.unit;
    if (auto const range = words(key.range); !range.empty() && key.kind != Kind::span) {
        facts += (facts.empty() ? "" : ", ") + range;
    }
    return facts.empty() ? key.meaning : fmt::format("{} ({})", key.meaning, facts);
}

void append_comment(std::string& out, std::string const& text, std::string const& indent) {
    append_wrapped(out, text, indent + "# ", width);
}

/// The keys of a list's or a map's entries: told, not written, as there is no entry yet.
void append_entry_keys(std::string& out, std::vector<Description> const& keys, std::string const& indent) {
    for (auto const& key : keys) {
        auto const value = key.kind == Kind::section ? std::string() : default_of(key);
        auto const fallback = value.empty() || value == "\"\"" ? "" : "; " + value + " unless given";
        append_wrapped(out, fmt::format("{}: {}{}", key.name, remark(key), fallback), indent, width);
        append_entry_keys(out, key.children, indent + "  ");
    }
}

void append_keys(std::string& out, std::vector<Description> const& keys, std::string const& indent) {
    for (auto const& key : keys) {
        out += indent.empty() ? "\n" : "";
        append_comment(out, remark(key), indent);
        if (key.kind == Kind::section) {
            out += fmt::format("{}{}:\n", indent, key.name);
            append_keys(out, key.children, indent + "  ");
            continue;
        }
        if (holds_more(key.kind) || key.kind == Kind::file_or_section) {
            append_entry_keys(out, key.children, indent + "#   ");
        }
        auto const value = default_of(key);
        auto const yours = key.source.empty() && key.kind != Kind::file && value != "~";
        out += fmt::format("{}{}{}: {}\n", indent, yours ? "" : "#", key.name, value);
    }
}

}  // namespace

std::string baseline_yaml() {
    std::string out = header;
    append_keys(out, catalog(), "");
    return out;
}

}  // namespace candor::scenario
