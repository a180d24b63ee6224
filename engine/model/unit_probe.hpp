#pragma once

#include <vector>

#include "candor/model/member_week.hpp"
#include "candor/random/philox.hpp"
#include "candor/random/streams.hpp"

namespace candor::model {

/// One seat of a unit: what the week makes of it up to the answers to voices, and what later steps need of it.
struct SeatWeek {
    std::size_t row;
    Position position;
    random::Words task, choices;
    float on_duty;
    float trust_leader, trust_team, trust_organization, trust_self, trust_report, safety, impact;
    float tie_strength, ties_trust, ties_satisfaction;
    int ties;
    float condition, theta, noise, gain, seen, estimate, directive, action, adjustment, fit;
    float issue, speak_probability, spoke;
    rules::Answer<float> answer;
};

/// A unit's week, recomputed with the rules of the engine, one member at a time.
class UnitProbe {
public:
    UnitProbe(Organization const& organization, std::uint32_t week, Slot slot);

    [[nodiscard]] std::vector<SeatWeek> const& seats() const { return seats_; }
    [[nodiscard]] LeaderWeek const& leader() const { return leader_; }
    [[nodiscard]] DecisionWeek const& decision() const { return decision_; }
    [[nodiscard]] float theta() const { return theta_; }
    [[nodiscard]] float leaders_action() const { return members_.action[leader_row_]; }
    [[nodiscard]] float leaders_autonomy() const { return members_.autonomy[leader_row_]; }

    float mean_trust_leader = 0, mean_safety = 0, mean_silent = 0, mean_action = 0, mean_fit = 0;

private:
    [[nodiscard]] float theta_of(Slot slot) const;
    [[nodiscard]] random::Words draw(Position position, random::call::Call call) const;
    [[nodiscard]] float condition(std::size_t row, random::Words const& task) const;
    void feel_leader();
    void take_stock();
    void meet_ties(SeatWeek& seat) const;
    void perceive();
    void decide();
    void act();
    void speak_up();
    void answer_voices();
    /// Sum over the unit, seat by seat as the engine adds.
    template <class Of>
    [[nodiscard]] float sum(Of&& of) const {
        float all = 0.F;
        for (SeatWeek const& seat : seats_) all += of(seat);
        return all;
    }

    Organization const& organization_;
    Plan const& plan_;
    Parameters const& parameters_;
    Seating const& seating_;
    Members const& members_;
    std::uint32_t week_;
    Slot slot_;
    std::size_t leader_row_;
    float size_;
    float theta_;
    LeaderWeek leader_{};
    DecisionWeek decision_{};
    std::vector<SeatWeek> seats_;
};

}  // namespace candor::model
