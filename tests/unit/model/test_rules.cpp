#include "candor/model/rules.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "candor/model/style.hpp"

using namespace candor::model;

namespace {

/// Half a unit in the last place of a float near 1: the relative error of one rounded operation.
constexpr double rounding = 0x1p-24;

std::vector<float> grid(float first, float last, int steps) {
    std::vector<float> points;
    for (int i = 0; i <= steps; ++i) {
        points.push_back(first + (last - first) * static_cast<float>(i) / static_cast<float>(steps));
    }
    return points;
}

double near_to(double value, double relative) { return std::max(1e-30, std::abs(value) * relative); }

}  // namespace

// --- Beliefs ---

TEST_CASE("a belief without evidence is its prior") {
    Beliefs const beliefs;
    for (float const prior : grid(0, 1, 16)) REQUIRE(rules::belief<float>(0, 0, prior, beliefs) == prior);
}

TEST_CASE("a belief is (r + n0 prior)/(r + s + n0)") {
    Beliefs beliefs;
    REQUIRE(rules::belief<float>(3, 1, .5F, beliefs) == 4.F / 6.F);
    REQUIRE(rules::belief<float>(0, 6, 1.F, beliefs) == .25F);
    beliefs.prior_weight = 4;
    REQUIRE(rules::belief<float>(3, 1, .25F, beliefs) == .5F);
}

TEST_CASE("a week keeps part of the evidence and adds the new") {
    Beliefs beliefs;
    beliefs.retention = .75F;
    REQUIRE(rules::remember(8.F, 1.F, beliefs) == 7);
    beliefs.retention = 0;
    REQUIRE(rules::remember(8.F, 1.F, beliefs) == 1);
}

TEST_CASE("fractional evidence leads to the stationary belief of the closed form") {
    Beliefs const beliefs;
    double const lambda = static_cast<double>(beliefs.retention);
    double const n0 = static_cast<double>(beliefs.prior_weight);
    double const nu = static_cast<double>(beliefs.negativity);
    for (float const y : grid(0, 1, 10)) {
        for (float const prior : {.1F, .5F, .9F}) {
            float for_it = 0;
            float against = 0;
            for (int week = 0; week < 2000; ++week) {  // .97^2000 is 3e-27
                for_it = rules::remember(for_it, y, beliefs);
                against = rules::remember(against, beliefs.negativity * (1.F - y), beliefs);
            }
            auto const share = static_cast<double>(y);
            double const expected = (share / (1 - lambda) + n0 * static_cast<double>(prior)) /
                                    ((share + nu * (1 - share)) / (1 - lambda) + n0);
            // Two roundings a week, of which a fixed point keeps 1/(1-lambda), for each of two sums.
            double const bound = 4 * rounding / (1 - lambda);
            CAPTURE(y, prior);
            REQUIRE(std::abs(static_cast<double>(rules::belief<float>(for_it, against, prior, beliefs)) - expected) <
                    bound);
        }
    }
}

TEST_CASE("without forgetting, nu T/(1-T) positives undo one negative") {
    Beliefs beliefs;
    beliefs.retention = 1;
    for (float const for_it : {0.F, 1.F, 5.F, 40.F}) {
        for (float const against : {0.F, 2.F, 7.F}) {
            float const trust = rules::belief<float>(for_it, against, .6F, beliefs);
            float const hurt = rules::remember(against, beliefs.negativity, beliefs);
            REQUIRE(rules::belief<float>(for_it, hurt, .6F, beliefs) < trust);
            float const positives = beliefs.negativity * trust / (1 - trust);
            float const healed = rules::belief<float>(rules::remember(for_it, positives, beliefs), hurt, .6F, beliefs);
            REQUIRE(static_cast<double>(healed) == Approx(static_cast<double>(trust)).epsilon(16 * rounding));
        }
    }
}

// --- 1 Environment, 2 Perceive ---

TEST_CASE("a condition keeps phi of itself and takes the scaled shock") {
    REQUIRE(rules::condition(2.F, .25F, .5F, -1.F) == 1.F);
    REQUIRE(rules::condition(2.F, 0.F, 0.F, 3.F) == 2.F);
    REQUIRE(rules::condition(2.F, 1.F, .5F, 3.F) == 1.5F);
}

