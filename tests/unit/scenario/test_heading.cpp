#include "candor/scenario/heading.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace candor;

namespace {

void check_heading(std::string const& text, std::string const& title, std::string const& question) {
    CAPTURE(text);
    scenario::Heading const heading = scenario::heading_of(text);
    CHECK(heading.title == title);
    CHECK(heading.question == question);
}

}  // namespace

TEST_CASE("what a scenario file says of itself is found however it is written", "[scenario]") {
    check_heading("# About it.\ntitle: T\nquestion: Q?\nrun: {weeks: 3}\n", "T", "Q?");
    check_heading("run: {weeks: 3}\n\"question\": 'Q?'\ntitle: |\n  T\n  U\n", "T\nU\n", "Q?");
    check_heading("{question: Q, leadership: {styles: [a, b]}, \"ti\\u0074le\": T}", "T", "Q");
    check_heading("\xEF\xBB\xBFtitle: T\r\nquestion: Q\r\n", "T", "Q");
    check_heading("variants: {a: {title: no}, b: [title, no]}\ntitle: T\n", "T", "");
    check_heading("other: title\n? [title]\n: no\nquestion: Q\n", "", "Q");
    check_heading("title: ~\nquestion: *unknown\n", "", "");
    for (std::string const text : {"", "[title, no]", "title", "- title: no\n- question: no\n"})
        check_heading(text, "", "");
}

TEST_CASE("a scenario file is read no further than to its heading", "[scenario]") {
    check_heading("title: T\nquestion: Q\nrun: {weeks\n", "T", "Q");
    check_heading("title: T\nrun: {weeks\nquestion: Q\n", "T", "");
}
