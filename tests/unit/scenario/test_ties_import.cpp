#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "chart_support.hpp"

using candor::model::Chart;
using candor::model::Tie;
using namespace candor::scenario;
using namespace candor::scenario::test;

namespace {

/// a leads b and c; b leads d and e; c leads f.
std::string const small_chart = "id,manager\na,\nb,a\nc,a\nd,b\ne,b\nf,c\n";

struct Ties {
    std::string kept;  ///< `d-f e-f`, or the error
    std::string note;
};

Ties ties(std::string const& bytes, double at_least = 1.0, TiesFile file = {}) {
    Chart const chart = imported(small_chart);
    TemporaryFolder const folder;
    write("messages.csv", bytes);
    file.file = "messages.csv";
    file.at_least = at_least;
    std::vector<std::string> notes;
    Ties out;
    try {
        for (Tie const& tie : import_ties(file, chart, notes)) {
            out.kept += (out.kept.empty() ? "" : " ") + chart.id(tie.one) + "-" + chart.id(tie.other);
        }
        REQUIRE(notes.size() == 1);
        out.note = notes.front();
    } catch (ScenarioError const& e) {
        CHECK(notes.empty());
        out.kept = e.what();
    }
    return out;
}

}  // namespace

TEST_CASE("pairs become ties from a count on") {
    std::string const bytes = "id,other id,messages\nd,f,3\nf,d,2\nd,f,1\nc,e,9\nf,e,5\n";
    CHECK(ties(bytes, 6).kept == "c-e d-f");
    CHECK(ties(bytes, 6).note == "messages.csv: 3 pairs read in 5 rows; 2 ties kept; dropped: 1 below 6 messages");
    CHECK(ties(bytes, 6.5).kept == "c-e");
    CHECK(ties(bytes, 0).kept == "c-e d-f e-f");
    CHECK(ties("from,to\nd,f\nf,d\ne,f\n", 2).kept == "d-f");
    CHECK(ties("from,to\nd,f\nf,d\ne,f\n", 2).note ==
          "messages.csv: 2 pairs read in 3 rows; 1 tie kept; dropped: 1 below 2 rows");
    CHECK(ties("a,b,weight\nd,f,.25\nf,d,2.5e-1\ne,f,.4\n", .5).kept == "d-f");
}

TEST_CASE("pairs that are no ties are dropped and counted") {
    Ties const some = ties(
        "id,target,n\nd,d,9\nb,d,9\na,b,9\nd,e,9\nb,c,9\na,d,9\nd,zoe,9\nyan,zoe,9\nzoe,d,9\nb,f,9\ne,x1,1\ne,x2,1\nc,"
        "d,1\n",
        2);
    CHECK(some.kept == "b-f");
    CHECK(
        some.note ==
        "messages.csv: 12 pairs read in 13 rows; 1 tie kept; dropped: 1 with oneself, 2 with one's manager, 2 within a "
        "unit, 1 with the top, 4 with unknown ids (zoe, yan, x1, ...), 1 below 2 n");
    CHECK(ties("from,to\na,a\n").note == "messages.csv: 1 pair read; 0 ties kept; dropped: 1 with oneself");
}

TEST_CASE("columns of pairs are recognized or named") {
    auto const header = GENERATE(as<std::string>{}, "id,otherid,messages", "From,To,Emails", "source,target,weight",
                                 "sender,receiver,count", "A,B,N", "one,other,strength");
    CAPTURE(header);
    CHECK(ties(header + "\nd,f,7\n", 7).kept == "d-f");
    CHECK(ties("id,from,to,n\n1,d,f,7\n", 7).kept == "d-f");  // `id` is the pair's own

    TiesFile named;
    named.one_column = "von";
    named.other_column = "an";
    named.count_column = "Anzahl";
    CHECK(ties("von;an;anzahl\nd;f;7\n", 7, named).kept == "d-f");
    named.count_column = "Zahl";
    CHECK(ties("von;an;x\nd;f;7\n", 7, named).kept ==
          R"(error: no column `Zahl` for the count (columns: `von`, `an`, `x`)
  --> messages.csv:1:1
   |
 1 | von;an;x
   | ^^^^^^^^)");
    CHECK(ties("from,an,n\nd,f,7\n").kept ==
          R"(error: no column is known to name the other end (columns: `from`, `an`, `n`)
  --> messages.csv:1:1
   |
 1 | from,an,n
   | ^^^^^^^^^
help: name it: `ties: {file: messages.csv, one: ..., other: ...}`)");
}

TEST_CASE("counts that are no numbers from 0 on are all reported") {
    CHECK(ties("from;to;messages\nd;f;many\nd;e;-1\nd;e;1,5\nd;c;\n;f;3\n").kept ==
          R"(error: `messages` is `many` (a count must be a number, at least 0)
  --> messages.csv:2:5
   |
 2 | d;f;many
   |     ^^^^

error: `messages` is `-1` (a count must be a number, at least 0)
  --> messages.csv:3:5
   |
 3 | d;e;-1
   |     ^^

error: `messages` is `1,5` (a count must be a number, at least 0)
  --> messages.csv:4:5
   |
 4 | d;e;1,5
   |     ^^^
help: write `1.5`

error: `messages` is empty (a count must be a number, at least 0)
  --> messages.csv:5:5
   |
 5 | d;c;
   |     ^

error: one end of a pair has no id (every row needs two)
  --> messages.csv:6:1
   |
 6 | ;f;3
   | ^)");
    for (auto const* const wrong : {"nan", "inf", "0x10", "1e999", "1 000", "12a"}) {
        CAPTURE(wrong);
        CHECK(ties(std::string("from,to,n\nd,f,") + wrong + "\n").kept.rfind("error: `n` is `", 0) == 0);
    }
}
