#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv.hpp"

namespace candor::scenario::csv {

/// Whether a file can do without a column.
enum class Need { needed, optional };

/// What a column is for and how it is found: by the name the scenario gives, else by one of the usual names.
struct Role {
    std::string key;                      ///< the scenario's key for the column's name
    std::string what;                     ///< for messages: "the member"
    std::string wanted;                   ///< the name the scenario gives; empty: to be recognized
    std::vector<std::string> usual;       ///< usual names, in lower case without blanks, underscores and hyphens
    std::vector<std::string> doubtful{};  ///< recognized where no usual name is there
    Need need = Need::needed;
};

/// Finds the columns of roles in one table.
class ColumnFinder {
public:
    /// `section` is the scenario's key of the file, for help: `reports_to`.
    ColumnFinder(Table const& table, std::string section, std::vector<Role> roles);

    /// The column of each role, in the order of the roles; none where an optional one is not there.
    /// Errors: ScenarioError with all of: a needed column is missing, several columns have the name, one has two roles.
    [[nodiscard]] std::vector<std::optional<std::size_t>> find();

private:
    using Matches = std::vector<std::size_t>;

    [[nodiscard]] Matches named(std::string const& name) const;
    [[nodiscard]] Matches recognized(std::vector<std::string> const& names) const;
    [[nodiscard]] std::optional<std::size_t> find_role(Role const& role);
    void complain_missing(Role const& role);
    void complain_ambiguous(Role const& role, Matches const& matches);
    void complain(std::string problem, std::string why, std::string help);
    [[nodiscard]] std::string how_to_name(Role const& role, std::string const& column) const;
    [[nodiscard]] std::vector<std::string> names() const;

    Table const* table_;
    std::string section_;
    std::vector<Role> roles_;
    Complaints complaints_;
};

}  // namespace candor::scenario::csv
