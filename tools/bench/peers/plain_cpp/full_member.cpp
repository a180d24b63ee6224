// The full model: what a week does to a member, steps 6 to 10.
#include "full_model.hpp"

namespace {

double toward(double value, double target, double up, double down) {
    return value + (target > value ? up : down) * (target - value);
}

}  // namespace

void Organization::learn_and_relate() {
    constexpr double nu = 2;
    for (std::size_t i = 0; i < now_.size(); ++i) {
        auto const& member = now_[i];
        auto const& position = positions_[i];
        auto& next = next_[i];
        auto& week = week_[i];
        bool const is_top = i == 0, leads = !position.reports.empty();
        auto const& leader = week_[position.manager];
        auto const& felt = leader.conduct;
        auto const& belief = week.belief;

        // 6: output
        double const motivation =
            .55 + .40 * ((belief.trust_leader + belief.trust_organization + member.autonomy) / 3 - .5);
        double const supervision = parameters_.routineness * felt.monitoring * (1 - member.autonomy);
        auto const unit_size = static_cast<double>(positions_[position.manager].reports.size());
        week.effort = 1 - (1 - supervision) * (1 - motivation);
        week.overhead = (leader.one_to_ones / unit_size + week.spoke) / 40 + .02 * felt.responsible_individual;
        if (leads) week.overhead += std::min(1.0, week.hours / 40);
        week.performance = week.on_duty ? week.effort * week.fit * (1 - std::min(1.0, week.overhead)) : 0;

        // 7: evidence; the top is its own unit
        double const W = week.welcomed, X = week.explained, I = week.ignored, U = week.punished;
        double const w = is_top ? W : leader.welcomed_share, x = is_top ? X : leader.explained_share,
                     ignored = is_top ? I : leader.ignored_share, punished = is_top ? U : leader.punished_share;
        double const unit_trust = is_top ? belief.trust_leader : leader.mean_trust_leader,
                     unit_safety = is_top ? belief.safety : leader.mean_safety,
                     unit_fit = is_top ? week.fit : leader.mean_fit;
        double const g = member.latitude, h = member.personization;
        bool const due = random_.happens(.1);
        bool const kept = due && random_.happens(felt.integrity), broken = due && !kept;

        next.beliefs.trust_leader.learn(
            W + .3 * X + .5 * kept + .1 * h + .1 * g + .1 * unit_trust,
            nu * (.5 * I + 3 * U) + nu * .5 * broken + .1 * (1 - g) + .1 * (1 - unit_trust));
        next.beliefs.safety.learn(W + X + .3 * (w + x) + .1 * felt.inquiry + .1 * unit_safety,
                                  nu * (.3 * (I + .3 * ignored) + 3 * (U + .3 * punished)) + .1 * (1 - unit_safety));
        next.beliefs.impact.learn(W + .3 * w, .3 * X + I + U + .3 * (ignored + punished));
        next.beliefs.trust_report.learn(.1 * week.fit + .3 * W + .05 * h, .1 * (1 - week.fit) + .3 * (I + U));
        next.beliefs.trust_self.learn(.1 * week.fit + .1 * felt.feedback,
                                      .1 * (1 - week.fit) + .2 * std::max(0.0, g - member.autonomy));
        next.beliefs.trust_team.learn(.1 * (unit_fit + unit_safety + felt.connecting),
                                      .1 * (3 - unit_fit - unit_safety - felt.connecting));
        next.beliefs.trust_organization.learn(.1 * (belief.trust_leader + week.tie_trust),
                                              .1 * (2 - belief.trust_leader - week.tie_trust));

        // 8: relate and delegate
        next.personization = h + .08 * leader.contact * (1 - h) - .02 * h;
        double const offer = felt.delegation * (felt.trust_first + (1 - felt.trust_first) * belief.trust_report) *
                             (.7 + .3 * now_[position.manager].autonomy);
        next.latitude = toward(g, offer, .05, .25);
        double const readiness = g * (.4 + .3 * (belief.trust_self + belief.safety));
        next.autonomy = is_top ? 1 : toward(member.autonomy, readiness, .05, .5);

        // 9: lead
        if (leads && !is_top) {
            double const adoption = member.adoption;
            next.adoption = std::clamp(adoption + .02 * member.mindset * member.skill * (1 - adoption) +
                                           .02 * (now_[position.manager].adoption - adoption) -
                                           .02 * member.control * (1 - member.skill) * adoption,
                                       0.0, 1.0);
        }
        next.expertise = std::min(2.0, member.expertise * (1 + .002 * felt.feedback * member.mindset));

        // 10: stay or leave
        week.satisfaction = .35 * belief.trust_leader + .20 * member.autonomy + .25 * belief.safety + .20 * week.fit;
        double const p_quit =
            std::min(1.0, parameters_.market * .003 * std::exp(5 * (member.aspiration - week.satisfaction)));
        week.quit = week.on_duty && !is_top && random_.happens(p_quit);
        next.satisfaction = week.satisfaction;
        next.aspiration =
            member.aspiration + .01 * (week.satisfaction - member.aspiration) + .02 * week.tie_strength * week.envy;
        next.vacancy = week.quit ? 6 : std::max(0, member.vacancy - 1);

        next.silent = week.issue && !week.spoke;
        next.condition = week.condition;
        next.action = week.action;
        next.estimate = week.estimate_after_voices;
    }
}
