#include "assumptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <string_view>

#include "candor/model/style.hpp"
#include "candor/scenario/describe.hpp"

namespace candor::cli::page {

namespace {

constexpr char const* calibration =
    "None of the defaults was calibrated on data of an organization: they are assumptions. A source says why a "
    "mechanism is there and which way it works, not how large its number is.";

/// Keys that are no assumption about organizations, or that other blocks show.
bool is_left_out(std::string_view path) {
    constexpr std::array sections{"title", "question",          "extends",           "compare",  "expect", "variants",
                                  "nulls", "leadership.styles", "leadership.policy", "timeline", "record"};
    return std::any_of(sections.begin(), sections.end(), [&](std::string_view section) {
        if (!path.starts_with(section)) return false;
        return path.size() == section.size() || path[section.size()] == '.' || path[section.size()] == '[';
    });
}

/// What the scenario holds at a path such as `people.control.alpha`; none if it lies in something that is not there.
std::optional<Json> value_at(Json const& scenario, std::string const& path) {
    Json value = scenario;
    std::istringstream parts(path);
    for (std::string part; std::getline(parts, part, '.');) {
        if (!value.is_object() || !value.contains(part)) return std::nullopt;
        value = Json(value.at(part));
    }
    return value;
}

std::string text_of(Json const& value) {
    if (value.is_null()) return "none";
    if (value.is_string()) return value.get<std::string>();
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// `0.5`, or `0.5 (command), 0.7 (level2)` where scenarios differ; none where no scenario has the key.
std::optional<std::string> value_text(std::vector<Assumed> const& scenarios, std::string const& path) {
    std::vector<std::string> texts;
    std::string all;
    for (Assumed const& assumed : scenarios) {
        std::optional<Json> const value = value_at(assumed.scenario, path);
        if (!value) continue;
        texts.push_back(text_of(*value));
        all += fmt::format("{}{} ({})", all.empty() ? "" : ", ", texts.back(), assumed.label);
    }
    if (texts.empty()) return std::nullopt;
    bool const one =
        std::all_of(texts.begin(), texts.end(), [&](std::string const& text) { return text == texts.front(); });
    return one && texts.size() == scenarios.size() ? texts.front() : all;
}

Json parameters_json(std::vector<Assumed> const& scenarios) {
    Json parameters = Json::array();
    for (Json const& key : Json::parse(scenario::describe_json())) {
        auto const path = key.at("path").get<std::string>();
        if (!key.contains("default") || is_left_out(path)) continue;
        std::optional<std::string> const value = value_text(scenarios, path);
        if (!value) continue;
        std::string const by_default = text_of(key.at("default"));
        auto const unit = key.at("unit").get<std::string>();
        parameters.push_back({{"path", path},
                              {"value", *value},
                              {"default", by_default},
                              {"changed", *value != by_default},
                              {"unit", unit == "1" ? "" : unit},
                              {"range", key.at("range")},
                              {"meaning", key.at("meaning")},
                              {"source", key.at("source")}});
    }
    return parameters;
}

Json elements_json() {
    Json elements = Json::array();
    for_each_field<model::LeadershipStyle>([&](auto const& field) {
        elements.push_back({{"name", field.name}, {"meaning", field.meaning}, {"source", field.source}});
    });
    return elements;
}

/// The elements of a style, as the first scenario that has it defines it.
std::optional<Json> elements_of(std::string const& style, std::vector<Assumed> const& scenarios) {
    for (Assumed const& assumed : scenarios) {
        std::optional<Json> const styles = value_at(assumed.scenario, "leadership.styles");
        if (!styles || !styles->contains(style)) continue;
        Json values = Json::array();
        for_each_field<model::LeadershipStyle>(
            [&](auto const& field) { values.push_back(styles->at(style).value(field.name, Json())); });
        return values;
    }
    return std::nullopt;
}

}  // namespace

Json assumptions_json(std::vector<Assumed> const& scenarios, std::vector<std::string> const& styles) {
    Json of_styles = Json::array();
    for (std::string const& style : styles) {
        std::optional<Json> const values = elements_of(style, scenarios);
        if (values) of_styles.push_back({{"name", style}, {"values", *values}});
    }
    return {{"styles", {{"elements", elements_json()}, {"styles", std::move(of_styles)}}},
            {"parameters", parameters_json(scenarios)},
            {"calibration", calibration}};
}

}  // namespace candor::cli::page
