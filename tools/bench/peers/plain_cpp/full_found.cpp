// The full model: founding an organization, newcomers, and what a week adds up to.
#include "full_model.hpp"

Organization::Organization(int members, std::string const& style, unsigned seed)
    : policy_(style_called(style)), random_(seed), positions_(members), now_(members), week_(members) {
    for (int i = 1; i < members; ++i) {
        positions_[i].manager = (i - 1) / parameters_.span;
        positions_[positions_[i].manager].reports.push_back(i);
    }
    for (int i = members - 1; i > 0; --i) {
        auto& manager = positions_[positions_[i].manager];
        manager.height = std::max(manager.height, positions_[i].height + 1);
    }

    for (int i = 0; i < members; ++i) {
        auto& position = positions_[i];
        auto& member = now_[i];
        position.sigma = position.reports.empty() ? parameters_.individuality : parameters_.volatility;
        position.drift = (1 - phi_ * phi_) * position.sigma * position.sigma;
        draw_traits(member);
        member.condition = position.sigma * random_.normal();
        double theta = member.condition;
        if (i > 0) {
            position.drift += positions_[position.manager].drift;
            theta += now_[position.manager].estimate;
        }
        member.estimate = member.action = theta;
        member.adoption = parameters_.adoption;
    }
    now_[0].autonomy = 1;
    now_[0].adoption = 1;
    next_ = now_;

    if (positions_[0].reports.size() + 1 == positions_.size()) return;  // one unit: nobody to be tied to
    int const ties = static_cast<int>(members * parameters_.ties_per_member / 2);
    for (int t = 0; t < ties; ++t) {
        int a, b;
        do {
            a = 1 + random_.below(members - 1);
            b = 1 + random_.below(members - 1);
        } while (positions_[a].manager == positions_[b].manager);
        ties_.push_back({a, b});
        positions_[a].ties.push_back(t);
        positions_[b].ties.push_back(t);
    }
}

void Organization::draw_traits(Member& member) {
    member.propensity = random_.beta(5, 5);
    member.mindset = random_.beta(5, 5);
    member.control = random_.beta(4, 6);
    member.skill = random_.beta(4, 6);
    member.expertise = std::min(2.0, std::exp(.25 * random_.normal()));
}

Report Organization::step() {
    begin_week();
    perceive();
    act();
    lead_units();
    speak_up();
    spend_leaders_hours();
    answer_voices();
    meet_ties();
    learn_and_relate();
    auto const result = report();
    strengthen_ties();
    welcome_newcomers();
    std::swap(now_, next_);
    return result;
}

void Organization::welcome_newcomers() {
    for (int i = 1; i < static_cast<int>(now_.size()); ++i) {
        if (now_[i].vacancy != 1) continue;
        auto const& position = positions_[i];
        auto& member = next_[i];
        draw_traits(member);
        member.expertise *= .8;
        member.beliefs = Beliefs();
        member.personization = 0;
        member.latitude = .2;
        member.autonomy = .1;
        member.aspiration = .5;
        member.satisfaction = .5;
        member.silent = false;
        for (int tie : position.ties) ties_[tie].strength = .1;
        member.adoption = .5 * now_[position.manager].adoption;
        for (int report : position.reports) {
            next_[report].beliefs.trust_leader = Belief();
            next_[report].beliefs.trust_report = Belief();
            next_[report].personization = 0;
        }
    }
}

Report Organization::report() const {
    Report sum;
    auto const& top = week_[0];
    sum.surprise_top = std::abs(top.estimate - top.theta);
    for (std::size_t i = 1; i < now_.size(); ++i) {
        auto const& member = now_[i];
        auto const& week = week_[i];
        if (positions_[i].reports.empty()) {
            sum.surprise_front += std::abs(week.estimate - week.theta);
            ++sum.front;
        } else {
            sum.adoption += member.adoption;
            ++sum.leaders;
        }
        sum.performance += week.performance;
        sum.vacancy += !week.on_duty;
        sum.issues += week.issue;
        sum.spoken += week.spoke;
        sum.heard += week.heard;
        sum.welcomed += week.welcomed;
        sum.explained += week.explained;
        sum.ignored += week.ignored;
        sum.punished += week.punished;
        if (!week.on_duty) continue;

        auto const& belief = week.belief;
        ++sum.on_duty;
        sum.trust_leader += belief.trust_leader;
        sum.trust_team += belief.trust_team;
        sum.trust_organization += belief.trust_organization;
        sum.trust_self += belief.trust_self;
        sum.trust_report += belief.trust_report;
        sum.safety += belief.safety;
        sum.impact += belief.impact;
        sum.latitude += member.latitude;
        sum.autonomy += member.autonomy;
        sum.personization += member.personization;
        sum.aspiration += member.aspiration;
        sum.satisfaction += week.satisfaction;
        sum.fit += week.fit;
        sum.effort += week.effort;
        sum.overhead += week.overhead;
        sum.issue_rate += week.issue;
        sum.quits += 52 * week.quit;
        if (belief.safety < .2 && belief.trust_leader < .3)
            ++sum.dyads_domination;
        else if (member.personization >= .8 && belief.trust_leader >= .8)
            ++sum.dyads_intimacy;
        else if (member.personization >= .5 && belief.trust_leader >= .5)
            ++sum.dyads_personal;
        else
            ++sum.dyads_transactional;
    }
    for (auto const& tie : ties_) sum.tie_strength += tie.strength;

    for (double* value : {&sum.trust_leader,
                          &sum.trust_team,
                          &sum.trust_organization,
                          &sum.trust_self,
                          &sum.trust_report,
                          &sum.safety,
                          &sum.impact,
                          &sum.latitude,
                          &sum.autonomy,
                          &sum.personization,
                          &sum.aspiration,
                          &sum.satisfaction,
                          &sum.fit,
                          &sum.effort,
                          &sum.overhead,
                          &sum.issue_rate,
                          &sum.quits,
                          &sum.dyads_domination,
                          &sum.dyads_transactional,
                          &sum.dyads_personal,
                          &sum.dyads_intimacy})
        *value /= sum.on_duty;
    auto const positions = static_cast<double>(now_.size() - 1);
    sum.performance /= positions;
    sum.vacancy /= positions;
    sum.adoption /= sum.leaders;
    sum.surprise_front /= sum.front;
    sum.tie_strength /= static_cast<double>(ties_.size());
    return sum;
}
