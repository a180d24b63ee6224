#include "candor/run/explain.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "candor/core/error.hpp"
#include "candor/run/simulate.hpp"

namespace candor::run {

namespace {

/// Tells one member's week when it begins.
class WeekTeller : public Observer {
public:
    WeekTeller(int week, model::Position member, std::function<void()> week_done)
        : week_(week), member_(member), week_done_(std::move(week_done)) {}

    void week_begins(int week, model::Organization const& organization) override {
        if (week != week_) return;
        told_ = model::member_week(organization, static_cast<std::uint32_t>(week), member_);
        model::Slot const unit = organization.plan().seating.slot_of(member_);
        asked_ = organization.leaders.policy[static_cast<std::size_t>(unit)];
    }
    void week_ended(int /*week*/, model::WeekTally const& /*tally*/, std::span<model::Tally const> /*units*/) override {
        if (week_done_) week_done_();
    }

    [[nodiscard]] model::MemberWeek const& told() const { return *told_; }
    [[nodiscard]] model::StyleIndex asked_of_leader() const { return asked_; }

private:
    int week_;
    model::Position member_;
    std::function<void()> week_done_;
    std::optional<model::MemberWeek> told_;
    model::StyleIndex asked_ = 0;
};

}  // namespace

Explanation explain(Arm const& arm, WhoAndWhen const& whom, StopRequest const* stop, std::function<void()> week_done) {
    scenario::Scenario const& scenario = arm.scenario;
    model::Chart const& chart = arm.plan->structure.chart;
    model::Position const member = chart.find(whom.member);
    if (member == model::nobody)
        throw Error(fmt::format("there is no member '{}' ({} members: '{}' to '{}')", whom.member, chart.size(),
                                chart.id(0), chart.id(chart.size() - 1)));
    if (whom.week < 1 || whom.week > scenario.run.weeks)
        throw Error(fmt::format("there is no week {} (the run has weeks 1 to {})", whom.week, scenario.run.weeks));
    WeekTeller teller(whom.week, member, std::move(week_done));
    RunPlan run = run_plan_of(arm, whom.replicate);
    run.weeks = whom.week;
    simulate(run, teller, stop);
    model::MemberWeek const& week = teller.told();
    auto const id = [&](model::Position p) { return p == model::nobody ? std::string{} : chart.id(p); };
    return {arm.label,
            week,
            chart.id(member),
            id(week.leader.leader),
            id(week.decision.decider),
            arm.plan->parameters.voice.issue_threshold,
            arm.plan->leadership.styles[static_cast<std::size_t>(teller.asked_of_leader())].name};
}

}  // namespace candor::run
