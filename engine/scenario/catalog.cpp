#include "catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "candor/scenario/load.hpp"
#include "keys.hpp"
#include "value_json.hpp"

namespace candor::scenario {

namespace {

/// Makes descriptions of keys that are bound to default values.
class Describer {
public:
    explicit Describer(Scenario& scenario) : scenario_(scenario) {}

    [[nodiscard]] std::vector<Description> describe(std::vector<Key> const& keys, std::string const& prefix) const {
        std::vector<Description> descriptions;
        for (auto const& key : keys) {
            descriptions.push_back(describe(key, prefix));
        }
        return descriptions;
    }

private:
    [[nodiscard]] Description describe(Key const& key, std::string const& prefix) const {
        Description description;
        description.name = key.name;
        description.path = prefix + key.name;
        description.range = key.range;
        description.unit = key.unit;
        description.meaning = key.meaning;
        description.source = key.source;
        description.required = key.required;
        std::visit([&](auto const& target) { fill(description, target, key); }, key.target);
        if (!holds_more(description.kind) && !key.required) {
            auto const value = value_json(key, scenario_.leadership.styles);
            auto const no_value = value == "null" && description.kind != Kind::file_or_section;
            description.default_json = no_value ? "" : value;
        }
        return description;
    }

    void fill(Description& d, std::monostate, Key const& key) const {
        d.kind = Kind::section;
        d.children = describe(key.children, d.path + ".");
    }
    void fill(Description& d, float*, Key const&) const { d.kind = Kind::number; }
    void fill(Description& d, double*, Key const&) const { d.kind = Kind::number; }
    void fill(Description& d, int*, Key const&) const { d.kind = Kind::whole_number; }
    void fill(Description& d, std::uint32_t*, Key const&) const { d.kind = Kind::whole_number; }
    void fill(Description& d, bool*, Key const&) const { d.kind = Kind::boolean; }
    void fill(Description& d, std::string*, Key const&) const { d.kind = Kind::text; }
    void fill(Description& d, std::filesystem::path*, Key const&) const { d.kind = Kind::file; }
    void fill(Description& d, std::vector<int>*, Key const&) const { d.kind = Kind::numbers; }
    void fill(Description& d, StyleTarget, Key const&) const { d.kind = Kind::style; }
    void fill(Description& d, std::vector<std::string>*, Key const&) const { d.kind = Kind::style_names; }
    void fill(Description& d, model::Span* span, Key const&) const {
        d.kind = Kind::span;
        d.children = describe(keys_of(*span), d.path + ".");
        d.range = d.children.front().range;
        d.unit = d.children.front().unit;
    }
    void fill(Description& d, std::optional<ReportsTo>*, Key const&) const { fill_file(d, ReportsTo{}); }
    void fill(Description& d, std::optional<TiesFile>*, Key const&) const { fill_file(d, TiesFile{}); }
    void fill(Description& d, std::vector<model::Style>*, Key const&) const {
        d.kind = Kind::styles;
        model::LeadershipStyle style;
        d.children = describe(keys_of(style), d.path + ".NAME.");
        for (auto& element : d.children) {
            element.default_json.clear();  // what `like` says
        }
        Description like;
        like.name = "like";
        like.path = d.path + ".NAME.like";
        like.kind = Kind::style;
        like.default_json = "\"command\"";
        like.meaning = "the style whose elements hold where none is given";
        d.children.insert(d.children.begin(), std::move(like));
    }
    void fill(Description& d, std::optional<int>*, Key const&) const { d.kind = Kind::whole_number; }
    void fill(Description& d, model::Refill*, Key const&) const { d.kind = Kind::refill; }
    void fill(Description& d, std::vector<model::Threshold>*, Key const&) const { d.kind = Kind::thresholds; }
    void fill(Description& d, std::optional<model::Condition>*, Key const&) const {
        d.kind = Kind::condition;
        model::Condition condition;
        d.children = describe(keys_of(condition), d.path + ".");
    }
    void fill(Description& d, std::vector<model::Intervention>*, Key const&) const {
        d.kind = Kind::timeline;
        for (auto& kind : intervention_kinds()) {
            auto const keys = keys_of(kind);
            if (d.children.empty()) {
                d.children = describe(keys.when_and_where, d.path + "[0].");
            }
            for (auto& what : describe(keys.what, d.path + "[0].")) {
                what.only_beside = {keys.name()};
                add(std::move(what), d.children);
            }
        }
    }
    void fill(Description& d, std::vector<Null>*, Key const&) const {
        d.kind = Kind::nulls;
        char const* before = ". ";
        for (auto const& null : null_models()) {
            d.meaning += fmt::format("{}{}: {}", std::exchange(before, "; "), null.name, null.meaning);
        }
    }
    void fill(Description& d, std::vector<Variant>*, Key const&) const { d.kind = Kind::variants; }
    void fill(Description& d, std::vector<Expectation>*, Key const&) const {
        d.kind = Kind::expectations;
        Expectation expectation;
        d.children = describe(keys_of(expectation), d.path + "[0].");
        for (auto& key : d.children) {
            if (key.kind != Kind::weeks || key.name != "over") {
                key.default_json.clear();  // without a default: it is given or does not count
            }
        }
    }
    void fill(Description& d, std::optional<model::Panel>*, Key const&) const {
        d.kind = Kind::optional_section;
        model::Panel panel;
        d.children = describe(keys_of(panel), d.path + ".");
    }
    void fill(Description& d, std::vector<model::Survey>*, Key const&) const {
        d.kind = Kind::surveys;
        model::Survey survey;
        d.children = describe(keys_of(survey), d.path + ".");
    }
    void fill(Description& d, model::AnswerScale*, Key const&) const { d.kind = Kind::answer_scale; }
    void fill(Description& d, ArmNames*, Key const&) const { d.kind = Kind::arms; }
    void fill(Description& d, Weeks*, Key const&) const { d.kind = Kind::weeks; }
    /// Kinds of interventions may know a key of the same name: it is described once, with the default of each.
    static void add(Description key, std::vector<Description>& to) {
        auto const same =
            std::find_if(to.begin(), to.end(), [&](Description const& known) { return known.name == key.name; });
        if (same == to.end()) {
            to.push_back(std::move(key));
            return;
        }
        auto const with_kind = [](Description const& of) {
            return fmt::format("with `{}`: {}, default {}", of.only_beside.front(), of.meaning, of.default_json);
        };
        same->meaning = (same->default_json.empty() ? same->meaning : with_kind(*same)) + "; " + with_kind(key);
        same->default_json.clear();
        same->only_beside.push_back(key.only_beside.front());
    }
    template <class File>
    void fill_file(Description& d, File file) const {
        d.kind = Kind::file_or_section;
        d.children = describe(keys_of(file), d.path + ".");
    }

