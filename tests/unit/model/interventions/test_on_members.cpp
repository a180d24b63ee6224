#include <catch2/catch.hpp>

#include "support/running.hpp"

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

// --- mandate ---

TEST_CASE("a mandate costs trust in organization and leader and latitude") {
    struct Case {
        bool consulted;
        double severity;
    };
    for (Case const& c : {Case{false, 8}, Case{true, 8 * .4}}) {
        Running company;
        Running before;
        Mandate what;
        what.consulted = c.consulted;
        REQUIRE(company.carry_out({10, {}, what}) == company.size());
        for (Position p = 0; p < company.size(); ++p) {
            std::size_t const row = company.row(p);
            Members const& now = company.organization.members;
            Members const& then = before.organization.members;
            auto const added = [&](BeliefColumns Members::*belief) {
                return static_cast<double>((now.*belief).against[row]) -
                       static_cast<double>((then.*belief).against[row]);
            };
            CAPTURE(p, c.consulted);
            REQUIRE(added(&Members::trust_organization) == Approx(c.severity).margin(1e-5));
            REQUIRE(added(&Members::trust_leader) == Approx(.3 * c.severity).margin(1e-5));
            for (NamedBelief const& belief : member_beliefs) {
                REQUIRE((now.*belief.belief).for_it[row] == (then.*belief.belief).for_it[row]);
                bool const hurt =
                    belief.belief == &Members::trust_organization || belief.belief == &Members::trust_leader;
                if (!hurt) REQUIRE((now.*belief.belief).against[row] == (then.*belief.belief).against[row]);
            }
            REQUIRE(static_cast<double>(now.latitude[row]) == Approx(.7 * static_cast<double>(then.latitude[row])));
            for (NamedColumn const& column : member_columns) {
                if (column.column == &Members::latitude) continue;
                CAPTURE(column.name);
                REQUIRE(company.of(column.column, p) == before.of(column.column, p));
            }
            float const trust = rules::belief(now.trust_organization.for_it[row], now.trust_organization.against[row],
                                              now.propensity[row], Beliefs{});
            REQUIRE(company.organization.shown[row].trust_organization == trust);
            REQUIRE(company.organization.shown[row].trust_organization <
                    before.organization.shown[row].trust_organization);
        }
    }
}

TEST_CASE("the benefits that a mandate claims are hours of contact and less noise") {
    Running company;
    Running before;
    Mandate what;
    what.contact_hours = 2;
    what.signal_noise = .5F;
    company.carry_out({10, {}, what});
    for (Position p = 0; p < company.size(); ++p) {
        REQUIRE(static_cast<double>(company.of(&Members::apart, p)) == Approx(std::exp(-2.)));
        REQUIRE(company.of(&Members::noise, p) == .5F * before.of(&Members::noise, p));
    }
    company.carry_out({10, {}, what});  // a second one comes on top
    REQUIRE(static_cast<double>(company.of(&Members::apart, 5)) == Approx(std::exp(-4.)));
    REQUIRE(company.of(&Members::noise, 5) == .25F * before.of(&Members::noise, 5));
}

TEST_CASE("claimed hours of contact let member and manager know each other") {
    Company apart(tree(60, 4), {});
    Company together(tree(60, 4), {});
    Mandate what;
    what.severity = 0;
    what.latitude = 0;
    what.contact_hours = 100;  // contact 1, whatever the leader does
    intervene(together.organization, {1, {}, what}, 0, 1);
    apart.step();
    together.step();
    for (Position p = 1; p < apart.size(); ++p) {
        REQUIRE(static_cast<double>(together.of(&Members::personization, p)) == Approx(.2 + .08 * .8 - .02 * .2));
        REQUIRE(apart.of(&Members::personization, p) < together.of(&Members::personization, p));
    }
}

TEST_CASE("latitude stays between 0 and 1 under any mandate") {
    for (float const change : {-1.F, 1.F}) {
        Running company;
        for (int times = 0; times < 20; ++times) {
            Mandate what;
            what.latitude = change;
            company.carry_out({10, {}, what});
        }
        for (Position p = 0; p < company.size(); ++p) {
            REQUIRE(company.of(&Members::latitude, p) == (change < 0 ? 0.F : 1.F));
        }
    }
}

// --- layoff ---

