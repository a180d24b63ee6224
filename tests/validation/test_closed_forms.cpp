#include <catch2/catch.hpp>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <vector>

#include "candor/model/rules.hpp"
#include "support/company.hpp"

/// What simulation must come to where the model can be solved with paper and pencil.

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

namespace {

/// Nobody comes, goes or learns to see better.
Parameters steady() {
    Parameters parameters = without_quits();
    parameters.people.expertise_spread = 0;
    parameters.learning.expertise = 0;
    return parameters;
}

std::vector<Position> fronts(Chart const& chart) {
    std::vector<Position> members;
    for (Position p = 0; p < chart.size(); ++p) {
        if (!chart.leads(p)) members.push_back(p);
    }
    return members;
}

/// The stationary covariance S = A S A' + W of a linear recursion.
Eigen::Matrix2d stationary_covariance(Eigen::Matrix2d const& a, Eigen::Matrix2d const& w) {
    Eigen::Matrix4d kronecker;
    for (int i = 0; i < 2; ++i) {
        for (int j = 0; j < 2; ++j) kronecker.block<2, 2>(2 * i, 2 * j) = a(i, j) * a;
    }
    Eigen::Vector4d const right = Eigen::Map<Eigen::Vector4d const>(w.data());
    Eigen::Vector4d const solved = (Eigen::Matrix4d::Identity() - kronecker).partialPivLu().solve(right);
    return Eigen::Map<Eigen::Matrix2d const>(solved.data());
}

}  // namespace

// --- (a) The estimate ---

TEST_CASE("the error of estimates has the variance of the Lyapunov equation", "[validation]") {
    struct World {
        float turbulence, individuality, noise;
    };
    for (World const& world : {World{.05F, .6F, .5F}, World{.3F, 1.F, .25F}, World{.1F, .5F, 1.5F}}) {
        Parameters parameters = steady();
        parameters.environment.volatility = 0;  // leaders' conditions stay 0, so that only one's own is left
        parameters.environment.turbulence = world.turbulence;
        parameters.environment.individuality = world.individuality;
        parameters.environment.signal_noise = world.noise;
        Company company(tree(1 + 16 + 256 + 4096, 16), {.parameters = parameters, .ties_per_member = 0});

        double const phi = 1 - static_cast<double>(world.turbulence);
        double const drift = (1 - phi * phi) * std::pow(static_cast<double>(world.individuality), 2);
        double const sd = static_cast<double>(world.noise);
        double const gain = 2 * drift / (drift + std::sqrt(drift * drift + 4 * drift * sd * sd));
        Eigen::Matrix2d recursion;  // of condition and estimate
        recursion << phi, 0, gain * phi, 1 - gain;
        Eigen::Matrix2d shocks;
        shocks << drift, gain * drift, gain * drift, gain * gain * (drift + sd * sd);
        Eigen::Matrix2d const covariance = stationary_covariance(recursion, shocks);
        double const expected = covariance(0, 0) - 2 * covariance(0, 1) + covariance(1, 1);
        REQUIRE(covariance(0, 0) == Approx(std::pow(static_cast<double>(world.individuality), 2)).epsilon(1e-4));

        // Members are independent of each other; weeks that lie far enough apart nearly so: what is left of both
        // condition and error after that many weeks is below 2 percent.
        double const memory = std::max(phi, 1 - gain);
        int const apart = 1 + static_cast<int>(std::log(.02) / std::log(memory));
        company.step(2 * apart);
        Sample errors;
        Sample with_condition;
        double surprise = 0;
        int const looks = 12;
        for (int look = 0; look < looks; ++look) {
            WeekTally const& tally = company.step(apart);
            surprise += tally.surprise_front / tally.fronts / looks;
            for (Position const p : fronts(company.chart())) {
                auto const condition = static_cast<double>(company.of(&Members::condition, p));
                errors.add(static_cast<double>(company.of(&Members::estimate, p)) - condition);
                with_condition.add(condition * static_cast<double>(company.of(&Members::estimate, p)));
            }
        }
        CAPTURE(world.turbulence, world.noise, apart);
        REQUIRE(std::abs(errors.mean()) < few_errors * errors.error_of_mean());
        REQUIRE(std::abs(errors.variance() - expected) < few_errors * errors.error_of_variance());
        REQUIRE(std::abs(with_condition.mean() - covariance(0, 1)) < few_errors * with_condition.error_of_mean());
        // Errors are normal: their mean size is sqrt(2/pi) of their standard deviation, with variance (1 - 2/pi).
        double const pi = std::acos(-1.);
        double const size_error = std::sqrt(expected * (1 - 2 / pi) / errors.size());
        REQUIRE(std::abs(surprise - std::sqrt(2 / pi * expected)) < few_errors * size_error);
    }
}

