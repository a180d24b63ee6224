#pragma once

#include <string>
#include <utility>

#include "candor/output/dataset.hpp"

namespace candor::output {

/// A result of which some variables are read and the others never touched: a file held open, or one in memory.
class VariableSource {
public:
    virtual ~VariableSource() = default;

    /// Whether there is a variable, coordinate or group of that name.
    [[nodiscard]] virtual bool has(std::string const& name) const = 0;
    /// A variable or coordinate, whole; the names of its dimensions may be left out. Throws OutputError where there is none.
    [[nodiscard]] virtual Variable variable(std::string const& name) const = 0;
    /// All but the variables: dimensions with their coordinates, attributes, groups.
    [[nodiscard]] virtual Dataset frame() const = 0;
};

/// A result in memory.
class DatasetSource final : public VariableSource {
public:
    explicit DatasetSource(Dataset dataset) : dataset_(std::move(dataset)) {}

    [[nodiscard]] bool has(std::string const& name) const override;
    [[nodiscard]] Variable variable(std::string const& name) const override;
    [[nodiscard]] Dataset frame() const override;

private:
    Dataset dataset_;
};

}  // namespace candor::output