TEST_CASE("the gain is the fixed point of the Riccati recursion of a random walk") {
    for (float const drift : {1e-6F, 1e-3F, .024375F, .1F, 1.F, 50.F}) {
        for (float const noise : {.01F, .25F, .5F, 1.F, 4.F, 30.F}) {
            auto const q = static_cast<double>(drift);
            double const r = static_cast<double>(noise) * static_cast<double>(noise);
            double variance = r;
            double gain = 0;
            for (int week = 0; week < 2'000'000; ++week) {
                double const before = gain;
                gain = (variance + q) / (variance + q + r);
                variance = (1 - gain) * (variance + q);
                if (std::abs(gain - before) < 1e-16 * gain) break;
            }
            CAPTURE(drift, noise);
            // Seven rounded operations, and the recursion stops within about sqrt(r/q) steps of 1e-16.
            REQUIRE(static_cast<double>(rules::gain(drift, noise)) == Approx(gain).epsilon(8 * rounding));
        }
    }
}

TEST_CASE("who knows that nothing changes learns nothing, and who sees without noise follows at once") {
    for (float const noise : {0.F, .5F, 10.F}) REQUIRE(rules::gain(0.F, noise) == 0);
    for (float const drift : {1e-6F, .1F, 3.F}) REQUIRE(rules::gain(drift, 0.F) == 1);
}

TEST_CASE("expertise divides the noise of perception") {
    REQUIRE(rules::perception_noise(.5F, 2.F) == .25F);
    REQUIRE(rules::perception_noise(1.5F, .5F) == 3.F);
}

TEST_CASE("an estimate moves by the gain to what is seen") {
    REQUIRE(rules::perceive(1.F, 3.F, .25F, .5F, 4.F) == 2.F);
    REQUIRE(rules::perceive(1.F, 3.F, 0.F, .5F, 4.F) == 1.F);
    REQUIRE(rules::perceive(1.F, 3.F, 1.F, 0.F, 4.F) == 3.F);
}

// --- 3 Act ---

TEST_CASE("a member without autonomy does what it is directed to, exactly") {
    for (float const directive : grid(-3, 3, 7)) {
        for (float const estimate : grid(-2, 2, 5)) REQUIRE(rules::act(directive, estimate, 0.F) == directive);
    }
}

TEST_CASE("autonomy moves the action from directive to estimate") {
    REQUIRE(rules::act(1.F, 3.F, .25F) == 1.5F);
    REQUIRE(rules::act(1.F, 3.F, 1.F) == 3.F);
}

TEST_CASE("the responsible individual's decision is blended with the manager's action") {
    REQUIRE(rules::directive(2.F, -2.F, 0.F) == 2.F);
    REQUIRE(rules::directive(2.F, -2.F, 1.F) == -2.F);
    REQUIRE(rules::directive(2.F, -2.F, .25F) == 1.F);
}

TEST_CASE("advice comes with .8 (.5 + .5 trust in the team)") {
    Decision const decision;
    REQUIRE(static_cast<double>(rules::advice_probability<float>(0, decision)) == Approx(.4));
    REQUIRE(static_cast<double>(rules::advice_probability<float>(.5F, decision)) == Approx(.6));
    REQUIRE(static_cast<double>(rules::advice_probability<float>(1, decision)) == Approx(.8));
}

TEST_CASE("mutual adjustment is half trust in the team and half strength of ties") {
    Decision decision;
    REQUIRE(rules::adjustment(.5F, .25F, decision) == .375F);
    REQUIRE(rules::adjustment(1.F, 1.F, decision) == 1);
    decision.adjustment_ties = 0;
    REQUIRE(rules::adjustment(.5F, .25F, decision) == .25F);
}

TEST_CASE("loss is the miss squared and what it costs to differ from the unit") {
    REQUIRE(rules::loss(1.5F, .5F, .5F, .75F, 4.F) == 2.F);
    REQUIRE(rules::loss(1.5F, .5F, -.5F, .75F, 0.F) == 1.F);    // nobody depends on anybody
    REQUIRE(rules::loss(1.5F, .5F, -.5F, 1.F, 4.F) == 1.F);     // fully adjusted
    REQUIRE(rules::loss(1.5F, .5F, 1.5F, .25F, 100.F) == 1.F);  // as the unit does
}

