#include <catch2/catch.hpp>

#include "candor/scenario/diagnostic.hpp"

using candor::scenario::closest;
using candor::scenario::Diagnostic;
using candor::scenario::Location;
using candor::scenario::render;

TEST_CASE("a diagnostic shows problem, reason, place, line, caret and help", "[scenario]") {
    Diagnostic const diagnostic{"unknown key `replicatons`", "section `run` knows weeks, replicates, seed",
                                Location{"scenario.yaml", 3, 1, 11, "replicatons: 200"}, "did you mean `replicates`?"};
    CHECK(render(diagnostic) ==
          "error: unknown key `replicatons` (section `run` knows weeks, replicates, seed)\n"
          "  --> scenario.yaml:3:1\n"
          "   |\n"
          " 3 | replicatons: 200\n"
          "   | ^^^^^^^^^^^\n"
          "help: did you mean `replicates`?");
}

TEST_CASE("a diagnostic without line, without place", "[scenario]") {
    CHECK(render({"nothing here", "", {}, ""}) == "error: nothing here");
    CHECK(render({"nothing here", "why", Location{"a.csv"}, ""}) == "error: nothing here (why)\n  --> a.csv");
    CHECK(render({"bad", "", Location{"--set", 0, 5, 1, "run.x=1"}, ""}) ==
          "error: bad\n  --> --set\n   |\n   | run.x=1\n   |     ^");
    CHECK(render({"bad", "", Location{"a.csv", 7, 0, 1, ""}, ""}) == "error: bad\n  --> a.csv");
}

TEST_CASE("carets stand under characters, whatever their width", "[scenario]") {
    auto const shown = render({"bad", "", Location{"a", 1, 4, 2, "\tä信xy"}, ""});
    CHECK(shown == "error: bad\n  --> a:1:4\n   |\n 1 | \tä信xy\n   | \t   ^^");
    auto const behind = render({"bad", "", Location{"a", 1, 3, 1, "ab"}, ""});
    CHECK(behind == "error: bad\n  --> a:1:3\n   |\n 1 | ab\n   |   ^");
}

TEST_CASE("control characters do not reach the terminal", "[scenario]") {
    auto const shown = render({"bad \x1b[31m", "", Location{"a\x07", 1, 1, 1, "x\x1b[2J"}, ""});
    CHECK(shown.find('\x1b') == std::string::npos);
    CHECK(shown.find('\x07') == std::string::npos);
}

TEST_CASE("the closest candidate is found within two edits or a third of the word", "[scenario]") {
    std::vector<std::string> const styles{"command", "transactional", "level2", "distributed"};
    CHECK(closest("comand", styles) == "command");
    CHECK(closest("LEVEL2", styles) == "level2");
    CHECK(closest("transactionell", styles) == "transactional");
    CHECK(closest("trnsctinal", styles) == "transactional");
    CHECK(closest("anarchy", styles).empty());
    CHECK(closest("", styles).empty());
    CHECK(closest("x", {"y"}).empty());
    CHECK(closest("too", {"from", "to"}) == "to");
    CHECK(closest("run", {}).empty());
}
