#include "report_source.hpp"

#include <fmt/format.h>

#include <optional>
#include <system_error>
#include <vector>

#include "candor/output/netcdf_reader.hpp"
#include "candor/run/verify.hpp"
#include "noted_hash.hpp"

namespace candor::cli {

namespace fs = std::filesystem;

bool is_of_a_sweep(fs::path const& result) {
    std::error_code unknown;
    if (fs::is_directory(result, unknown)) return true;
    for (output::Attribute const& attribute : output::NetcdfReader(result).attributes()) {
        if (attribute.name == "design") return true;
    }
    return false;
}

void require_undamaged(output::Dataset const& dataset, std::string const& file) {
    require_content_hash(dataset, run::content_hash_of(dataset), file);
}

page::Again again_from(output::Dataset const& frame, fs::path const& result, std::string const& data) {
    std::vector<fs::path> folders{data};
    if (data == ".") folders.insert(folders.begin(), result.parent_path());
    std::string why;
    for (fs::path const& folder : folders) {
        try {
            return {run::experiment_in(frame, folder), {}, nullptr};
        } catch (OutputError const& error) {
            why = error.what();
        }
    }
    return {std::nullopt,
            fmt::format("It cannot be shown who did what, as that takes a run of the same again: {}.", why), nullptr};
}

}  // namespace candor::cli