TEST_CASE("fit is exp(-loss)") {
    REQUIRE(rules::fit(0.F) == 1);
    for (float const loss : grid(0, 20, 40)) {
        double const exact = std::exp(-static_cast<double>(loss));
        REQUIRE(std::abs(static_cast<double>(rules::fit(loss)) - exact) <= near_to(exact, 4 * rounding));
    }
}

// --- 4 Speak up ---

TEST_CASE("an issue is a difference beyond the threshold, either way") {
    Voice const voice;
    REQUIRE(rules::issue(1.F, .5F, voice) == 0);  // exactly at it
    REQUIRE(rules::issue(.5F, 1.F, voice) == 0);
    REQUIRE(rules::issue(1.0001F, .5F, voice) == 1);
    REQUIRE(rules::issue(.5F, 1.0001F, voice) == 1);
    REQUIRE(rules::issue(.75F, .75F, voice) == 0);
}

TEST_CASE("the chance to speak is the logistic of model.md") {
    Voice const voice;
    for (float const impact : {.1F, .5F, .9F}) {
        for (float const safety : {0.F, .3F, 1.F}) {
            for (float const inquiry : {.05F, .6F}) {
                for (float const self : {.2F, .8F}) {
                    for (float const silent : {0.F, .5F, 1.F}) {
                        for (float const hope : {0.F, .5F, .7F}) {
                            double const x = .2 + 2.0 * static_cast<double>(impact) -
                                             2.5 * (1 - static_cast<double>(safety)) +
                                             .8 * static_cast<double>(inquiry) + .5 * static_cast<double>(self) -
                                             static_cast<double>(silent) + static_cast<double>(hope) - .5;
                            float const chance =
                                rules::speak_probability(impact, safety, inquiry, self, silent, hope, voice);
                            // Fewer than 20 roundings of sums below 5; the logistic is never steeper than 1/4.
                            double const bound = 20 * 5 * rounding / 4 + 2 * rounding;
                            REQUIRE(std::abs(static_cast<double>(chance) - 1 / (1 + std::exp(-x))) < bound);
                        }
                    }
                }
            }
        }
    }
}

TEST_CASE("each reason moves the chance to speak its own way") {
    Voice const voice;
    auto const chance = [&](std::array<float, 6> const& x) {
        return rules::speak_probability(x[0.F], x[1.F], x[2.F], x[3.F], x[4.F], x[5.F], voice);
    };
    std::array<float, 6> const direction{1, 1, 1, 1, -1, 1};  // impact, safety, inquiry, self, silence, aspiration
    std::array<float, 6> const middle{.5F, .5F, .5F, .5F, .5F, .5F};
    for (std::size_t reason = 0; reason < middle.size(); ++reason) {
        std::array<float, 6> more = middle;
        more[reason] = .6F;
        CAPTURE(reason);
        REQUIRE((chance(more) - chance(middle)) * direction[reason] > 0);
    }
}

// --- 5 The leader's week ---

TEST_CASE("a leader of thirty under command has no hour left for voices") {
    float const reports = 30;
    float const monitoring = built_in_styles[0].style.monitoring;
    auto const hours = rules::leader_hours(.9F * reports, reports, monitoring, .02F, 10.F, 1.F, Time{});
    REQUIRE(static_cast<double>(hours.free) == Approx(28));
    REQUIRE(static_cast<double>(hours.directing) == Approx(27 + .8 * .8 * 30));
    REQUIRE(hours.heard == 0);
    REQUIRE(hours.hearing == 0);
    REQUIRE(hours.one_to_one == 0);
}

TEST_CASE("voices share the hours that directing leaves") {
    Time time;
    time.other_work = .25F;  // 30 hours are free
    auto const hours =
        rules::leader_hours(16.F, 20.F, .5F, .5F, 8.F, 1.F, time);  // 16 + .8 * .5 * 20 = 24 of them are spent
    REQUIRE(static_cast<double>(hours.heard) == Approx(6. / 8.));
    REQUIRE(static_cast<double>(hours.hearing) == Approx(6));
    REQUIRE(hours.one_to_one == 0);
}

TEST_CASE("a leader of four under command hears everybody and keeps time for one-to-ones") {
    auto const hours = rules::leader_hours(3.6F, 4.F, .8F, .02F, 4.F, 1.F, Time{});
    REQUIRE(hours.heard == 1);
    REQUIRE(hours.hearing == 4);
    REQUIRE(static_cast<double>(hours.one_to_one) == Approx(.8));
}

