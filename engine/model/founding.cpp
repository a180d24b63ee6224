#include <algorithm>

#include "candor/core/parallel.hpp"
#include "candor/model/instruction_set.hpp"
#include "candor/model/organization.hpp"
#include "candor/model/rules.hpp"
#include "candor/random/distributions.hpp"

/// How an organization begins: people, task, leaders, ties.
namespace candor::model {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Enough members for the work to be worth a thread.
constexpr std::size_t members_per_chunk = 8192;

}  // namespace

Organization::Organization(Plan const& plan, StyleIndex policy, random::Key key) : plan_(&plan), key_(key) {
    allocate();
    found_people();
    found_task();
    found_leaders(policy);
    found_ties();
}

void Organization::allocate() {
    std::size_t const rows = at(plan_->seating.rows());
    std::size_t const slots = at(plan_->seating.slots());
    members = Members(rows);
    first_week.assign(at(plan_->structure.chart.size()), 1);
    int shift = 0;
    auto const by_slot = [&] { return Column(slots, 0.F, shift++); };
    shown = AlignedArray<Shown>(rows + 1, Shown{}, shift++);
    next_shown = AlignedArray<Shown>(rows + 1, Shown{}, shift++);
    leaders.policy.assign(slots, 0);
    for (Column* column : {&leaders.adoption, &leaders.next_adoption, &units.theta, &units.action, &units.autonomy,
                           &units.present, &units.welcomed, &units.welcomed_estimates, &units.leading_overhead,
                           &units.leader_effort_fit, &units.leader_overhead}) {
        *column = by_slot();
    }
}

void Organization::found_people() {
    People const& people = plan_->parameters.people;
    auto const draw_people = kernel_for(chosen_instruction_set()).draw_people;
    parallel::for_each_chunk(0, at(plan_->structure.chart.size()), members_per_chunk,
                             [&](std::size_t first, std::size_t last) {
                                 draw_people(*this, static_cast<Position>(first), static_cast<Position>(last));
                                 for (std::size_t p = first; p < last; ++p) {
                                     Row const row = plan_->seating.row_of(static_cast<Position>(p));
                                     members.personization[at(row)] = people.personization;
                                     members.vacancy[at(row)] = 0.F;
                                     take_place(row);
                                     show_beliefs(row);
                                 }
                             });
    members.autonomy[at(plan_->seating.row_of(0))] = 1.F;
}

void Organization::take_place(Row row) {
    People const& people = plan_->parameters.people;
    members.latitude[at(row)] = people.latitude;
    members.autonomy[at(row)] = people.autonomy;
    members.aspiration[at(row)] = people.aspiration;
    shown[at(row)].satisfaction = people.satisfaction;
}

void Organization::found_task() {
    Environment const& environment = plan_->parameters.environment;
    Chart const& chart = plan_->structure.chart;
    for (Position p = 0; p < chart.size(); ++p) {
        std::size_t const row = at(plan_->seating.row_of(p));
        float const sigma = p == 0 || chart.leads(p) ? environment.volatility : environment.individuality;
        members.condition[row] *= sigma;  // a standard normal until now
        float const above = p == 0 ? 0.F : members.estimate[at(plan_->seating.row_of(chart.manager(p)))];
        members.estimate[row] = above + members.condition[row];
        members.action[row] = members.estimate[row];
        members.noise[row] = plan_->signal_noise(p);
    }
}

void Organization::found_leaders(StyleIndex policy) {
    Seating const& seating = plan_->seating;
    std::array<float, style_elements> habit{};
    for (std::size_t e = 0; e < style_elements; ++e) habit[e] = plan_->elements[e][at(plan_->leadership.habit)];
    leaders.habits = Habits(habit, at(seating.slots()));
    for (Slot slot = 0; slot < seating.slots(); ++slot) {
        leaders.policy[at(slot)] = policy;
        leaders.adoption[at(slot)] = seating.leader(slot) == 0 ? 1.F : plan_->leadership.adoption;
        show_connecting(slot, leaders.adoption[at(slot)]);
    }
    leaders.next_adoption = leaders.adoption;
}

void Organization::found_ties() {
    Structure const& structure = plan_->structure;
    std::vector<Tie> const drawn =
        structure.ties.empty() ? draw_ties(plan_->seating, structure.chart.size(), structure.ties_per_member, key_)
                               : std::vector<Tie>{};
    ties =
        Ties(plan_->seating, structure.ties.empty() ? drawn : structure.ties, plan_->parameters.learning.tie_strength);
}

std::vector<Tie> draw_ties(Seating const& seating, Position members, double ties_per_member, random::Key key) {
    auto const wanted = static_cast<std::uint32_t>(static_cast<double>(members) * ties_per_member / 2.0);
    bool const one_unit = members < 3 || seating.size(seating.slot_of(1)) == members - 1;
    std::vector<Tie> ties;
    if (one_unit) return ties;  // no two members are in different units
    ties.resize(wanted);
    auto const others = static_cast<std::uint32_t>(members - 1);
    auto const draw = [&](std::uint32_t t) {
        for (std::uint32_t attempt = 0; attempt < random::call::tie_attempts; ++attempt) {
            auto const words = random::philox(key, {t, 0, random::call::tie_ends(attempt)});
            Tie const tie{static_cast<Position>(1 + random::below(words.w0, others)),
                          static_cast<Position>(1 + random::below(words.w1, others))};
            if (seating.slot_of(tie.one) != seating.slot_of(tie.other)) return tie;
        }
        return Tie{};
    };
    parallel::for_each_chunk(0, wanted, members_per_chunk, [&](std::size_t first, std::size_t last) {
        for (std::size_t t = first; t < last; ++t) ties[t] = draw(static_cast<std::uint32_t>(t));
    });
    ties.erase(std::remove(ties.begin(), ties.end(), Tie{}), ties.end());
    return ties;
}

}  // namespace candor::model
