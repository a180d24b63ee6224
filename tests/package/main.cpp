#include <candor/scenario/load.hpp>

#include <iostream>

int main() {
    candor::scenario::Scenario const scenario = candor::scenario::parse_scenario("run: {weeks: 12}");
    std::cout << scenario.organization.members << " members, " << scenario.run.weeks << " weeks\n";
}
