#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "candor/model/observables.hpp"
#include "candor/scenario/describe.hpp"
#include "schema.hpp"
#include "sweep_keys.hpp"

namespace candor::scenario {

namespace {

using Json = nlohmann::ordered_json;

Json list_of(Json items, int least) {
    return {{"type", "array"}, {"items", std::move(items)}, {"minItems", least}, {"uniqueItems", true}};
}

Json one_or_several(Json const& one, int least) { return {{"anyOf", {one, list_of(one, least)}}}; }

Json so_many_numbers(int count) {
    return {{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", count}, {"maxItems", count}};
}

Json value_schema() { return {{"type", {"number", "string", "boolean"}}}; }

Json outcome_schema() {
    auto names = Json::array();
    for (auto const& outcome : model::outcomes()) {
        names.push_back(outcome.name);
    }
    return {{"enum", names}};
}

/// What lies in a list is whole; of all else a change may hold any part.
void make_partial(Json& schema) {
    if (schema.is_array()) {
        for (auto& part : schema) {
            make_partial(part);
        }
    } else if (schema.is_object() && !schema.contains("items")) {
        schema.erase("required");
        for (auto const* const inner : {"properties", "anyOf", "additionalProperties"}) {
            if (schema.contains(inner) && schema[inner].is_structured()) {
                make_partial(schema[inner]);
            }
        }
        if (schema.contains("properties")) {
            for (auto& [name, property] : schema["properties"].items()) {
                make_partial(property);
            }
        }
    }
}

Json changes_schema() {
    auto keys = catalog();
    std::erase_if(keys, [](Description const& key) { return key.name == "extends"; });
    auto schema = object_schema(keys, true);
    make_partial(schema);
    schema["examples"] = {{{"run", {{"weeks", 104}}}}};
    return schema;
}

/// The values of a factor: a list, or a map with one way to say them at most.
Json factors_schema(Description const& key) {
    auto map = object_schema(key.children.front().children, false);
    auto pairs = Json::array();
    std::vector<std::string> ways;
    for (auto const& inner : key.children.front().children) {
        if (inner.kind == Kind::text || inner.name == "between") {
            continue;
        }
        for (auto const& way : ways) {
            pairs.push_back({{"required", {way, inner.name}}});
        }
        ways.push_back(inner.name);
    }
    map["not"] = {{"anyOf", pairs}};
    map["dependencies"] = {{"between", {"normal"}}};
    Json const factor{{"anyOf", {list_of(value_schema(), 1), map, {{"type", "null"}}}}};
    return {{"anyOf", {{{"type", "object"}, {"additionalProperties", factor}}, list_of({{"type", "string"}}, 1)}},
            {"examples",
             {{{"environment.turbulence", {{"uniform", {0.05, 0.3}}}}, {"organization.members", {50, 500}}},
              {"environment.turbulence", "organization.members"}}}};
}

/// Which keys a design needs and which it knows.
Json rule_for(std::string const& kind, Description const& design) {
    auto known = Json::array({"kind"});
    auto needed = Json::array({"kind"});
    for (auto const& key : design.children) {
        auto const& of = key.only_beside;
        if (std::find(of.begin(), of.end(), kind) == of.end()) {
            continue;
        }
        known.push_back(key.name);
        if (key.required) {
            needed.push_back(key.name);
        }
    }
    Json then{{"propertyNames", {{"enum", known}}}, {"required", needed}};
    if (kind == "list") {
        then["oneOf"] = {{{"required", {"rows"}}}, {{"required", {"file"}}}};
    }
    return {{"if", {{"properties", {{"kind", {{"const", kind}}}}}}}, {"then", then}};
}

Json design_schema(Description const& key) {
    auto map = object_schema(key.children, false);
    map["properties"]["levels"]["multipleOf"] = 2;
    auto rules = Json::array();
    auto plain = Json::array();
    for (auto const& kind : key.children.front().choices) {
        rules.push_back(rule_for(kind, key));
        auto const& then = rules.back().at("then");
        if (then.at("required").size() == 1 && !then.contains("oneOf")) {
            plain.push_back(kind);
        }
    }
    map["allOf"] = rules;
    return {{"anyOf", {{{"enum", plain}}, map}},
            {"examples",
             {"grid", {{"kind", "latin_hypercube"}, {"points", 200}}, {{"kind", "saltelli"}, {"base_rows", 256}}}}};
}

Json replicates_schema(Description const& key) {
    auto map = object_schema(key.children, false);
    auto& width = map["properties"]["until"]["properties"]["half_width"];
    width.erase("minimum");
    width["exclusiveMinimum"] = 0;
    return {{"anyOf", {number_schema("integer", key.range), map}},
            {"examples", {20, {{"until", {{"outcome", "performance"}, {"half_width", 0.005}}}, {"at_most", 400}}}}};
}

}  // namespace

Json sweep_kind_schema(Description const& key) {
    switch (key.kind) {
        case Kind::changes: return changes_schema();
        case Kind::factors: return factors_schema(key);
        case Kind::values: return list_of(value_schema(), 1);
        case Kind::two_numbers: return so_many_numbers(2);
        case Kind::three_numbers: return so_many_numbers(3);
        case Kind::design: return design_schema(key);
        case Kind::word: return {{"enum", key.choices}};
        case Kind::rows:
            return {{"type", "array"}, {"items", {{"type", "array"}, {"items", value_schema()}}}, {"minItems", 1}};
        case Kind::conditions: return one_or_several({{"type", "string"}}, 0);
        case Kind::outcome: return outcome_schema();
        case Kind::outcomes: return one_or_several(outcome_schema(), key.name == "series" ? 0 : 1);
        case Kind::replicates: return replicates_schema(key);
        default: return {};
    }
}

std::string sweep_json_schema() {
    Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                {"title", "Candor sweep"},
                {"description", "A scenario of leadership in an organization, run at many points."}};
    schema.update(object_schema(sweep_catalog(), false));
    schema["anyOf"] = {{{"required", {"factors"}}}, {{"required", {"design"}}}};
    return schema.dump(1) + "\n";
}

}  // namespace candor::scenario
