#include "candor/scenario/chart_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "candor/scenario/scenario_fields.hpp"
#include "csv.hpp"
#include "csv_columns.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

using csv::backquoted;

using Row = std::int32_t;

/// A row whose manager is not known because something is wrong with it.
constexpr Row broken = -2;

/// Usual names of columns; `name` only where none of the first is there, as it mostly stands beside an id.
std::vector<std::string> const usual_members{"id",         "member", "memberid", "employee",
                                             "employeeid", "person", "personid"};
std::vector<std::string> const usual_managers{"reportsto",  "reportstoid",  "manager", "managerid",
                                              "supervisor", "supervisorid", "boss",    "leader"};

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

std::string file_name(std::filesystem::path const& file) { return printable(file.filename().generic_string()); }

/// Reads who reports to whom from the rows of a table and collects what is wrong.
class ChartReader {
public:
    explicit ChartReader(ReportsTo const& reports_to) : table_(csv::Text(reports_to.file)), complaints_(table_.text()) {
        csv::Role member_role{"member", "the member", reports_to.member_column, usual_members, {"name"}};
        csv::Role manager_role{"manager", "the manager", reports_to.manager_column, usual_managers};
        auto const columns =
            csv::ColumnFinder(table_, "reports_to", {std::move(member_role), std::move(manager_role)}).find();
        member_column_ = *columns[0];
        manager_column_ = *columns[1];
        if (table_.rows() > at(most_members)) {
            complain(member(most_members), fmt::format("there are {} members", table_.rows()),
                     fmt::format("at most {}", most_members));
            complaints_.throw_if_any();
        }
    }

    [[nodiscard]] model::Chart read() {
        read_members();
        read_managers();
        check_tops();
        check_circles();
        complaints_.throw_if_any();
        std::vector<std::string> ids;
        ids.reserve(table_.rows());
        for (Row row = 0; row < rows(); ++row) {
            ids.emplace_back(id(row));
        }
        return model::Chart(std::move(manager_of_), std::move(ids));
    }

    /// For a note: `member: ID, manager: ReportsToID`.
    [[nodiscard]] std::string columns() const {
        return printable(fmt::format("member: {}, manager: {}", table_.columns()[member_column_].text,
                                     table_.columns()[manager_column_].text));
    }

private:
    [[nodiscard]] Row rows() const { return static_cast<Row>(table_.rows()); }
    [[nodiscard]] csv::Cell const& member(Row row) const { return table_.cell(at(row), member_column_); }
    [[nodiscard]] csv::Cell const& manager(Row row) const { return table_.cell(at(row), manager_column_); }
    [[nodiscard]] std::string_view id(Row row) const { return member(row).text; }

    void complain(csv::Cell const& cell, std::string problem, std::string why, std::string help = {}) {
        complaints_.add(cell.begin, cell.end, std::move(problem), std::move(why), std::move(help));
    }

    void read_members() {
        auto const id_at = [this](Row row) { return id(row); };
        manager_of_.assign(table_.rows(), model::nobody);
        row_of_ = model::NameIndex(table_.rows());
        for (Row row = 0; row < rows(); ++row) {
            if (id(row).empty()) {
                complain(member(row), "a member has no id", "every row needs one");
                manager_of_[at(row)] = broken;
                continue;
            }
            Row const first = row_of_.add(row, id_at);
            if (first != row) {
                auto const why =
                    complaints_.full() ? std::string() : fmt::format("first in line {}", table_.line(member(first)));
                complain(member(row), fmt::format("duplicate id {}", backquoted(id(row))), why);
                manager_of_[at(row)] = broken;
            }
        }
    }

    void read_managers() {
        auto const id_at = [this](Row row) { return id(row); };
        auto const manager_at = [this](Row row) { return manager(row).text; };
        row_of_.find_each(rows(), manager_at, id_at, [this](Row row, Row found) { set_manager(row, found); });
    }

    void set_manager(Row row, Row found) {
        std::string_view const name = manager(row).text;
        if (manager_of_[at(row)] == broken || name.empty() || name == id(row)) {
            return;
        }
        manager_of_[at(row)] = found == model::NameIndex::none ? broken : found;
        if (found == model::NameIndex::none) {
            complain(manager(row),
                     fmt::format("{} reports to an unknown manager {}", backquoted(id(row)), backquoted(name)),
                     "every manager must have a row of its own", help_with_manager(name));
        }
    }