TEST_CASE("one-to-ones get what is wanted or what is left") {
    auto const wanted = rules::leader_hours(2.F, 4.F, .2F, .2F, 1.F, 1.F, Time{});
    REQUIRE(static_cast<double>(wanted.one_to_one) == Approx(8));
    auto const left = rules::leader_hours(20.F, 4.F, .2F, .2F, 3.F, 1.F, Time{});
    REQUIRE(static_cast<double>(left.one_to_one) == Approx(28 - 20.64 - 3));
}

TEST_CASE("while there is no leader nobody is heard and nobody met") {
    auto const hours = rules::leader_hours(2.F, 4.F, .2F, .2F, 3.F, 0.F, Time{});
    REQUIRE(hours.heard == 0);
    REQUIRE(hours.one_to_one == 0);
}

TEST_CASE("a leader's hours are never negative, never more than there are and heard is a share") {
    Time const time;
    for (float const dependence : grid(0, 40, 8)) {
        for (float const reports : {1.F, 7.F, 40.F}) {
            for (float const monitoring : {0.F, .5F, 1.F}) {
                for (float const relational : {0.F, .2F, 1.F}) {
                    for (float const voices : {0.F, 1.F, 7.F, 40.F}) {
                        for (float const present : {0.F, 1.F}) {
                            auto const h =
                                rules::leader_hours(dependence, reports, monitoring, relational, voices, present, time);
                            REQUIRE(h.heard >= 0);
                            REQUIRE(h.heard <= 1);
                            REQUIRE(h.hearing >= 0);
                            REQUIRE(h.one_to_one >= 0);
                            float const free = std::max(h.free, h.directing);
                            REQUIRE(h.directing + h.hearing + h.one_to_one <= free * (1 + 1e-6F));
                            REQUIRE(h.heard * voices <= h.hearing * (1 + 1e-6F));
                        }
                    }
                }
            }
        }
    }
}

TEST_CASE("contact is 1 - exp of all hours together") {
    for (float const one_to_one : {0.F, .1F, 1.F, 6.F}) {
        for (float const other : {0.F, .5F, 3.F}) {
            float const contact = rules::contact(rules::apart(one_to_one), rules::apart(other));
            double const exact = 1 - std::exp(-static_cast<double>(one_to_one) - static_cast<double>(other));
            REQUIRE(std::abs(static_cast<double>(contact) - exact) < 8 * rounding);
        }
    }
}

TEST_CASE("a voice meets exactly one answer, as often as the cascade says") {
    constexpr int draws = 1 << 14;
    for (float const heard : {0.F, .3F, 1.F}) {
        for (NamedStyle const& style : built_in_styles) {
            LeadershipStyle const& s = style.style;
            std::array<double, 5> sum{};
            for (int d = 0; d < draws; ++d) {
                float const draw = (static_cast<float>(d) + .5F) / draws;
                auto const a = rules::answer(1.F, draw, heard, s.receptiveness, s.sanction, s.transparency);
                REQUIRE(a.welcomed + a.punished + a.explained + a.ignored == 1);
                for (float const part : {a.heard, a.welcomed, a.punished, a.explained, a.ignored}) {
                    REQUIRE((part == 0 || part == 1));
                }
                REQUIRE(a.heard >= a.welcomed + a.punished + a.explained);
                sum[0] += static_cast<double>(a.heard);
                sum[1] += static_cast<double>(a.welcomed);
                sum[2] += static_cast<double>(a.punished);
                sum[3] += static_cast<double>(a.explained);
                sum[4] += static_cast<double>(a.ignored);
            }
            auto const h = static_cast<double>(heard);
            auto const r = static_cast<double>(s.receptiveness);
            auto const p = static_cast<double>(s.sanction);
            auto const t = static_cast<double>(s.transparency);
            double const welcomed = h * r;
            double const punished = h * (1 - r) * p;
            double const explained = h * (1 - r) * (1 - p) * t;
            std::array<double, 5> const expected{h, welcomed, punished, explained, 1 - welcomed - punished - explained};
            for (std::size_t k = 0; k < sum.size(); ++k) {
                CAPTURE(style.name, heard, k);
                REQUIRE(std::abs(sum[k] / draws - expected[k]) <= 1.001 / draws);  // a grid is off by less than a step
            }
        }
    }
}

