#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "candor/model/organization.hpp"
#include "candor/model/week.hpp"
#include "candor/scenario/scenario.hpp"

namespace candor::bench {

inline constexpr model::StyleIndex command = 0;
inline constexpr model::StyleIndex level2 = 2;
inline constexpr random::Key luck{1, 1};

/// Every default, with so many members: seven reports a leader, two ties a member, 208 weeks.
[[nodiscard]] scenario::Scenario default_scenario(int members);

/// The plan of that scenario.
[[nodiscard]] std::shared_ptr<model::Plan const> make_plan(int members);

/// A plan that is made when it is first asked for, so that a filter that leaves it out does not pay for it.
class PlanOnDemand {
public:
    explicit PlanOnDemand(int members) : members_(members) {}
    [[nodiscard]] int members() const { return members_; }
    [[nodiscard]] model::Plan const& plan();

private:
    int members_;
    std::shared_ptr<model::Plan const> plan_;
};

/// An organization that is stepped week by week and founded anew when a run would be over: nobody simulates the ten
/// thousands of weeks that a measurement of a small one takes.
class Company {
public:
    Company(model::Plan const& plan, model::StyleIndex policy, model::InstructionSet set);

    [[nodiscard]] int weeks_left() const { return static_cast<int>(last_week - week_); }
    [[nodiscard]] bool run_is_over() const { return weeks_left() == 0; }
    /// Founds it anew and lives the first weeks, in which memory is touched for the first time.
    void begin_again();
    void step() { stepper_->step(++week_); }
    [[nodiscard]] model::Organization const& organization() const { return *organization_; }

    /// Weeks of a run that are left after begin_again().
    static constexpr int weeks_of_a_run = 206;

private:
    static constexpr std::uint32_t first_weeks = 2;
    static constexpr std::uint32_t last_week = first_weeks + weeks_of_a_run;

    model::Plan const& plan_;
    model::StyleIndex policy_;
    model::InstructionSet set_;
    std::optional<model::Organization> organization_;
    std::optional<model::Stepper> stepper_;
    std::uint32_t week_ = 0;
};

}  // namespace candor::bench
