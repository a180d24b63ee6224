#pragma once
// Private to engine/output: what reading a whole file and reading some of its variables share.

#include "candor/core/error.hpp"
#include "candor/output/netcdf_file.hpp"
#include "hdf5_handle.hpp"

#include <fmt/format.h>
#include <filesystem>
#include <string>
#include <vector>

namespace candor::output {

/// The file is readable HDF5, but holds what write_netcdf never writes.
[[noreturn]] void foreign(std::string const& problem);

template <typename Result>
Result intact(Result result, std::string const& what) {
    return require(result, "it is damaged: " + what + " cannot be read");
}

[[nodiscard]] inline Handle intact(hid_t id, Handle::Close close, std::string const& what) {
    return Handle(intact(id, what), close);
}

/// Reads a name with one of HDF5's functions that want to be asked twice, first for the length.
template <typename Ask>
std::string read_name(Ask ask, std::string const& what) {
    std::string name(static_cast<std::size_t>(intact(ask(nullptr, std::size_t{0}), what)), '\0');
    intact(ask(name.data(), name.size() + 1), what);
    return name;
}

/// Opens for reading. Throws OutputError when the system forbids it, Hdf5Failure when it is no whole HDF5 file.
[[nodiscard]] Handle open_file(std::filesystem::path const& path);

/// Attributes in their order of creation, without those of the format.
[[nodiscard]] std::vector<Attribute> read_attributes(hid_t object, std::string const& owner);

/// All values of an array. Throws Hdf5Failure, as the others.
[[nodiscard]] Values read_values(hid_t dataset, std::string const& what);

/// How much of a file is read.
enum class Contents {
    all,
    frame  ///< all but the variables
};

/// A whole file, or its frame. Throws Hdf5Failure, as the others.
[[nodiscard]] Dataset read_contents(hid_t file, Contents contents);

/// Does this reading; what HDF5 has against it becomes a DamagedFile that names the file.
template <typename Read>
auto reading(std::filesystem::path const& path, Read&& read) {
    Hdf5Turn const turn;
    require_serial_library();
    SilentErrors const silent;
    try {
        return read();
    } catch (Hdf5Failure const& failure) {
        throw DamagedFile(path, failure.what());
    }
}

}  // namespace candor::output
