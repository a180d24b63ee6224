#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "candor/scenario/describe.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "candor/scenario/standalone.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "stories.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

/// A file to be made.
struct NewFile {
    fs::path path;
    std::string text;
};

[[noreturn]] void cannot_write(fs::path const& path, std::string const& why) {
    throw OutputError(fmt::format("cannot write '{}' ({})", path.string(), why));
}

/// The text of a story's file by the name another one has for it. Throws Error: stories only name what ships.
std::string story_text(std::string const& path) {
    StoryFile const* const file = find_story_file(path);
    if (file == nullptr) throw Error(fmt::format("the stories do not hold '{}'", path));
    return std::string(file->text);
}

StoryFile const& story_named(std::string const& name) {
    std::string const path = name.ends_with(".yaml") ? name : name + ".yaml";
    if (StoryFile const* const file = find_story_file(path)) return *file;
    std::string const meant = scenario::did_you_mean(name, story_names());
    throw UsageError(fmt::format("no story is called `{}` (there are {})", name, listed(story_names())),
                     meant.empty() ? "`candor init FILE.yaml` writes one without a story" : meant);
}

/// A story and the data it names, as files at and beside `target`.
std::vector<NewFile> files_of_story(StoryFile const& story, fs::path const& target) {
    fs::path const folder = fs::path(story.path).parent_path();
    auto const read = [&](std::string const& name) { return story_text((folder / name).lexically_normal().string()); };
    std::string text = scenario::standalone_text(std::string(story.text), std::string(story.path), read);
    std::vector<NewFile> files;
    for (auto const& [key, data] : scenario::data_files_of(text, std::string(story.path)))
        files.push_back({target.parent_path() / data, read(data)});
    files.insert(files.begin(), {target, std::move(text)});
    return files;
}

/// Makes a file that is not there yet.
void make(NewFile const& file) {
    std::error_code failure;
    if (!file.path.parent_path().empty()) fs::create_directories(file.path.parent_path(), failure);
    std::FILE* const stream = std::fopen(file.path.c_str(), "wbx");
    if (stream == nullptr) cannot_write(file.path, std::strerror(errno));
    bool const whole = std::fwrite(file.text.data(), 1, file.text.size(), stream) == file.text.size();
    if (std::fclose(stream) != 0 || !whole) cannot_write(file.path, std::strerror(errno));
}

}  // namespace

int init_scenario(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    StoryFile const* const story = line.story.empty() ? nullptr : &story_named(line.story);
    std::string const given = line.files.empty() ? "" : line.files.front();
    std::string const usual =
        story == nullptr ? "scenario.yaml" : fs::path(std::string(story->path)).filename().string();
    fs::path const target = given.empty() ? usual : given;
    std::vector<NewFile> const files =
        story == nullptr ? std::vector<NewFile>{{target, scenario::baseline_yaml()}} : files_of_story(*story, target);
    for (NewFile const& file : files) {
        std::error_code unknown;
        if (fs::exists(fs::symlink_status(file.path, unknown)))
            cannot_write(file.path, "it is there already, and nothing is overwritten");
    }
    for (NewFile const& file : files) {
        make(file);
        terminal.write(fmt::format("made '{}'\n", printable(file.path.string())));
    }
    terminal.write(fmt::format("next: candor compare {}\n", printable(target.string())));
    return exit_code::ok;
}

}  // namespace candor::cli
