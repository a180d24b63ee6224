#include <catch2/catch.hpp>

#include "support/company.hpp"
#include "support/invariants.hpp"

// Ten years under extreme parameters.

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

namespace {

/// All styles through ten years, looking at every week.
void live_through(Parameters const& parameters, int weeks = 520) {
    for (StyleIndex const style : {command, transactional, level2, distributed}) {
        CAPTURE(style);
        Company company(generate_chart(60, {1, 7}, 4), {.parameters = parameters, .policy = style});
        for (int week = 1; week <= weeks; ++week) {
            CAPTURE(week);
            check_week(company, company.step());
            if (week % 40 == 0) check_state(company);
        }
    }
}

}  // namespace

TEST_CASE("ten years with the defaults stay in range") { live_through({}); }

TEST_CASE("ten years in a world that stands still stay in range") {
    Parameters parameters;
    parameters.environment.turbulence = 0;
    live_through(parameters);
    parameters.environment.volatility = 0;
    parameters.environment.individuality = 0;
    live_through(parameters, 120);
}

TEST_CASE("ten years in a world that forgets everything stay in range") {
    Parameters parameters;
    parameters.environment.turbulence = 1;
    parameters.environment.volatility = 10;
    parameters.environment.interdependence = 1000;
    live_through(parameters);
}

TEST_CASE("ten years of perfect perception stay in range") {
    Parameters parameters;
    parameters.environment.signal_noise = 0;
    parameters.environment.volatility = 0;
    live_through(parameters);
}

TEST_CASE("ten years of members who forget all or nothing stay in range") {
    Parameters parameters;
    parameters.beliefs.retention = 0;
    live_through(parameters);
    parameters.beliefs.retention = 1;
    live_through(parameters);
}

TEST_CASE("ten years without negativity and with hardly a prior stay in range") {
    Parameters parameters;
    parameters.beliefs.negativity = 0;
    parameters.beliefs.prior_weight = .001F;
    live_through(parameters);
}

TEST_CASE("ten years in a market that takes everybody stay in range") {
    Parameters parameters;
    parameters.turnover.market = 100;
    live_through(parameters);
}

TEST_CASE("ten years without a free hour or with nothing but free hours stay in range") {
    Parameters parameters;
    parameters.time.other_work = 1;
    live_through(parameters, 120);
    parameters.time.other_work = 0;
    parameters.time.hearing = 0;
    parameters.time.direction = 0;
    live_through(parameters, 120);
}

TEST_CASE("ten years of members who change at once stay in range") {
    Parameters parameters;
    parameters.relations = {.contact_growth = 1,
                            .fading = 1,
                            .offer_base = 1,
                            .offer_manager_autonomy = 0,
                            .latitude_up = 1,
                            .latitude_down = 1,
                            .readiness_base = .4F,
                            .readiness_trust = .3F,
                            .autonomy_up = 1,
                            .autonomy_down = 1};
    parameters.learning = {.practice = 1,
                           .role_model = 1,
                           .relapse = 1,
                           .tie_growth = 1,
                           .tie_fading = 0,
                           .tie_strength = 1,
                           .expertise = 1};
    live_through(parameters, 120);
}
