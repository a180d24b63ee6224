#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "commands.hpp"
#include "failure.hpp"
#include "report_file.hpp"
#include "result_file.hpp"
#include "studio_page.hpp"
#include "text_file.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

/// The page with that scenario in it, as a file of its own.
fs::path written_page(CommandLine const& line, fs::path const& page) {
    fs::path const file = line.files.front();
    StudioScenario const scenario =
        is_scenario_file(file) ? scenario_in_file(line, file) : scenario_of_result(line, file);
    fs::path const target =
        line.output.empty() ? fs::path("results") / (file.stem().string() + ".studio.html") : fs::path(line.output);
    require_place_for_report(target, {file, page});
    make_folder(target, Messages(line.look.color, line.look.quiet));
    write_text(target, studio_html(page, {.scenario = &scenario}));
    return target;
}

/// Whether there is a desktop to open something on.
bool has_desktop() { return std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr; }

/// Leaves opening it to the desktop; whether that could be started.
bool open_on_desktop(fs::path const& page) {
    std::string program = "xdg-open";
    std::string path = fs::absolute(page).string();
    char* const arguments[] = {program.data(), path.data(), nullptr};
    posix_spawn_file_actions_t silent;
    ::posix_spawn_file_actions_init(&silent);
    ::posix_spawn_file_actions_addopen(&silent, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&silent, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t opener = 0;
    bool const started = ::posix_spawnp(&opener, program.c_str(), &silent, nullptr, arguments, environ) == 0;
    ::posix_spawn_file_actions_destroy(&silent);
    return started;
}

}  // namespace

int open_studio(CommandLine const& line) {
    Terminal const terminal(stdout, line.look.color);
    Messages const messages(line.look.color, line.look.quiet);
    if (line.files.empty() && !line.output.empty())
        throw UsageError("`--output` goes with a scenario (the studio alone is there already)", "leave out --output");
    fs::path page = studio_page(line);
    if (!line.files.empty()) page = written_page(line, page);
    terminal.write(fmt::format("→ {} ← open this\n", page.string()));
    if (line.no_open) return exit_code::ok;
    if (!has_desktop() || !open_on_desktop(page))
        messages.note("there is no desktop to open it on; a browser opens the file");
    return exit_code::ok;
}

}  // namespace candor::cli
