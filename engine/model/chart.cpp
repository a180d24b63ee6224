#include "candor/model/chart.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <numeric>
#include <system_error>

#include "candor/random/distributions.hpp"
#include "candor/random/philox.hpp"
#include "candor/random/streams.hpp"

namespace candor::model {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Whether every manager stands before its reports and units follow each other in the order of their managers.
bool is_breadth_first(std::vector<Position> const& manager_of) {
    if (manager_of.front() != nobody) {
        return false;
    }
    for (std::size_t i = 1; i < manager_of.size(); ++i) {
        if (manager_of[i] < std::max(manager_of[i - 1], 0) || at(manager_of[i]) >= i) {
            return false;
        }
    }
    return true;
}

/// Members sorted by manager, in the order of the list within a unit; reports of `m` lie at [begin[m], begin[m+1]).
struct Units {
    std::vector<std::int32_t> begin;
    std::vector<std::int32_t> members;
    std::int32_t top = nobody;
};

Units group_by_manager(std::vector<std::int32_t> const& manager_of) {
    Units units;
    units.begin.assign(manager_of.size() + 1, 0);
    units.members.resize(manager_of.size());
    for (std::int32_t const manager : manager_of) {
        if (manager != nobody) {
            ++units.begin[at(manager) + 1];
        }
    }
    std::partial_sum(units.begin.begin(), units.begin.end(), units.begin.begin());
    std::vector<std::int32_t> next(units.begin.begin(), units.begin.end() - 1);
    for (std::size_t i = 0; i < manager_of.size(); ++i) {
        if (manager_of[i] == nobody) {
            units.top = static_cast<std::int32_t>(i);
        } else {
            units.members[at(next[at(manager_of[i])]++)] = static_cast<std::int32_t>(i);
        }
    }
    return units;
}

}  // namespace

Chart::Chart(std::vector<std::int32_t> manager_of, std::vector<std::string> ids)
    : manager_(std::move(manager_of)), ids_(std::move(ids)) {
    assert(!manager_.empty() && "a chart has at least a top");
    assert((ids_.empty() || ids_.size() == manager_.size()) && "all members have an id or none has");
    if (!is_breadth_first(manager_)) {
        sort_breadth_first();
    }
    count_reports();
    measure_levels();
    index_ids();
}

void Chart::sort_breadth_first() {
    Units const units = group_by_manager(manager_);
    assert(units.top != nobody && "a chart has a top");
    std::vector<Position> manager;
    std::vector<std::int32_t> order;  // the member of the list at each position
    manager.reserve(manager_.size());
    order.reserve(manager_.size());
    manager.push_back(nobody);
    order.push_back(units.top);
    for (std::size_t p = 0; p < order.size(); ++p) {
        auto const member = at(order[p]);
        for (std::int32_t k = units.begin[member]; k < units.begin[member + 1]; ++k) {
            manager.push_back(static_cast<Position>(p));
            order.push_back(units.members[at(k)]);
        }
    }
    assert(order.size() == manager_.size() && "everybody is below the one top");
    manager_ = std::move(manager);
    if (!ids_.empty()) {
        std::vector<std::string> ids;
        ids.reserve(order.size());
        for (std::int32_t const member : order) {
            ids.push_back(std::move(ids_[at(member)]));
        }
        ids_ = std::move(ids);
    }
}

void Chart::count_reports() {
    report_count_.assign(manager_.size(), 0);
    first_report_.resize(manager_.size());
    for (std::size_t i = 1; i < manager_.size(); ++i) {
        ++report_count_[at(manager_[i])];
    }
    Position next = 1;
    for (std::size_t i = 0; i < manager_.size(); ++i) {
        first_report_[i] = next;
        next += report_count_[i];
    }
}

void Chart::measure_levels() {
    level_.assign(manager_.size(), 0);
    height_.assign(manager_.size(), 0);
    for (std::size_t i = 1; i < manager_.size(); ++i) {
        level_[i] = level_[at(manager_[i])] + 1;
    }
    for (std::size_t i = manager_.size() - 1; i > 0; --i) {
        std::int32_t& above = height_[at(manager_[i])];
        above = std::max(above, height_[i] + 1);
    }
}

void Chart::index_ids() {
    by_id_ = NameIndex(ids_.size());
    for (Position p = 0; at(p) < ids_.size(); ++p) {
        [[maybe_unused]] Position const first =
            by_id_.add(p, [&](Position i) { return std::string_view(ids_[at(i)]); });
        assert(first == p && "no id stands twice");
    }
}

std::string Chart::id(Position member) const { return ids_.empty() ? std::to_string(member) : ids_[index(member)]; }

Position Chart::find(std::string_view id) const {
    if (!ids_.empty()) {
        return by_id_.find(id, [&](Position i) { return std::string_view(ids_[at(i)]); });
    }
    Position position = nobody;
    char const* const end = id.data() + id.size();
    auto const [stop, error] = std::from_chars(id.data(), end, position);
    bool const is_number = error == std::errc{} && stop == end && (id.size() == 1 || id.front() != '0');
    return is_number && position >= 0 && position < size() ? position : nobody;
}

bool Chart::is_below(Position member, Position leader) const {
    while (member > leader) {  // managers come before their reports
        member = manager(member);
    }
    return member == leader;
}

Chart generate_chart(Position members, Span span, std::uint32_t seed) {
    assert(members >= 1 && "a chart has at least a top");
    assert(1 <= span.least && span.least <= span.most && "every leader has at least one report until all are placed");
    auto const sizes = static_cast<std::uint32_t>(span.most - span.least) + 1;
    std::vector<Position> manager_of;
    manager_of.reserve(at(members));
    manager_of.push_back(nobody);
    for (Position leader = 0; manager_of.size() < at(members); ++leader) {
        Position reports = span.least;
        if (sizes > 1) {
            random::Address const address{static_cast<std::uint32_t>(leader), 0, random::call::chart};
            reports += static_cast<Position>(random::below(random::philox({seed, 0}, address).w0, sizes));
        }
        auto const room = static_cast<Position>(at(members) - manager_of.size());
        manager_of.insert(manager_of.end(), at(std::min(reports, room)), leader);
    }
    return Chart(std::move(manager_of));
}

}  // namespace candor::model