    Scenario& scenario_;
};

Description extends() {
    Description description;
    description.name = "extends";
    description.path = "extends";
    description.kind = Kind::file;
    description.meaning = "another scenario file whose keys hold where this one says nothing; relative to this file";
    return description;
}

constexpr double unbounded = 1e300;

}  // namespace

std::vector<Description> catalog() {
    auto scenario = default_scenario();
    auto descriptions = Describer(scenario).describe(keys_of(scenario), "");
    descriptions.insert(descriptions.begin() + 2, extends());
    return descriptions;
}

Description const* find_description(std::vector<Description> const& catalog, std::string_view path) {
    for (auto const& description : catalog) {
        if (description.path == path) {
            return &description;
        }
        if (auto const* const inside = find_description(description.children, path)) {
            return inside;
        }
    }
    return nullptr;
}

std::vector<std::string> names_of(std::vector<Description> const& keys) {
    std::vector<std::string> names;
    for (auto const& key : keys) {
        names.push_back(key.name);
    }
    return names;
}

bool bounded_below(Range const& range) { return range.least > -unbounded; }
bool bounded_above(Range const& range) { return range.most < unbounded; }

bool holds_more(Kind kind) {
    return kind == Kind::section || kind == Kind::styles || kind == Kind::timeline || kind == Kind::thresholds ||
           kind == Kind::variants || kind == Kind::expectations || kind == Kind::optional_section ||
           kind == Kind::surveys || kind == Kind::factors || kind == Kind::design;
}

std::string words(Range const& range) {
    if (bounded_below(range) && bounded_above(range)) {
        return fmt::format("{}..{}", range.least, range.most);
    }
    return bounded_below(range)   ? fmt::format("at least {}", range.least)
           : bounded_above(range) ? fmt::format("at most {}", range.most)
                                  : std::string();
}

std::string words(Kind kind) {
    switch (kind) {
        case Kind::number: return "number";
        case Kind::whole_number: return "whole number";
        case Kind::boolean: return "true or false";
        case Kind::text: return "text";
        case Kind::file: return "file name";
        case Kind::numbers: return "list of whole numbers";
        case Kind::style: return "style";
        case Kind::style_names: return "list of styles";
        case Kind::section: return "section";
        case Kind::styles: return "map of styles";
        case Kind::timeline: return "list of entries";
        case Kind::refill: return "whole number or never";
        case Kind::condition: return "section";
        case Kind::thresholds: return "map of outcomes to numbers";
        case Kind::span: return "whole number or {from, to}";
        case Kind::file_or_section: return "file name or section";
        case Kind::nulls: return "list of null models";
        case Kind::variants: return "map of variants";
        case Kind::expectations: return "list of entries";
        case Kind::arms: return "style, or list of styles";
        case Kind::weeks: return "weeks, as 1..8, or last year";
        case Kind::optional_section: return "section";
        case Kind::surveys: return "section, or list of sections";
        case Kind::answer_scale: return "likert5, likert7 or continuous";
        case Kind::changes: return "section, as in a scenario";
        case Kind::factors: return "map of paths to values";
        case Kind::values: return "list of numbers or words";
        case Kind::two_numbers: return "list of two numbers";
        case Kind::three_numbers: return "list of three numbers";
        case Kind::design: return "section, or the name of a design";
        case Kind::word: return "word";
        case Kind::rows: return "list of lists of values";
        case Kind::conditions: return "condition, or list of conditions";
        case Kind::outcome: return "outcome";
        case Kind::outcomes: return "outcome, or list of outcomes";
        case Kind::replicates: return "whole number or section";
    }
    return {};
}

}  // namespace candor::scenario
