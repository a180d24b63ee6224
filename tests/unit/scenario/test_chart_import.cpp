#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "chart_support.hpp"

using candor::model::Chart;
using candor::model::Position;
using candor::model::Tie;
using namespace candor::scenario;
using namespace candor::scenario::test;

namespace fs = std::filesystem;

namespace {

std::string chart_error(std::string const& bytes, ReportsTo const& reports_to = {}) {
    try {
        return "no error, " + std::to_string(imported(bytes, reports_to).size()) + " members";
    } catch (ScenarioError const& e) {
        return e.what();
    }
}

}  // namespace

TEST_CASE("reporting lines are imported with the members' own ids") {
    std::string const expected = "7 12<7 5<7 x<5 03<5";
    CHECK(drawn(imported("id,manager\n12,7\n7,\n5,7\nx,5\n03,5\n")) == expected);
    SECTION("with a top that reports to itself") {
        CHECK(drawn(imported("id,manager\n12,7\n7,7\n5,7\nx,5\n03,5\n")) == expected);
    }
    SECTION("with the warts of other programs") {
        CHECK(drawn(imported("\xEF\xBB\xBFID;ReportsToID\r\n 12;7\r\n7;7 \r\n\"5\";7\r\n\r\nx;5\r\n03;5")) == expected);
    }
    SECTION("of one member") {
        CHECK(drawn(imported("id,manager\nonly,\n")) == "only");
        CHECK(drawn(imported("id,manager\nonly,only\n")) == "only");
    }
}

TEST_CASE("the bakery of the test scenarios is imported") {
    Organization organization;
    organization.reports_to = ReportsTo{CANDOR_SOURCE_DIR "/tests/scenarios/charts/bakery.csv", "", ""};
    organization.ties = TiesFile{CANDOR_SOURCE_DIR "/tests/scenarios/charts/bakery_messages.csv", "", "", "", 6.5};
    std::vector<std::string> notes;
    auto const structure = build_structure(organization, 1, notes);
    CHECK(drawn(structure.chart) == "ada ovens<ada shop<ada night<ovens day<ovens till<shop");
    CHECK(structure.ties == std::vector<Tie>{{2, 4}, {3, 5}, {4, 5}});
    CHECK(structure.ties_per_member == 0.0);
    CHECK(notes ==
          std::vector<std::string>{
              "bakery.csv: 6 members read (member: Employee ID, manager: Reports-To); top ada; 2 levels below it",
              "bakery_messages.csv: 10 pairs read in 11 rows; 3 ties kept; dropped: 1 with oneself, 1 with one's "
              "manager, 2 within a unit, 1 with the top, 2 with unknown ids (supplier, bank)"});
}

TEST_CASE("a generated organization draws its ties") {
    Organization organization;
    organization.members = 50;
    organization.ties_per_member = 3.0;
    std::vector<std::string> notes;
    auto const structure = build_structure(organization, 1, notes);
    CHECK(structure.chart.size() == 50);
    CHECK(structure.chart.manager(49) == 6);
    CHECK(structure.ties.empty());
    CHECK(structure.ties_per_member == 3.0);
    CHECK(notes.empty());
}

TEST_CASE("columns are recognized by their usual names") {
    auto const header =
        GENERATE(as<std::string>{}, "ID,ReportsToID", "member,boss", "Member ID,Manager-ID", "EMPLOYEE,leader",
                 "employee_id,reports_to", "person,supervisor", "PersonId,SupervisorId", "name,manager");
    CAPTURE(header);
    CHECK(drawn(imported(header + "\na,\nb,a\n")) == "a b<a");
}

TEST_CASE("columns may be named and stand anywhere") {
    std::string const bytes = "Chef,Name,Personalnummer\n,Ada,1\n1,Bo,2\n2,Cy,3\n";
    ReportsTo german;
    german.member_column = "Personalnummer";
    german.manager_column = "chef";
    CHECK(drawn(imported(bytes, german)) == "1 2<1 3<2");
    // an id goes before a name, and a named column before the usual ones
    CHECK(drawn(imported("name,id,manager\nAda,1,\nBo,2,1\n")) == "1 2<1");
    ReportsTo by_name;
    by_name.member_column = "name";
    CHECK(drawn(imported("name,id,manager\nAda,1,\nBo,2,Ada\n", by_name)) == "Ada Bo<Ada");
}

