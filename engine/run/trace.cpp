#include "candor/run/trace.hpp"

#include <algorithm>
#include <utility>

#include "candor/run/simulate.hpp"

namespace candor::run {

namespace {

using model::Position;
using model::Voiced;
using model::VoiceOutcome;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

Fate fate_of(VoiceOutcome outcome) {
    switch (outcome) {
        case VoiceOutcome::punished: return Fate::punished;
        case VoiceOutcome::explained: return Fate::explained;
        case VoiceOutcome::ignored: return Fate::ignored;
        case VoiceOutcome::unheard: return Fate::unheard;
        case VoiceOutcome::welcomed: return Fate::reached_top;
        case VoiceOutcome::silence: break;
    }
    return Fate::kept_silent;
}

/// Follows warnings week by week: of each leader it knows how many it took up last week, by the depth they come from.
class Follower : public Observer {
public:
    explicit Follower(model::Chart const& chart)
        : chart_(chart),
          depths_(at(chart.depth())),
          trace_(depths_),
          carried_(at(chart.size()) * depths_),
          next_(carried_.size()) {}

    void week_begins(int week, model::Organization const& organization) override {
        std::vector<Voiced> const voiced = model::voices(organization, static_cast<std::uint32_t>(week));
        for (Position p = 1; p < chart_.size(); ++p) follow(p, voiced[at(p)]);
        carried_.swap(next_);
        std::fill(next_.begin(), next_.end(), 0);
    }
    void week_ended(int /*week*/, model::WeekTally const& /*tally*/, std::span<model::Tally const> /*units*/) override {
    }

    [[nodiscard]] Trace finish() {
        for (std::size_t k = 0; k < carried_.size(); ++k) count(Fate::under_way, k % depths_, carried_[k]);
        return std::move(trace_);
    }

private:
    void count(Fate fate, std::size_t depth, std::int64_t warnings) {
        trace_[depth].fates[static_cast<std::size_t>(fate)] += warnings;
    }

    void follow(Position p, Voiced const& voiced) {
        std::int32_t* const here = carried_.data() + at(p) * depths_;
        if (voiced.issue) {
            TraceOfDepth& own = trace_[at(chart_.level(p)) - 1];
            ++own.issues;
            own.spoken += voiced.spoke ? 1 : 0;
            own.welcomed += voiced.outcome == VoiceOutcome::welcomed ? 1 : 0;
            ++here[at(chart_.level(p)) - 1];
        }
        Position const leader = chart_.manager(p);
        bool const goes_on = voiced.outcome == VoiceOutcome::welcomed && leader != 0;
        for (std::size_t depth = 0; depth < depths_; ++depth) {
            if (here[depth] == 0) continue;
            if (goes_on) {
                next_[at(leader) * depths_ + depth] += here[depth];
            } else {
                count(voiced.issue ? fate_of(voiced.outcome) : Fate::not_passed_on, depth, here[depth]);
            }
        }
    }

    model::Chart const& chart_;
    std::size_t depths_;
    Trace trace_;
    std::vector<std::int32_t> carried_;  // [members, depths]
    std::vector<std::int32_t> next_;
};

}  // namespace

void TraceOfDepth::add(TraceOfDepth const& other) {
    issues += other.issues;
    spoken += other.spoken;
    welcomed += other.welcomed;
    for (std::size_t f = 0; f < std::size(fates); ++f) fates[f] += other.fates[f];
}

Trace trace(Arm const& arm, int replicate, StopRequest const* stop) {
    Follower follower(arm.plan->structure.chart);
    simulate(run_plan_of(arm, replicate), follower, stop);
    return follower.finish();
}

Way way_of(Arm const& arm, WhoAndWhen const& whom, StopRequest const* stop) {
    Way way{{explain(arm, whom, stop)}, Fate::not_passed_on};
    for (WhoAndWhen next = whom;;) {
        Explanation const& last = way.steps.back();
        if (!last.week.issue) return way;
        way.fate = fate_of(last.week.outcome);
        if (way.fate != Fate::reached_top || last.week.leader.leader == 0) return way;
        if (next.week == arm.scenario.run.weeks) {
            way.fate = Fate::under_way;
            return way;
        }
        next = {last.leader, next.week + 1, whom.replicate};
        way.steps.push_back(explain(arm, next, stop));
        way.fate = Fate::not_passed_on;
    }
}

}  // namespace candor::run
