#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "candor/output/netcdf_file.hpp"
#include "candor/output/variable_source.hpp"

namespace candor::output {

/// A result file held open, of which some variables are read and the others never touched. Any
/// thread may use it, and waits for others.
class NetcdfReader final : public VariableSource {
public:
    /// Throws OutputError `cannot read 'PATH' (reason)`, DamagedFile when the file itself is at fault; so do the others.
    explicit NetcdfReader(std::filesystem::path const& path);
    NetcdfReader(NetcdfReader const&) = delete;
    NetcdfReader& operator=(NetcdfReader const&) = delete;
    ~NetcdfReader() override;

    /// Of the file.
    [[nodiscard]] std::vector<Attribute> attributes() const;
    [[nodiscard]] bool has(std::string const& name) const override;
    /// Without the names of its dimensions.
    [[nodiscard]] Variable variable(std::string const& name) const override;
    [[nodiscard]] Dataset frame() const override;

private:
    struct File;
    std::unique_ptr<File> file_;
};

}  // namespace candor::output
