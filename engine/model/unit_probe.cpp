#include "unit_probe.hpp"

#include <algorithm>

#include "candor/random/distributions.hpp"

namespace candor::model {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

UnitProbe::UnitProbe(Organization const& organization, std::uint32_t week, Slot slot)
    : organization_(organization),
      plan_(organization.plan()),
      parameters_(plan_.parameters),
      seating_(plan_.seating),
      members_(organization.members),
      week_(week),
      slot_(slot),
      leader_row_(at(seating_.leader_row(slot))),
      size_(static_cast<float>(seating_.size(slot))),
      theta_(slot == seating_.top_slot() ? 0.F : theta_of(slot)),
      seats_(at(seating_.size(slot))) {
    feel_leader();
    take_stock();
    perceive();
    act();
    speak_up();
    answer_voices();
}

random::Words UnitProbe::draw(Position position, random::call::Call call) const {
    return random::philox(organization_.key(), {static_cast<std::uint32_t>(position), week_, call});
}

/// Condition after this week's move.
float UnitProbe::condition(std::size_t row, random::Words const& task) const {
    return rules::condition(members_.condition[row], parameters_.environment.turbulence, plan_.condition_scale[row],
                            random::normal_pair(task.w0, task.w1).first);
}

/// What the leader of a unit meets: its own condition and those of all above it.
float UnitProbe::theta_of(Slot slot) const {
    float const own = condition(at(seating_.leader_row(slot)), draw(seating_.leader(slot), random::call::week_task));
    Slot const above = seating_.above(slot);
    return own + (above == seating_.top_slot() ? 0.F : theta_of(above));
}

void UnitProbe::feel_leader() {
    Leaders const& leaders = organization_.leaders;
    std::size_t const s = at(slot_);
    leader_.leader = seating_.leader(slot_);
    leader_.present = members_.vacancy[leader_row_] == 0.F;
    leader_.reports = seating_.size(slot_);
    leader_.adoption = leaders.adoption[s];
    std::array<float, style_elements> felt{};
    for (std::size_t e = 0; e < style_elements; ++e) {
        felt[e] =
            rules::conduct(leaders.habits.of(e, slot_), plan_.elements[e][at(leaders.policy[s])], leaders.adoption[s]);
    }
    leader_.conduct = bit_cast<LeadershipStyle>(felt);
}

void UnitProbe::meet_ties(SeatWeek& seat) const {
    auto const& shown = organization_.shown;
    float strength = 0.F, trust = 0.F, weighted_satisfaction = 0.F;
    organization_.ties.for_each(static_cast<Row>(seat.row), [&](std::size_t half) {
        float const w = organization_.ties.strength[half];
        Shown const& other = shown[at(organization_.ties.neighbour[half])];
        strength += w;
        trust += other.trust_organization;
        weighted_satisfaction += w * other.satisfaction;
        ++seat.ties;
    });
    float const divisor = std::max(1.F, static_cast<float>(seat.ties));
    seat.tie_strength = strength / divisor;
    seat.ties_trust = seat.ties > 0 ? trust / divisor : shown[seat.row].trust_organization;
    seat.ties_satisfaction = strength > 0.F ? weighted_satisfaction / strength : 0.F;
}

void UnitProbe::take_stock() {
    Beliefs const& beliefs = parameters_.beliefs;
    for (std::size_t k = 0; k < seats_.size(); ++k) {
        SeatWeek& seat = seats_[k];
        seat.position = seating_.first_member(slot_) + static_cast<Position>(k);
        seat.row = at(seating_.row_of(seat.position));
        seat.task = draw(seat.position, random::call::week_task);
        seat.choices = draw(seat.position, random::call::week_choices);
        auto const value = [&](BeliefColumns const& belief, float prior) {
            return rules::belief(belief.for_it[seat.row], belief.against[seat.row], prior, beliefs);
        };
        float const disposition = members_.propensity[seat.row];
        seat.trust_leader = value(members_.trust_leader, disposition);
        seat.trust_team = value(members_.trust_team, disposition);
        seat.trust_self = value(members_.trust_self, beliefs.neutral_prior);
        seat.trust_report = value(members_.trust_report, beliefs.neutral_prior);
        seat.impact = value(members_.impact, beliefs.neutral_prior);
        seat.safety = organization_.shown[seat.row].safety;
        seat.trust_organization = organization_.shown[seat.row].trust_organization;
        seat.on_duty = members_.vacancy[seat.row] == 0.F && seat.position != 0 ? 1.F : 0.F;
        meet_ties(seat);
    }
    mean_trust_leader = sum([](SeatWeek const& seat) { return seat.trust_leader; }) / size_;
    mean_safety = sum([](SeatWeek const& seat) { return seat.safety; }) / size_;
    mean_silent = sum([&](SeatWeek const& seat) { return members_.silent[seat.row]; }) / size_;
    leader_.dependence = sum([&](SeatWeek const& seat) { return 1.F - members_.autonomy[seat.row]; });
}

void UnitProbe::perceive() {
    for (SeatWeek& seat : seats_) {
        seat.condition = condition(seat.row, seat.task);
        seat.theta = theta_ + seat.condition;
        seat.noise = rules::perception_noise(members_.noise[seat.row], members_.expertise[seat.row]);
        seat.gain = rules::gain(plan_.drift[seat.row], seat.noise);
        float const normal = random::normal_pair(seat.task.w0, seat.task.w1).second;
        seat.seen = seat.theta + seat.noise * normal;
        seat.estimate = rules::perceive(members_.estimate[seat.row], seat.theta, seat.gain, seat.noise, normal);
    }
}

void UnitProbe::decide() {
    float most_expert = -1.F;
    decision_ = {nobody, 0, leaders_action()};
    for (SeatWeek const& seat : seats_) {
        if (seat.on_duty == 0.F || members_.expertise[seat.row] <= most_expert) continue;
        most_expert = members_.expertise[seat.row];
        decision_.decider = seat.position;
    }
    float voices = 0.F, estimates = 0.F;
    for (SeatWeek const& seat : seats_) {
        bool const decides = seat.position == decision_.decider;
        bool const advises =
            random::uniform(seat.choices.w0) < rules::advice_probability(seat.trust_team, parameters_.decision);
        float const counts = decides || advises ? seat.on_duty : 0.F;
        if (!decides && counts > 0.F) ++decision_.advisers;
        voices += counts;
        estimates += counts * seat.estimate;
    }
    if (voices > 0.F) decision_.decision = estimates / voices;
}

void UnitProbe::act() {
    decide();
    for (SeatWeek& seat : seats_) {
        seat.directive = rules::directive(leaders_action(), decision_.decision, leader_.conduct.responsible_individual);
        seat.action = rules::act(seat.directive, seat.estimate, members_.autonomy[seat.row]);
    }
    mean_action = sum([](SeatWeek const& seat) { return seat.action; }) / size_;
    for (SeatWeek& seat : seats_) {
        seat.adjustment = rules::adjustment(seat.trust_team, seat.tie_strength, parameters_.decision);
        seat.fit = rules::fit(rules::loss(seat.action, seat.theta, mean_action, seat.adjustment,
                                          parameters_.environment.interdependence));
    }
    mean_fit = sum([](SeatWeek const& seat) { return seat.fit; }) / size_;
}

void UnitProbe::speak_up() {
    Voice const& voice = parameters_.voice;
    for (SeatWeek& seat : seats_) {
        seat.speak_probability =
            rules::speak_probability(seat.impact, seat.safety, leader_.conduct.inquiry, seat.trust_self, mean_silent,
                                     members_.aspiration[seat.row], voice);
        seat.issue = seat.on_duty * rules::issue(seat.estimate, seat.directive, voice);
        seat.spoke = random::uniform(seat.task.w2) < seat.speak_probability ? seat.issue : 0.F;
    }
    leader_.voices = sum([](SeatWeek const& seat) { return seat.spoke; });
    leader_.hours =
        rules::leader_hours(leader_.dependence, size_, leader_.conduct.monitoring, leader_.conduct.relational_time,
                            leader_.voices, leader_.present ? 1.F : 0.F, parameters_.time);
    leader_.hours_for_each = leader_.hours.one_to_one / size_;
    leader_.overhead = rules::leading_overhead(leader_.hours, parameters_.time);
}

void UnitProbe::answer_voices() {
    LeadershipStyle const& felt = leader_.conduct;
    for (SeatWeek& seat : seats_) {
        seat.answer = rules::answer(seat.spoke, random::uniform(seat.task.w3), leader_.hours.heard, felt.receptiveness,
                                    felt.sanction, felt.transparency);
    }
    leader_.welcomed = sum([](SeatWeek const& seat) { return seat.answer.welcomed; });
    leader_.welcomed_estimates = sum([](SeatWeek const& seat) { return seat.answer.welcomed * seat.estimate; });
    leader_.share_welcomed = leader_.welcomed / size_;
    leader_.share_punished = sum([](SeatWeek const& seat) { return seat.answer.punished; }) / size_;
    leader_.share_explained = sum([](SeatWeek const& seat) { return seat.answer.explained; }) / size_;
    leader_.share_ignored = sum([](SeatWeek const& seat) { return seat.answer.ignored; }) / size_;
}

}  // namespace candor::model
