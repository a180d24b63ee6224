#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <system_error>
#include <utility>

#include "reader.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

constexpr double unbounded = 1e300;

/// "lie in 0..1", "be at least 1", "be at most 5"
std::string range_words(Range const& range) {
    auto const bounded_below = range.least > -unbounded;
    auto const bounded_above = range.most < unbounded;
    if (bounded_below && bounded_above) {
        return fmt::format("lie in {}..{}", range.least, range.most);
    }
    return bounded_below ? fmt::format("be at least {}", range.least) : fmt::format("be at most {}", range.most);
}

bool is_not_finite(std::string const& text) {
    auto const lower = lower_case(text);
    auto const word = lower.substr(std::min(lower.find_first_not_of("+-"), lower.size()));
    return word == ".inf" || word == ".nan" || word == "inf" || word == "nan" || word == "infinity";
}

std::optional<bool> parse_bool(std::string const& text) {
    auto const lower = lower_case(text);
    if (lower == "true" || lower == "yes" || lower == "on") {
        return true;
    }
    if (lower == "false" || lower == "no" || lower == "off") {
        return false;
    }
    return std::nullopt;
}

}  // namespace

std::string shown(Node const& node) {
    constexpr std::size_t longest = 40;
    switch (node.kind) {
        case Node::Kind::list: return "a list";
        case Node::Kind::map: return "a map";
        case Node::Kind::null: return "null";
        case Node::Kind::empty: return "nothing";
        case Node::Kind::scalar: break;
    }
    auto const characters = split_characters(node.text);
    std::string text;
    for (std::size_t i = 0; i < std::min(characters.size(), longest); ++i) {
        text += characters[i];
    }
    text += characters.size() > longest ? "…" : "";
    return node.quoted || text.empty() ? fmt::format("\"{}\"", text) : text;
}

void Reader::wrong_type(std::string const& name, Value const& value, std::string const& wanted, std::string help) {
    problem(value.mark, fmt::format("{} must be {}, got {}", name, wanted, shown(value.node)), "", std::move(help));
}

std::optional<double> Reader::number(Key const& key, Value const& value, bool whole) {
    auto const wanted = std::string(whole ? "a whole number" : "a number");
    auto const& node = value.node;
    auto const parsed = node.kind == Node::Kind::scalar ? parse_number<double>(node.text) : std::nullopt;
    if (node.kind == Node::Kind::scalar && !node.quoted && is_not_finite(node.text)) {
        problem(value.mark, fmt::format("`{}` must be a finite number, got {}", key.name, shown(node)));
    } else if (!parsed || node.quoted) {
        wrong_type(quoted(key), value, wanted, parsed ? "remove the quotes" : "");
    } else if (whole && std::floor(*parsed) != *parsed) {
        wrong_type(quoted(key), value, wanted);
    } else if (*parsed < key.range.least || *parsed > key.range.most) {
        problem(value.mark, fmt::format("`{}` must {}, got {}", key.name, range_words(key.range), shown(node)));
    } else {
        return parsed;
    }
    return std::nullopt;
}

void Reader::store(float* target, Key const& key, Value const& value) {
    if (!number(key, value, false)) {
        return;
    }
    if (auto const parsed = parse_number<float>(value.node.text)) {
        *target = *parsed + 0.F;  // -0 becomes 0
    } else {
        problem(value.mark, fmt::format("`{}` is too large for a number, got {}", key.name, shown(value.node)));
    }
}

void Reader::store(double* target, Key const& key, Value const& value) {
    if (auto const parsed = number(key, value, false)) {
        *target = *parsed + 0.0;
    }
}

void Reader::store(int* target, Key const& key, Value const& value) {
    if (auto const parsed = number(key, value, true)) {
        *target = static_cast<int>(*parsed);
    }
}

void Reader::store(std::optional<int>* target, Key const& key, Value const& value) {
    if (auto const parsed = number(key, value, true)) {
        *target = static_cast<int>(*parsed);
    }
}

