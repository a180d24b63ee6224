// One week, in three passes: the table of contents of the model. Compiled once for each instruction set.
#include "candor/model/week.hpp"

#include "phases/evidence.hpp"
#include "phases/leaders.hpp"
#include "phases/observe.hpp"
#include "phases/people.hpp"
#include "phases/relations.hpp"
#include "phases/task.hpp"
#include "phases/ties.hpp"
#include "phases/voice.hpp"

namespace candor::model::CANDOR_INSTRUCTION_SET {

namespace {

template <class Visit>
CANDOR_INLINE void for_each_bundle(BlockWork const& work, Visit&& visit) {
    Seating const& seating = work.organization.plan().seating;
    for (std::size_t b = seating.block_begin(work.block); b < seating.block_begin(work.block + 1); ++b) {
        visit(seating.bundles()[b]);
    }
}

}  // namespace

/// Pass A: what each unit finds of its leader when the week begins, and how the leader will lead next week.
void meet_leaders(BlockWork const& work) {
    for_each_bundle(work, [&](Bundle const& bundle) {
        meet_condition(work.organization, work.week, bundle.first_slot);  // 1
        meet_leader(work.organization, bundle.first_slot);
        lead(work.organization, bundle.first_slot);  // 9
    });
}

/// Pass B: units live their week, sixteen side by side.
void live_units(BlockWork const& work) {
    BlockTallies tallies(work);
    Lookahead ahead(work);
    for_each_bundle(work, [&](Bundle const& bundle) {
        ahead.begin(bundle);
        Workbench b(work, bundle, ahead);
        tallies.begin(bundle);
        feel_leaders(b);
        meet_ties(b);  // 7, 9, 10
        take_stock(b);
        relate(b);
        draw(b);
        tallies.each(bundle, [&](LaneTallies& of) { observe_state(b, of); });
        environment(b);  // 1
        perceive(b);     // 2
        observe_surprise(b);
        act(b);                  // 3
        speak_up(b);             // 4
        spend_leaders_hours(b);  // 5
        answer_voices(b);        // 5
        work_out(b);             // 6
        feel_satisfied(b);       // 10
        learn_from_the_week(b);  // 7
        relate_and_delegate(b);  // 8
        grow(b);                 // 9
        stay_or_leave(b);        // 10
        show(b);
        tallies.each(bundle, [&](LaneTallies& of) { observe_flows(b, of); });
        tallies.end(bundle);
    });
    tallies.hand_in();
}

/// Pass C: what reaches the leaders, and what leading costs them.
void close_leaders(BlockWork const& work) {
    for_each_bundle(work, [&](Bundle const& bundle) {
        listen(work.organization, bundle.first_slot);  // 5
        leaders_output(work, bundle.first_slot);       // 6
    });
}

/// Founding: draws the people of positions [first, last).
void draw_people(Organization& organization, Position first, Position last) {
    for (Position position = first; position < last; position += lanes) draw_sixteen(organization, position, last);
}

}  // namespace candor::model::CANDOR_INSTRUCTION_SET