// --- (b) Loss and the best autonomy ---

namespace {

constexpr float small_sigma = .02F;  // so small that fit is 1 - loss but for half the loss squared
constexpr int span = 7;

/// A world in which autonomy and mutual adjustment are held, directives are 0 and estimates right.
Parameters held(float autonomy, float interdependence, float trust_team) {
    Parameters parameters = steady();
    parameters.environment.volatility = 0;
    parameters.environment.individuality = small_sigma;
    parameters.environment.signal_noise = 0;
    parameters.environment.turbulence = 1;  // every week is a new draw
    parameters.environment.interdependence = interdependence;
    parameters.voice.base = -100;  // welcomed voices would move directives
    parameters.people.autonomy = autonomy;
    parameters.relations.autonomy_up = 0;
    parameters.relations.autonomy_down = 0;
    parameters.evidence.trust_team = {0, 0,
                                      0};  // trust in the team stays the propensity, which is nearly the same for all
    parameters.people.propensity = {1e6F * trust_team, 1e6F * (1 - trust_team)};
    return parameters;
}

struct Loss {
    double mean;
    double error;
};

/// Mean loss of members without reports, as 1 - fit, by unit: leaders, who have none, are left out.
Loss simulated_loss(Parameters const& parameters, int weeks) {
    Company company(tree(1 + 7 + 49 + 343 + 2401, span),
                    {.parameters = parameters, .ties_per_member = 0, .by_unit = true});
    Sample losses;
    for (int week = 0; week < weeks; ++week) {
        company.step();
        double fits = 0;
        double members = 0;
        for (Position leader = 0; leader < company.size(); ++leader) {
            if (company.chart().height(leader) != 1) continue;
            Tally const& unit = company.stepper.units()[company.led(leader)];
            fits += unit.sum_of(Measure::fit);
            members += unit.of(Count::members);
        }
        losses.add(1 - fits / members);
    }
    return {losses.mean(), losses.error_of_mean()};
}

double loss_of(double autonomy, double kappa) {
    double const sigma = static_cast<double>(small_sigma);
    return sigma * sigma * ((1 - autonomy) * (1 - autonomy) + kappa * autonomy * autonomy);
}

double kappa_of(float interdependence, float trust_team) {
    return static_cast<double>(interdependence) * (1 - .5 * static_cast<double>(trust_team)) * (1 - 1. / span);
}

}  // namespace

TEST_CASE("loss is that of step 3's formula, and autonomy is best at 1/(1+kappa)", "[validation]") {
    struct World {
        float interdependence, trust_team;
    };
    for (World const& world : {World{.5F, .5F}, World{10, .3F}}) {
        double const kappa = kappa_of(world.interdependence, world.trust_team);
        int const steps = 20;
        std::vector<double> losses;
        for (int step = 0; step <= steps; ++step) {
            double const autonomy = static_cast<double>(step) / steps;
            Loss const loss =
                simulated_loss(held(static_cast<float>(autonomy), world.interdependence, world.trust_team), 40);
            double const expected = loss_of(autonomy, kappa);
            CAPTURE(world.interdependence, autonomy, expected, loss.mean, loss.error);
            // exp(-x) lies between 1-x and 1-x+x^2/2, and the loss x, a quadratic form of normals, has
            // E x^2 <= 3 (E x)^2. A fit near 1 is a float: off by 2^-24 at most. Trust in the team varies by .0005, but
            // evenly, and loss is linear in it.
            double const bound = 1.5 * expected * expected + 0x1p-24;
            REQUIRE(std::abs(loss.mean - expected) < few_errors * loss.error + bound);
            losses.push_back(loss.mean);
        }
        auto const best = std::min_element(losses.begin(), losses.end()) - losses.begin();
        REQUIRE(std::abs(static_cast<double>(best) / steps - 1 / (1 + kappa)) <= .5 / steps + 1e-9);
    }
}

