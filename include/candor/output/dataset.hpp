#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace candor::output {

/// The values of one variable, row-major over its dimensions; one alternative per type a result file may hold.
using Values = std::variant<std::vector<float>, std::vector<double>, std::vector<std::int32_t>,
                            std::vector<std::int64_t>, std::vector<std::uint8_t>, std::vector<std::string>>;

/// Stands in whole numbers where there is no value; what readers take for missing.
inline constexpr std::int32_t missing_number = std::numeric_limits<std::int32_t>::lowest();

/// The value of one attribute.
using AttributeValue = std::variant<std::string, double, std::int64_t>;

struct Attribute {
    std::string name;
    AttributeValue value;
};

/// A named axis; its coordinate values are the variable of the same name.
struct Dimension {
    std::string name;
    std::size_t size = 0;
};

/// One array with named dimensions, as in netCDF and xarray.
struct Variable {
    std::string name;
    std::vector<std::string> dimensions;  ///< outermost first
    Values values;                        ///< product of the dimensions' sizes
    std::vector<Attribute> attributes;
};

/// A folder of texts and numbers inside a result file (provenance, timing); not part of the data.
struct Group {
    std::string name;
    std::vector<std::pair<std::string, std::string>> texts;  ///< scalar string datasets; any length
    std::vector<Attribute> attributes;                       ///< short facts
};

/// A whole result in memory: what a file holds, without knowing about files.
struct Dataset {
    std::vector<Dimension> dimensions;
    std::vector<Variable> coordinates;  ///< one per dimension, 1-D and of the dimension's name
    std::vector<Variable> variables;
    std::vector<Attribute> attributes;
    std::vector<Group> groups;

    /// The variable (or coordinate) of that name, or nullptr.
    [[nodiscard]] Variable const* find(std::string const& name) const;
    /// The group of that name, or nullptr.
    [[nodiscard]] Group const* find_group(std::string const& name) const;
    /// The text of that attribute; empty if there is none, or if it is no text.
    [[nodiscard]] std::string text_of(std::string const& attribute) const;
    /// The size of that dimension. Throws std::out_of_range when there is none.
    [[nodiscard]] std::size_t size_of(std::string const& dimension) const;
};

}  // namespace candor::output
