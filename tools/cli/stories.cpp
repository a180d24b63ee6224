#include "stories.hpp"

#include <algorithm>

namespace candor::cli {

namespace {

constexpr std::string_view extension = ".yaml";

}  // namespace

StoryFile const* find_story_file(std::string_view path) {
    auto const files = story_files();
    auto const found =
        std::find_if(files.begin(), files.end(), [&](StoryFile const& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

std::vector<std::string> story_names() {
    std::vector<std::string> names;
    for (StoryFile const& file : story_files()) {
        if (file.path.ends_with(extension))
            names.emplace_back(file.path.substr(0, file.path.size() - extension.size()));
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace candor::cli
