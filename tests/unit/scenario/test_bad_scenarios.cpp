#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "candor/run/experiment.hpp"
#include "candor/run/sweep.hpp"
#include "candor/scenario/load.hpp"

namespace fs = std::filesystem;

namespace {

std::string read_text(fs::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// The message something is refused with before anything runs; empty if it is accepted.
template <class Read>
std::string refusal(Read const& read) {
    try {
        read();
        return {};
    } catch (candor::scenario::ScenarioError const& error) {
        return error.what() + std::string("\n");
    }
}

std::string message_of(fs::path const& file) {
    return refusal([&] { (void)candor::run::run_of(candor::scenario::load_scenario(file)); });
}

std::string message_of_sweep(fs::path const& file) {
    return refusal([&] { (void)candor::run::plan_of(candor::scenario::load_sweep(file), "candor sweep"); });
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

namespace {

/// Every YAML file of a folder under tests/scenarios is refused with the message beside it, and there are so many.
template <class Message>
void check_folder(char const* name, std::size_t least, Message const& message) {
    WorkingFolder const folder(fs::path(CANDOR_SOURCE_DIR) / "tests/scenarios" / name);
    std::vector<fs::path> files;
    for (auto const& entry : fs::directory_iterator(".")) {
        if (entry.path().extension() == ".yaml") {
            files.push_back(entry.path().filename());
        }
    }
    std::sort(files.begin(), files.end());
    REQUIRE(files.size() >= least);
    for (auto const& file : files) {
        CAPTURE(file.string());
        CHECK(message(file) == read_text(fs::path(file).replace_extension(".expected")));
    }
}

}  // namespace

TEST_CASE("every bad scenario is refused with the message beside it", "[scenario]") {
    check_folder("bad", 30, message_of);
}

TEST_CASE("every bad sweep is refused with the message beside it", "[scenario][sweep]") {
    check_folder("bad_sweeps", 80, message_of_sweep);
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
