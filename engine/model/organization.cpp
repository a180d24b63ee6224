#include "candor/model/organization.hpp"

#include <cmath>
#include <limits>

#include "candor/core/parallel.hpp"
#include "candor/model/rules.hpp"
#include "candor/random/distributions.hpp"

namespace candor::model {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

float draw_trait(random::Key key, Position position, std::uint32_t week, random::trait::Trait trait, BetaShape shape) {
    return random::beta(key, static_cast<std::uint32_t>(position), week, trait, shape.alpha, shape.beta);
}

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
        bool const leads = p == 0 || structure.chart.leads(p);
        float const sigma = leads ? environment.volatility : environment.individuality;
        Row const row = seating.row_of(p);
        condition_scale[at(row)] = math::square_root(unexplained) * sigma;
        float const above = p == 0 ? 0.F : drift[at(seating.row_of(structure.chart.manager(p)))];
        drift[at(row)] = above + unexplained * sigma * sigma;
    }
}

Organization::Organization(Plan const& plan, StyleIndex policy, random::Key key) : plan_(&plan), key_(key) {
    allocate();
    found_people();
    found_task();
    found_leaders(policy);
    found_ties();
    for (Row row = 0; row < plan.seating.rows(); ++row) show(row);
    next_shown = shown;
}

void Organization::allocate() {
    std::size_t const rows = at(plan_->seating.rows());
    std::size_t const slots = at(plan_->seating.slots());
    int shift = 0;
    auto const by_row = [&](float fill = 0.F) { return Column(rows, fill, shift++); };
    auto const by_slot = [&] { return Column(slots, 0.F, shift++); };
    Members& m = members;
    for (Column* column : {&m.propensity, &m.mindset, &m.control, &m.skill, &m.personization, &m.latitude, &m.autonomy,
                           &m.aspiration, &m.condition, &m.estimate, &m.action, &m.noise, &m.silent, &shown.safety,
                           &shown.trust_organization, &shown.satisfaction}) {
        *column = by_row();
    }
    for (BeliefColumns* belief : {&m.trust_leader, &m.trust_team, &m.trust_organization, &m.trust_self, &m.trust_report,
                                  &m.safety, &m.impact}) {
        *belief = {by_row(), by_row()};
    }
    m.expertise = by_row(1.F);
    m.apart = by_row(1.F);
    m.vacancy = by_row(std::numeric_limits<float>::infinity());  // nobody sits there, until somebody is seated
    for (Column& element : leaders.habit) element = by_slot();
    leaders.policy.assign(slots, 0);
    for (Column* column : {&leaders.adoption, &leaders.next_adoption, &units.theta, &units.action, &units.autonomy,
                           &units.present, &units.connecting, &units.welcomed, &units.welcomed_estimates,
                           &units.leading_overhead, &units.leader_effort_fit, &units.leader_overhead}) {
        *column = by_slot();
    }
}

void Organization::found_people() {
    Chart const& chart = plan_->structure.chart;
    for (Position p = 0; p < chart.size(); ++p) {
        draw_person(p, 0, 1.F);
        std::size_t const row = at(plan_->seating.row_of(p));
        members.personization[row] = plan_->parameters.people.personization;
        members.vacancy[row] = 0.F;
    }
    members.autonomy[at(plan_->seating.row_of(0))] = 1.F;
}

void Organization::draw_person(Position position, std::uint32_t week, float expertise_factor) {
    People const& people = plan_->parameters.people;
    std::size_t const row = at(plan_->seating.row_of(position));
    members.propensity[row] = draw_trait(key_, position, week, random::trait::propensity, people.propensity);
    members.mindset[row] = draw_trait(key_, position, week, random::trait::mindset, people.mindset);
    members.control[row] = draw_trait(key_, position, week, random::trait::control, people.control);
    members.skill[row] = draw_trait(key_, position, week, random::trait::skill, people.skill);
    auto const words = random::philox(key_, {static_cast<std::uint32_t>(position), week, random::call::expertise});
    float const normal = random::normal_pair(words.w0, words.w1).first;
    members.expertise[row] =
        expertise_factor * math::minimum(people.expertise_limit, math::exp(people.expertise_spread * normal));
    members.latitude[row] = people.latitude;
    members.autonomy[row] = people.autonomy;
    members.aspiration[row] = people.aspiration;
    shown.satisfaction[row] = people.satisfaction;
}

void Organization::found_task() {
    Environment const& environment = plan_->parameters.environment;
    Chart const& chart = plan_->structure.chart;
    for (Position p = 0; p < chart.size(); ++p) {
        std::size_t const row = at(plan_->seating.row_of(p));
        auto const words = random::philox(key_, {static_cast<std::uint32_t>(p), 0, random::call::condition});
        float const sigma = p == 0 || chart.leads(p) ? environment.volatility : environment.individuality;
        members.condition[row] = sigma * random::normal_pair(words.w0, words.w1).first;
        float const above = p == 0 ? 0.F : members.estimate[at(plan_->seating.row_of(chart.manager(p)))];
        members.estimate[row] = above + members.condition[row];
        members.action[row] = members.estimate[row];
        members.noise[row] =
            environment.signal_noise * (1.F + environment.distance * static_cast<float>(chart.height(p)));
    }
}

float Organization::founding_habit(std::size_t element) const {
    return plan_->elements[element][at(plan_->leadership.habit)];
}

