#include "organization.hpp"

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "candor/model/organization.hpp"

namespace candor::python {

namespace {

using output::Attribute;
using output::Dataset;

void add_members(Dataset& dataset, model::Chart const& chart) {
    auto const size = static_cast<std::size_t>(chart.size());
    std::vector<std::int32_t> members(size), leaders, levels;
    std::vector<std::string> ids;
    std::iota(members.begin(), members.end(), 0);
    for (model::Position const member : members) {
        ids.push_back(chart.id(member));
        leaders.push_back(chart.manager(member));
        levels.push_back(chart.level(member));
    }
    dataset.dimensions.push_back({"member", size});
    dataset.coordinates.push_back(
        {"member", {"member"}, std::move(members), {{"long_name", "position in breadth-first order, 0 is the top"}}});
    dataset.variables.push_back({"id", {"member"}, std::move(ids), {{"long_name", "the member's own id"}}});
    dataset.variables.push_back({"leader",
                                 {"member"},
                                 std::move(leaders),
                                 {{"long_name", "member that it reports to; -1 for the top"}, {"units", "1"}}});
    dataset.variables.push_back(
        {"level", {"member"}, std::move(levels), {{"long_name", "levels below the top"}, {"units", "1"}}});
}

void add_ties(Dataset& dataset, model::Organization const& organization) {
    model::Seating const& seating = organization.plan().seating;
    model::Position const size = organization.plan().structure.chart.size();
    std::vector<model::Position> at(static_cast<std::size_t>(seating.rows()), model::nobody);
    for (model::Position p = 0; p < size; ++p) at[static_cast<std::size_t>(seating.row_of(p))] = p;

    std::vector<std::int32_t> ties;
    std::vector<float> strengths;
    for (model::Position one = 0; one < size; ++one) {
        organization.ties.for_each(seating.row_of(one), [&](std::size_t half_edge) {
            auto const row = static_cast<std::size_t>(organization.ties.neighbour[half_edge]);
            if (at[row] < one) return;  // its other half tells of it
            ties.insert(ties.end(), {one, at[row]});
            strengths.push_back(organization.ties.strength[half_edge]);
        });
    }
    dataset.dimensions.push_back({"tie", strengths.size()});
    dataset.dimensions.push_back({"end", 2});
    dataset.coordinates.push_back({"end", {"end"}, std::vector<std::string>{"one", "other"}, {}});
    dataset.variables.push_back({"ties",
                                 {"tie", "end"},
                                 std::move(ties),
                                 {{"long_name", "the two members of a tie across units"}, {"units", "1"}}});
    dataset.variables.push_back({"tie_strength",
                                 {"tie"},
                                 std::move(strengths),
                                 {{"long_name", "strength of the tie as founded"}, {"units", "1"}}});
}

}  // namespace

output::Dataset founded(run::Arm const& arm, int replicate) {
    model::Organization const organization(*arm.plan, arm.policy, run::run_plan_of(arm, replicate).key);
    Dataset dataset;
    add_members(dataset, arm.plan->structure.chart);
    add_ties(dataset, organization);
    dataset.attributes = {{"title", arm.scenario.title},
                          {"policy", arm.label},
                          {"seed", static_cast<std::int64_t>(arm.scenario.run.seed)},
                          {"replicate", static_cast<std::int64_t>(replicate)}};
    return dataset;
}

}  // namespace candor::python
