#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "candor/model/observables.hpp"
#include "candor/model/style.hpp"
#include "candor/scenario/describe.hpp"
#include "keys.hpp"
#include "schema.hpp"

namespace candor::scenario {

namespace {

using Json = nlohmann::ordered_json;

constexpr char const* weeks_pattern = "^(last year|(weeks )?[0-9]{1,6}(\\.\\.[0-9]{1,6})?)$";

}  // namespace

Json object_schema(std::vector<Description> const& keys, bool nullable) {
    Json schema{{"type", nullable ? Json{"object", "null"} : Json("object")}, {"additionalProperties", false}};
    auto required = Json::array();
    for (auto const& key : keys) {
        schema["properties"][key.name] = schema_of(key);
        if (key.required && key.only_beside.empty()) {
            required.push_back(key.name);
        }
    }
    if (!required.empty()) {
        schema["required"] = required;
    }
    return schema;
}

Json number_schema(char const* type, Range const& range) {
    // A whole number is written without a fraction, so that a generator of types sees an integer.
    auto const plain = [](double value) {
        return value == static_cast<double>(static_cast<std::int64_t>(value)) ? Json(static_cast<std::int64_t>(value))
                                                                              : Json(value);
    };
    Json schema{{"type", type}};
    if (bounded_below(range)) {
        schema["minimum"] = plain(range.least);
    }
    if (bounded_above(range)) {
        schema["maximum"] = plain(range.most);
    }
    return schema;
}

namespace {

Json style_name_schema() {
    auto names = Json::array();
    for (auto const& style : model::built_in_styles) {
        names.push_back(style.name);
    }
    return {{"anyOf", {{{"enum", names}}, {{"type", "string"}}}}};
}

Json name_schema() { return {{"pattern", "^[A-Za-z_\\u0080-\\uffff][A-Za-z0-9_\\u0080-\\uffff-]{0,59}$"}}; }

Json styles_schema(Description const& key) {
    return {{"type", {"object", "null"}},
            {"propertyNames", name_schema()},
            {"additionalProperties", object_schema(key.children, true)},
            {"examples", {{{"mine", {{"like", "level2"}, {"inquiry", 0.9}}}}}}};
}

Json thresholds_schema() {
    Json schema{{"type", "object"}, {"additionalProperties", false}, {"minProperties", 1}};
    for (auto const& outcome : model::outcomes()) {
        schema["properties"][outcome.name] = {{"type", "number"}, {"description", outcome.meaning}};
    }
    return schema;
}

/// Something must be waited for.
Json condition_schema(Description const& key) {
    auto schema = object_schema(key.children, true);
    schema["anyOf"] = {{{"type", "null"}}, {{"required", {"below"}}}, {{"required", {"above"}}}};
    return schema;
}

/// Every entry has one intervention; what belongs to an intervention needs its key.
Json timeline_schema(Description const& key) {
    auto entry = object_schema(key.children, false);
    auto one_of = Json::array();
    for (auto const& child : key.children) {
        auto beside = Json::array();
        for (auto const& kind : child.only_beside) {
            beside.push_back({{"required", {kind}}});
        }
        if (child.only_beside == std::vector{child.name}) {
            one_of.push_back(beside.front());
        } else if (!beside.empty()) {
            entry["dependencies"][child.name] = {{"anyOf", beside}};
        }
    }
    entry["oneOf"] = one_of;
    entry.erase("required");
    entry["anyOf"] = {{{"required", {"week"}}}, {{"required", {"when"}}}};
    entry["dependencies"]["at_most"] = {"when"};
    return {{"type", {"array", "null"}},
            {"items", entry},
            {"examples",
             {{{{"week", 40}, {"adopt", "level2"}, {"adoption", 0.1}, {"scope", {{"levels", {1, 2}}}}}},
              {{{"week", 10}, {"coach", 0.5}}},
              {{{"week", 20}, {"mandate", {{"severity", 8}, {"consulted", false}, {"latitude", -0.3}}}}},
              {{{"week", 30}, {"replace_leaders", 0.2}, {"adoption", 0.5}}},
              {{{"week", 30}, {"layoff", {{"share", 0.1}, {"refill", 26}}}}},
              {{{"week", 50}, {"market", {{"factor", 2}, {"weeks", 26}}}}},
              {{{"week", 60}, {"shock", 2}, {"weeks", 3}}},
              {{{"when", {{"below", {{"safety", 0.4}}}, {"for", 4}}}, {"coach", 0.5}, {"weeks", 12}, {"at_most", 2}}},
              {{{"week", 60}, {"connect", 2}, {"scope", {{"levels", {3}}}}}},
              {{{"week", 70}, {"promise", {{"kept", 0.8}, {"weight", 3}}}}}}}};
}

Json expectations_schema(Description const& key) {
    auto entry = object_schema(key.children, false);
    entry["oneOf"] = {{{"required", {"order"}}, {"not", {{"required", {"of"}}}}},
                      {{"required", {"of", "differ"}}, {"properties", {{"of", {{"minItems", 2}, {"maxItems", 2}}}}}},
                      {{"required", {"of", "goes", "from", "to"}}}};
    entry["dependencies"] = {{"from", {"to"}}, {"to", {"from"}}};
    entry["not"] = {{"required", {"over", "from"}}};
    auto& of = entry["properties"];
    of["order"] = {{"description", of["order"]["description"]},
                   {"type", "array"},
                   {"items", {{"type", "string"}}},
                   {"minItems", 2},
                   {"uniqueItems", true}};
    of["goes"] = {{"description", of["goes"]["description"]}, {"enum", {"up", "down", "nowhere"}}};
    auto names = Json::array();
    for (auto const& outcome : model::outcomes()) {
        names.push_back(outcome.name);
    }
    of["outcome"] = {{"description", of["outcome"]["description"]}, {"enum", names}};
    return {{"type", {"array", "null"}},
            {"items", entry},
            {"examples",
             {{{{"outcome", "performance"}, {"order", {"level2", "command"}}}},
              {{{"outcome", "safety"}, {"of", "level2"}, {"from", "1..8"}, {"to", "last year"}, {"goes", "up"}}}}}};
}

Json nulls_schema() {
    auto names = Json::array();
    for (auto const& null : null_models()) {
        names.push_back(null.name);
    }
    return {{"type", "array"}, {"items", {{"enum", names}}}, {"uniqueItems", true}};
}

/// One survey, or several in a list.
Json surveys_schema(Description const& key) {
    auto const survey = object_schema(key.children, false);
    return {{"anyOf", {survey, {{"type", "array"}, {"items", survey}}, {{"type", "null"}}}},
            {"examples", {{{"week", 52}, {"sample", 0.5}, {"reliability", 0.8}, {"scale", "likert5"}}}}};
}

Json answer_scale_schema() {
    auto names = Json::array();
    for (auto const& scale : model::answer_scales()) {
        names.push_back(scale.name);
    }
    return {{"enum", names}};
}

/// Each variant is a scenario without what variants share.
Json variants_schema() {
    auto keys = catalog();
    std::erase_if(keys, [](Description const& key) { return !may_vary(key.name); });
    return {{"type", {"object", "null"}},
            {"propertyNames", name_schema()},
            {"additionalProperties", object_schema(keys, true)},
            {"examples", {{{"calm", {{"environment", {{"volatility", 0.15}}}}}}}}};
}

Json kind_schema(Description const& key) {
    switch (key.kind) {
        case Kind::number: return number_schema("number", key.range);
        case Kind::whole_number: return number_schema("integer", key.range);
        case Kind::boolean: return {{"enum", {true, false, "yes", "no", "on", "off"}}};
        case Kind::text: return {{"type", {"string", "number", "boolean"}}};
        case Kind::file: return {{"type", "string"}, {"minLength", 1}};
        case Kind::numbers: {
            Json list{{"type", "array"}, {"items", number_schema("integer", key.range)}};
            if (key.name == "snapshots") {
                list["uniqueItems"] = true;
            }
            return list;
        }
        case Kind::style: return style_name_schema();
        case Kind::style_names:
            return {{"type", "array"},
                    {"items", style_name_schema()},
                    {"uniqueItems", true},
                    {"not", {{"minItems", 1}, {"maxItems", 1}}}};
        case Kind::section: return object_schema(key.children, !key.required);
        case Kind::optional_section: return object_schema(key.children, true);
        case Kind::surveys: return surveys_schema(key);
        case Kind::answer_scale: return answer_scale_schema();
        case Kind::styles: return styles_schema(key);
        case Kind::timeline: return timeline_schema(key);
        case Kind::refill: return {{"anyOf", {{{"enum", {"never"}}}, number_schema("integer", key.range)}}};
        case Kind::condition: return condition_schema(key);
        case Kind::thresholds: return thresholds_schema();
        case Kind::span:
            return {{"anyOf", {number_schema("integer", key.range), object_schema(key.children, false)}},
                    {"examples", {7, {{"from", 4}, {"to", 12}}}}};
        case Kind::file_or_section:
            return {{"anyOf",
                     {{{"type", "string"}, {"minLength", 1}}, object_schema(key.children, false), {{"type", "null"}}}},
                    {"examples", {key.name + ".csv", {{"file", key.name + ".csv"}}}}};
        case Kind::nulls: return nulls_schema();
        case Kind::variants: return variants_schema();
        case Kind::expectations: return expectations_schema(key);
        case Kind::arms:
            return {
                {"type", {"string", "array"}}, {"items", {{"type", "string"}}}, {"uniqueItems", true}, {"minItems", 1}};
        case Kind::weeks:
            return {
                {"anyOf", {{{"type", "integer"}, {"minimum", 1}}, {{"type", "string"}, {"pattern", weeks_pattern}}}}};
        default: return sweep_kind_schema(key);
    }
}

}  // namespace

Json schema_of(Description const& key) {
    auto description = key.meaning;
    if (!key.unit.empty() && key.unit != "1") {
        description += " [" + key.unit + "]";
    }
    if (!key.source.empty()) {
        description += " (" + key.source + ")";
    }
    Json schema{{"description", description}};
    if (!key.default_json.empty()) {
        schema["default"] = Json::parse(key.default_json);
    }
    schema.update(kind_schema(key));
    return schema;
}

namespace {

/// The organization is generated or imported, never both.
void exclude_mixed_sources(Json& organization) {
    auto const both = [](char const* one, char const* other) {
        return Json{{"required", {one, other}}, {"properties", {{other, {{"not", {{"type", "null"}}}}}}}};
    };
    organization["not"] = {
        {"anyOf", {both("members", "reports_to"), both("span", "reports_to"), both("ties_per_member", "ties")}}};
    organization["if"] = {{"required", {"ties"}}, {"properties", {{"ties", {{"not", {{"type", "null"}}}}}}}};
    organization["then"] = {{"required", {"reports_to"}},
                            {"properties", {{"reports_to", {{"not", {{"type", "null"}}}}}}}};
}

}  // namespace

std::string json_schema() {
    Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                {"title", "Candor scenario"},
                {"description", "A scenario of leadership in an organization."}};
    schema.update(object_schema(catalog(), false));
    schema["minProperties"] = 1;
    exclude_mixed_sources(schema["properties"]["organization"]);
    return schema.dump(1) + "\n";
}

}  // namespace candor::scenario