TEST_CASE("who did not speak gets no answer") {
    for (float const draw : grid(0, .999F, 20)) {
        auto const a = rules::answer(0.F, draw, 1.F, .5F, .5F, .5F);
        REQUIRE(a.heard + a.welcomed + a.punished + a.explained + a.ignored == 0);
    }
}

TEST_CASE("welcomed voices move the leader's estimate by k/(k+1)") {
    REQUIRE(rules::listen(0.F, 0.F, 5.F) == 0);
    REQUIRE(rules::listen(1.F, 3.F, 1.F) == 1);     // half the way to 3
    REQUIRE(rules::listen(3.F, 9.F, -1.F) == 3.F);  // three quarters of the way to 3
    REQUIRE(rules::listen(2.F, 4.F, 2.F) == 0);
}

// --- 6 Output ---

TEST_CASE("motivation is .55 at neutral and moves by .4") {
    Motivation const m;
    REQUIRE(static_cast<double>(rules::motivation(.5F, .5F, .5F, m)) == Approx(.55));
    REQUIRE(static_cast<double>(rules::motivation(0.F, 0.F, 0.F, m)) == Approx(.35));
    REQUIRE(static_cast<double>(rules::motivation(1.F, 1.F, 1.F, m)) == Approx(.75));
    REQUIRE(static_cast<double>(rules::motivation(.8F, .2F, .2F, m)) == Approx(.55 + .4 * (.4 - .5)));
}

TEST_CASE("supervision stands in for motivation as far as work is routine and members depend") {
    REQUIRE(static_cast<double>(rules::effort(.6F, .5F, .8F, .25F)) == Approx(1 - (1 - .3) * (1 - .6)));
    REQUIRE(static_cast<double>(rules::effort(.6F, 0.F, .8F, .25F)) == Approx(.6));
    REQUIRE(static_cast<double>(rules::effort(.6F, 1.F, 1.F, 0.F)) == Approx(1));
    REQUIRE(static_cast<double>(rules::effort(.6F, 1.F, 1.F, 1.F)) == Approx(.6));
    for (float const motivation : grid(0, 1, 5)) {
        for (float const routineness : grid(0, 1, 5)) {
            for (float const monitoring : grid(0, 1, 5)) {
                for (float const autonomy : grid(0, 1, 5)) {
                    float const effort = rules::effort(motivation, routineness, monitoring, autonomy);
                    REQUIRE(effort >= motivation * (1 - 1e-6F));
                    REQUIRE(effort <= 1);
                }
            }
        }
    }
}

TEST_CASE("overhead is the hours of the week and the responsible individual's share") {
    Time const time;
    REQUIRE(rules::overhead(0.F, 0.F, 0.F, time) == 0);
    REQUIRE(static_cast<double>(rules::overhead(1.F, 1.F, 0.F, time)) == Approx(2. / 40));
    REQUIRE(static_cast<double>(rules::overhead(.5F, 0.F, .5F, time)) == Approx(.5 / 40 + .01));
}

TEST_CASE("leading takes at most the whole week") {
    Time const time;
    rules::LeaderHours<float> hours{};
    hours.directing = 12;
    hours.hearing = 3;
    hours.one_to_one = 5;
    REQUIRE(static_cast<double>(rules::leading_overhead(hours, time)) == Approx(.5));
    hours.directing = 400;
    REQUIRE(rules::leading_overhead(hours, time) == 1);
}

TEST_CASE("performance is what overhead leaves of effort and fit, never below zero") {
    REQUIRE(rules::performance(.5F, .25F) == .375F);
    REQUIRE(rules::performance(.5F, 1.F) == 0);
    REQUIRE(rules::performance(.5F, 1.7F) == 0);
}

// --- 8 Relate and delegate ---

TEST_CASE("personization settles where growth and fading balance") {
    Relations const relations;
    for (float const contact : {0.F, .2F, 1.F}) {
        float h = .2F;
        for (int week = 0; week < 3000; ++week) h = rules::personization(h, contact, relations);
        auto const c = static_cast<double>(contact);
        REQUIRE(static_cast<double>(h) == Approx(.08 * c / (.08 * c + .02)).margin(1e-4));
        REQUIRE(h >= 0);
        REQUIRE(h <= 1);
    }
    REQUIRE(static_cast<double>(rules::personization(.5F, 1.F, relations)) == Approx(.5 + .04 - .01));
}

