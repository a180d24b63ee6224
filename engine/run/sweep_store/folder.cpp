#include <fmt/format.h>

#include <bit>
#include <stdexcept>
#include <system_error>

#include "candor/core/error.hpp"
#include "candor/output/netcdf_file.hpp"
#include "part.hpp"

namespace candor::run {

namespace fs = std::filesystem;

namespace {

void make_folder(fs::path const& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw OutputError(fmt::format("cannot make the folder '{}' ({})", folder.string(), error.message()));
}

bool is_there(fs::path const& path) {
    std::error_code error;
    bool const there = fs::exists(path, error);
    if (error) throw OutputError(fmt::format("cannot read '{}' ({})", path.string(), error.message()));
    return there;
}

/// What may be there before the design: what is left of a process that was killed while it wrote one, and the folder in
/// which Slurm logs what its tasks say, which must be there before they begin.
bool may_come_first(std::string const& name) { return name.starts_with(sweep_store::design_file) || name == "logs"; }

/// Something else in a folder without a design. Another process may be making this very sweep there, but then the design
/// comes first: so it is looked for last.
void require_empty(fs::path const& folder) {
    bool empty = true;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        empty = empty && may_come_first(entry->path().filename().string());
    if (error) throw OutputError(fmt::format("cannot read '{}' ({})", folder.string(), error.message()));
    if (!empty && !is_there(folder / sweep_store::design_file))
        throw OutputError(fmt::format("'{}' holds something else (it is not empty, and has no {})", folder.string(),
                                      sweep_store::design_file));
}

/// Of processes that were killed while they wrote the design. It is there now, so one that is still writing its own finds
/// that it came too late, whether its file is left or not.
void remove_temporary_designs(fs::path const& folder) {
    std::error_code ignored;
    std::vector<fs::path> temporary;
    for (fs::directory_iterator entry(folder, ignored), end; !ignored && entry != end; entry.increment(ignored)) {
        std::string const name = entry->path().filename().string();
        if (name.starts_with(sweep_store::design_file) && name.ends_with(".tmp")) temporary.push_back(entry->path());
    }
    for (fs::path const& file : temporary) fs::remove(file, ignored);
}

}  // namespace

void open_sweep_folder(fs::path const& folder, output::Dataset const& design) {
    std::string const hash = design.text_of("design_hash");
    if (hash.empty()) throw std::invalid_argument("candor::run::open_sweep_folder: the design has no hash");
    fs::path const file = folder / sweep_store::design_file;
    make_folder(folder);
    if (!is_there(file)) {
        require_empty(folder);
        static_cast<void>(output::write_new_netcdf(design, file));  // if another process was first, its design counts
    }
    output::Dataset const found{{}, {}, {}, output::NetcdfReader(file).attributes(), {}};
    if (found.text_of("design_hash") != hash)
        throw OutputError(fmt::format("'{}' belongs to another sweep (its design has hash {}, this one {})",
                                      folder.string(), found.text_of("design_hash"), hash));
    remove_temporary_designs(folder);
    make_folder(folder / sweep_store::parts_folder);
    make_folder(folder / sweep_store::locks_folder);
}

output::Dataset read_design(fs::path const& folder) {
    fs::path const file = folder / sweep_store::design_file;
    if (!is_there(file))
        throw OutputError(
            fmt::format("'{}' is no folder of a sweep (it has no {})", folder.string(), sweep_store::design_file));
    return output::read_netcdf(file);
}

std::int64_t RunSet::count() const {
    std::int64_t count = 0;
    for (std::uint64_t const word : words_) count += std::popcount(word);
    return count;
}

}  // namespace candor::run
