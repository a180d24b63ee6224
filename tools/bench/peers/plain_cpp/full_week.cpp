// The full model: one week. `now_` is the state as the week began, `next_` the state the next one begins with.
#include "full_model.hpp"

void Organization::begin_week() {
    for (std::size_t i = 0; i < now_.size(); ++i) {
        auto const& member = now_[i];
        auto const& beliefs = member.beliefs;
        auto& week = week_[i];
        week.belief = {beliefs.trust_leader.value(member.propensity),
                       beliefs.trust_team.value(member.propensity),
                       beliefs.trust_organization.value(member.propensity),
                       beliefs.safety.value(member.propensity),
                       beliefs.trust_self.value(.5),
                       beliefs.impact.value(.5),
                       beliefs.trust_report.value(.5)};
        week.on_duty = member.vacancy == 0;
        if (!positions_[i].reports.empty()) week.conduct = blend(habit_, policy_, member.adoption);
        next_[i] = member;
    }
}

// Steps 1 and 2: managers come before their reports, so theta runs down the tree in one pass.
void Organization::perceive() {
    for (std::size_t i = 0; i < now_.size(); ++i) {
        auto const& member = now_[i];
        auto const& position = positions_[i];
        auto& week = week_[i];
        week.condition = phi_ * member.condition + std::sqrt(1 - phi_ * phi_) * position.sigma * random_.normal();
        week.theta = week.condition + (i > 0 ? week_[position.manager].theta : 0);

        double const noise = parameters_.signal_noise / member.expertise * (1 + parameters_.distance * position.height);
        double const q = position.drift;
        double const gain = q > 0 ? 2 * q / (q + std::sqrt(q * q + 4 * q * noise * noise)) : 0;
        week.estimate = member.estimate + gain * (week.theta + noise * random_.normal() - member.estimate);
        week.estimate_after_voices = week.estimate;
    }
}

double Organization::decision_of(int leader) {
    int decider = -1;
    for (int report : positions_[leader].reports)
        if (week_[report].on_duty && (decider < 0 || now_[report].expertise > now_[decider].expertise))
            decider = report;
    if (decider < 0) return now_[leader].action;

    double sum = week_[decider].estimate;
    int voices = 1;
    for (int report : positions_[leader].reports) {
        auto const& week = week_[report];
        if (report == decider || !week.on_duty) continue;
        if (!random_.happens(parameters_.advice * (.5 + .5 * week.belief.trust_team))) continue;
        sum += week.estimate;
        ++voices;
    }
    return sum / voices;
}

// Step 3 up to the action.
void Organization::act() {
    for (std::size_t i = 0; i < now_.size(); ++i)
        if (!positions_[i].reports.empty()) {
            double const ri = week_[i].conduct.responsible_individual;
            week_[i].decision =
                ri > 0 ? (1 - ri) * now_[i].action + ri * decision_of(static_cast<int>(i)) : now_[i].action;
        }
    week_[0].directive = week_[0].action = week_[0].estimate;
    for (std::size_t i = 1; i < now_.size(); ++i) {
        auto& week = week_[i];
        week.directive = week_[positions_[i].manager].decision;
        week.action = week.directive + now_[i].autonomy * (week.estimate - week.directive);
    }
}

// Rest of step 3, and what units share.
void Organization::lead_units() {
    for (auto& week : week_) week.tie_strength = week.tie_trust = week.envy = 0;
    for (auto const& tie : ties_) {
        auto &a = week_[tie.a], &b = week_[tie.b];
        a.tie_strength += tie.strength;
        b.tie_strength += tie.strength;
        a.tie_trust += b.belief.trust_organization;
        b.tie_trust += a.belief.trust_organization;
        a.envy += tie.strength * now_[tie.b].satisfaction;
        b.envy += tie.strength * now_[tie.a].satisfaction;
    }
    for (std::size_t leader = 0; leader < now_.size() && !positions_[leader].reports.empty(); ++leader) {
        auto const& reports = positions_[leader].reports;
        auto const size = static_cast<double>(reports.size());
        auto& unit = week_[leader];
        unit.mean_silent = unit.mean_action = unit.mean_trust_leader = unit.mean_safety = unit.mean_fit = 0;
        for (int report : reports) {
            unit.mean_silent += now_[report].silent / size;
            unit.mean_action += week_[report].action / size;
            unit.mean_trust_leader += week_[report].belief.trust_leader / size;
            unit.mean_safety += week_[report].belief.safety / size;
        }
        for (int report : reports) {
            auto& week = week_[report];
            auto const ties = positions_[report].ties.size();
            double const strength = ties > 0 ? week.tie_strength / static_cast<double>(ties) : 0;
            double const adjustment = .5 * week.belief.trust_team + .5 * strength;
            double const off = week.action - week.theta, apart = week.action - unit.mean_action;
            week.fit = std::exp(-(off * off + parameters_.interdependence * (1 - adjustment) * apart * apart));
            unit.mean_fit += week.fit / size;
        }
    }
    double const off = week_[0].action - week_[0].theta;
    week_[0].fit = std::exp(-off * off);
}

