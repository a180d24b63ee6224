#include "csv_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text.hpp"

namespace candor::scenario::csv {

namespace {

/// `Reports_To ID` as `reportstoid`.
std::string plain(std::string_view name) {
    std::string out = lower_case(name);
    out.erase(std::remove_if(out.begin(), out.end(), [](char c) { return c == ' ' || c == '_' || c == '-'; }),
              out.end());
    return out;
}

/// Names long enough for a likeness to mean something.
std::vector<std::string> long_names(std::vector<std::string> names) {
    names.erase(std::remove_if(names.begin(), names.end(), [](auto const& name) { return name.size() < 4; }),
                names.end());
    return names;
}

bool is_number(Cell const& cell) { return parse_number<double>(cell.text).has_value(); }

}  // namespace

ColumnFinder::ColumnFinder(Table const& table, std::string section, std::vector<Role> roles)
    : table_(&table), section_(std::move(section)), roles_(std::move(roles)), complaints_(table.text()) {}

std::vector<std::optional<std::size_t>> ColumnFinder::find() {
    std::vector<std::optional<std::size_t>> found;
    for (Role const& role : roles_) {
        std::optional<std::size_t> const column = find_role(role);
        auto const same = column ? std::find(found.begin(), found.end(), column) : found.end();
        if (same != found.end()) {
            Role const& other = roles_[static_cast<std::size_t>(same - found.begin())];
            complain(
                fmt::format("{} is both {} and {}", backquoted(table_->columns()[*column].text), other.what, role.what),
                "they need a column each", how_to_name(role, "..."));
        }
        found.push_back(column);
    }
    complaints_.throw_if_any();
    return found;
}

std::optional<std::size_t> ColumnFinder::find_role(Role const& role) {
    Matches matches;
    if (!role.wanted.empty()) {
        matches = named(role.wanted);
    } else {
        matches = recognized(role.usual);
        matches = matches.empty() ? recognized(role.doubtful) : matches;
    }
    if (matches.size() > 1) {
        complain_ambiguous(role, matches);
    } else if (matches.empty() && (role.need == Need::needed || !role.wanted.empty())) {
        complain_missing(role);
    }
    return matches.size() == 1 ? std::optional(matches.front()) : std::nullopt;
}

/// Columns of exactly this name, else those that differ only in case, blanks, underscores and hyphens.
ColumnFinder::Matches ColumnFinder::named(std::string const& name) const {
    Matches exact;
    for (std::size_t i = 0; i < table_->columns().size(); ++i) {
        if (table_->columns()[i].text == name) {
            exact.push_back(i);
        }
    }
    return exact.empty() ? recognized({plain(name)}) : exact;
}

ColumnFinder::Matches ColumnFinder::recognized(std::vector<std::string> const& names) const {
    Matches matches;
    for (std::size_t i = 0; i < table_->columns().size(); ++i) {
        if (std::find(names.begin(), names.end(), plain(table_->columns()[i].text)) != names.end()) {
            matches.push_back(i);
        }
    }
    return matches;
}

void ColumnFinder::complain_missing(Role const& role) {
    std::string const found = "columns: " + listed(names());
    if (!role.wanted.empty()) {
        std::vector<std::string> candidates;
        for (Cell const& column : table_->columns()) {
            candidates.emplace_back(column.text);
        }
        complain(fmt::format("no column {} for {}", backquoted(role.wanted), role.what), found,
                 did_you_mean(role.wanted, candidates));
        return;
    }
    std::string const problem = fmt::format("no column is known to name {}", role.what);
    if (std::any_of(table_->columns().begin(), table_->columns().end(), is_number)) {
        complain(problem, found, "the first line must name the columns");
        return;
    }
    for (Cell const& column : table_->columns()) {
        std::string const name = plain(column.text);
        auto const is_of = [&](Role const& other) {
            return std::count(other.usual.begin(), other.usual.end(), name) > 0 || other.wanted == column.text;
        };
        bool const taken = std::any_of(roles_.begin(), roles_.end(), is_of);
        if (!taken && !closest(name, long_names(role.usual)).empty()) {
            complain(problem, found,
                     fmt::format("did you mean {}? {}", backquoted(column.text),
                                 how_to_name(role, std::string(column.text))));
            return;
        }
    }
    complain(problem, found, how_to_name(role, "..."));
}

void ColumnFinder::complain_ambiguous(Role const& role, Matches const& matches) {
    std::vector<std::string> candidates;
    for (std::size_t const i : matches) {
        candidates.push_back(backquoted(table_->columns()[i].text));
    }
    bool const same_name = std::count(candidates.begin(), candidates.end(), candidates.front()) > 1;
    complain(fmt::format("{} columns could be {}", matches.size(), role.what), listed(candidates),
             same_name ? "give each column a name of its own" : how_to_name(role, "..."));
}

void ColumnFinder::complain(std::string problem, std::string why, std::string help) {
    complaints_.add(table_->columns().front().begin, table_->columns().back().end, std::move(problem), std::move(why),
                    std::move(help));
}

/// The scenario's lines with a name for this role's column, and with those the scenario already gives.
std::string ColumnFinder::how_to_name(Role const& role, std::string const& column) const {
    std::string out = fmt::format("name it: `{}: {{file: {}", section_,
                                  std::filesystem::path(table_->text().source()).filename().generic_string());
    for (Role const& other : roles_) {
        std::string const& name = &other == &role ? column : other.wanted;
        if (!name.empty()) {
            out += fmt::format(", {}: {}", other.key, name);
        } else if (other.need == Need::needed) {
            out += fmt::format(", {}: ...", other.key);
        }
    }
    return out + "}`";
}

std::vector<std::string> ColumnFinder::names() const {
    std::vector<std::string> out;
    for (Cell const& column : table_->columns()) {
        out.push_back(backquoted(column.text));
    }
    return out;
}

}  // namespace candor::scenario::csv