TEST_CASE("a leader offers latitude by trust, or before it, and by its own autonomy") {
    Relations const relations;
    REQUIRE(static_cast<double>(rules::offer(.85F, .4F, .5F, 1.F, relations)) == Approx(.85 * (.4 + .6 * .5)));
    REQUIRE(static_cast<double>(rules::offer(.85F, 0.F, .5F, 0.F, relations)) == Approx(.85 * .5 * .7));
    REQUIRE(rules::offer(1.F, 1.F, 0.F, 1.F, relations) == 1);
    REQUIRE(rules::offer(0.F, 1.F, 1.F, 1.F, relations) == 0);
}

TEST_CASE("readiness is .4 to 1 of the latitude") {
    Relations const relations;
    REQUIRE(static_cast<double>(rules::readiness(.5F, 0.F, 0.F, relations)) == Approx(.2));
    REQUIRE(static_cast<double>(rules::readiness(.5F, 1.F, 1.F, relations)) == Approx(.5));
    REQUIRE(static_cast<double>(rules::readiness(.5F, .5F, .25F, relations)) == Approx(.5 * (.4 + .3 * .75)));
    REQUIRE(rules::readiness(0.F, 1.F, 1.F, relations) == 0);
}

TEST_CASE("a value approaches its target at one pace up and another down") {
    REQUIRE(rules::approach(.5F, 1.F, .25F, .5F) == .625F);
    REQUIRE(rules::approach(.5F, 0.F, .25F, .5F) == .25F);
    REQUIRE(rules::approach(.5F, .5F, .25F, .5F) == .5F);
    REQUIRE(rules::approach(.5F, 0.F, .25F, 0.F) == .5F);
}

// --- 9 Lead ---

TEST_CASE("adoption grows by practice, follows the role model and relapses") {
    Learning const learning;
    auto const change = [&](float mindset, float skill, float control, float same, float model) {
        return static_cast<double>(rules::adoption(.5F, mindset, skill, control, same, model, learning)) - .5;
    };
    REQUIRE(change(.5F, .5F, 0, 1, .5F) == Approx(.02 * .25 * .5).epsilon(1e-4));
    REQUIRE(change(0, .5F, 0, 1, 1) == Approx(.02 * .5).epsilon(1e-4));
    REQUIRE(change(0, .5F, 0, 0, 1) == Approx(-.02 * .5).epsilon(1e-4));  // the manager is asked something else
    REQUIRE(change(0, .25F, .5F, 1, .5F) == Approx(-.02 * .5 * .75 * .5).epsilon(1e-4));
}

TEST_CASE("adoption stays between 0 and 1") {
    Learning steep;
    steep.practice = steep.role_model = steep.relapse = 1;
    REQUIRE(rules::adoption(.5F, 1.F, 1.F, 0.F, 1.F, 1.F, steep) == 1);
    REQUIRE(rules::adoption(.5F, 0.F, 0.F, 1.F, 0.F, 1.F, steep) == 0);
}

TEST_CASE("ties settle where growth and fading balance and are the same from both ends") {
    Learning const learning;
    float w = .1F;
    for (int week = 0; week < 5000; ++week) w = rules::tie_strength<float>(w, .5F, .1F, .8F, .5F, learning);
    double const growth = .03 * .3 * .4;
    REQUIRE(static_cast<double>(w) == Approx(growth / (growth + .01)).margin(1e-4));
    for (float const there : grid(0, 1, 7)) {
        REQUIRE(rules::tie_strength<float>(.3F, .37F, there, .9F, .41F, learning) ==
                rules::tie_strength<float>(.3F, there, .37F, .41F, .9F, learning));
    }
}

TEST_CASE("expertise grows with feedback and mindset up to its limit") {
    Learning const learning;
    REQUIRE(static_cast<double>(rules::expertise(1.F, .5F, .5F, 2.F, learning)) == Approx(1.0005));
    REQUIRE(rules::expertise(1.F, 0.F, 1.F, 2.F, learning) == 1);
    REQUIRE(rules::expertise(1.9999F, 1.F, 1.F, 2.F, learning) == 2);
}

