#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "candor/scenario/scenario.hpp"

namespace candor::studio {

/// A folder of one's own that holds some files while it lives, for a scenario to name them.
class Folder {
public:
    /// Names may have folders, as in `company/members.csv`, but none above. Throws Error for others, OutputError where
    /// they cannot be written.
    explicit Folder(std::map<std::string, std::string> const& files);
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder();

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    Folder();

    std::filesystem::path path_;
};

/// The files a scenario may name: those that were given, and those that ship with the stories.
[[nodiscard]] std::map<std::string, std::string> with_story_files(std::map<std::string, std::string> files);

/// Throws ScenarioError if the scenario, or a variant of it, names a file elsewhere.
void require_own_files(scenario::Scenario const& scenario, std::filesystem::path const& folder);

}  // namespace candor::studio
