#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "candor/output/netcdf_file.hpp"

namespace candor::output {

/// A result file held open, of which some variables are read and the others never touched. Any
/// thread may use it, and waits for others.
class NetcdfReader {
public:
    /// Throws OutputError `cannot read 'PATH' (reason)`, DamagedFile when the file itself is at fault; so do the others.
    explicit NetcdfReader(std::filesystem::path const& path);
    NetcdfReader(NetcdfReader const&) = delete;
    NetcdfReader& operator=(NetcdfReader const&) = delete;
    ~NetcdfReader();

    /// Of the file.
    [[nodiscard]] std::vector<Attribute> attributes() const;
    /// Whether there is a variable, coordinate or group of that name.
    [[nodiscard]] bool has(std::string const& name) const;
    /// A variable or coordinate, whole, but without the names of its dimensions.
    [[nodiscard]] Variable variable(std::string const& name) const;
    /// All but the variables: dimensions with their coordinates, attributes, groups.
    [[nodiscard]] Dataset frame() const;

private:
    struct File;
    std::unique_ptr<File> file_;
};

}  // namespace candor::output