TEST_CASE("who is laid off has no reports, and all others on duty see it") {
    Running company;
    company.of(&Members::vacancy, 199) = 3;  // has left already
    Running before;
    std::vector<Position> const gone = intervene(company.organization, {10, {.branch = "1"}, Layoff{.5F, {}}}, 0, 10);
    REQUIRE(gone.size() > 5);
    std::vector<char> hit(at(company.seating().slots()), 0);
    for (Position const member : gone) {
        REQUIRE_FALSE(company.chart().leads(member));
        REQUIRE(company.chart().is_below(member, 1));
        REQUIRE(std::isinf(company.of(&Members::vacancy, member)));
        hit[at(company.seating().slot_of(member))] = 1;
    }
    for (Position p = 0; p < company.size(); ++p) {
        bool const here =
            before.of(&Members::vacancy, p) == 0 && p != 199 && !std::binary_search(gone.begin(), gone.end(), p);
        auto const added =
            static_cast<double>(company.organization.members.trust_organization.against[company.row(p)]) -
            static_cast<double>(before.organization.members.trust_organization.against[before.row(p)]);
        double const wanted = !here ? 0. : hit[at(company.seating().slot_of(p))] != 0 ? 8. : 4.;
        CAPTURE(p);
        REQUIRE(added == Approx(wanted).margin(1e-5));
        for (NamedBelief const& belief : member_beliefs) {
            if (belief.belief == &Members::trust_organization) continue;
            REQUIRE((company.organization.members.*belief.belief).against[company.row(p)] ==
                    (before.organization.members.*belief.belief).against[before.row(p)]);
        }
    }
}

TEST_CASE("a position that is not filled again stays vacant, and everything in its unit still counts it") {
    Company company(tree(60, 4));
    std::vector<Position> const gone = intervene(company.organization, {1, {}, Layoff{.3F, {}}}, 0, 1);
    REQUIRE(gone.size() > 5);
    Tally const last = company.step(40).total();
    for (Position const member : gone) REQUIRE(std::isinf(company.of(&Members::vacancy, member)));
    REQUIRE(last.of(Count::positions) == 59);
    REQUIRE(last.of(Count::vacant) >= static_cast<double>(gone.size()));
}

TEST_CASE("a position is filled again after so many weeks") {
    Company company(tree(60, 4), {.parameters = [] {
                        Parameters nobody_quits;
                        nobody_quits.turnover.market = 0;
                        return nobody_quits;
                    }()});
    auto const gone = static_cast<double>(intervene(company.organization, {1, {}, Layoff{.3F, {3}}}, 0, 1).size());
    REQUIRE(gone > 5);
    for (int week = 1; week <= 5; ++week) {
        CAPTURE(week);
        REQUIRE(company.step().total().of(Count::vacant) == (week <= 3 ? gone : 0.));
    }
}

TEST_CASE("a layoff that hits nobody is seen by nobody") {
    Running company;
    Running before;
    REQUIRE(company.carry_out({10, {}, Layoff{0, {}}}) == 0);
    REQUIRE(company.carry_out({10, {.levels = {0, 1}}, Layoff{1, {}}}) == 0);  // all of them lead
    for (Position p = 0; p < company.size(); ++p) {
        REQUIRE(company.organization.members.trust_organization.against[company.row(p)] ==
                before.organization.members.trust_organization.against[before.row(p)]);
    }
}

TEST_CASE("nobody is left but leaders when all without reports are laid off") {
    Company company(tree(60, 4));
    intervene(company.organization, {1, {}, Layoff{1, {}}}, 0, 1);
    Tally const week = company.step(3).total();
    for (Position p = 0; p < company.size(); ++p) {
        REQUIRE((company.of(&Members::vacancy, p) == 0) == company.chart().leads(p));
    }
    REQUIRE(week.of(Count::members) <= static_cast<double>(all_leaders(company).size()));
}

// --- market ---

