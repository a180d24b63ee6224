#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "command_line.hpp"

namespace candor::cli {

/// A scenario for the studio to begin with.
struct StudioScenario {
    std::string name;                          ///< of its file
    std::string text;                          ///< YAML that needs no other
    std::map<std::string, std::string> files;  ///< charts and ties, by the names that it has for them
};

/// Whether the file is a scenario by its name, and not a result.
[[nodiscard]] bool is_scenario_file(std::filesystem::path const& file);

/// Reads and checks a scenario file with all that it names. Throws ScenarioError, OutputError.
[[nodiscard]] StudioScenario scenario_in_file(CommandLine const& line, std::filesystem::path const& file);

/// The scenario of a result; data files are looked for where the command line says. Throws OutputError.
[[nodiscard]] StudioScenario scenario_of_result(CommandLine const& line, std::filesystem::path const& file);

/// Where the studio's page lies: where the command line says, else where it is built, else where it is installed. Throws
/// OutputError if there is none, saying how to get it.
[[nodiscard]] std::filesystem::path studio_page(CommandLine const& line);

/// What a page of the studio is told of the program that made it (tools/web/source/studio/served.ts).
struct Told {
    std::string api{};  ///< where the engine answers, relative to the page; empty: within the page
    StudioScenario const* scenario = nullptr;  ///< none: the page begins as ever
};

/// The page in that file with what it is told. Throws OutputError for what is no page.
[[nodiscard]] std::string studio_html(std::filesystem::path const& page, Told const& told);

}  // namespace candor::cli
