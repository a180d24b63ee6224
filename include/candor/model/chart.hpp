#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "candor/model/name_index.hpp"

namespace candor::model {

/// The place of a member in the breadth-first order of the reporting tree; 0 is the top.
using Position = std::int32_t;

inline constexpr Position nobody = -1;

/// Reporting lines: who reports to whom. Positions are in breadth-first order, so that the reports of one
/// manager (a unit) are one contiguous range and managers come before their reports. Immutable.
class Chart {
public:
    /// Takes each member's manager as an index into the same list (the top: `nobody`), in any order, and sorts it
    /// breadth first with siblings in the order of the list. `ids` are the members' own names, empty for numbers.
    /// Precondition: exactly one top, no cycle, every index valid, no id twice (the importer checks this with good
    /// messages).
    explicit Chart(std::vector<std::int32_t> manager_of, std::vector<std::string> ids = {});

    /// Members, the top included; at least 1.
    [[nodiscard]] Position size() const { return static_cast<Position>(manager_.size()); }
    /// The manager's position; `nobody` for the top.
    [[nodiscard]] Position manager(Position member) const { return manager_[index(member)]; }
    /// Levels below the top: 0 for the top, 1 for its reports, ...
    [[nodiscard]] int level(Position member) const { return level_[index(member)]; }
    /// Levels below this member: 0 without reports.
    [[nodiscard]] int height(Position member) const { return height_[index(member)]; }
    /// The reports, as the half-open range [first, last) of positions; empty without reports.
    [[nodiscard]] std::pair<Position, Position> reports(Position leader) const {
        return {first_report_[index(leader)], first_report_[index(leader)] + report_count_[index(leader)]};
    }
    [[nodiscard]] bool leads(Position member) const { return report_count_[index(member)] > 0; }
    /// The deepest level.
    [[nodiscard]] int depth() const { return level_.back(); }
    /// The member's own name; its position as text where none was given.
    [[nodiscard]] std::string id(Position member) const;
    /// The position of that name; `nobody` if there is none.
    [[nodiscard]] Position find(std::string_view id) const;
    /// Whether `member` is `leader` or below it. Takes as many steps as there are levels between the two.
    [[nodiscard]] bool is_below(Position member, Position leader) const;

private:
    [[nodiscard]] static std::size_t index(Position p) { return static_cast<std::size_t>(p); }
    void sort_breadth_first();
    void count_reports();
    void measure_levels();
    void index_ids();

    std::vector<Position> manager_;
    std::vector<std::int32_t> level_;
    std::vector<std::int32_t> height_;
    std::vector<Position> first_report_;
    std::vector<std::int32_t> report_count_;
    std::vector<std::string> ids_;
    NameIndex by_id_;
};

/// A tie between two members of different units, neither the top.
struct Tie {
    Position one = nobody;
    Position other = nobody;
    bool operator==(Tie const&) const = default;
};

/// How large units are: the same everywhere (least == most) or drawn evenly for each leader; 1 <= least <= most.
struct Span {
    int least = 7;
    int most = 7;
    bool operator==(Span const&) const = default;
};

/// The chart of `members` in which position i > 0 reports to floor((i-1)/span), or, with a drawn span, in which each
/// leader in turn gets the next drawn number of reports. The same for all replicates of a seed.
[[nodiscard]] Chart generate_chart(Position members, Span span, std::uint32_t seed);

/// An organization before it is founded: reporting lines and where its ties come from.
struct Structure {
    Chart chart;
    std::vector<Tie> ties{};       ///< imported ties; each replicate founds the same
    double ties_per_member = 0.0;  ///< or drawn for each replicate: floor(members * ties_per_member / 2) of them
};

}  // namespace candor::model
