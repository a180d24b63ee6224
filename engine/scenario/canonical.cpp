#include "candor/scenario/canonical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "candor/model/observables.hpp"
#include "json_text.hpp"
#include "keys.hpp"
#include "value_json.hpp"

namespace candor::scenario {

namespace {

using Members = std::map<std::string, JsonText>;

/// Turns the values of keys into JSON.
class Writer {
public:
    explicit Writer(std::vector<model::Style> const& styles) : styles_(styles) {}

    [[nodiscard]] JsonText object(std::vector<Key> const& keys) const {
        Members members;
        for (auto const& key : keys) {
            members[key.name] = value(key);
        }
        return JsonText::object(std::move(members));
    }

    [[nodiscard]] JsonText value(Key const& key) const {
        return std::visit([&](auto const& target) { return write(target, key); }, key.target);
    }

private:
    JsonText write(std::monostate, Key const& key) const { return object(key.children); }
    JsonText write(float const* value, Key const&) const { return number(*value); }
    JsonText write(double const* value, Key const&) const { return number(*value); }
    JsonText write(int const* value, Key const&) const { return number(*value); }
    JsonText write(std::uint32_t const* value, Key const&) const { return number(*value); }
    JsonText write(bool const* value, Key const&) const { return JsonText::literal(*value ? "true" : "false"); }
    JsonText write(std::string const* value, Key const&) const { return JsonText::string(*value); }
    JsonText write(std::filesystem::path const* value, Key const&) const {
        return JsonText::string(value->filename().generic_string());
    }
    JsonText write(StyleTarget target, Key const&) const {
        return JsonText::string(styles_.at(static_cast<std::size_t>(*target.index)).name);
    }
    JsonText write(std::optional<model::Panel>* panel, Key const&) const { return optional(*panel); }
    JsonText write(std::vector<model::Survey>* surveys, Key const&) const {
        std::vector<JsonText> items;
        for (auto& survey : *surveys) {
            items.push_back(object(keys_of(survey)));
        }
        return JsonText::array(std::move(items));
    }
    JsonText write(model::AnswerScale const* scale, Key const&) const {
        return JsonText::string(model::answer_scale(*scale).name);
    }
    JsonText write(std::vector<int> const* values, Key const&) const {
        std::vector<JsonText> items;
        for (auto const value : *values) {
            items.push_back(number(value));
        }
        return JsonText::array(std::move(items));
    }
    JsonText write(std::vector<std::string> const* values, Key const&) const { return strings(*values); }
    JsonText write(ArmNames const* arms, Key const&) const { return strings(arms->names); }
    JsonText write(Weeks const* weeks, Key const&) const {
        return JsonText::string(weeks->is_last_year() ? "last year" : fmt::format("{}..{}", weeks->first, weeks->last));
    }
    JsonText write(std::vector<Null> const* nulls, Key const&) const {
        std::vector<JsonText> items;
        for (auto const null : *nulls) {
            items.push_back(JsonText::string(null_model(null).name));
        }
        return JsonText::array(std::move(items));
    }
    JsonText write(std::vector<Variant> const*, Key const&) const { return JsonText::object({}); }
    JsonText write(std::vector<Expectation> const*, Key const&) const { return JsonText::array({}); }
    JsonText write(model::Span* span, Key const&) const { return object(keys_of(*span)); }
    JsonText write(std::optional<ReportsTo>* file, Key const&) const { return optional(*file); }
    JsonText write(std::optional<TiesFile>* file, Key const&) const { return optional(*file); }
    JsonText write(std::vector<model::Style>* styles, Key const&) const {
        Members members;
        for (auto& style : *styles) {
            members[style.name] = object(keys_of(style.elements));
        }
        return JsonText::object(std::move(members));
    }
    JsonText write(model::Refill* refill, Key const&) const {
        return refill->weeks > 0 ? number(refill->weeks) : JsonText::string("never");
    }
    JsonText write(std::vector<model::Intervention>* timeline, Key const&) const {
        std::vector<JsonText> items;
        for (auto& intervention : *timeline) {
            auto keys = keys_of(intervention).all();
            std::erase_if(keys, [&](Key const& key) { return counts_for_nothing(key.name, intervention); });
            items.push_back(object(keys));
        }
        return JsonText::array(std::move(items));
    }
    JsonText write(std::optional<int> const* value, Key const&) const {
        return *value ? number(**value) : JsonText::literal("null");
    }
    JsonText write(std::vector<model::Threshold> const* thresholds, Key const&) const {
        Members members;
        for (auto const& threshold : *thresholds) {
            members[threshold.outcome->name] = number(threshold.value);
        }
        return JsonText::object(std::move(members));
    }
    JsonText write(std::optional<model::Condition>* condition, Key const&) const {
        if (!*condition) {
            return JsonText::literal("null");
        }
        auto keys = keys_of(**condition);
        std::erase_if(keys, [](Key const& key) {
            auto const* const* thresholds = std::get_if<std::vector<model::Threshold>*>(&key.target);
            return thresholds != nullptr && (*thresholds)->empty();
        });
        return object(keys);
    }

