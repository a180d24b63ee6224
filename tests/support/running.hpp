#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "candor/core/error.hpp"
#include "candor/model/interventions.hpp"
#include "candor/model/rules.hpp"
#include "candor/run/simulate.hpp"
#include "support/company.hpp"

/// What tests of interventions share.
namespace candor::tests {

using namespace candor::model;

/// Level 2 in its tenth week, on an organization with units of several sizes.
struct Running : Company {
    Running() : Company(generate_chart(200, {2, 9}, 3), {.policy = level2}) { step(9); }

    int carry_out(Intervention const& what) {
        return static_cast<int>(intervene(organization, what, 0, week + 1).size());
    }

    [[nodiscard]] std::vector<Position> touched(Scope const& scope, bool leaders) const {
        return members_in(scope, plan, leaders ? Audience::leaders : Audience::members, organization.key(), 0,
                          week + 1);
    }
};

/// One element of the conduct of a leader, in double.
inline double conduct(Company const& company, std::size_t element, Position leader) {
    Leaders const& leaders = company.organization.leaders;
    std::size_t const led = company.led(leader);
    auto const habit = static_cast<double>(leaders.habits.of(element, static_cast<Slot>(led)));
    auto const policy = static_cast<double>(company.plan.elements[element][at(leaders.policy[led])]);
    return habit + static_cast<double>(leaders.adoption[led]) * (policy - habit);
}

inline std::vector<Position> all_leaders(Company const& company) {
    std::vector<Position> leaders;
    for (Position p = 0; p < company.size(); ++p) {
        if (company.chart().leads(p)) leaders.push_back(p);
    }
    return leaders;
}

/// Keeps what a company looked like when a week began.
class AsWeekBegins final : public run::Observer {
public:
    explicit AsWeekBegins(int week) : week_(week) {}
    void week_begins(int week, Organization const& organization) override {
        if (week == week_) {
            leaders = organization.leaders;
            members = organization.members;
        }
    }
    void week_ended(int /*week*/, WeekTally const& /*tally*/, std::span<Tally const> /*units*/) override {}

    Leaders leaders;
    Members members;

private:
    int week_;
};

}  // namespace candor::tests
