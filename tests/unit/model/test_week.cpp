#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "candor/random/distributions.hpp"
#include "candor/random/philox.hpp"
#include "support/company.hpp"

/// Steps 6 to 10, word by word: the first week of a company in which all voices get one answer, computed again in double
/// from the draws, the conditions and what model.md says.

using namespace candor;
using namespace candor::model;
using namespace candor::tests;

namespace {

enum class Answer { welcomed, explained, ignored, punished };

/// A style whose leaders answer every voice in one way.
LeadershipStyle answering(Answer answer) {
    LeadershipStyle style = built_in_styles[level2].style;
    style.receptiveness = answer == Answer::welcomed ? 1.F : 0.F;
    style.sanction = answer == Answer::punished ? 1.F : 0.F;
    style.transparency = answer == Answer::explained ? 1.F : 0.F;
    return style;
}

/// Leaders have no condition of their own and act by 0; a member's fit depends on itself alone; all issues are spoken.
Setup setup_of(Answer answer) {
    Parameters parameters = without_quits();
    parameters.environment.volatility = 0;
    parameters.environment.individuality = 1;
    parameters.environment.interdependence = 0;
    parameters.voice.base = 100;
    Setup setup{
        .parameters = parameters, .policy = own_style, .leadership = leadership({answering(answer)}), .by_unit = true};
    setup.leadership.habit = own_style;
    return setup;
}

struct Told {
    double for_it = 0;
    double against = 0;

    void add_share(double weight, double y) {
        for_it += weight * y;
        against += weight * (1 - y);
    }
};

/// What a member without reports lives through in the first week of a company.
class FirstWeek {
public:
    explicit FirstWeek(Answer answer) : answer_(answer), company(tree(1 + 6 + 36, 6), setup_of(answer)) {
        company.step();
    }

    [[nodiscard]] double share_that_spoke(Position p) {
        double spoke = 0;
        for_unit(p, [&](Position member) { spoke += this->spoke(member); });
        return spoke / 6;
    }
    /// 1 if it spoke and met this answer.
    [[nodiscard]] double own(Answer answer, Position p) { return answer == answer_ ? spoke(p) : 0; }
    /// The share of the unit that did.
    [[nodiscard]] double others(Answer answer, Position p) { return answer == answer_ ? share_that_spoke(p) : 0; }

    [[nodiscard]] double propensity(Position p) { return static_cast<double>(company.of(&Members::propensity, p)); }
    [[nodiscard]] double mean_propensity(Position p) {
        double sum = 0;
        for_unit(p, [&](Position member) { sum += propensity(member); });
        return sum / 6;
    }
    [[nodiscard]] double fit(Position p) {
        double const miss = static_cast<double>(company.of(&Members::action, p)) -
                            static_cast<double>(company.of(&Members::condition, p));
        return std::exp(-miss * miss);
    }
    [[nodiscard]] double mean_fit(Position p) {
        double sum = 0;
        for_unit(p, [&](Position member) { sum += fit(member); });
        return sum / 6;
    }
    /// Mean propensity of those it is tied to, tie by tie; its own without ties.
    [[nodiscard]] double ties_propensity(Position p) {
        Ties const& ties = company.organization.ties;
        double sum = 0;
        double degree = 0;
        ties.for_each(static_cast<Row>(company.row(p)), [&](std::size_t half) {
            sum += static_cast<double>(company.organization.members.propensity[at(ties.neighbour[half])]);
            ++degree;
        });
        return degree == 0 ? propensity(p) : sum / degree;
    }
    /// The week's draw of promises.
    [[nodiscard]] double promise(Position p) {
        auto const words = random::philox({1, 1}, {static_cast<std::uint32_t>(p), 1, random::call::week_choices});
        return static_cast<double>(random::uniform(words.w1));
    }

    Answer answer_;
    Company company;
    LeadershipStyle style = answering(answer_);

