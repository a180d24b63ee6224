#include "candor/output/netcdf_reader.hpp"

#include "netcdf_access.hpp"

#include <algorithm>
#include <utility>

namespace candor::output {

struct NetcdfReader::File {
    std::filesystem::path path;
    Handle handle;
};

NetcdfReader::NetcdfReader(std::filesystem::path const& path) {
    reading(path, [&] { file_ = std::make_unique<File>(File{path, open_file(path)}); });
}

NetcdfReader::~NetcdfReader() {
    Hdf5Turn const turn;
    file_.reset();
}

std::vector<Attribute> NetcdfReader::attributes() const {
    return reading(file_->path, [&] { return read_attributes(file_->handle, "the file"); });
}

bool NetcdfReader::has(std::string const& name) const {
    return reading(file_->path, [&] {
        return intact(H5Lexists(file_->handle, name.c_str(), H5P_DEFAULT), "its list of contents") > 0;
    });
}

Variable NetcdfReader::variable(std::string const& name) const {
    return reading(file_->path, [&] {
        std::string const what = fmt::format("'{}'", name);
        if (intact(H5Lexists(file_->handle, name.c_str(), H5P_DEFAULT), "its list of contents") == 0) {
            foreign("it lacks " + what);
        }
        Handle const object = intact(H5Oopen(file_->handle, name.c_str(), H5P_DEFAULT), H5Oclose, what);
        if (H5Iget_type(object) != H5I_DATASET) {
            foreign(what + " is not a variable");
        }
        return Variable{name, {}, read_values(object, what), read_attributes(object, what)};
    });
}

Dataset NetcdfReader::frame() const {
    return reading(file_->path, [&] { return read_contents(file_->handle, Contents::frame); });
}

}  // namespace candor::output
