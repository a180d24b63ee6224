#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reader.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

constexpr char const* like = "like";
constexpr std::size_t most_styles = 1000;

}  // namespace

model::NamedStyle const* built_in(std::string_view name) {
    auto const& styles = model::built_in_styles;
    auto const found =
        std::find_if(styles.begin(), styles.end(), [&](auto const& style) { return style.name == name; });
    return found == styles.end() ? nullptr : &*found;
}

std::string unknown_style_why(std::vector<std::string> const& names) { return "styles are " + listed(names); }

std::vector<model::Style> StyleReader::read() {
    std::vector<model::Style> styles;
    for (auto const& style : model::built_in_styles) {
        styles.push_back({style.name, style.style});
        names_.emplace_back(style.name);
    }
    if (styles_.entries.size() > most_styles) {
        problems_.add({styles_.entries.front().mark, fmt::format("more than {} styles", most_styles)});
        return styles;
    }
    std::vector<Entry const*> own;
    for (auto const& entry : styles_.entries) {
        if (check_name(entry) && built_in(entry.key) == nullptr) {
            own.push_back(&entry);
        }
    }
    std::sort(own.begin(), own.end(), [](auto const* a, auto const* b) { return a->key < b->key; });
    for (auto const* entry : own) {
        names_.push_back(entry->key);
    }
    for (auto const* entry : own) {
        styles.push_back({entry->key, resolve(*entry)});
    }
    return styles;
}

bool StyleReader::check_name(Entry const& entry) {
    auto const kind = entry.value.kind;
    if (kind == Node::Kind::scalar || kind == Node::Kind::list) {
        problems_.add({value_mark(entry), fmt::format("style `{}` must be a map of its elements", entry.key), "",
                       fmt::format("write it like `{}: {{like: level2, inquiry: .9}}`", entry.key)});
        return false;
    }
    if (auto const* known = built_in(entry.key)) {
        // Written out as it is, it may stand: so does the resolved scenario.
        Elements elements;
        Problems ignored;
        read_elements(elements, entry, ignored);
        if (!ignored.empty() || entry.value.find(like) != nullptr || elements != known->style) {
            problems_.add({entry.mark, fmt::format("style `{}` is built in and stays as it is", entry.key), "",
                           fmt::format("give yours a name of its own: `my_{0}: {{like: {0}, …}}`", entry.key)});
        }
        return true;
    }
    if (!is_name(entry.key)) {
        problems_.add({entry.mark, fmt::format("`{}` cannot be the name of a style", entry.key), name_rule});
        return false;
    }
    return true;
}

StyleReader::Elements const& StyleReader::resolve(Entry const& entry) {
    if (auto const known = resolved_.find(entry.key); known != resolved_.end()) {
        return known->second;
    }
    chain_.push_back(entry.key);
    auto elements = base_of(entry);
    chain_.pop_back();
    read_elements(elements, entry, problems_);
    return resolved_[entry.key] = elements;
}

StyleReader::Elements StyleReader::base_of(Entry const& entry) {
    auto const* base = entry.value.find(like);
    if (base == nullptr || base->value.kind == Node::Kind::null) {
        return built_in("command")->style;
    }
    auto const mark = value_mark(*base);
    auto const& name = base->value.text;
    if (base->value.kind != Node::Kind::scalar) {
        problems_.add({mark, "`like` must be the name of a style"});
    } else if (auto const* known = built_in(name)) {
        return known->style;
    } else if (auto const first = std::find(chain_.begin(), chain_.end(), name); first != chain_.end()) {
        std::string path;
        std::for_each(first, chain_.end(), [&](std::string const& link) { path += link + " -> "; });
        problems_.add({mark, fmt::format("style `{}` is like itself", name), path + name});
    } else if (std::find(names_.begin(), names_.end(), name) != names_.end()) {
        return resolve(*styles_.find(name));
    } else {
        problems_.add(
            {mark, fmt::format("unknown style `{}`", name), unknown_style_why(names_), did_you_mean(name, names_)});
    }
    return built_in("command")->style;
}

void read_elements(model::LeadershipStyle& style, Entry const& entry, Problems& problems) {
    Scenario unused;
    Reader(unused, problems).read_map(keys_of(style), entry.value, fmt::format("style `{}`", entry.key), {like});
}

}  // namespace candor::scenario
