#include "files.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <string_view>
#include <system_error>

#include "candor/core/error.hpp"
#include "stories.hpp"

namespace candor::studio {

namespace {

namespace fs = std::filesystem;

fs::path new_folder() {
    std::string name = (fs::temp_directory_path() / "candor-studio-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw OutputError(fmt::format("cannot make a folder '{}'", name));
    return name;
}

bool lies_below(fs::path const& name) {
    if (name.empty() || name.is_absolute()) return false;
    for (fs::path const& part : name) {
        if (part == ".." || part == "." || part.empty()) return false;
    }
    return true;
}

void require_inside(fs::path const& file, fs::path const& folder) {
    fs::path const name = file.lexically_relative(folder);
    std::error_code unknown;
    if (lies_below(name) && fs::is_regular_file(file, unknown)) return;
    std::string const shown = lies_below(name) ? name.string() : file.string();
    throw scenario::ScenarioError(scenario::Diagnostic{fmt::format("'{}' is not here", shown),
                                                       "a page sees only the files that it was given",
                                                       {},
                                                       "drop that file on the page, too"});
}

}  // namespace

Folder::Folder() : path_(new_folder()) {}

// The first one is whole: what fails here, it takes with it.
Folder::Folder(std::map<std::string, std::string> const& files) : Folder() {
    for (auto const& [name, text] : files) {
        if (!lies_below(name)) throw Error(fmt::format("no file can be called '{}' here", name));
        fs::path const file = path_ / name;
        std::error_code failure;
        fs::create_directories(file.parent_path(), failure);
        std::ofstream stream(file, std::ios::binary);
        stream.write(text.data(), static_cast<std::streamsize>(text.size()));
        if (!stream.flush()) throw OutputError(fmt::format("cannot write '{}'", file.string()));
    }
}

Folder::~Folder() {
    std::error_code failure;
    fs::remove_all(path_, failure);
}

std::map<std::string, std::string> with_story_files(std::map<std::string, std::string> files) {
    for (cli::StoryFile const& file : cli::story_files()) {
        if (!file.path.ends_with(".yaml")) files.try_emplace(std::string(file.path), file.text);
    }
    return files;
}

void require_own_files(scenario::Scenario const& scenario, fs::path const& folder) {
    scenario::Organization const& organization = scenario.organization;
    if (organization.reports_to) require_inside(organization.reports_to->file, folder);
    if (organization.ties) require_inside(organization.ties->file, folder);
    for (scenario::Variant const& variant : scenario.variants) require_own_files(*variant.scenario, folder);
}

}  // namespace candor::studio