// --- (c) Turnover ---

TEST_CASE("turnover and vacancies are those of a known hazard", "[validation]") {
    Parameters parameters;
    parameters.turnover.sensitivity = 0;
    parameters.turnover.market = 10;
    double const hazard = .03;
    Company company(tree(2801, 7), {.parameters = parameters, .policy = level2});
    company.step(150);
    double at_risk = 0;
    double quits = 0;
    double vacant = 0;
    double positions = 0;
    int const weeks = 400;
    for (int week = 0; week < weeks; ++week) {
        Tally const total = company.step().total();
        at_risk += total.of(Count::members);
        quits += total.of(Count::quits);
        vacant += total.of(Count::vacant);
        positions += total.of(Count::positions);
    }
    REQUIRE(std::abs(quits - at_risk * hazard) < few_errors * std::sqrt(at_risk * hazard * (1 - hazard)));
    // Each position goes to and fro between being filled, for a geometric time, and six weeks of vacancy.
    double const filled = 1 / hazard;
    double const variance_of_filled = (1 - hazard) / (hazard * hazard);
    double const cycle = filled + 6;
    double const vacancy = 6 * hazard / (1 + 6 * hazard);
    double const error = std::sqrt(36 * variance_of_filled / std::pow(cycle, 3) / positions);
    REQUIRE(std::abs(vacant / positions - vacancy) < few_errors * error);
}

TEST_CASE("who wants more than it has leaves by the hazard of the difference", "[validation]") {
    Parameters parameters;  // satisfaction is the constant 0 and aspiration does not move
    parameters.satisfaction = {0, 0, 0, 0};
    parameters.turnover.aspiration_adapts = 0;
    parameters.turnover.aspiration_compares = 0;
    parameters.people.aspiration = .4F;
    Company company(tree(2801, 7), {.parameters = parameters});
    double const hazard = .003 * std::exp(5 * .4);
    double at_risk = 0;
    double quits = 0;
    for (int week = 0; week < 200; ++week) {
        Tally const total = company.step().total();
        at_risk += total.of(Count::members);
        quits += total.of(Count::quits);
    }
    REQUIRE(std::abs(quits - at_risk * hazard) < few_errors * std::sqrt(at_risk * hazard * (1 - hazard)));
}

// --- (d) Finite hours ---

namespace {

/// Voices of a year under command, and how many of them the hours of their leaders let one expect to be heard.
struct Voices {
    double spoken = 0, heard = 0, expected = 0, variance = 0;
    int short_of_hours = 0;  ///< units that heard some of their voices but, by their hours, not all
};

Voices voices_under_command(int reports) {
    Parameters parameters = steady();
    parameters.voice.base = 1;  // somewhat more to hear
    Company company(tree(1 + reports + reports * reports, reports), {.parameters = parameters, .by_unit = true});
    Voices voices;
    double const monitoring = static_cast<double>(built_in_styles[command].style.monitoring);
    for (int week = 0; week < 52; ++week) {
        std::vector<double> dependence(at(company.size()));
        for (Position p = 1; p < company.size(); ++p) {
            dependence[at(company.chart().manager(p))] += 1 - static_cast<double>(company.of(&Members::autonomy, p));
        }
        company.step();
        for (Position leader = 0; leader < company.size(); ++leader) {
            if (!company.chart().leads(leader)) continue;
            Tally const& unit = company.stepper.units()[company.led(leader)];
            double const left = std::max(0., 40 * .7 - dependence[at(leader)] - .8 * monitoring * reports);
            double const spoken = unit.of(Count::spoken);
            if (spoken == 0) continue;
            double const chance = std::min(1., left / spoken);
            voices.spoken += spoken;
            voices.heard += unit.of(Count::heard);
            voices.expected += spoken * chance;
            voices.variance += spoken * chance * (1 - chance);
            voices.short_of_hours += chance > 0 && chance < 1 ? 1 : 0;
        }
    }
    return voices;
}

}  // namespace

