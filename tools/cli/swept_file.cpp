#include "swept_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "candor/output/netcdf_file.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "failure.hpp"
#include "text.hpp"

namespace candor::cli {

namespace {

namespace fs = std::filesystem;

std::string results_in(std::string const& folder_or_file) {
    std::error_code unknown;
    fs::path const path = folder_or_file;
    if (!fs::is_directory(path, unknown)) return folder_or_file;
    if (fs::exists(path / "results.h5", unknown)) return (path / "results.h5").string();
    if (!fs::exists(path / "design.h5", unknown))
        throw OutputError(fmt::format("'{}' is no folder of a sweep (it holds no design.h5)", folder_or_file));
    throw OutputError(fmt::format("'{}' holds no results.h5 (its runs are not put together): `candor merge {}` first",
                                  folder_or_file, folder_or_file));
}

run::MergedSweep sweep_in(output::Dataset const& dataset, std::string const& path) {
    try {
        return run::MergedSweep(dataset);
    } catch (OutputError const& error) {
        throw OutputError(fmt::format("'{}' is {}", path, error.what()));
    }
}

[[noreturn]] void unknown_name(char const* what, std::string const& name, std::vector<std::string> const& names) {
    std::string const meant = scenario::did_you_mean(name, names);
    throw UsageError(fmt::format("there is no {} `{}` in the sweep", what, name),
                     meant.empty() ? fmt::format("it has {}", listed(names)) : meant);
}

}  // namespace

SweptFile::SweptFile(std::string const& folder_or_file)
    : path_(results_in(folder_or_file)), dataset_(output::read_netcdf(path_)), sweep_(sweep_in(dataset_, path_)) {}

std::string SweptFile::outcome(std::string const& name) const {
    std::vector<std::string> const& names = sweep_.outcomes();
    std::string const wanted = name.empty() ? "performance" : name;
    if (std::find(names.begin(), names.end(), wanted) != names.end()) return wanted;
    if (name.empty()) return names.front();
    unknown_name("outcome", name, names);
}

std::string SweptFile::factor(std::string const& name) const {
    std::vector<std::string> names;
    for (run::SweptFactor const& factor : sweep_.factors()) {
        if (factor.name == name || factor.path == name) return factor.name;
        names.push_back(factor.name);
    }
    unknown_name("factor", name, names);
}

}  // namespace candor::cli
