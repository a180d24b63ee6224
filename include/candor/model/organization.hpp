#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "candor/core/column.hpp"
#include "candor/model/chart.hpp"
#include "candor/model/leadership.hpp"
#include "candor/model/members.hpp"
#include "candor/model/parameters.hpp"
#include "candor/model/seating.hpp"
#include "candor/model/style.hpp"
#include "candor/model/ties.hpp"
#include "candor/random/philox.hpp"

namespace candor::model {

/// What others see of a member by their ties, and the only home of satisfaction; 0..1. Side by side in memory, so that
/// looking at somebody far away costs one look.
struct alignas(16) Shown {
    float safety, trust_organization, satisfaction;
    float connecting;  ///< of its leader's conduct
};

/// What leaders fall back to, element by element, by the unit they lead. All have the habit of the founding until some
/// take on another one; only then is there one for each.
class Habits {
public:
    Habits() = default;
    Habits(std::array<float, style_elements> const& founding, std::size_t slots) : founding_(founding), slots_(slots) {}

    [[nodiscard]] bool all_as_founded() const { return own_[0].size() == 0; }
    [[nodiscard]] float founding(std::size_t element) const { return founding_[element]; }
    [[nodiscard]] float of(std::size_t element, Slot slot) const {
        return all_as_founded() ? founding_[element] : own_[element][static_cast<std::size_t>(slot)];
    }
    /// Takes on another one. Not for several threads.
    void change(std::size_t element, Slot slot, float value) {
        if (all_as_founded()) {
            for (std::size_t e = 0; e < style_elements; ++e)
                own_[e] = Column(slots_, founding_[e], static_cast<int>(e));
        }
        own_[element][static_cast<std::size_t>(slot)] = value;
    }
    /// A leader begins as those of the founding did.
    void begin_anew(Slot slot) {
        for (std::size_t e = 0; e < style_elements && !all_as_founded(); ++e) {
            own_[e][static_cast<std::size_t>(slot)] = founding_[e];
        }
    }

private:
    std::array<float, style_elements> founding_{};
    std::size_t slots_ = 0;
    std::array<Column, style_elements> own_;
};

/// State of the leaders, by the unit they lead; [slots].
struct Leaders {
    Habits habits;
    std::vector<StyleIndex> policy;  ///< what is asked of each
    Column adoption;                 ///< how far each acts by the policy, as the week began; 1 for the top
    Column next_adoption;
};

/// What a unit finds of its leader when the week begins (pass A), and what it hands up (pass B); [slots].
struct UnitWeek {
    Column theta, action, autonomy, present;
    Column welcomed, welcomed_estimates;        ///< voices welcomed and the sum of their estimates
    Column leading_overhead;                    ///< share of the leader's week that leading took
    Column leader_effort_fit, leader_overhead;  ///< the leader's own output, before the cost of leading
};

/// What is fixed for all runs of one scenario on one chart.
struct Plan {
    Structure structure;
    Seating seating;
    Parameters parameters;
    Leadership leadership;
    Column condition_scale;                                   ///< [rows] sqrt(1-phi^2) sigma
    Column drift;                                             ///< [rows] variance of a week's change of theta (Q)
    std::array<std::vector<float>, style_elements> elements;  ///< [element][style], in the order of LeadershipStyle

    Plan(Structure structure_, Parameters const& parameters_, Leadership leadership_);

    /// Standard deviation of a member's own condition (step 1).
    [[nodiscard]] float condition_deviation(Position member) const {
        bool const leads = member == 0 || structure.chart.leads(member);
        return leads ? parameters.environment.volatility : parameters.environment.individuality;
    }
    /// Noise of a member's perception at expertise 1 (step 2), before what a mandate claims.
    [[nodiscard]] float signal_noise(Position member) const {
        Environment const& environment = parameters.environment;
        auto const height = static_cast<float>(structure.chart.height(member));
        return environment.signal_noise * (1.F + environment.distance * height);
    }
};

/// The members of one organization in one run: founded once, then stepped week by week.
class Organization {
public:
    /// Founds the organization of one replicate under one policy. The plan must outlive it.
    /// People, conditions and ties depend on the key alone, so that two policies see the same.
    Organization(Plan const& plan, StyleIndex policy, random::Key key);

    [[nodiscard]] Plan const& plan() const { return *plan_; }
    [[nodiscard]] random::Key key() const { return key_; }

    /// Makes a row show what it now believes; needed after whatever changes that outside the week.
    void show_beliefs(Row row);
    /// Makes a unit show how its leader connects, acting by the policy as far as `adoption`; likewise.
    void show_connecting(Slot unit, float adoption);
    /// Puts a new person on a position at the end of `week`: fresh traits, no evidence, no relations (step 10). Several
    /// threads may do so for different positions: where two newcomers meet (ties, a leader and its report), both write the
    /// same.
    void welcome_newcomer(Position position, std::uint32_t week);

    Members members;
    AlignedArray<Shown> shown;       ///< [rows + 1] as the week began; the last row is nobody's
    AlignedArray<Shown> next_shown;  ///< as the next week will begin
    Ties ties;
    Leaders leaders;
    UnitWeek units;
    std::vector<std::uint32_t> first_week;  ///< [positions] first week of the person there; founders: 1
    Column market;  ///< [rows] factor of the labour market where interventions move it; empty: 1 everywhere

private:
    void allocate();
    void found_people();
    void found_task();
    void found_leaders(StyleIndex policy);
    void found_ties();
    void draw_newcomer(Position position, std::uint32_t week);
    void take_place(Row row);
    void forget(Row row);

    Plan const* plan_;
    random::Key key_;
};

/// Ties of a generated organization: both ends drawn evenly over all but the top, again if in one unit (model.md).
[[nodiscard]] std::vector<Tie> draw_ties(Seating const& seating, Position members, double ties_per_member,
                                         random::Key key);

}  // namespace candor::model
