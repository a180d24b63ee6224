#include "overrides.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "text.hpp"

namespace candor::scenario {

namespace {

/// One part of a path: a key, or the index of a list item (`[0]`, or `0` where the value is a list).
struct Step {
    std::string name;
    Mark mark;
    bool bracketed = false;
};

bool is_index(std::string const& name) {
    return !name.empty() && name.size() < 8 &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Reads `timeline[0].week`, which begins at `place`; none, and a problem noted, if it is no path.
std::optional<std::vector<Step>> parse_path(std::string_view path, Mark const& place, Problems& problems) {
    std::vector<Step> steps;
    std::size_t at = 0;
    auto const mark = [&](std::size_t begin, std::size_t size) {
        return Mark{place.source, place.line, place.column + count_characters(path.substr(0, begin)),
                    std::max(count_characters(path.substr(begin, size)), 1)};
    };
    auto const bad = [&](std::string problem) {
        problems.add({mark(at, 1), std::move(problem), "a path looks like `run.weeks` or `timeline[0].week`"});
        return std::nullopt;
    };
    while (true) {
        auto const bracketed = at < path.size() && path[at] == '[' && !steps.empty();
        auto const begin = at + (bracketed ? 1 : 0);
        auto const end = std::min(path.find_first_of(bracketed ? "]" : ".[]", begin), path.size());
        auto const name = std::string(path.substr(begin, end - begin));
        if (bracketed && (end == path.size() || !is_index(name))) {
            return bad("`[` must be followed by a number and `]`");
        }
        if (name.empty() || name.find_first_of(" \t") != std::string::npos) {
            return bad("a name is missing in the path");
        }
        steps.push_back({name, mark(begin, end - begin), bracketed});
        at = end + (bracketed ? 1 : 0);
        if (at >= path.size()) {
            return steps;
        }
        if (path[at] == '.') {
            ++at;
        } else if (path[at] != '[') {
            return bad("`.` or `[` must follow");
        }
    }
}

/// The value that a step leads to; null, and a problem noted, if there is no such item.
Node* follow(Node& node, Step const& step, std::string const& parent, Problems& problems) {
    if (step.bracketed || (node.kind == Node::Kind::list && is_index(step.name))) {
        auto const index = static_cast<std::size_t>(std::stoul(step.name));
        if (node.kind == Node::Kind::list && index < node.items.size()) {
            return &node.items[index];
        }
        auto const why = node.kind != Node::Kind::list ? std::string("it is not a list here")
                         : node.items.empty()          ? std::string("the list is empty")
                                                       : fmt::format("it has 0 to {}", node.items.size() - 1);
        problems.add({step.mark, fmt::format("`{}` has no item {}", parent, step.name), why});
        return nullptr;
    }
    if (node.kind != Node::Kind::map) {
        node = Node{};
        node.kind = Node::Kind::map;
        node.flow = true;
        node.mark = step.mark;
    }
    if (auto* const entry = node.find(step.name)) {
        entry->mark = step.mark;
        return &entry->value;
    }
    node.entries.push_back({step.name, step.mark, Node{}});
    node.entries.back().value.mark = step.mark;
    return &node.entries.back().value;
}

}  // namespace

void set_at_path(Node& root, std::string_view path, Mark const& place, Node value, Problems& problems) {
    auto const steps = parse_path(path, place, problems);
    if (!steps) {
        return;
    }
    if (steps->front().name == "extends") {
        problems.add({steps->front().mark, "`extends` cannot be set", "it belongs in a file"});
        return;
    }
    auto changed = root;
    auto* node = &changed;
    std::string parent = "the scenario";
    for (auto const& step : *steps) {
        node = follow(*node, step, parent, problems);
        if (node == nullptr) {
            return;
        }
        parent = step.name;
    }
    lay_over(*node, std::move(value));
    root = std::move(changed);
}

void apply_override(Node& root, std::string const& argument, int order, Problems& problems) {
    auto source = std::make_shared<Source>();
    source->name = "--set";
    source->lines = {argument};
    source->order = order;
    source->numbered = false;
    auto const equals = argument.find('=');
    auto const whole = Mark{source, 1, 1, std::max(count_characters(argument), 1)};
    if (equals == std::string::npos || equals == 0) {
        problems.add({whole, "not a `path=value`", "", "write it like `environment.turbulence=.2`"});
        return;
    }
    if (first_invalid_byte(argument) || argument.find('\n') != std::string::npos) {
        problems.add({whole, "not one line of UTF-8 text"});
        return;
    }
    auto const path = std::string_view(argument).substr(0, equals);
    auto const blanked = std::string(equals + 1, ' ') + argument.substr(equals + 1);
    Problems own;
    auto value = parse_yaml(blanked, source, own);
    if (!value || !own.empty()) {
        problems.add_all(own);
        return;
    }
    set_at_path(root, path, {source, 1, 1, 1}, std::move(*value), problems);
}

}  // namespace candor::scenario