    /// Of members without reports: those with have no issue, as their estimate and their directive are 0.
    [[nodiscard]] double spoke(Position p) {
        return !company.chart().leads(p) && std::abs(company.of(&Members::estimate, p)) > .5F ? 1 : 0;
    }
    /// Hours that its manager directs (P), listens and talks one-to-one (R), while it is there.
    struct Hours {
        double directing, listening, one_to_one;
    };
    [[nodiscard]] Hours hours(Position leader) {
        double const monitoring = static_cast<double>(style.monitoring);
        double const directing = 6 * (1 - autonomy_of(leader + 1)) + .8 * monitoring * 6;
        double const voices = leader == 0 ? 0 : 6 * share_that_spoke(company.chart().reports(leader).first);
        double const left = std::max(0., 28 - directing);
        double const relational = static_cast<double>(style.relational_time);
        return {directing, std::min(voices, left), std::min(40 * relational, std::max(0., left - voices))};
    }
    [[nodiscard]] static double autonomy_of(Position p) { return p == 0 ? 1 : .1; }

private:
    template <class Visit>
    void for_unit(Position p, Visit&& visit) {
        auto const [first, last] = company.chart().reports(company.chart().manager(p));
        for (Position member = first; member < last; ++member) visit(member);
    }
};

/// Compares what a belief was told in the first week with what `expected(week, member)` says, under every answer.
template <class Expected>
void check(BeliefColumns Members::*belief, Expected&& expected) {
    for (Answer const answer : {Answer::welcomed, Answer::explained, Answer::ignored, Answer::punished}) {
        FirstWeek week(answer);
        double spoke = 0;
        for (Position p = 7; p < week.company.size(); ++p) {
            BeliefColumns const& told = week.company.organization.members.*belief;
            Told const evidence = expected(week, p);
            CAPTURE(static_cast<int>(answer), p);
            REQUIRE(static_cast<double>(told.for_it[week.company.row(p)]) == Approx(evidence.for_it).margin(1e-6));
            REQUIRE(static_cast<double>(told.against[week.company.row(p)]) == Approx(evidence.against).margin(1e-6));
            spoke += week.own(answer, p);
        }
        REQUIRE(spoke > 5);
        REQUIRE(spoke < 31);
    }
}

constexpr double nu = 2;
constexpr double g = .2;  // latitude, personization and autonomy of founders
constexpr double h = .2;
constexpr double autonomy = .1;

double of(Company& company, MemberColumn Members::*column, Position p) {
    return static_cast<double>(company.of(column, p));
}

}  // namespace

// --- 7 Evidence ---

TEST_CASE("trust in the leader learns from answers, promises, latitude, knowing each other and the unit") {
    check(&Members::trust_leader, [](FirstWeek& week, Position p) {
        Told told;
        told.for_it = week.own(Answer::welcomed, p) + .3 * week.own(Answer::explained, p) + .1 * h;
        told.against = nu * (.5 * week.own(Answer::ignored, p) + 3 * week.own(Answer::punished, p));
        if (week.promise(p) < .1) {
            bool const kept = week.promise(p) < .1 * static_cast<double>(week.style.integrity);
            (kept ? told.for_it : told.against) += kept ? .5 : .5 * nu;
        }
        told.add_share(.1, g);
        told.add_share(.1, week.mean_propensity(p));
        return told;
    });
}

TEST_CASE("safety learns from answers to oneself and to others, from being asked and from the unit") {
    check(&Members::safety, [](FirstWeek& week, Position p) {
        Told told;
        told.for_it = week.own(Answer::welcomed, p) + week.own(Answer::explained, p) +
                      .3 * (week.others(Answer::welcomed, p) + week.others(Answer::explained, p)) +
                      .1 * static_cast<double>(week.style.inquiry);
        told.against = nu * (.3 * (week.own(Answer::ignored, p) + .3 * week.others(Answer::ignored, p)) +
                             3 * (week.own(Answer::punished, p) + .3 * week.others(Answer::punished, p)));
        told.add_share(.1, week.mean_propensity(p));
        return told;
    });
}

TEST_CASE("impact learns from what voices change, one's own and others'") {
    check(&Members::impact, [](FirstWeek& week, Position p) {
        Told told;
        told.for_it = week.own(Answer::welcomed, p) + .3 * week.others(Answer::welcomed, p);
        told.against = .3 * week.own(Answer::explained, p) + week.own(Answer::ignored, p) +
                       week.own(Answer::punished, p) +
                       .3 * (week.others(Answer::ignored, p) + week.others(Answer::punished, p));
        return told;
    });
}

TEST_CASE("trust in a report learns from its fit, its voice and knowing each other") {
    check(&Members::trust_report, [](FirstWeek& week, Position p) {
        Told told;
        told.add_share(.1, week.fit(p));
        told.for_it += .3 * week.own(Answer::welcomed, p) + .05 * h;
        told.against += .3 * (week.own(Answer::ignored, p) + week.own(Answer::punished, p));
        return told;
    });
}