// Step 4.
void Organization::speak_up() {
    week_[0].issue = week_[0].spoke = false;
    for (std::size_t i = 1; i < now_.size(); ++i) {
        auto& week = week_[i];
        auto const& leader = week_[positions_[i].manager];
        auto const& belief = week.belief;
        week.issue = std::abs(week.estimate - week.directive) > parameters_.issue_threshold && week.on_duty;
        week.spoke = false;
        if (!week.issue) continue;
        double const drive = .2 + 2 * belief.impact - 2.5 * (1 - belief.safety) + .8 * leader.conduct.inquiry +
                             .5 * belief.trust_self - leader.mean_silent + (now_[i].aspiration - .5);
        week.spoke = random_.happens(1 / (1 + std::exp(-drive)));
    }
}

// Step 5, first half.
void Organization::spend_leaders_hours() {
    for (std::size_t leader = 0; leader < now_.size() && !positions_[leader].reports.empty(); ++leader) {
        auto const& reports = positions_[leader].reports;
        auto const size = static_cast<double>(reports.size());
        auto& unit = week_[leader];
        double first = .8 * unit.conduct.monitoring * size, voices = 0;
        for (int report : reports) {
            first += 1 - now_[report].autonomy;
            voices += week_[report].spoke;
        }
        double left = std::max(0.0, 40 * (1 - .30) - first);
        double const listening = std::min(voices, left);
        unit.p_heard = unit.on_duty ? std::min(1.0, left / std::max(voices, 1.0)) : 0;
        left = std::max(0.0, left - voices);
        unit.one_to_ones = unit.on_duty ? std::min(unit.conduct.relational_time * 40, left) : 0;
        unit.contact = 1 - std::exp(-unit.one_to_ones / size);
        unit.hours = first + listening + unit.one_to_ones;
    }
}

// Step 5, second half.
void Organization::answer_voices() {
    for (std::size_t leader = 0; leader < now_.size() && !positions_[leader].reports.empty(); ++leader) {
        auto const& reports = positions_[leader].reports;
        auto const size = static_cast<double>(reports.size());
        auto& unit = week_[leader];
        double welcomed = 0, explained = 0, ignored = 0, punished = 0, estimates = 0;
        for (int report : reports) {
            auto& week = week_[report];
            week.heard = week.spoke && random_.happens(unit.p_heard);
            week.welcomed = week.heard && random_.happens(unit.conduct.receptiveness);
            week.punished = week.heard && !week.welcomed && random_.happens(unit.conduct.sanction);
            week.explained =
                week.heard && !week.welcomed && !week.punished && random_.happens(unit.conduct.transparency);
            week.ignored = week.spoke && !week.welcomed && !week.punished && !week.explained;
            welcomed += week.welcomed;
            explained += week.explained;
            ignored += week.ignored;
            punished += week.punished;
            if (week.welcomed) estimates += week.estimate;
        }
        unit.welcomed_share = welcomed / size;
        unit.explained_share = explained / size;
        unit.ignored_share = ignored / size;
        unit.punished_share = punished / size;
        if (welcomed > 0)
            unit.estimate_after_voices += welcomed / (welcomed + 1) * (estimates / welcomed - unit.estimate);
    }
    auto& top = week_[0];
    top.heard = top.welcomed = top.explained = top.ignored = top.punished = false;
}

// Means over own ties.
void Organization::meet_ties() {
    for (std::size_t i = 0; i < now_.size(); ++i) {
        auto& week = week_[i];
        auto const ties = static_cast<double>(positions_[i].ties.size());
        week.tie_trust = ties > 0 ? week.tie_trust / ties : week.belief.trust_organization;
        week.envy = week.tie_strength > 0 ? std::max(0.0, week.envy / week.tie_strength - now_[i].aspiration) : 0;
        week.tie_strength = ties > 0 ? week.tie_strength / ties : 0;
    }
}

void Organization::strengthen_ties() {
    for (auto& tie : ties_) {
        double const connecting = .5 * (week_[positions_[tie.a].manager].conduct.connecting +
                                        week_[positions_[tie.b].manager].conduct.connecting);
        double const safety = week_[tie.a].belief.safety * week_[tie.b].belief.safety;
        tie.strength += .03 * connecting * safety * (1 - tie.strength) - .01 * tie.strength;
    }
}
