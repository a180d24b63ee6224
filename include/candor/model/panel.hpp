#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "candor/model/member_week.hpp"

namespace candor::model {

/// Section `record.panel`: some members, week by week.
struct Panel {
    double share = .1;
    int every = 1;  ///< week 1 and every so many weeks
    bool operator==(Panel const&) const = default;
};

/// One member of the panel in one week.
struct PanelWeek {
    MemberWeek week;
    float propensity, mindset;
    bool newcomer;  ///< somebody else than when the position was last looked at and not vacant
};

/// One quantity of the panel.
struct PanelQuantity {
    char const* name;
    char const* meaning;
    float (*of)(PanelWeek const&);
    bool also_vacant = false;  ///< whether it is defined while nobody is on the position
};

/// All quantities of the panel: who is there, state as the week begins, what happened in the week.
[[nodiscard]] std::span<PanelQuantity const> panel_quantities();

/// The quantity of a member in a week; NaN where it is not defined.
[[nodiscard]] float value(PanelQuantity const& quantity, PanelWeek const& panel);

/// Looks at the same positions again and again.
class PanelWatch {
public:
    explicit PanelWatch(std::span<Position const> members) : members_(members.begin(), members.end()) {}

    /// The week ahead of the member of that index; weeks in ascending order. Takes the time of a unit or two.
    [[nodiscard]] PanelWeek look(Organization const& organization, std::uint32_t week, std::size_t index);

    [[nodiscard]] std::size_t size() const { return members_.size(); }

private:
    /// Dispositions tell people apart: they never change in a person, and newcomers draw their own.
    struct Dispositions {
        float propensity, mindset;
        bool operator==(Dispositions const&) const = default;
    };

    std::vector<Position> members_;
    std::vector<Dispositions> last_seen_{};
};

}  // namespace candor::model