void Reader::store(std::uint32_t* target, Key const& key, Value const& value) {
    if (auto const parsed = number(key, value, true)) {
        *target = static_cast<std::uint32_t>(*parsed);
    }
}

void Reader::store(bool* target, Key const& key, Value const& value) {
    auto const& node = value.node;
    auto const parsed = node.kind == Node::Kind::scalar && !node.quoted ? parse_bool(node.text) : std::nullopt;
    if (parsed) {
        *target = *parsed;
    } else {
        wrong_type(quoted(key), value, "true or false");
    }
}

std::optional<std::string> Reader::text(Key const& key, Value const& value) {
    if (value.node.kind == Node::Kind::scalar) {
        return value.node.text;
    }
    wrong_type(quoted(key), value, "a text");
    return std::nullopt;
}

void Reader::store(std::string* target, Key const& key, Value const& value) {
    if (auto read = text(key, value)) {
        *target = std::move(*read);
    }
}

void Reader::store(std::filesystem::path* target, Key const& key, Value const& value) {
    auto const name = text(key, value);
    if (!name) {
        return;
    }
    *target = (value.mark.source->folder / std::filesystem::path(*name)).lexically_normal();
    std::error_code error;
    auto const status = std::filesystem::status(*target, error);
    if (name->empty() || !std::filesystem::exists(status)) {
        problem(value.mark, fmt::format("cannot read '{}'", target->generic_string()), "No such file or directory");
    } else if (std::filesystem::is_directory(status)) {
        problem(value.mark, fmt::format("cannot read '{}'", target->generic_string()), "it is a folder");
    }
}

void Reader::store(std::vector<int>* target, Key const& key, Value const& value) {
    if (!is_list(quoted(key), value)) {
        return;
    }
    std::vector<int> numbers;
    for (auto const& item : value.node.items) {
        if (auto const parsed = number(key, value_of(item), true)) {
            numbers.push_back(static_cast<int>(*parsed));
        }
    }
    *target = std::move(numbers);
}

std::optional<model::StyleIndex> Reader::style(std::string const& name, Mark const& mark) {
    return style(name, scenario_, mark);
}

std::optional<model::StyleIndex> Reader::style(std::string const& name, Scenario const& scenario, Mark const& mark) {
    std::vector<std::string> names;
    for (auto const& style : scenario.leadership.styles) {
        names.push_back(style.name);
    }
    auto const found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) {
        return static_cast<model::StyleIndex>(found - names.begin());
    }
    problem(mark, fmt::format("unknown style `{}`", name), unknown_style_why(names), did_you_mean(name, names));
    return std::nullopt;
}

void Reader::store(StyleTarget target, Key const& key, Value const& value) {
    if (value.node.kind != Node::Kind::scalar) {
        wrong_type(quoted(key), value, "the name of a style");
    } else if (auto const index = style(value.node.text, value.mark)) {
        *target.index = *index;
    }
}

void Reader::store(std::vector<std::string>* target, Key const& key, Value const& value) {
    if (!is_list(quoted(key), value)) {
        return;
    }
    std::vector<std::string> names;
    for (auto const& item : value.node.items) {
        if (item.kind != Node::Kind::scalar) {
            wrong_type(quoted(key), value_of(item), "a list of names of styles");
        } else if (knows_arm(item.text, item.mark)) {
            if (std::find(names.begin(), names.end(), item.text) != names.end()) {
                problem(item.mark, fmt::format("`{}` is named twice", item.text),
                        "a style is not compared with itself");
            }
            names.push_back(item.text);
        }
    }
    if (value.node.items.size() == 1) {
        problem(value.mark, fmt::format("`{}` needs at least two styles", key.name), "",
                "write it like `[command, level2]`");
    }
    *target = std::move(names);
}

}  // namespace candor::scenario
