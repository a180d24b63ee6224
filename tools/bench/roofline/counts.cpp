#include "roofline/counts.hpp"

namespace candor::bench {

namespace {

using Of = Traffic::Of;
constexpr bool read = true;
constexpr bool written = true;
constexpr bool not_read = false;
constexpr bool not_written = false;
constexpr bool gathered = true;

constexpr Traffic all_traffic[] = {
    // of members
    {"evidence for and against, seven beliefs", Of::row, 14, read, written},
    {"propensity, mindset", Of::row, 2, read, not_written},
    {"expertise", Of::row, 1, read, written},
    {"personization, latitude, autonomy, aspiration", Of::row, 4, read, written},
    {"condition, estimate", Of::row, 2, read, written},
    {"action", Of::row, 1, not_read, written},
    {"noise, apart", Of::row, 2, read, not_written},
    {"silent, vacancy", Of::row, 2, read, written},
    {"scale of condition, drift", Of::row, 2, read, not_written},
    {"shown", Of::row, 4, read, not_written},
    {"next shown", Of::row, 4, not_read, written},
    // of ties
    {"row of the neighbour", Of::half_edge, 1, read, not_written},
    {"strength", Of::half_edge, 1, read, written},
    {"shown by the neighbour", Of::half_edge, 4, read, not_written, gathered},
    // of units; habits are the same for all and no traffic until an intervention changes some
    {"leader's condition, its scale, action, autonomy, vacancy, mindset, skill, control", Of::slot, 8, read,
     not_written, gathered},
    {"leader's estimate", Of::slot, 1, read, written, gathered},
    {"policy and adoption of the leader above", Of::slot, 2, read, not_written, gathered},
    {"policy, adoption", Of::slot, 2, read, not_written},
    {"next adoption", Of::slot, 1, read, written},
    {"what a unit finds of its leader and hands up", Of::slot, 9, read, written},
    {"size, first member, leader, its row, unit above, level, order from the top", Of::slot, 7, read, not_written},
    {"rows and units of the leaders among the members", Of::slot, 2, read, not_written},
};
// Of the quantities of members, only control and skill are looked up for leaders alone.
static_assert(model::MemberColumn::how_many == 14 + 2 + 1 + 4 + 2 + 1 + 2 + 2 + 2);
static_assert(sizeof(model::Shown) == 4 * sizeof(float) && sizeof(model::UnitWeek) == 9 * sizeof(Column));

// Of one call: exp 20, logistic 22, log 26, sine and cosine 19, pair of normals 52, belief 5.
constexpr Flops all_flops[] = {
    {"meet_condition", 0, 0, 55},  // pair of normals, condition
    {"lead", 0, 0, 14},            // adoption
    {"conditions from the top", 0, 0, 1},
    {"feel_leaders", 0, 0, 26},  // thirteen blends of two numbers that are the same for all
    {"meet_ties", 3, 17, 0},     // strength 10, sums for the bench 4, for the tally 3; three means
    {"take_stock", 34, 0, 3},    // five beliefs, four sums over the unit
    {"relate", 6, 0, 0},
    {"draw", 57, 0, 0},           // pair of normals, five uniforms
    {"observe_state", 47, 0, 0},  // eleven measures with squares, three counts
    {"environment", 4, 0, 0},
    {"perceive", 15, 0, 0},  // gain 9
    {"observe_surprise", 5, 0, 0},
    {"act", 48, 0, 3},                  // decide 6, directive 4, loss 11 with adjustment, exp
    {"speak_up", 39, 0, 0},             // logistic of 14
    {"spend_leaders_hours", 1, 0, 37},  // exp
    {"answer_voices", 20, 0, 4},
    {"work_out", 22, 0, 0},
    {"feel_satisfied", 7, 0, 0},
    {"learn_from_the_week", 124, 0, 0},  // 28 to remember, 23 + 22 + 12 + 10 + 8 + 13 + 8 of evidence
    {"relate_and_delegate", 25, 0, 0},
    {"grow", 4, 0, 0},
    {"stay_or_leave", 32, 0, 0},  // exp
    {"show", 10, 0, 0},           // two beliefs
    {"observe_flows", 29, 0, 0},  // five measures with squares, nine counts
    {"listen", 0, 0, 6},
    {"leaders_output", 0, 0, 15},  // three measures with squares, a count
};

/// How many rows, places for half-edges and slots there are for each member.
struct PerMember {
    explicit PerMember(model::Organization const& organization) {
        model::Plan const& plan = organization.plan();
        auto const members = static_cast<double>(plan.structure.chart.size());
        rows = static_cast<double>(plan.seating.rows()) / members;
        half_edges = static_cast<double>(organization.ties.strength.size()) / members;
        slots = static_cast<double>(plan.seating.slots()) / members;
    }

    [[nodiscard]] double of(Of what) const {
        switch (what) {
            case Of::row: return rows;
            case Of::half_edge: return half_edges;
            case Of::slot: return slots;
        }
        return 0;
    }

    double rows, half_edges, slots;
};

}  // namespace

std::span<Traffic const> traffic() { return all_traffic; }
std::span<Flops const> flops() { return all_flops; }

WeekCounts counts_per_member(model::Organization const& organization) {
    PerMember const per_member(organization);
    WeekCounts counts{};
    for (Traffic const& columns : all_traffic) {
        double const bytes = static_cast<double>(sizeof(float)) * columns.columns * per_member.of(columns.of);
        if (columns.read) counts.bytes_read += bytes;
        if (columns.written) counts.bytes_written += bytes;
        if (!columns.gathered) counts.bytes_held += bytes;
    }
    for (Flops const& phase : all_flops) {
        counts.flops += phase.per_row * per_member.rows + phase.per_half_edge * per_member.half_edges +
                        phase.per_unit * per_member.slots;
    }
    return counts;
}

}  // namespace candor::bench