TEST_CASE("under command a leader of thirty hears nobody and one of four hears all", "[validation]") {
    Voices const many = voices_under_command(30);
    REQUIRE(many.spoken > 1000);
    REQUIRE(many.heard == 0);
    Voices const few = voices_under_command(4);
    REQUIRE(few.spoken > 100);
    REQUIRE(few.heard == few.spoken);
}

TEST_CASE("voices are heard as often as the leader's hours allow", "[validation]") {
    for (int const reports : {15, 16, 17}) {
        Voices const voices = voices_under_command(reports);
        CAPTURE(reports);
        REQUIRE(voices.short_of_hours > 100);
        REQUIRE(voices.heard < voices.spoken);
        REQUIRE(std::abs(voices.heard - voices.expected) < few_errors * std::sqrt(voices.variance));
    }
}

// --- (e) Voices climb one level a week ---

namespace {

/// Everybody has an issue every week, says so, is heard and welcomed.
Setup open_ears() {
    LeadershipStyle style = built_in_styles[command].style;
    style.receptiveness = 1;
    style.monitoring = 0;
    Parameters parameters = steady();
    parameters.voice.base = 100;
    parameters.voice.issue_threshold = 0;
    parameters.time.direction = 0;
    Setup setup{.parameters = parameters, .policy = own_style, .leadership = leadership({style}), .ties_per_member = 0};
    setup.leadership.habit = own_style;
    return setup;
}

/// The first week at whose end this member's estimate is not the same in both; 0 if there is none.
std::vector<int> first_weeks_of_difference(Company& shocked, Company& twin, int weeks) {
    std::vector<int> first(at(twin.size()), 0);
    for (int week = 1; week <= weeks; ++week) {
        shocked.step();
        twin.step();
        for (Position p = 0; p < twin.size(); ++p) {
            bool const differs = shocked.of(&Members::estimate, p) != twin.of(&Members::estimate, p);
            if (differs && first[at(p)] == 0) first[at(p)] = week;
        }
    }
    return first;
}

}  // namespace

TEST_CASE("what only the last of a chain can see climbs one level a week to the top", "[validation]") {
    int const depth = 9;
    Company shocked(chain(depth + 1), open_ears());
    Company twin(chain(depth + 1), open_ears());
    shocked.of(&Members::condition, depth) += 5;
    std::vector<int> const first = first_weeks_of_difference(shocked, twin, depth + 2);
    REQUIRE(first[at(depth)] == 1);
    for (int levels = 1; levels <= depth; ++levels) {
        CAPTURE(levels);
        REQUIRE(first[at(depth - levels)] == levels);
    }
}

TEST_CASE("what only one front can see climbs its own line one level a week and comes down as directives",
          "[validation]") {
    Company shocked(tree(1 + 3 + 9 + 27 + 81, 3), open_ears());
    Company twin(tree(1 + 3 + 9 + 27 + 81, 3), open_ears());
    Position const front = twin.size() - 1;
    int const depth = twin.chart().level(front);
    REQUIRE(depth == 4);
    shocked.of(&Members::condition, front) += 5;
    std::vector<int> const first = first_weeks_of_difference(shocked, twin, depth + 1);
    Position above = front;
    for (int levels = 1; levels <= depth; ++levels) {
        above = twin.chart().manager(above);
        REQUIRE(first[at(above)] == levels);
    }
    for (Position p = 0; p < twin.size(); ++p) {
        if (!twin.chart().is_below(front, p)) REQUIRE(first[at(p)] == 0);  // estimates of others know nothing of it
    }
}

TEST_CASE("voices that are not welcomed climb nowhere", "[validation]") {
    Setup setup = open_ears();
    setup.leadership.styles[at(own_style)].elements.receptiveness = 0;
    Company shocked(chain(6), setup);
    Company twin(chain(6), setup);
    shocked.of(&Members::condition, 5) += 5;
    std::vector<int> const first = first_weeks_of_difference(shocked, twin, 20);
    REQUIRE(first == std::vector<int>{0, 0, 0, 0, 0, 1});
}
