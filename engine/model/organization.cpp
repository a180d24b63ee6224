#include "candor/model/organization.hpp"

#include "candor/core/parallel.hpp"
#include "candor/model/rules.hpp"
#include "candor/random/distributions.hpp"

namespace candor::model {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

Plan::Plan(Structure structure_, Parameters const& parameters_, Leadership leadership_)
    : structure(std::move(structure_)),
      seating(structure.chart),
      parameters(parameters_),
      leadership(std::move(leadership_)),
      condition_scale(at(seating.rows())),
      drift(at(seating.rows())) {
    std::size_t next = 0;
    for_each_field<LeadershipStyle>([&](auto const& field) {
        for (Style const& style : leadership.styles) elements[next].push_back(style.elements.*field.member);
        ++next;
    });
    Environment const& environment = parameters.environment;
    float const phi = 1.F - environment.turbulence;
    float const unexplained = 1.F - phi * phi;
    for (Position p = 0; p < structure.chart.size(); ++p) {
        float const sigma = condition_deviation(p);
        Row const row = seating.row_of(p);
        condition_scale[at(row)] = math::square_root(unexplained) * sigma;
        float const above = p == 0 ? 0.F : drift[at(seating.row_of(structure.chart.manager(p)))];
        drift[at(row)] = above + unexplained * sigma * sigma;
    }
}

/// Puts a new person on a row: fresh traits and expectations.
void Organization::draw_newcomer(Position position, std::uint32_t week) {
    People const& people = plan_->parameters.people;
    Row const row = plan_->seating.row_of(position);
    auto const trait = [&](random::trait::Trait which, BetaShape const& shape) {
        return random::beta(key_, static_cast<std::uint32_t>(position), week, which, shape.alpha, shape.beta);
    };
    members.propensity[at(row)] = trait(random::trait::propensity, people.propensity);
    members.mindset[at(row)] = trait(random::trait::mindset, people.mindset);
    members.control[at(row)] = trait(random::trait::control, people.control);
    members.skill[at(row)] = trait(random::trait::skill, people.skill);
    auto const words = random::philox(key_, {static_cast<std::uint32_t>(position), week, random::call::expertise});
    members.expertise[at(row)] = plan_->parameters.turnover.newcomer_expertise *
                                 rules::founding_expertise(random::normal_pair(words.w0, words.w1).first, people);
    take_place(row);
}

void Organization::show_beliefs(Row row) {
    std::size_t const r = at(row);
    Beliefs const& beliefs = plan_->parameters.beliefs;
    shown[r].safety =
        rules::belief(members.safety.for_it[r], members.safety.against[r], members.propensity[r], beliefs);
    shown[r].trust_organization = rules::belief(members.trust_organization.for_it[r],
                                                members.trust_organization.against[r], members.propensity[r], beliefs);
}

void Organization::show_connecting(Slot unit, float adoption) {
    float const connecting =
        rules::conduct(leaders.habits.of(connecting_element, unit),
                       plan_->elements[connecting_element][at(leaders.policy[at(unit)])], adoption);
    for (int seat = 0; seat < plan_->seating.size(unit); ++seat) {
        shown[at(plan_->seating.row_of(plan_->seating.first_member(unit) + seat))].connecting = connecting;
    }
}

void Organization::forget(Row row) {
    std::size_t const r = at(row);
    Members& m = members;
    for (BeliefColumns* belief : {&m.trust_leader, &m.trust_team, &m.trust_organization, &m.trust_self, &m.trust_report,
                                  &m.safety, &m.impact}) {
        parallel::store(belief->for_it[r], 0.F);
        parallel::store(belief->against[r], 0.F);
    }
    parallel::store(m.personization[r], 0.F);
    m.silent[r] = 0.F;
}

void Organization::welcome_newcomer(Position position, std::uint32_t week) {
    Seating const& seating = plan_->seating;
    Row const row = seating.row_of(position);
    draw_newcomer(position, week);
    forget(row);
    members.vacancy[at(row)] = 0.F;
    first_week[at(position)] = week + 1;
    show_beliefs(row);

    float const new_tie = plan_->parameters.learning.tie_strength;
    ties.for_each(row, [&](std::size_t half) {
        parallel::store(ties.strength[half], new_tie);
        ties.for_each(ties.neighbour[half], [&](std::size_t back) {
            if (ties.neighbour[back] == row) parallel::store(ties.strength[back], new_tie);
        });
    });

    Slot const led = seating.led_by(position);
    if (led == none) return;
    leaders.habits.begin_anew(led);
    Slot const above = seating.above(led);
    bool const same_policy = leaders.policy[at(led)] == leaders.policy[at(above)];
    leaders.next_adoption[at(led)] =
        same_policy ? plan_->parameters.turnover.inherited_adoption * leaders.adoption[at(above)] : 0.F;
    show_connecting(led, leaders.next_adoption[at(led)]);
    for (int seat = 0; seat < seating.size(led); ++seat) {
        std::size_t const report = at(seating.row_of(seating.first_member(led) + seat));
        for (BeliefColumns* belief : {&members.trust_leader, &members.trust_report}) {
            parallel::store(belief->for_it[report], 0.F);
            parallel::store(belief->against[report], 0.F);
        }
        parallel::store(members.personization[report], 0.F);
    }
}

}  // namespace candor::model