    /// What an entry leaves out is left out.
    static bool counts_for_nothing(std::string const& key, model::Intervention const& intervention) {
        return (key == "weeks" && !intervention.weeks) || ((key == "when" || key == "at_most") && !intervention.when);
    }

    template <class File>
    JsonText optional(std::optional<File>& file) const {
        return file ? object(keys_of(*file)) : JsonText::literal("null");
    }

    static JsonText strings(std::vector<std::string> const& values) {
        std::vector<JsonText> items;
        for (auto const& value : values) {
            items.push_back(JsonText::string(value));
        }
        return JsonText::array(std::move(items));
    }

    /// The shortest decimal that reads back as the same value of the same type.
    template <class Number>
    static JsonText number(Number value) {
        return JsonText::literal(fmt::format("{}", value));
    }

    std::vector<model::Style> const& styles_;
};

/// The scenario without its variants: what is run in one is a scenario of its own.
Scenario alone(Scenario const& scenario) {
    auto copy = scenario;
    if (std::any_of(copy.compare.begin(), copy.compare.end(),
                    [](std::string const& arm) { return !arm_of(arm).variant.empty(); })) {
        copy.compare.clear();
    }
    return copy;
}

/// The keys that say what is run. What is expected of it and how else it could be run is left out, what is not recorded,
/// and of sources that exclude each other those that do not count.
std::vector<Key> keys_of_one_run(Scenario& scenario) {
    auto keys = keys_of(scenario);
    std::erase_if(keys, [&](Key const& key) {
        return key.name == "variants" || key.name == "expect" || (key.name == "nulls" && scenario.nulls.empty());
    });
    auto const imported = scenario.organization.reports_to.has_value();
    auto const ties = scenario.organization.ties.has_value();
    for (auto& key : keys) {
        if (key.name == "record") {
            std::erase_if(key.children, [&](Key const& child) {
                return (child.name == "panel" && !scenario.record.panel) ||
                       (child.name == "survey" && scenario.record.survey.empty());
            });
        }
        if (key.name == "organization") {
            std::erase_if(key.children, [&](Key const& child) {
                return (imported && (child.name == "members" || child.name == "span")) ||
                       (ties && child.name == "ties_per_member");
            });
        }
    }
    return keys;
}

}  // namespace

std::string value_json(Key const& key, std::vector<model::Style> const& styles) {
    return Writer(styles).value(key).compact();
}

std::string canonical_json(Scenario const& scenario) {
    auto copy = alone(scenario);
    auto keys = keys_of_one_run(copy);
    std::erase_if(keys, [](Key const& key) {
        return key.name == "title" || key.name == "question" || key.name == "nulls";  // the parameters say it
    });
    return Writer(scenario.leadership.styles).object(keys).compact();
}

std::string resolved_json(Scenario const& scenario) {
    auto copy = alone(scenario);
    return Writer(scenario.leadership.styles).object(keys_of_one_run(copy)).pretty();
}

}  // namespace candor::scenario
