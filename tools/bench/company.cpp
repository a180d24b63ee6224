#include "company.hpp"

#include "candor/run/experiment.hpp"
#include "candor/scenario/load.hpp"

namespace candor::bench {

scenario::Scenario default_scenario(int members) {
    scenario::Scenario scenario = scenario::default_scenario();
    scenario.organization.members = members;
    return scenario;
}

std::shared_ptr<model::Plan const> make_plan(int members) {
    return run::run_of(default_scenario(members)).arms.front().plan;
}

model::Plan const& PlanOnDemand::plan() {
    if (!plan_) plan_ = make_plan(members_);
    return *plan_;
}

Company::Company(model::Plan const& plan, model::StyleIndex policy, model::InstructionSet set)
    : plan_(plan), policy_(policy), set_(set) {
    begin_again();
}

void Company::begin_again() {
    stepper_.reset();
    organization_.reset();  // before its successor, so that there is never room for two
    organization_.emplace(plan_, policy_, luck);
    stepper_.emplace(*organization_, false, set_);
    week_ = 0;
    while (week_ < first_weeks) step();
}

}  // namespace candor::bench