TEST_CASE("columns that are missing or ambiguous are reported") {
    CHECK(chart_error("id,mangaer\na,\n") == R"(error: no column is known to name the manager (columns: `id`, `mangaer`)
  --> chart.csv:1:1
   |
 1 | id,mangaer
   | ^^^^^^^^^^
help: did you mean `mangaer`? name it: `reports_to: {file: chart.csv, member: ..., manager: mangaer}`)");

    CHECK(chart_error("nummer;chef\n1;\n") ==
          R"(error: no column is known to name the member (columns: `nummer`, `chef`)
  --> chart.csv:1:1
   |
 1 | nummer;chef
   | ^^^^^^^^^^^
help: name it: `reports_to: {file: chart.csv, member: ..., manager: ...}`

error: no column is known to name the manager (columns: `nummer`, `chef`)
  --> chart.csv:1:1
   |
 1 | nummer;chef
   | ^^^^^^^^^^^
help: name it: `reports_to: {file: chart.csv, member: ..., manager: ...}`)");

    CHECK(chart_error("id,boss,Manager\na,,\n") == R"(error: 2 columns could be the manager (`boss`, `Manager`)
  --> chart.csv:1:1
   |
 1 | id,boss,Manager
   | ^^^^^^^^^^^^^^^
help: name it: `reports_to: {file: chart.csv, member: ..., manager: ...}`)");

    CHECK(chart_error("id,id,boss\na,a,\n") == R"(error: 2 columns could be the member (`id`, `id`)
  --> chart.csv:1:1
   |
 1 | id,id,boss
   | ^^^^^^^^^^
help: give each column a name of its own)");

    ReportsTo named;
    named.manager_column = "Chief";
    CHECK(chart_error("id,chef,x\na,,\n", named) ==
          R"(error: no column `Chief` for the manager (columns: `id`, `chef`, `x`)
  --> chart.csv:1:1
   |
 1 | id,chef,x
   | ^^^^^^^^^
help: did you mean `chef`?)");
    named.manager_column = "id";
    CHECK(chart_error("id,chef\na,\n", named) ==
          R"(error: `id` is both the member and the manager (they need a column each)
  --> chart.csv:1:1
   |
 1 | id,chef
   | ^^^^^^^
help: name it: `reports_to: {file: chart.csv, member: ..., manager: ...}`)");

    CHECK(chart_error("1,7\n7,7\n").find("help: the first line must name the columns") != std::string::npos);
}

TEST_CASE("an unknown manager is reported with what may be meant") {
    CHECK(chart_error("id,manager\nAda,\n99,7777\nBo,ada\n7,099\nCy,none\n") ==
          R"(error: `99` reports to an unknown manager `7777` (every manager must have a row of its own)
  --> chart.csv:3:4
   |
 3 | 99,7777
   |    ^^^^
help: add a row for `7777`; the top's has an empty manager

error: `Bo` reports to an unknown manager `ada` (every manager must have a row of its own)
  --> chart.csv:4:4
   |
 4 | Bo,ada
   |    ^^^
help: did you mean `Ada`?

error: `7` reports to an unknown manager `099` (every manager must have a row of its own)
  --> chart.csv:5:3
   |
 5 | 7,099
   |   ^^^
help: did you mean `99`?

error: `Cy` reports to an unknown manager `none` (every manager must have a row of its own)
  --> chart.csv:6:4
   |
 6 | Cy,none
   |    ^^^^
help: leave the cell of the top empty)");
}