TEST_CASE("the market multiplies the chance to quit, of those in scope") {
    // Nothing else depends on it in the first week, so the same draws fall below a higher bar.
    Setup setup;
    setup.parameters.turnover.hazard = .02F;
    auto const quits = [&](std::vector<Intervention> const& markets) {
        Company company(tree(20'000, 7), setup);
        for (Intervention const& market : markets) intervene(company.organization, market, 0, 1);
        return company.step().total().of(Count::quits);
    };
    double const as_ever = quits({});
    double const doubled = quits({{1, {}, Market{2}}});
    double const error = std::sqrt(5 * as_ever);
    REQUIRE(std::abs(doubled - 2 * as_ever) < few_errors * error);
    REQUIRE(quits({{1, {}, Market{1}}}) == as_ever);
    REQUIRE(quits({{1, {}, Market{0}}}) == 0);
    REQUIRE(quits({{1, {}, Market{4}}, {1, {}, Market{.5F}}}) == doubled);
    REQUIRE(quits({{1, {.branch = "1"}, Market{0}}}) > .8 * as_ever * 6 / 7 - few_errors * error);
    setup.parameters.turnover.market = 2;
    REQUIRE(quits({}) == doubled);
}

TEST_CASE("a low market holds even those that would be sure to leave") {
    REQUIRE(rules::quit_probability(1.F, 0.F, {.market = 1, .hazard = 1, .sensitivity = 50}) == 1);
    REQUIRE(rules::quit_probability(.5F, .5F, {.market = 1, .hazard = 1}, .1F) == .1F);
    REQUIRE(rules::quit_probability(.5F, .5F, {.market = 3, .hazard = 1}, .1F) == Approx(.3));
}

// --- shock ---

TEST_CASE("a shock moves conditions by that many deviations, all one way, and nothing else") {
    int ups = 0;
    for (std::uint32_t replicate = 1; replicate <= 200; ++replicate) {
        Company company(tree(40, 4), {.key = {1, replicate}});
        Company before(tree(40, 4), {.key = {1, replicate}});
        intervene(company.organization, {1, {.levels = {1, 2}}, Shock{2}}, 0, 1);
        bool const up = company.of(&Members::condition, 1) > before.of(&Members::condition, 1);
        ups += up ? 1 : 0;
        for (Position p = 0; p < company.size(); ++p) {
            bool const in = company.chart().level(p) == 1 || company.chart().level(p) == 2;
            double const deviation = company.chart().leads(p) ? .5 : .6;
            double const moved = static_cast<double>(company.of(&Members::condition, p)) -
                                 static_cast<double>(before.of(&Members::condition, p));
            REQUIRE(moved == Approx(in ? (up ? 2 : -2) * deviation : 0).margin(1e-6));
            REQUIRE(company.of(&Members::estimate, p) == before.of(&Members::estimate, p));
        }
    }
    REQUIRE(std::abs(ups - 100) < few_errors * std::sqrt(50));
}

TEST_CASE("a shock fades as any condition does") {
    Environment environment;
    environment.volatility = environment.individuality = .5F;
    Company company(tree(40, 4), {.parameters = {.environment = environment}});
    Company before(tree(40, 4), {.parameters = {.environment = environment}});
    intervene(company.organization, {1, {}, Shock{4}}, 0, 1);
    company.step(20);
    before.step(20);
    for (Position p = 0; p < company.size(); ++p) {
        double const moved = static_cast<double>(company.of(&Members::condition, p)) -
                             static_cast<double>(before.of(&Members::condition, p));
        REQUIRE(std::abs(moved) == Approx(4 * .5 * std::pow(.95, 20)).margin(1e-5));
    }
}

// --- connect ---

namespace {

std::size_t degree(Company const& company, Position member) {
    std::size_t count = 0;
    company.organization.ties.for_each(company.seating().row_of(member), [&](std::size_t) { ++count; });
    return count;
}

}  // namespace

TEST_CASE("new ties are added to those at hand, which keep their strength") {
    Running company;
    Running before;
    REQUIRE(company.carry_out({10, {.branch = "1"}, Connect{5}}) > 20);
    Ties const& now = company.organization.ties;
    Ties const& then = before.organization.ties;
    double added = 0;
    for (Position p = 0; p < company.size(); ++p) {
        Row const row = company.seating().row_of(p);
        std::vector<std::pair<Row, float>> old_halves, halves;
        then.for_each(row,
                      [&](std::size_t half) { old_halves.emplace_back(then.neighbour[half], then.strength[half]); });
        now.for_each(row, [&](std::size_t half) { halves.emplace_back(now.neighbour[half], now.strength[half]); });
        REQUIRE(halves.size() >= old_halves.size() + (company.chart().is_below(p, 1) ? 5 : 0));
        REQUIRE(std::equal(old_halves.begin(), old_halves.end(), halves.begin()));
        for (std::size_t half = old_halves.size(); half < halves.size(); ++half) REQUIRE(halves[half].second == .1F);
        added += static_cast<double>(halves.size() - old_halves.size());
    }
    REQUIRE(degree(company, 0) == 0);
    REQUIRE(now.half_edges() == then.half_edges() + added);
}

TEST_CASE("both halves of every tie stay the same, old ones and new ones") {
    Running company;
    company.carry_out({10, {}, Connect{3}});
    company.step(8);
    Ties const& ties = company.organization.ties;
    for (Row row = 0; row < company.seating().rows(); ++row) {
        ties.for_each(row, [&](std::size_t half) {
            std::vector<float> there, here;
            ties.for_each(row, [&](std::size_t h) {
                if (ties.neighbour[h] == ties.neighbour[half]) here.push_back(ties.strength[h]);
            });
            ties.for_each(ties.neighbour[half], [&](std::size_t h) {
                if (ties.neighbour[h] == row) there.push_back(ties.strength[h]);
            });
            REQUIRE(here == there);
        });
    }
}

TEST_CASE("the other ends of new ties lie evenly over all other units") {
    Setup setup;
    setup.ties_per_member = 0;
    Company company(generate_chart(60, {3, 9}, 5), setup);
    constexpr int ties = 200;
    intervene(company.organization, {1, {.levels = {1}}, Connect{ties}}, 0, 1);
    int const unit = company.seating().size(company.seating().slot_of(1));
    double const expected = static_cast<double>(ties) * unit / (59 - unit);
    Sample off;
    for (Position p = 1; p < company.size(); ++p) {
        if (company.chart().level(p) == 1) {
            REQUIRE(degree(company, p) == ties);
        } else {
            off.add((static_cast<double>(degree(company, p)) - expected) / std::sqrt(expected));
        }
    }
    REQUIRE(std::abs(off.mean()) < 1e-6);  // every tie leads out
    REQUIRE(off.variance() < 1 + few_errors * std::sqrt(2 / off.size()));
}

TEST_CASE("where all are in one unit nobody can be connected") {
    Company company(star(9));
    REQUIRE(intervene(company.organization, {1, {}, Connect{2}}, 0, 1).empty());
    REQUIRE(company.organization.ties.half_edges() == 0);
}

// --- promise ---

TEST_CASE("a promise is kept or broken for all, and broken ones weigh more") {
    int kept = 0;
    for (std::uint32_t replicate = 1; replicate <= 200; ++replicate) {
        Company company(tree(40, 4), {.key = {1, replicate}});
        intervene(company.organization, {1, {.levels = {2}}, Promise{.7F}}, 0, 1);
        Members const& members = company.organization.members;
        bool const all_kept = members.trust_organization.for_it[company.row(9)] > 0;
        kept += all_kept ? 1 : 0;
        for (Position p = 0; p < company.size(); ++p) {
            std::size_t const row = company.row(p);
            bool const in = company.chart().level(p) == 2;
            CAPTURE(p, all_kept);
            REQUIRE(members.trust_organization.for_it[row] == (in && all_kept ? 3.F : 0.F));
            REQUIRE(members.trust_organization.against[row] == (in && !all_kept ? 6.F : 0.F));
            REQUIRE(members.trust_leader.for_it[row] == (in && all_kept ? 1.5F : 0.F));
            REQUIRE(members.trust_leader.against[row] == (in && !all_kept ? 3.F : 0.F));
            float const trust =
                rules::belief(members.trust_organization.for_it[row], members.trust_organization.against[row],
                              members.propensity[row], Beliefs{});
            REQUIRE(company.organization.shown[row].trust_organization == trust);
        }
    }
    REQUIRE(std::abs(kept - 140) < few_errors * std::sqrt(200 * .21));
}

TEST_CASE("a broken promise takes T/(1-T) times negativity as much to undo") {
    // model.md, checks: without forgetting, one negative of weight nu takes nu T/(1-T) positives.
    Beliefs const beliefs;
    Company broken(tree(40, 4));
    intervene(broken.organization, {1, {}, Promise{0, 1}}, 0, 1);
    std::size_t const row = broken.row(20);
    BeliefColumns const& trust = broken.organization.members.trust_organization;
    float const prior = broken.organization.members.propensity[row];
    float const positives = beliefs.negativity * prior / (1 - prior);
    REQUIRE(rules::belief(positives, trust.against[row], prior, beliefs) == Approx(prior));
}
