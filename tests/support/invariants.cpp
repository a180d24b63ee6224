#include "support/invariants.hpp"

#include <catch2/catch.hpp>

#include <cmath>

namespace candor::tests {

using namespace candor::model;

namespace {

/// What does not hold of a whole week; empty if all is well.
std::string broken_week(Company const& company, WeekTally const& week) {
    std::string broken;
    auto const look_at = [&](Tally const& tally) {
        if (broken.empty()) broken = broken_count(tally);
        if (broken.empty()) broken = broken_sum(tally);
    };
    Tally const total = week.total();
    look_at(total);
    for (Tally const& level : week.levels) look_at(level);
    if (!broken.empty()) return broken;
    Position fronts = 0;
    Position leaders = 0;
    for (Position p = 0; p < company.size(); ++p) {
        fronts += company.chart().leads(p) ? 0 : 1;
        leaders += p > 0 && company.chart().leads(p) ? 1 : 0;
    }
    if (total.of(Count::positions) != company.size() - 1) return "all positions but the top are counted";
    if (total.of(Count::leaders) != leaders) return "all leaders but the top are counted";
    if (week.fronts != fronts) return "all members without reports are counted";
    if (!(week.half_edges == company.organization.ties.half_edges())) return "all ties are counted";
    if (!(week.tie_strength >= 0 && week.tie_strength <= week.half_edges)) return "tie strength is a share";
    if (!(week.surprise_top >= 0 && std::isfinite(week.surprise_top))) return "the top's surprise is a distance";
    // What leaders miss is taken out of a sum over all, in double.
    if (!(week.surprise_front >= -1e-9 && std::isfinite(week.surprise_front))) return "surprise is a distance";
    return {};
}

void check_shares(Company& company) {
    float const limit = company.plan.parameters.people.expertise_limit;
    for (NamedColumn const& named : member_columns) {
        bool const share =
            std::string("propensity mindset control skill personization latitude autonomy aspiration apart silent")
                .find(named.name) != std::string::npos;
        for (Position p = 0; p < company.size(); ++p) {
            float const x = company.of(named.column, p);
            if (std::isfinite(x) && (!share || (x >= 0 && x <= 1.000001F))) continue;
            CAPTURE(named.name, p, x);
            FAIL("out of range");
        }
    }
    for (Position p = 0; p < company.size(); ++p) {
        float const expertise = company.of(&Members::expertise, p);
        REQUIRE((expertise > 0 && expertise <= limit));
        float const vacancy = company.of(&Members::vacancy, p);
        REQUIRE((vacancy >= 0 && vacancy == std::floor(vacancy)));
    }
}

void check_beliefs(Company const& company) {
    Members const& members = company.organization.members;
    for (NamedBelief const& belief : member_beliefs) {
        for (Position p = 0; p < company.size(); ++p) {
            float const for_it = (members.*belief.belief).for_it[company.row(p)];
            float const against = (members.*belief.belief).against[company.row(p)];
            // Halves of a weight that is split, such as 1 - mean, may be below 0 by a rounding.
            if (for_it >= -1e-4F && against >= -1e-4F && std::isfinite(for_it) && std::isfinite(against)) continue;
            CAPTURE(belief.name, p, for_it, against);
            FAIL("no evidence");
        }
    }
}

void check_relations(Company const& company) {
    Organization const& organization = company.organization;
    for (std::size_t half = 0; half < organization.ties.strength.size(); ++half) {
        float const w = organization.ties.strength[half];
        REQUIRE((w >= 0 && w <= 1));
    }
    for (Position p = 0; p < company.size(); ++p) {
        std::size_t const row = company.row(p);
        for (float const x : {organization.shown[row].safety, organization.shown[row].trust_organization,
                              organization.shown[row].satisfaction}) {
            REQUIRE((x >= 0 && x <= 1.000001F));
        }
        if (!company.chart().leads(p)) continue;
        float const adoption = organization.leaders.adoption[company.led(p)];
        REQUIRE((adoption >= 0 && adoption <= 1));
        if (p == 0) REQUIRE(adoption == 1);
    }
    REQUIRE(organization.members.autonomy[company.row(0)] == 1);
    REQUIRE(organization.members.vacancy[company.row(0)] == 0);
}

}  // namespace

std::string broken_count(Tally const& t) {
    double const answered = t.of(Count::welcomed) + t.of(Count::punished) + t.of(Count::explained);
    double const levels =
        t.of(Count::domination) + t.of(Count::transactional) + t.of(Count::personal) + t.of(Count::intimacy);
    if (t.of(Count::members) + t.of(Count::vacant) != t.of(Count::positions)) return "on duty + vacant = positions";
    if (t.of(Count::issues) > t.of(Count::members)) return "issues <= members";
    if (t.of(Count::spoken) > t.of(Count::issues)) return "spoken <= issues";
    if (t.of(Count::heard) > t.of(Count::spoken)) return "heard <= spoken";
    if (answered > t.of(Count::heard)) return "welcomed + punished + explained <= heard";
    if (answered + t.of(Count::ignored) != t.of(Count::spoken)) return "answers + ignored = spoken";
    if (t.of(Count::quits) > t.of(Count::members)) return "quits <= members";
    if (levels != t.of(Count::members)) return "every dyad has one level";
    for (double const count : t.count) {
        if (count < 0 || count != std::floor(count)) return "counts are whole";
    }
    return {};
}

std::string broken_sum(Tally const& t) {
    for (std::size_t m = 0; m < measures; ++m) {
        auto const measure = static_cast<Measure>(m);
        Count const population = measure == Measure::performance ? Count::positions
                                 : measure == Measure::adoption  ? Count::leaders
                                                                 : Count::members;
        double const n = t.of(population);
        double const sum = t.sum[m];
        double const square = t.square[m];
        std::string const name = "measure " + std::to_string(m);
        if (!std::isfinite(sum) || !std::isfinite(square)) return name + " is finite";
        if (sum < 0) return name + " >= 0";
        if (square * n * (1 + 1e-9) + 1e-9 < sum * sum) return name + ": Cauchy and Schwarz";
        if (measure == Measure::overhead) continue;  // may exceed 1: hours wanted, not hours there are
        if (sum > n * (1 + 1e-6)) return name + " <= 1";
    }
    return {};
}

void check_week(Company const& company, WeekTally const& week) { REQUIRE(broken_week(company, week) == ""); }

void check_state(Company& company) {
    check_shares(company);
    check_beliefs(company);
    check_relations(company);
}

}  // namespace candor::tests