// --- 10 Stay or leave ---

TEST_CASE("satisfaction weighs trust in leader, autonomy, safety and fit") {
    Satisfaction const weights;
    REQUIRE(static_cast<double>(rules::satisfaction(1.F, 0.F, 0.F, 0.F, weights)) == Approx(.35));
    REQUIRE(static_cast<double>(rules::satisfaction(0.F, 1.F, 0.F, 0.F, weights)) == Approx(.20));
    REQUIRE(static_cast<double>(rules::satisfaction(0.F, 0.F, 1.F, 0.F, weights)) == Approx(.25));
    REQUIRE(static_cast<double>(rules::satisfaction(0.F, 0.F, 0.F, 1.F, weights)) == Approx(.20));
}

TEST_CASE("the chance to quit rises with aspiration over satisfaction and never exceeds 1") {
    Turnover turnover;
    REQUIRE(static_cast<double>(rules::quit_probability(.4F, .4F, turnover)) == Approx(.003));
    REQUIRE(static_cast<double>(rules::quit_probability(.6F, .4F, turnover)) == Approx(.003 * std::exp(1.)));
    REQUIRE(static_cast<double>(rules::quit_probability(.4F, .6F, turnover)) == Approx(.003 * std::exp(-1.)));
    turnover.market = 2;
    REQUIRE(static_cast<double>(rules::quit_probability(.4F, .4F, turnover)) == Approx(.006));
    turnover.market = 100;
    REQUIRE(rules::quit_probability(1.F, 0.F, turnover) == 1);
    turnover.market = 0;
    REQUIRE(rules::quit_probability(1.F, 0.F, turnover) == 0);
}

TEST_CASE("aspiration adapts to what one has and rises to what one's ties have") {
    Turnover const turnover;
    auto const change = [&](float before, float own, float strength, float ties) {
        return static_cast<double>(rules::aspiration(before, own, strength, ties, turnover)) -
               static_cast<double>(before);
    };
    REQUIRE(change(.5F, .3F, 0, .9F) == Approx(-.002).epsilon(1e-4));
    REQUIRE(change(.5F, .5F, .5F, .9F) == Approx(.02 * .5 * .4).epsilon(1e-4));
    REQUIRE(change(.5F, .5F, .5F, .1F) == 0);  // what ties have does not make one content with less
}

// --- Relationship levels ---

TEST_CASE("the first relationship level that holds counts, and exactly one does") {
    struct Row {
        float safety, trust, personization;
        int level;  ///< -1 domination, 1 transactional, 2 personal, 3 intimacy
    };
    std::vector<Row> const table{
        {.19F, .29F, .1F, -1}, {.19F, .29F, .9F, -1}, {.2F, .29F, .1F, 1}, {.19F, .3F, .1F, 1},  // both must be below
        {.5F, .5F, .5F, 2},    {.5F, .49F, .9F, 1},   {.5F, .9F, .49F, 1}, {.5F, .8F, .8F, 3},
        {.5F, .79F, .9F, 2},   {.5F, .9F, .79F, 2},   {.0F, .8F, .8F, 3},  {.0F, .3F, .9F, 1},
        {1.F, 1.F, 1.F, 3},    {1.F, 0.F, 0.F, 1},    {0.F, 0.F, 0.F, -1},
    };
    for (Row const& row : table) {
        CAPTURE(row.safety, row.trust, row.personization);
        auto const level = rules::relationship_level(row.safety, row.trust, row.personization, Dyads{});
        REQUIRE(level.domination == (row.level == -1 ? 1.F : 0.F));
        REQUIRE(level.transactional == (row.level == 1 ? 1.F : 0.F));
        REQUIRE(level.personal == (row.level == 2 ? 1.F : 0.F));
        REQUIRE(level.intimacy == (row.level == 3 ? 1.F : 0.F));
    }
}

TEST_CASE("domination comes before intimacy where a scenario lets both hold") {
    Dyads dyads;
    dyads.domination_safety = 1;
    dyads.domination_trust = 1;
    auto const level = rules::relationship_level(.5F, .9F, .9F, dyads);
    REQUIRE(level.domination == 1);
    REQUIRE(level.intimacy + level.personal + level.transactional == 0);
}
