#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "../../../engine/scenario/csv.hpp"

using candor::scenario::ScenarioError;
using candor::scenario::csv::backquoted;
using candor::scenario::csv::Table;
using candor::scenario::csv::Text;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Table table(std::string bytes) { return Table(Text("chart.csv", std::move(bytes))); }

/// The header and the rows of a file with these bytes.
Rows rows(std::string bytes) {
    Table const read = table(std::move(bytes));
    Rows out(read.rows() + 1);
    for (std::size_t column = 0; column < read.columns().size(); ++column) {
        out[0].emplace_back(read.columns()[column].text);
        for (std::size_t row = 0; row < read.rows(); ++row) {
            out[row + 1].emplace_back(read.cell(row, column).text);
        }
    }
    return out;
}

std::string error(std::string bytes) {
    try {
        auto const read = table(std::move(bytes));
        return "no error, " + std::to_string(read.rows()) + " rows";
    } catch (ScenarioError const& e) {
        return e.what();
    }
}

}  // namespace

TEST_CASE("a CSV file is read as its cells") {
    Rows const two = {{"id", "boss"}, {"1", ""}, {"2", "1"}};
    CHECK(rows("id,boss\n1,\n2,1\n") == two);
    SECTION("with or without a final line end") { CHECK(rows("id,boss\n1,\n2,1") == two); }
    SECTION("with line ends of Windows and of old Macs") {
        CHECK(rows("id,boss\r\n1,\r\n2,1\r\n") == two);
        CHECK(rows("id,boss\r1,\r2,1\r") == two);
    }
    SECTION("with a byte order mark") { CHECK(rows("\xEF\xBB\xBFid,boss\n1,\n2,1\n") == two); }
    SECTION("with semicolons or tabs") {
        CHECK(rows("id;boss\n1;\n2;1\n") == two);
        CHECK(rows("id\tboss\n1\t\n2\t1\n") == two);
    }
    SECTION("with blank lines") { CHECK(rows("\n  \nid,boss\n\n1,\n \r\n2,1\n\n\n") == two); }
    SECTION("with blanks and no-break spaces around cells") {
        CHECK(rows(" id , boss\n1\xC2\xA0, \n\t2 ,\" 1 \"\n") == two);
    }
    SECTION("with quotes") { CHECK(rows("\"id\",\"boss\"\n1,\"\"\n \"2\" ,\"1\"") == two); }
}

TEST_CASE("quoted cells hold separators and line ends and quotes") {
    CHECK(rows("id,name\n1,\"Smith, \"\"Jo\"\"\"\n2,\"two\r\nlines\"\n3,\"\"\"\"\n") ==
          Rows{{"id", "name"}, {"1", "Smith, \"Jo\""}, {"2", "two\r\nlines"}, {"3", "\""}});
    CHECK(rows("\"id;x\",name\n1,2\n") == Rows{{"id;x", "name"}, {"1", "2"}});  // the separator is outside quotes
    CHECK(rows("id,a;b\n1,2;3\n") == Rows{{"id", "a;b"}, {"1", "2;3"}});        // of equals the comma
}

TEST_CASE("cells know where they stand") {
    Table const read = table("\xEF\xBB\xBFid,name\r\n\r\n1,\"two\r\nlines\"\r\nŁódź,\tx y\r\n");
    auto const location = [&](std::size_t row, std::size_t column) {
        auto const& cell = read.cell(row, column);
        return read.text().location(cell.begin, cell.end);
    };
    CHECK(read.line(read.columns()[0]) == 1);
    CHECK(location(0, 0).line == 3);
    CHECK(location(0, 1).column == 3);
    CHECK(location(0, 1).length == 4);  // to the end of its first line
    CHECK(location(0, 1).text == "1,\"two");
    CHECK(location(1, 0).line == 5);
    CHECK(location(1, 0).column == 1);
    CHECK(location(1, 0).length == 4);
    CHECK(location(1, 1).column == 7);
    CHECK(location(1, 1).length == 3);
    CHECK(location(1, 1).text == "Łódź,\tx y");
    CHECK(read.line(read.cell(1, 1)) == 5);
}

TEST_CASE("a table that moves keeps its cells") {
    Table first = table("a,b\n1,\"\"\"2\"\"\"\n");
    Table const second = std::move(first);
    CHECK(second.columns()[1].text == "b");
    CHECK(second.cell(0, 0).text == "1");
    CHECK(second.cell(0, 1).text == "\"2\"");
}