    /// The id that is written a little differently, or what else may be meant.
    [[nodiscard]] std::string help_with_manager(std::string_view name) const {
        if (complaints_.full()) {
            return {};
        }
        std::string_view const wanted = without_zeros(name);
        for (Row row = 0; row < rows() && !wanted.empty(); ++row) {
            std::string_view const other = without_zeros(id(row));
            if (other.size() == wanted.size() && lower_case(other) == lower_case(wanted)) {
                return fmt::format("did you mean {}?", backquoted(id(row)));
            }
        }
        for (std::string_view const nothing : {"none", "null", "nil", "na", "n/a", "nan", "#n/a", "-", "0"}) {
            if (lower_case(name) == nothing) {
                return "leave the cell of the top empty";
            }
        }
        return fmt::format("add a row for {}; the top's has an empty manager", backquoted(name));
    }

    /// Without leading zeros, which spreadsheets drop.
    static std::string_view without_zeros(std::string_view name) {
        return name.substr(std::min(name.find_first_not_of('0'), name.size()));
    }

    void check_tops() {
        std::vector<Row> tops;
        for (Row row = 0; row < rows(); ++row) {
            if (manager_of_[at(row)] == model::nobody) {
                tops.push_back(row);
            }
        }
        has_top_ = !tops.empty();
        if (tops.size() < 2) {
            return;
        }
        constexpr std::size_t most_named = 5;
        std::string named;
        for (std::size_t i = 0; i < std::min(tops.size(), most_named); ++i) {
            named += fmt::format("{}{} in line {}", i == 0 ? "" : ", ", backquoted(id(tops[i])),
                                 table_.line(member(tops[i])));
        }
        named += tops.size() > most_named ? ", ..." : "";
        complain(member(tops[1]), fmt::format("there are {} tops: {}", tops.size(), named),
                 "a top has no manager or itself", "give all but one a manager");
    }

    /// Follows managers upwards from every row; coming back to a row of the same walk is a circle.
    void check_circles() {
        constexpr Row unseen = -1;
        bool const nothing_else = complaints_.empty();
        std::vector<Row> walk_of(manager_of_.size(), unseen);
        for (Row start = 0; start < rows(); ++start) {
            Row row = start;
            while (row >= 0 && walk_of[at(row)] == unseen) {
                walk_of[at(row)] = start;
                row = manager_of_[at(row)];
            }
            if (row >= 0 && walk_of[at(row)] == start) {
                complain_of_circle(row, nothing_else && !has_top_);
                has_top_ = true;  // it is missed once
            }
        }
    }

    void complain_of_circle(Row somewhere, bool misses_top) {
        std::vector<Row> circle;
        for (Row row = somewhere; circle.empty() || row != somewhere; row = manager_of_[at(row)]) {
            circle.push_back(row);
        }
        std::rotate(circle.begin(), std::min_element(circle.begin(), circle.end()), circle.end());
        constexpr std::size_t most_named = 10;
        std::string named = "`";
        for (std::size_t i = 0; i < std::min(circle.size(), most_named); ++i) {
            named += fmt::format("{} -> ", shown(id(circle[i])));
        }
        named += fmt::format("{}{}`", circle.size() > most_named ? "... -> " : "", shown(id(circle.front())));
        std::string problem = fmt::format("{} members report to each other in a circle: {}", circle.size(), named);
        complain(manager(circle.front()), misses_top ? "there is no top: " + problem : problem,
                 "all must report to the one top in the end",
                 misses_top ? "leave the manager of the top empty" : "correct one of these managers");
    }

    /// As `backquoted`, without the backquotes.
    static std::string shown(std::string_view name) {
        std::string const out = backquoted(name);
        return out.substr(1, out.size() - 2);
    }

    csv::Table table_;
    csv::Complaints complaints_;
    std::size_t member_column_ = 0;
    std::size_t manager_column_ = 0;
    model::NameIndex row_of_{};
    std::vector<Row> manager_of_{};
    bool has_top_ = false;
};

}  // namespace

model::Chart import_chart(ReportsTo const& reports_to, std::vector<std::string>& notes) {
    ChartReader reader(reports_to);
    std::string const columns = reader.columns();
    model::Chart chart = reader.read();
    notes.push_back(fmt::format("{}: {} member{} read ({}); top {}; {} level{} below it", file_name(reports_to.file),
                                chart.size(), chart.size() == 1 ? "" : "s", columns, printable(chart.id(0)),
                                chart.depth(), chart.depth() == 1 ? "" : "s"));
    return chart;
}

model::Structure build_structure(Organization const& organization, std::uint32_t seed,
                                 std::vector<std::string>& notes) {
    model::Structure structure{organization.reports_to
                                   ? import_chart(*organization.reports_to, notes)
                                   : model::generate_chart(organization.members, organization.span, seed)};
    if (organization.ties) {
        structure.ties = import_ties(*organization.ties, structure.chart, notes);
    } else {
        structure.ties_per_member = organization.ties_per_member;
    }
    return structure;
}

}  // namespace candor::scenario