TEST_CASE("empty and duplicate ids are reported") {
    CHECK(chart_error("id,manager\na,\n,a\nb,a\na,b\n") == R"(error: a member has no id (every row needs one)
  --> chart.csv:3:1
   |
 3 | ,a
   | ^

error: duplicate id `a` (first in line 2)
  --> chart.csv:5:1
   |
 5 | a,b
   | ^)");
}

TEST_CASE("several tops are reported with their lines") {
    CHECK(chart_error("id,manager\na,\nb,a\nc,c\n") ==
          R"(error: there are 2 tops: `a` in line 2, `c` in line 4 (a top has no manager or itself)
  --> chart.csv:4:1
   |
 4 | c,c
   | ^
help: give all but one a manager)");
    CHECK(chart_error("id,manager\na,\nb,\nc,\nd,\ne,\nf,\n")
              .rfind("error: there are 6 tops: `a` in line 2, `b` in line 3, "
                     "`c` in line 4, `d` in line 5, `e` in line 6, ... (",
                     0) == 0);
}

TEST_CASE("circles are reported with the ids on them") {
    CHECK(
        chart_error("id,manager\ntop,\n9,15\n12,15\n15,17\n17,12\nx,y\ny,x\n") ==
        R"(error: 3 members report to each other in a circle: `12 -> 15 -> 17 -> 12` (all must report to the one top in the end)
  --> chart.csv:4:4
   |
 4 | 12,15
   |    ^^
help: correct one of these managers

error: 2 members report to each other in a circle: `x -> y -> x` (all must report to the one top in the end)
  --> chart.csv:7:3
   |
 7 | x,y
   |   ^
help: correct one of these managers)");
    CHECK(
        chart_error("id,manager\n12,15\n15,12\n3,12\n") ==
        R"(error: there is no top: 2 members report to each other in a circle: `12 -> 15 -> 12` (all must report to the one top in the end)
  --> chart.csv:2:4
   |
 2 | 12,15
   |    ^^
help: leave the manager of the top empty)");
    std::string ring = "id,manager\nt,\n";
    for (int i = 0; i < 30; ++i) {
        ring += std::to_string(i) + "," + std::to_string((i + 1) % 30) + "\n";
    }
    CHECK(chart_error(ring).rfind(
              "error: 30 members report to each other in a circle: `0 -> 1 -> 2 -> 3 -> 4 -> 5 -> 6 -> "
              "7 -> 8 -> 9 -> ... -> 0` (",
              0) == 0);
}

TEST_CASE("at most twenty errors of a file are shown") {
    std::string bytes = "id,manager\ntop,\n";
    for (int i = 0; i < 25; ++i) {
        bytes += "m" + std::to_string(i) + ",q" + std::to_string(i) + "\n";
    }
    std::string const text = chart_error(bytes);
    CHECK(text.find("`m19` reports") != std::string::npos);
    CHECK(text.find("`m20` reports") == std::string::npos);
    std::string const end = "\n\nerror: and 5 more\n  --> chart.csv";
    CHECK(text.substr(text.size() - end.size()) == end);
}

TEST_CASE("random charts in random order come out as a slow builder gives them") {
    std::mt19937 random(5);
    for (int round = 0; round < 60; ++round) {
        auto const members = 1 + random() % 60;
        std::vector<std::pair<std::string, std::string>> rows;  // id, manager
        for (std::size_t i = 0; i < members; ++i) {
            rows.emplace_back("p" + std::to_string(i * 7919 % 1000), i == 0 ? "" : rows[random() % i].first);
        }
        std::shuffle(rows.begin(), rows.end(), random);
        std::string bytes = "id,manager\n";
        for (auto const& [id, manager] : rows) {
            bytes += id + "," + manager + "\n";
        }
        // the reports of everybody in the queue, found by looking through all rows
        std::vector<std::pair<std::string, std::string>> queue;
        std::string leader;
        for (std::size_t next = 0; queue.size() < members; leader = queue[next++].first) {
            std::copy_if(rows.begin(), rows.end(), std::back_inserter(queue),
                         [&](auto const& row) { return row.second == leader; });
        }
        std::string expected = queue.front().first;
        for (std::size_t i = 1; i < members; ++i) {
            expected += " " + queue[i].first + "<" + queue[i].second;
        }
        REQUIRE(drawn(imported(bytes)) == expected);
    }
}

