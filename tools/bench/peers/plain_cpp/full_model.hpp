// The full model (WORKLOAD.md): parameters, styles and the structs of members, ties and weeks. All defaults.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>
#include <vector>

struct Parameters {
    int span = 7;
    double ties_per_member = 2, turbulence = .05, volatility = .5, individuality = .6, signal_noise = .5, distance = 1,
           interdependence = .5, routineness = .5, advice = .8, issue_threshold = .5, market = 1, adoption = .9;
};

struct Style {
    double receptiveness, sanction, transparency, inquiry, delegation, trust_first, relational_time, feedback,
        integrity, connecting, monitoring, responsible_individual;
};

inline Style style_called(std::string const& name) {
    if (name == "level2") return {.85, .01, .70, .60, .85, .40, .20, .60, .90, .50, .20, 0};
    if (name == "distributed") return {.80, .02, .90, .50, .95, .60, .12, .70, .90, .50, .10, 1};
    if (name == "transactional") return {.45, .08, .30, .20, .45, .10, .06, .30, .80, .15, .55, 0};
    return {.20, .25, .10, .05, .20, 0, .02, .10, .70, .05, .80, 0};  // command
}

// How a leader acts who has come a share x of the way from its habit to the policy.
inline Style blend(Style const& habit, Style const& policy, double x) {
    auto const between = [x](double from, double to) { return from + x * (to - from); };
    return {between(habit.receptiveness, policy.receptiveness),
            between(habit.sanction, policy.sanction),
            between(habit.transparency, policy.transparency),
            between(habit.inquiry, policy.inquiry),
            between(habit.delegation, policy.delegation),
            between(habit.trust_first, policy.trust_first),
            between(habit.relational_time, policy.relational_time),
            between(habit.feedback, policy.feedback),
            between(habit.integrity, policy.integrity),
            between(habit.connecting, policy.connecting),
            between(habit.monitoring, policy.monitoring),
            between(habit.responsible_individual, policy.responsible_individual)};
}

// Beta evidence with forgetting.
struct Belief {
    double positives = 0, negatives = 0;

    double value(double prior) const { return (positives + 2 * prior) / (positives + negatives + 2); }
    void learn(double more_positives, double more_negatives) {
        positives = .97 * positives + more_positives;
        negatives = .97 * negatives + more_negatives;
    }
};

struct Beliefs {
    Belief trust_leader, trust_team, trust_organization, safety, trust_self, impact, trust_report;
};

struct BeliefValues {
    double trust_leader, trust_team, trust_organization, safety, trust_self, impact, trust_report;
};

// Where a member sits: stays as it is.
struct Position {
    int manager = 0;
    std::vector<int> reports;
    std::vector<int> ties;
    int height = 0;
    double sigma = 0;
    double drift = 0;  // Q: variance of theta's weekly change
};

struct Member {
    double propensity, mindset, control, skill, expertise;
    Beliefs beliefs;
    double personization = .2, latitude = .2, autonomy = .1, aspiration = .5, satisfaction = .5;
    double condition = 0, estimate = 0, action = 0;
    double adoption = 0;
    int vacancy = 0;
    bool silent = false;
};

struct Tie {
    int a, b;
    double strength = .1;
};

// What arises in a week, for one member and, where it leads, its unit.
struct Week {
    BeliefValues belief;
    Style conduct;
    bool on_duty;
    double condition, theta, estimate, directive, action, fit, effort, overhead, performance, satisfaction;
    double tie_strength, tie_trust, envy;  // sums over own ties that become means
    bool issue, spoke, heard, welcomed, explained, ignored, punished, quit;
    // of the unit it leads
    double hours, contact, one_to_ones, p_heard, decision, estimate_after_voices;
    double mean_silent, mean_action, mean_fit, mean_trust_leader, mean_safety;
    double welcomed_share, explained_share, ignored_share, punished_share;
};

// Sums of one week over members; means are made when it is over.
struct Report {
    double trust_leader = 0, trust_team = 0, trust_organization = 0, trust_self = 0, trust_report = 0, safety = 0,
           impact = 0, latitude = 0, autonomy = 0, personization = 0, aspiration = 0, satisfaction = 0, fit = 0,
           effort = 0, overhead = 0, issue_rate = 0, quits = 0;
    double dyads_domination = 0, dyads_transactional = 0, dyads_personal = 0, dyads_intimacy = 0;
    double performance = 0, vacancy = 0, adoption = 0, tie_strength = 0, surprise_top = 0, surprise_front = 0;
    double issues = 0, spoken = 0, heard = 0, welcomed = 0, explained = 0, ignored = 0, punished = 0;
    double on_duty = 0, leaders = 0, front = 0;
};

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    double normal() { return normal_(engine_); }
    bool happens(double p) { return uniform_(engine_) < p; }
    int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(engine_); }
    double beta(double a, double b) {
        double const x = std::gamma_distribution<double>(a)(engine_), y = std::gamma_distribution<double>(b)(engine_);
        return x / (x + y);
    }

private:
    std::mt19937_64 engine_;
    std::normal_distribution<double> normal_;
    std::uniform_real_distribution<double> uniform_;
};

class Organization {
public:
    Organization(int members, std::string const& style, unsigned seed);
    Report step();

private:
    void draw_traits(Member& member);

    // The week, in this order.
    void begin_week();
    void perceive();
    void act();
    void lead_units();
    void speak_up();
    void spend_leaders_hours();
    void answer_voices();
    void meet_ties();
    void learn_and_relate();
    void strengthen_ties();
    void welcome_newcomers();
    Report report() const;
    double decision_of(int leader);

    Parameters const parameters_;
    Style const habit_ = style_called("command"), policy_;
    double const phi_ = 1 - parameters_.turbulence;
    Random random_;
    std::vector<Position> positions_;
    std::vector<Member> now_, next_;
    std::vector<Tie> ties_;
    std::vector<Week> week_;
};
