#include "candor/model/member_week.hpp"

#include <catch2/catch.hpp>

#include <bit>

#include "candor/model/calendar.hpp"
#include "support/company.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

namespace {

bool same_bits(float a, float b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b); }

BeliefColumns const& columns_of(Members const& members, std::string const& name) {
    for (NamedBelief const& belief : member_beliefs) {
        if (name == belief.name) return members.*belief.belief;
    }
    FAIL(name);
    return members.safety;
}

double total(std::vector<Term> const& terms) {
    double sum = 0;
    for (Term const& term : terms) sum += static_cast<double>(term.amount);
    return sum;
}

/// What the probe foretells of a member is what the week then does, bit for bit.
void check_beliefs(MemberWeek const& told, Organization const& after, std::size_t row) {
    for (BeliefWeek const& belief : told.beliefs) {
        CAPTURE(belief.name);
        BeliefColumns const& columns = columns_of(after.members, belief.name);
        REQUIRE(same_bits(columns.for_it[row], belief.evidence_after.for_it));
        REQUIRE(same_bits(columns.against[row], belief.evidence_after.against));
        REQUIRE(total(belief.for_it) == Approx(static_cast<double>(belief.learned.for_it)).margin(1e-6));
        REQUIRE(total(belief.against) == Approx(static_cast<double>(belief.learned.against)).margin(1e-6));
    }
}

void check_state(MemberWeek const& told, Company& company, Position p) {
    REQUIRE(same_bits(company.of(&Members::condition, p), told.condition));
    REQUIRE(same_bits(company.of(&Members::estimate, p), told.estimate_after));
    REQUIRE(same_bits(company.of(&Members::action, p), told.action));
    REQUIRE(company.of(&Members::silent, p) == (told.issue && !told.spoke ? 1.F : 0.F));
    REQUIRE(same_bits(company.of(&Members::personization, p), told.personization));
    REQUIRE(same_bits(company.of(&Members::latitude, p), told.latitude));
    REQUIRE(same_bits(company.of(&Members::autonomy, p), told.autonomy_after));
    REQUIRE(same_bits(company.of(&Members::expertise, p), told.expertise));
    REQUIRE(same_bits(company.of(&Members::aspiration, p), told.aspiration));
    REQUIRE(company.of(&Members::vacancy, p) == told.vacancy_after);
    REQUIRE(same_bits(company.organization.shown[company.row(p)].satisfaction, told.satisfaction));
    if (!told.as_leader.empty()) {
        REQUIRE(same_bits(company.organization.leaders.adoption[company.led(p)], told.adoption_after));
    }
}

struct Counted {
    double issues = 0, spoken = 0, heard = 0, welcomed = 0, punished = 0, explained = 0, ignored = 0, quits = 0;
    double performance = 0;
};

void count(Counted& counted, MemberWeek const& told) {
    auto const is = [&](VoiceOutcome outcome) { return told.outcome == outcome ? 1. : 0.; };
    counted.issues += told.issue ? 1 : 0;
    counted.spoken += told.spoke ? 1 : 0;
    counted.heard += told.spoke && told.outcome != VoiceOutcome::unheard ? 1 : 0;
    counted.welcomed += is(VoiceOutcome::welcomed);
    counted.punished += is(VoiceOutcome::punished);
    counted.explained += is(VoiceOutcome::explained);
    counted.ignored += is(VoiceOutcome::ignored) + is(VoiceOutcome::unheard);
    counted.quits += told.quits ? 1 : 0;
    counted.performance += static_cast<double>(told.performance);
}

void check_counts(Counted const& counted, Tally const& all) {
    REQUIRE(counted.issues == all.of(Count::issues));
    REQUIRE(counted.spoken == all.of(Count::spoken));
    REQUIRE(counted.heard == all.of(Count::heard));
    REQUIRE(counted.welcomed == all.of(Count::welcomed));
    REQUIRE(counted.punished == all.of(Count::punished));
    REQUIRE(counted.explained == all.of(Count::explained));
    REQUIRE(counted.ignored == all.of(Count::ignored));
    REQUIRE(counted.quits == all.of(Count::quits));
    REQUIRE(counted.performance == Approx(all.sum_of(Measure::performance)));
}

}  // namespace

TEST_CASE("every member's week is told as it then happens, to the last bit", "[model][explain]") {
    for (StyleIndex const policy : {command, level2, distributed}) {
        CAPTURE(policy);
        Setup setup;
        setup.policy = policy;
        setup.parameters.turnover.hazard = .02F;  // so that many come and go
        setup.parameters.evidence.trust_leader.promise_due = .4F;
        Company company(generate_chart(60, {2, 7}, 3), setup);
        Intervention const timeline[] = {
            {.week = 10, .what = Mandate{.contact_hours = 1.F, .signal_noise = .8F}, .weeks = 9},
            {.week = 12, .what = Market{.factor = 3.F}, .weeks = 20},
            {.week = 14, .what = Connect{.ties = 2}},
            {.week = 16, .what = Layoff{.share = .2F, .refill = {5}}},
            {.week = 18, .what = Adopt{.style = transactional}},
            {.week = 20, .what = ReplaceLeaders{.share = .5F}}};
        Calendar calendar(timeline, company.organization);
        for (std::uint32_t week = 1; week <= 60; ++week) {
            CAPTURE(week);
            calendar.begin(week);
            std::vector<MemberWeek> told;
            for (Position p = 0; p < company.size(); ++p) told.push_back(member_week(company.organization, week, p));
            std::vector<Voiced> const voiced = voices(company.organization, week);
            for (Position p = 1; p < company.size(); ++p) {
                REQUIRE(voiced[at(p)].issue == told[at(p)].issue);
                REQUIRE(voiced[at(p)].spoke == told[at(p)].spoke);
                REQUIRE(voiced[at(p)].outcome == told[at(p)].outcome);
            }
            Tally const all = company.step().total();
            Counted counted;
            for (Position p = 0; p < company.size(); ++p) {
                CAPTURE(p);
                MemberWeek const& one = told[at(p)];
                if (p > 0) count(counted, one);
                bool const replaced = one.vacancy == 1.F;
                bool const led_anew = p > 0 && told[at(one.leader.leader)].vacancy == 1.F;
                if (replaced || led_anew) continue;  // a newcomer writes over it at the end of the week
                check_beliefs(one, company.organization, company.row(p));
                check_state(one, company, p);
            }
            check_counts(counted, all);
        }
    }
}

TEST_CASE("the terms of speaking up add up to its probability", "[model][explain]") {
    Company company(tree(200, 7), Setup{.policy = level2});
    company.step(20);
    for (Position p = 1; p < company.size(); ++p) {
        MemberWeek const told = member_week(company.organization, 21, p);
        double log_odds = 0;
        for (Term const& term : told.speak_terms) log_odds += static_cast<double>(term.amount);
        REQUIRE(1 / (1 + std::exp(-log_odds)) == Approx(static_cast<double>(told.speak_probability)).epsilon(1e-5));
        REQUIRE(told.spoke == (told.issue && told.speak_draw < told.speak_probability));
    }
}

TEST_CASE("telling a week changes nothing", "[model][explain]") {
    Company watched(tree(100, 5)), alone(tree(100, 5));
    for (std::uint32_t week = 1; week <= 5; ++week) {
        for (Position p = 0; p < 100; ++p) static_cast<void>(member_week(watched.organization, week, p));
        REQUIRE(watched.step().total().sum == alone.step().total().sum);
    }
}