TEST_CASE("trust in self learns from fit and feedback, and suffers from more latitude than one is used to") {
    check(&Members::trust_self, [](FirstWeek& week, Position p) {
        Told told;
        told.add_share(.1, week.fit(p));
        told.for_it += .1 * static_cast<double>(week.style.feedback);
        told.against += .2 * (g - autonomy);
        return told;
    });
}

TEST_CASE("trust in the team learns from the unit's fit and safety and from a leader who connects") {
    check(&Members::trust_team, [](FirstWeek& week, Position p) {
        Told told;
        told.add_share(.1, week.mean_fit(p));
        told.add_share(.1, week.mean_propensity(p));
        told.add_share(.1, static_cast<double>(week.style.connecting));
        return told;
    });
}

TEST_CASE("trust in the organization learns from trust in the leader and from what one's ties think") {
    check(&Members::trust_organization, [](FirstWeek& week, Position p) {
        Told told;
        told.add_share(.1, week.propensity(p));
        told.add_share(.1, week.ties_propensity(p));
        return told;
    });
}

TEST_CASE("old evidence fades while new comes") {
    Setup setup = setup_of(Answer::ignored);
    setup.parameters.voice.issue_threshold = 1e6F;  // nothing new on impact
    Company company(tree(43, 6), setup);
    for (Position p = 0; p < company.size(); ++p) {
        company.organization.members.impact.for_it[company.row(p)] = 10;
        company.organization.members.impact.against[company.row(p)] = 4;
    }
    company.step(2);
    for (Position p = 0; p < company.size(); ++p) {
        REQUIRE(static_cast<double>(company.organization.members.impact.for_it[company.row(p)]) ==
                Approx(10 * .97 * .97));
        REQUIRE(static_cast<double>(company.organization.members.impact.against[company.row(p)]) ==
                Approx(4 * .97 * .97));
    }
}

// --- 6 Output ---

namespace {

/// Effort of the first week: trust in leader and organization are still the propensity.
double effort(FirstWeek& week, Position p) {
    double const motivation = .55 + .4 * ((2 * week.propensity(p) + autonomy) / 3 - .5);
    double const supervision = .5 * static_cast<double>(week.style.monitoring) * (1 - autonomy);
    return 1 - (1 - supervision) * (1 - motivation);
}

/// What the unit under `leader` puts out, and what of its weeks is overhead.
struct Output {
    double performance = 0;
    double overhead = 0;
};

Output output_of_unit(FirstWeek& week, Position leader) {
    Output output;
    auto const [first, last] = week.company.chart().reports(leader);
    for (Position p = first; p < last; ++p) {
        double overhead = (week.hours(leader).one_to_one / 6 + week.spoke(p)) / 40;
        if (week.company.chart().leads(p)) {
            FirstWeek::Hours const own = week.hours(p);
            overhead += std::min(1., (own.directing + own.listening + own.one_to_one) / 40);
        }
        output.overhead += overhead;
        output.performance += effort(week, p) * week.fit(p) * (1 - std::min(1., overhead));
    }
    return output;
}

}  // namespace

TEST_CASE("performance is effort and fit without what talking, speaking and leading take") {
    for (Answer const answer : {Answer::welcomed, Answer::punished}) {
        FirstWeek week(answer);
        for (Position leader = 0; leader <= 6; ++leader) {
            Tally const& unit = week.company.stepper.units()[week.company.led(leader)];
            Output const expected = output_of_unit(week, leader);
            CAPTURE(leader);
            REQUIRE(unit.sum_of(Measure::overhead) == Approx(expected.overhead).epsilon(1e-5));
            REQUIRE(unit.sum_of(Measure::performance) == Approx(expected.performance).epsilon(1e-5));
        }
    }
}

// --- 8 to 10 ---

TEST_CASE("knowing each other, latitude and autonomy move by step 8") {
    FirstWeek week(Answer::welcomed);
    double const delegation = static_cast<double>(week.style.delegation);
    double const trust_first = static_cast<double>(week.style.trust_first);
    for (Position p = 1; p < week.company.size(); ++p) {
        Position const leader = week.company.chart().manager(p);
        double const contact = 1 - std::exp(-week.hours(leader).one_to_one / 6);
        REQUIRE(of(week.company, &Members::personization, p) == Approx(h + .08 * contact * (1 - h) - .02 * h));
        double const offer =
            delegation * (trust_first + (1 - trust_first) * .5) * (.7 + .3 * FirstWeek::autonomy_of(leader));
        REQUIRE(offer > g);
        REQUIRE(of(week.company, &Members::latitude, p) == Approx(g + .05 * (offer - g)));
        double const ready = g * (.4 + .3 * (.5 + week.propensity(p)));
        double const pace = ready > autonomy ? .05 : .5;
        REQUIRE(of(week.company, &Members::autonomy, p) == Approx(autonomy + pace * (ready - autonomy)));
    }
}

