#include "candor/run/people.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "candor/model/member_week.hpp"
#include "candor/model/observables.hpp"
#include "candor/run/simulate.hpp"

namespace candor::run {

namespace {

using model::Position;
using model::VoiceOutcome;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

Cells members_of(model::Chart const& chart) {
    Cells cells;
    for (Position p = 0; p < chart.size(); ++p) {
        cells.who.push_back(p);
        cells.above.push_back(chart.manager(p));
        cells.sizes.push_back(1);
        cells.of.push_back(p);
    }
    return cells;
}

/// From the top down; units that are no cell belong to the last one above them that is.
Cells units_of(model::Chart const& chart, std::size_t most) {
    if (chart.size() == 1) return members_of(chart);
    Cells cells{Cells::Kind::unit, {}, {}, {}, std::vector<std::int32_t>(at(chart.size()), -1)};
    std::vector<std::int32_t> led(at(chart.size()), -1);  // [members] the cell of those whom each leads
    for (Position p = 0; p < chart.size(); ++p) {
        if (p > 0) {
            std::int32_t const own = led[at(chart.manager(p))];
            cells.of[at(p)] = own;
            ++cells.sizes[at(own)];
        }
        if (!chart.leads(p)) continue;
        if (cells.count() < most) {
            led[at(p)] = static_cast<std::int32_t>(cells.count());
            cells.who.push_back(p);
            cells.above.push_back(cells.of[at(p)]);
            cells.sizes.push_back(0);
        } else {
            cells.kind = Cells::Kind::branch;
            led[at(p)] = cells.of[at(p)];
        }
    }
    return cells;
}

namespace {

constexpr std::uint8_t ends = 5;  ///< that an issue may have, no issue included

std::uint8_t end_of(model::Voiced const& voiced) {
    if (!voiced.issue) return 0;
    switch (voiced.outcome) {
        case VoiceOutcome::silence: return 1;
        case VoiceOutcome::welcomed: return 2;
        case VoiceOutcome::explained: return 3;
        case VoiceOutcome::ignored:
        case VoiceOutcome::unheard:
        case VoiceOutcome::punished: break;
    }
    return 4;
}

model::MemberQuantity const& quantity(std::string_view name) {
    auto const all = model::member_quantities();
    return *std::find_if(all.begin(), all.end(), [&](model::MemberQuantity const& one) { return one.name == name; });
}

/// Adds up what members of one cell show in one week.
struct CellSum {
    double trust = 0;
    int on_duty = 0;
    std::array<int, ends> issues{};  ///< by what became of them

    [[nodiscard]] std::uint8_t trust_byte() const {
        constexpr double scale = 250;
        if (on_duty == 0) return CellWeeks::nobody;
        return static_cast<std::uint8_t>(std::lround(scale * std::clamp(trust / on_duty, 0., 1.)));
    }
    [[nodiscard]] std::uint8_t voice_byte() const {
        std::uint8_t most = 0;
        int count = 0;
        for (std::uint8_t end = 1; end < ends; ++end) {
            if (issues[end] == 0 || issues[end] < count) continue;
            most = end;
            count = issues[end];
        }
        return most;
    }
};

/// Looks at the members in the weeks that are wanted.
class Watcher final : public Observer {
public:
    Watcher(Cells const& cells, std::vector<int> const& weeks) : cells_(cells), weeks_(weeks) {}

    void week_begins(int week, model::Organization const& organization) override {
        if (!std::binary_search(weeks_.begin(), weeks_.end(), week)) return;
        std::vector<model::Voiced> const voiced = model::voices(organization, static_cast<std::uint32_t>(week));
        std::vector<CellSum> sums(cells_.count());
        for (Position p = 1; p < organization.plan().structure.chart.size(); ++p) {
            CellSum& sum = sums[at(cells_.of[at(p)])];
            ++sum.issues[end_of(voiced[at(p)])];
            model::Row const row = organization.plan().seating.row_of(p);
            if (organization.members.vacancy[at(row)] > 0.F) continue;
            sum.trust += static_cast<double>(trust_.value(organization, row));
            ++sum.on_duty;
        }
        for (CellSum const& sum : sums) {
            seen_.trust.push_back(sum.trust_byte());
            seen_.voice.push_back(sum.voice_byte());
        }
    }
    void week_ended(int /*week*/, model::WeekTally const& /*tally*/, std::span<model::Tally const> /*units*/) override {
    }

    [[nodiscard]] CellWeeks finish() { return std::move(seen_); }

private:
    Cells const& cells_;
    std::vector<int> const& weeks_;
    model::MemberQuantity const& trust_ = quantity("trust_leader");
    CellWeeks seen_;
};

}  // namespace

CellWeeks watch(Arm const& arm, int replicate, Cells const& cells, std::vector<int> const& weeks,
                StopRequest const* stop) {
    Watcher watcher(cells, weeks);
    simulate(run_plan_of(arm, replicate), watcher, stop);
    return watcher.finish();
}

}  // namespace candor::run
