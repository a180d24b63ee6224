#include "candor/output/netcdf_reader.hpp"
#include "candor/run/saved_result.hpp"

namespace candor::run {

SavedResult::SavedResult(std::filesystem::path path)
    : SavedResult(path, std::make_unique<output::NetcdfReader const>(path)) {}

}  // namespace candor::run
