#include "written.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "candor/core/error.hpp"
#include "candor/scenario/standalone.hpp"
#include "stories.hpp"

namespace candor::studio {

namespace {

constexpr char const* name_of_changes = "changes";

bool is_key(std::string const& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

/// A scenario file of the changes alone, in block style, each section in flow style: JSON is YAML.
std::string changes_text(Source const& source) {
    std::string text = fmt::format("extends: {}\n", Json(source.name).dump());
    for (auto const& [key, value] : source.changes.items()) {
        if (!is_key(key)) throw Error(fmt::format("no section is called '{}'", key));
        text += fmt::format("{}: {}\n", key, value.dump());
    }
    return text;
}

}  // namespace

std::string written(Source const& source) {
    // As it is, so that all its problems are found, by the one who reads scenarios.
    if (source.changes.empty() && !scenario::extends_another(source.base)) return source.base;
    bool asked_for_base = false;
    auto const read = [&](std::string const& name) {
        if (!asked_for_base && name == source.name) {
            asked_for_base = true;  // it may extend another of its own name
            return source.base;
        }
        auto const file = source.files.find(name);
        if (file != source.files.end()) return file->second;
        cli::StoryFile const* const story = cli::find_story_file(name);
        if (story == nullptr) throw Error(fmt::format("'{}' is extended but not here", name));
        return std::string(story->text);
    };
    if (!source.changes.empty()) return scenario::standalone_text(changes_text(source), name_of_changes, read);
    asked_for_base = true;
    return scenario::standalone_text(source.base, source.name, read);
}

}  // namespace candor::studio