TEST_CASE("expertise, adoption and ties move by step 9") {
    FirstWeek week(Answer::welcomed);
    Company founded(tree(1 + 6 + 36, 6), setup_of(Answer::welcomed));
    double const feedback = static_cast<double>(week.style.feedback);
    double const connecting = static_cast<double>(week.style.connecting);
    for (Position p = 0; p < week.company.size(); ++p) {
        double const grown =
            of(founded, &Members::expertise, p) * (1 + .002 * feedback * of(founded, &Members::mindset, p));
        REQUIRE(of(week.company, &Members::expertise, p) == Approx(std::min(2., grown)));
    }
    for (Position leader = 1; leader <= 6; ++leader) {
        double const practice = of(founded, &Members::mindset, leader) * of(founded, &Members::skill, leader);
        double const relapse = of(founded, &Members::control, leader) * (1 - of(founded, &Members::skill, leader));
        double const x = .9 + .02 * practice * .1 + .02 * (1 - .9) - .02 * relapse * .9;
        REQUIRE(static_cast<double>(week.company.organization.leaders.adoption[week.company.led(leader)]) == Approx(x));
    }
    Ties const& ties = week.company.organization.ties;
    auto const& propensity = week.company.organization.members.propensity;
    for (Row row = 0; row < week.company.seating().rows(); ++row) {
        ties.for_each(row, [&](std::size_t half) {
            double const safe =
                static_cast<double>(propensity[at(row)]) * static_cast<double>(propensity[at(ties.neighbour[half])]);
            REQUIRE(static_cast<double>(ties.strength[half]) == Approx(.1 + .03 * connecting * safe * .9 - .01 * .1));
        });
    }
    REQUIRE(ties.half_edges() == 2 * 43);
}

TEST_CASE("satisfaction and aspiration are those of step 10") {
    Company envious(tree(1 + 6 + 36, 6), setup_of(Answer::welcomed));
    FirstWeek week(Answer::welcomed);
    auto& shown = envious.organization.shown;
    for (Position p = 0; p < envious.size(); ++p)
        shown[envious.row(p)].satisfaction = .9F;  // what ties have makes one want more
    envious.step();
    for (Position p = 1; p < week.company.size(); ++p) {
        double const satisfaction = (.35 + .25) * week.propensity(p) + .20 * autonomy + .20 * week.fit(p);
        REQUIRE(static_cast<double>(week.company.organization.shown[week.company.row(p)].satisfaction) ==
                Approx(satisfaction));
        double const adapted = .5 + .01 * (satisfaction - .5);
        REQUIRE(of(week.company, &Members::aspiration, p) == Approx(adapted));
        Ties const& ties = envious.organization.ties;
        bool tied = false;
        ties.for_each(static_cast<Row>(envious.row(p)), [&](std::size_t) { tied = true; });
        REQUIRE(of(envious, &Members::aspiration, p) == Approx(adapted + (tied ? .02 * .1 * (.9 - .5) : 0)));
    }
}

TEST_CASE("who quits is who draws below its chance") {
    Setup setup = setup_of(Answer::welcomed);
    setup.parameters.turnover.hazard = .3F;
    Company company(tree(1 + 6 + 36, 6), setup);
    FirstWeek week(Answer::welcomed);
    double const quits = company.step().total().of(Count::quits);
    double expected = 0;
    for (Position p = 1; p < company.size(); ++p) {
        auto const words = random::philox({1, 1}, {static_cast<std::uint32_t>(p), 1, random::call::week_choices});
        double const satisfaction =
            static_cast<double>(week.company.organization.shown[week.company.row(p)].satisfaction);
        bool const quit = static_cast<double>(random::uniform(words.w2)) < .3 * std::exp(5 * (.5 - satisfaction));
        CAPTURE(p);
        REQUIRE(company.of(&Members::vacancy, p) == (quit ? 6.F : 0.F));
        expected += quit ? 1 : 0;
    }
    REQUIRE(quits == expected);
    REQUIRE(quits > 3);
}