TEST_CASE("a chart is accepted exactly if all report to one top in the end") {
    std::mt19937 random(9);
    int accepted = 0;
    for (int round = 0; round < 3000; ++round) {
        auto const members = 1 + random() % 5;
        std::map<std::string, std::string> manager_of;
        std::string bytes = "id,manager\n";
        bool fine = true;
        int tops = 0;
        for (std::size_t i = 0; i < members; ++i) {
            std::string const id(1, random() % 15 == 0 ? 'a' : static_cast<char>('a' + i));
            std::string const manager =
                random() % 6 == 0 ? "" : std::string(1, static_cast<char>('a' + random() % members));
            tops += manager.empty() || manager == id ? 1 : 0;
            fine = manager_of.emplace(id, manager).second && fine;
            bytes += id + "," + manager + "\n";
        }
        for (auto const& member : manager_of) {
            std::string at = member.first;
            for (std::size_t steps = 0; steps < members && manager_of.count(at) > 0 && !manager_of[at].empty();
                 ++steps) {
                at = manager_of[at];
            }
            fine = fine && manager_of.count(at) > 0 && (manager_of[at].empty() || manager_of[at] == at);
        }
        CAPTURE(bytes);
        std::string const result = chart_error(bytes);
        REQUIRE((result.rfind("no error", 0) == 0) == (fine && tops == 1));
        accepted += fine && tops == 1 ? 1 : 0;
    }
    CHECK(accepted > 300);
    CHECK(accepted < 2700);
}

TEST_CASE("a real company is imported") {
    char const* const shared = std::getenv("CANDOR_SHARED_DATA");
    if (shared == nullptr || !fs::exists(fs::path(shared) / "manufacturing/reports_to.csv")) {
        WARN("skipped: CANDOR_SHARED_DATA does not name a folder with manufacturing/reports_to.csv");
        return;
    }
    Organization organization;
    organization.reports_to = ReportsTo{fs::path(shared) / "manufacturing/reports_to.csv", "", ""};
    organization.ties = TiesFile{fs::path(shared) / "manufacturing/messages.csv", "", "", "", 20};
    std::vector<std::string> notes;
    auto const structure = build_structure(organization, 1, notes);
    Chart const& chart = structure.chart;

    // counted with a few lines of Python from the two files
    CHECK(chart.size() == 154);
    CHECK(chart.id(0) == "86");
    CHECK(chart.depth() == 5);
    std::vector<int> on_level(6);
    int leaders = 0;
    for (Position p = 0; p < chart.size(); ++p) {
        ++on_level[static_cast<std::size_t>(chart.level(p))];
        leaders += chart.leads(p) ? 1 : 0;
        CHECK(chart.find(chart.id(p)) == p);
    }
    CHECK(on_level == std::vector<int>{1, 11, 64, 33, 44, 1});
    CHECK(leaders == 34);
    auto const [first, last] = chart.reports(chart.find("104"));
    CHECK(last - first == 13);
    CHECK(structure.ties.size() == 583);
    CHECK(notes ==
          std::vector<std::string>{
              "reports_to.csv: 154 members read (member: ID, manager: ReportsToID); top 86; 5 levels below it",
              "messages.csv: 3250 pairs read; 583 ties kept; dropped: 97 with one's manager, 239 within a unit, 41 "
              "with the top, 60 with unknown ids (4, 10, 51, ...), 2230 below 20 messages"});
    std::set<std::pair<Position, Position>> different;
    for (Tie const& tie : structure.ties) {
        CHECK(0 < tie.one);
        CHECK(tie.one < tie.other);
        CHECK(chart.manager(tie.one) != chart.manager(tie.other));
        different.emplace(tie.one, tie.other);
    }
    CHECK(different.size() == structure.ties.size());
}
