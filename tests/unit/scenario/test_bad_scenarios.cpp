#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "candor/run/experiment.hpp"
#include "candor/scenario/load.hpp"

namespace fs = std::filesystem;

namespace {

std::string read_text(fs::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// The message a file is refused with before anything runs; empty if it is accepted.
std::string message_of(fs::path const& file) {
    try {
        (void)candor::run::run_of(candor::scenario::load_scenario(file));
        return {};
    } catch (candor::scenario::ScenarioError const& error) {
        return error.what() + std::string("\n");
    }
}

/// Goes to a folder, so that messages name files as they stand there.
class WorkingFolder {
public:
    explicit WorkingFolder(fs::path const& folder) : before_(fs::current_path()) { fs::current_path(folder); }
    ~WorkingFolder() { fs::current_path(before_); }
    WorkingFolder(WorkingFolder const&) = delete;
    WorkingFolder& operator=(WorkingFolder const&) = delete;

private:
    fs::path before_;
};

}  // namespace

TEST_CASE("every bad scenario is refused with the message beside it", "[scenario]") {
    WorkingFolder const folder(fs::path(CANDOR_SOURCE_DIR) / "tests/scenarios/bad");
    std::vector<fs::path> files;
    for (auto const& entry : fs::directory_iterator(".")) {
        if (entry.path().extension() == ".yaml") {
            files.push_back(entry.path().filename());
        }
    }
    std::sort(files.begin(), files.end());
    REQUIRE(files.size() >= 30);
    for (auto const& file : files) {
        CAPTURE(file.string());
        CHECK(message_of(file) == read_text(fs::path(file).replace_extension(".expected")));
    }
}

TEST_CASE("a scenario file that is missing is named with the reason", "[scenario]") {
    CHECK(message_of("nowhere/x.yaml") == "error: cannot read scenario 'nowhere/x.yaml' (No such file or directory)\n");
}

TEST_CASE("the error holds every problem with its place", "[scenario]") {
    try {
        (void)candor::scenario::parse_scenario("run:\n  weeks: ten\nvoices: {}\n", "given.yaml");
        FAIL("accepted");
    } catch (candor::scenario::ScenarioError const& error) {
        REQUIRE(error.diagnostics().size() == 2);
        auto const& first = error.diagnostics()[0];
        CHECK(first.problem == "`weeks` must be a whole number, got ten");
        CHECK(first.location.source == "given.yaml");
        CHECK(first.location.line == 2);
        CHECK(first.location.column == 10);
        CHECK(first.location.length == 3);
        CHECK(first.location.text == "  weeks: ten");
        CHECK(error.diagnostics()[1].help == "did you mean `voice`?");
    }
}