TEST_CASE("rows that are not as wide as the header are all reported") {
    CHECK(error("id,boss,x\n1,2\n1,2,3\n\nSmith, Jo,1,2\n") == R"(error: this row has 2 cells (the header has 3)
  --> chart.csv:2:1
   |
 2 | 1,2
   | ^^^

error: this row has 4 cells (the header has 3)
  --> chart.csv:5:1
   |
 5 | Smith, Jo,1,2
   | ^^^^^^^^^^^^^
help: put a cell that contains `,` in quotes)");
}

TEST_CASE("quotes that do not match are reported") {
    CHECK(error("id,boss\n1,\"2\n3,4\n") == R"(error: this quote is never closed
  --> chart.csv:2:3
   |
 2 | 1,"2
   |   ^)");
    CHECK(error("id,boss\n1,\"2\"x\n3\"4,5\n") == R"(error: text after the closing quote of a cell
  --> chart.csv:2:6
   |
 2 | 1,"2"x
   |      ^
help: double the quotes inside a cell

error: a quote inside a cell without quotes
  --> chart.csv:3:1
   |
 3 | 3"4,5
   | ^^^
help: put the whole cell in quotes and double the quotes inside)");
}

TEST_CASE("files without rows are reported") {
    auto const* const empty = "error: `chart.csv` is empty (a header and rows are needed)\n  --> chart.csv";
    CHECK(error("") == empty);
    CHECK(error("\xEF\xBB\xBF") == empty);
    CHECK(error("\r\n \n") == empty);
    CHECK(error("id,boss\n\n") == R"(error: there are no rows below the header
  --> chart.csv:1:1
   |
 1 | id,boss
   | ^^^^^^^)");
}

TEST_CASE("files that are no text are refused") {
    auto const not_text = [](std::string const& why) {
        return "error: `chart.csv` is not text in UTF-8 (" + why + ")\n  --> chart.csv\nhelp: save it as CSV in UTF-8";
    };
    CHECK(error("id,boss\nM\xFCller,1\n") == not_text("byte 0xFC in line 2"));
    CHECK(error("id\n\xED\xA0\x80\n") == not_text("byte 0xED in line 2"));
    CHECK(error("id\n1\n2\xC5") == not_text("byte 0xC5 in line 3"));
    CHECK(error(std::string("id\n1\0\n", 6)) == not_text("byte 0x00 in line 2"));
    CHECK(error("id\x1B[31m\n1\n") == not_text("byte 0x1B in line 1"));
    CHECK(error("\xFF\xFEi\n") == not_text("it is in UTF-16"));
    CHECK(error("PK\x03\x04...") ==
          "error: `chart.csv` is not a CSV file (it is a spreadsheet or another zip archive)\n  --> chart.csv\n"
          "help: save it as CSV in UTF-8");
}

TEST_CASE("files that cannot be read are refused") {
    auto const reading = [](std::string const& file) {
        try {
            Text const text{std::filesystem::path(file)};
            return "no error, " + std::to_string(text.bytes().size()) + " bytes";
        } catch (ScenarioError const& e) {
            return std::string(e.what());
        }
    };
    CHECK(reading("no/such.csv") == "error: cannot read `no/such.csv` (No such file or directory)\n  --> no/such.csv");
    CHECK(reading("/") == "error: cannot read `/` (it is a folder)\n  --> /");
}

TEST_CASE("values are shown on one line and cut if long") {
    CHECK(backquoted("12") == "`12`");
    CHECK(backquoted("") == "``");
    CHECK(backquoted("a\nb") == "`a\uFFFDb`");
    CHECK(backquoted(std::string(60, 'x')) == "`" + std::string(60, 'x') + "`");
    std::string long_name;
    for (int i = 0; i < 61; ++i) {
        long_name += "ł";
    }
    CHECK(backquoted(long_name) == "`" + long_name.substr(0, 120) + "...`");
}

TEST_CASE("any bytes give rows or a clear error") {
    std::string const alphabet = "a1,;\t\"\"\n\r \xC3\xA9";
    std::uint32_t state = 1;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes;
        for (int i = 0; i < round % 40; ++i) {
            state = state * 1664525u + 1013904223u;
            bytes += alphabet[(state >> 16) % alphabet.size()];
        }
        std::string const result = error(bytes);
        REQUIRE((result.rfind("error: ", 0) == 0 || result.rfind("no error, ", 0) == 0));
    }
}