void Organization::found_leaders(StyleIndex policy) {
    Seating const& seating = plan_->seating;
    for (Slot slot = 0; slot < seating.slots(); ++slot) {
        for (std::size_t e = 0; e < style_elements; ++e) leaders.habit[e][at(slot)] = founding_habit(e);
        leaders.policy[at(slot)] = policy;
        leaders.adoption[at(slot)] = seating.leader(slot) == 0 ? 1.F : plan_->leadership.adoption;
    }
    leaders.next_adoption = leaders.adoption;
}

void Organization::found_ties() {
    Seating const& seating = plan_->seating;
    Structure const& structure = plan_->structure;
    std::vector<Tie> const drawn = structure.ties.empty()
                                       ? draw_ties(seating, structure.chart.size(), structure.ties_per_member, key_)
                                       : std::vector<Tie>{};
    std::vector<Tie> const& all = structure.ties.empty() ? drawn : structure.ties;

    ties.first.assign(at(seating.rows()) + 1, 0);
    for (Tie const& tie : all) {
        ++ties.first[at(seating.row_of(tie.one)) + 1];
        ++ties.first[at(seating.row_of(tie.other)) + 1];
    }
    for (std::size_t row = 1; row < ties.first.size(); ++row) ties.first[row] += ties.first[row - 1];
    ties.neighbour.resize(2 * all.size());
    ties.unit.resize(2 * all.size());
    ties.strength = Column(2 * all.size(), plan_->parameters.learning.tie_strength);
    std::vector<std::uint32_t> next(ties.first.begin(), ties.first.end() - 1);
    auto const add = [&](Position from, Position to) {
        std::uint32_t const half = next[at(seating.row_of(from))]++;
        ties.neighbour[half] = seating.row_of(to);
        ties.unit[half] = seating.slot_of(to);
    };
    for (Tie const& tie : all) {
        add(tie.one, tie.other);
        add(tie.other, tie.one);
    }
}

void Organization::show(Row row) {
    std::size_t const r = at(row);
    Beliefs const& beliefs = plan_->parameters.beliefs;
    shown.safety[r] =
        rules::belief(members.safety.for_it[r], members.safety.against[r], members.propensity[r], beliefs);
    shown.trust_organization[r] = rules::belief(members.trust_organization.for_it[r],
                                                members.trust_organization.against[r], members.propensity[r], beliefs);
}

void Organization::forget(Row row) {
    std::size_t const r = at(row);
    Members& m = members;
    for (BeliefColumns* belief : {&m.trust_leader, &m.trust_team, &m.trust_organization, &m.trust_self, &m.trust_report,
                                  &m.safety, &m.impact}) {
        belief->for_it[r] = 0.F;
        belief->against[r] = 0.F;
    }
    m.personization[r] = 0.F;
    m.silent[r] = 0.F;
}

void Organization::welcome_newcomer(Position position, std::uint32_t week) {
    Seating const& seating = plan_->seating;
    Row const row = seating.row_of(position);
    draw_person(position, week, plan_->parameters.turnover.newcomer_expertise);
    forget(row);
    members.vacancy[at(row)] = 0.F;
    show(row);

    for (std::uint32_t half = ties.first[at(row)]; half < ties.first[at(row) + 1]; ++half) {
        ties.strength[half] = plan_->parameters.learning.tie_strength;
        Row const other = ties.neighbour[half];
        for (std::uint32_t back = ties.first[at(other)]; back < ties.first[at(other) + 1]; ++back) {
            if (ties.neighbour[back] == row) ties.strength[back] = plan_->parameters.learning.tie_strength;
        }
    }

    Slot const led = seating.led_by(position);
    if (led == none) return;
    for (std::size_t e = 0; e < style_elements; ++e) leaders.habit[e][at(led)] = founding_habit(e);
    Slot const above = seating.above(led);
    bool const same_policy = leaders.policy[at(led)] == leaders.policy[at(above)];
    leaders.next_adoption[at(led)] =
        same_policy ? plan_->parameters.turnover.inherited_adoption * leaders.adoption[at(above)] : 0.F;
    for (int seat = 0; seat < seating.size(led); ++seat) {
        std::size_t const report = at(seating.row_of(seating.first_member(led) + seat));
        members.trust_leader.for_it[report] = members.trust_leader.against[report] = 0.F;
        members.trust_report.for_it[report] = members.trust_report.against[report] = 0.F;
        members.personization[report] = 0.F;
    }
}

std::vector<Tie> draw_ties(Seating const& seating, Position members, double ties_per_member, random::Key key) {
    auto const wanted = static_cast<std::uint32_t>(static_cast<double>(members) * ties_per_member / 2.0);
    bool const one_unit = members < 3 || seating.size(seating.slot_of(1)) == members - 1;
    std::vector<Tie> ties;
    if (one_unit) return ties;  // no two members are in different units
    ties.reserve(wanted);
    auto const others = static_cast<std::uint32_t>(members - 1);
    for (std::uint32_t t = 0; t < wanted; ++t) {
        for (std::uint32_t attempt = 0; attempt < random::call::tie_attempts; ++attempt) {
            auto const words = random::philox(key, {t, 0, random::call::tie_ends(attempt)});
            Tie const tie{static_cast<Position>(1 + random::below(words.w0, others)),
                          static_cast<Position>(1 + random::below(words.w1, others))};
            if (seating.slot_of(tie.one) == seating.slot_of(tie.other)) continue;
            ties.push_back(tie);
            break;
        }
    }
    return ties;
}

}  // namespace candor::model
