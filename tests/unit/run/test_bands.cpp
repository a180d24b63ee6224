#include "candor/run/bands.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace candor;

TEST_CASE("quantiles lie linearly between order statistics", "[run][report]") {
    // Type 7 of Hyndman and Fan: R's quantile(c(1, 2, 4, 8)), numpy's quantile.
    std::vector<double> const sorted{1, 2, 4, 8};
    CHECK(run::sorted_quantile(sorted, 0) == 1);
    CHECK(run::sorted_quantile(sorted, .25) == Approx(1.75));
    CHECK(run::sorted_quantile(sorted, .5) == Approx(3));
    CHECK(run::sorted_quantile(sorted, .95) == Approx(7.4));
    CHECK(run::sorted_quantile(sorted, 1) == 8);
    CHECK(run::sorted_quantile({5}, .3) == 5);
}

TEST_CASE("bands leave out what is undefined", "[run][report]") {
    double const nothing = std::nan("");
    run::Band const band = run::band_of({{1, nothing, nothing}, {3, 7, nothing}, {8, 5, nothing}});
    CHECK(band.q50[0] == 3);
    CHECK(band.mean[0] == 4);
    CHECK(band.q25[1] == Approx(5.5));
    CHECK(band.q75[1] == Approx(6.5));
    CHECK(band.q05[1] == Approx(5.1));
    CHECK(band.q95[1] == Approx(6.9));
    CHECK(std::isnan(band.q50[2]));
    CHECK(std::isnan(band.mean[2]));
    CHECK(run::band_of({}).mean.empty());
}
