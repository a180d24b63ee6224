#include <catch2/catch.hpp>

#include "candor/model/observables.hpp"

using namespace candor::model;

namespace {

/// What so many members with these two values in turn add up to.
Tally tally_of(int members, float one, float other) {
    Tally tally;
    for (int i = 0; i < members; ++i) tally.add(Measure::latitude, i % 2 == 0 ? one : other);
    tally.of(Count::members) = members;
    return tally;
}

}  // namespace

TEST_CASE("a standard deviation has the divisor n") {
    Outcome const& latitude = *find_outcome("latitude");
    REQUIRE(deviation(latitude, tally_of(1000, .25F, .75F)) == Approx(.25));
    REQUIRE(deviation(latitude, tally_of(1000, .2F, .2001F)) == Approx(.00005).epsilon(1e-3));
}

TEST_CASE("the standard deviation of equal values is 0, not the rounding of their sum") {
    Outcome const& latitude = *find_outcome("latitude");
    for (int const members : {1, 3, 7, 100, 1001, 10'001}) {
        for (float const value : {0.F, .1F, .2F, .3F, .7F, 1.F}) {
            CAPTURE(members, value);
            REQUIRE(deviation(latitude, tally_of(members, value, value)) == 0);
        }
    }
}
