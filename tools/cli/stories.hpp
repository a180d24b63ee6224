#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace candor::cli {

/// A file that ships with the program: a scenario, or a chart or ties that one names.
struct StoryFile {
    std::string_view path;  ///< relative to the folder of scenarios
    std::string_view text;
};

/// All of them, built into the program (by tools/cmake/WriteStories.cmake).
[[nodiscard]] std::span<StoryFile const> story_files();

/// The file of that path, or nullptr.
[[nodiscard]] StoryFile const* find_story_file(std::string_view path);

/// Names of the stories: the paths of the scenarios without `.yaml`, sorted.
[[nodiscard]] std::vector<std::string> story_names();

}  // namespace candor::cli
