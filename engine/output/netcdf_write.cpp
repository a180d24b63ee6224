#include "candor/output/netcdf_file.hpp"

#include "candor/core/error.hpp"
#include "candor/output/whole_file.hpp"
#include "chunks.hpp"
#include "dataset_check.hpp"
#include "hdf5_handle.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <span>
#include <type_traits>

namespace candor::output {

namespace {

constexpr std::size_t smallest_chunk = std::size_t{64} * 1024;
constexpr std::size_t largest_chunk = std::size_t{1024} * 1024;
constexpr std::size_t preferred_piece = std::size_t{256} * 1024;
constexpr unsigned creation_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

/// How one type of Values lies in memory and in the file, and which value of it means "missing".
template <typename T>
struct Stored;

template <>
struct Stored<float> {
    static hid_t memory() { return H5T_NATIVE_FLOAT; }
    static hid_t file() { return H5T_IEEE_F32LE; }
    static constexpr float missing = std::numeric_limits<float>::quiet_NaN();
};
template <>
struct Stored<double> {
    static hid_t memory() { return H5T_NATIVE_DOUBLE; }
    static hid_t file() { return H5T_IEEE_F64LE; }
    static constexpr double missing = std::numeric_limits<double>::quiet_NaN();
};
template <>
struct Stored<std::int32_t> {
    static hid_t memory() { return H5T_NATIVE_INT32; }
    static hid_t file() { return H5T_STD_I32LE; }
    static constexpr std::int32_t missing = missing_number;
};
template <>
struct Stored<std::int64_t> {
    static hid_t memory() { return H5T_NATIVE_INT64; }
    static hid_t file() { return H5T_STD_I64LE; }
    static constexpr std::int64_t missing = std::numeric_limits<std::int64_t>::lowest();
};
template <>
struct Stored<std::uint8_t> {
    static hid_t memory() { return H5T_NATIVE_UINT8; }
    static hid_t file() { return H5T_STD_U8LE; }
    static constexpr std::uint8_t missing = 255;  // as netCDF has it; the lowest, 0, is a value in its own right
};

/// Properties under which names are UTF-8.
Handle utf8_names(hid_t kind) {
    Handle properties = own(H5Pcreate(kind), H5Pclose, "cannot make properties");
    require(H5Pset_char_encoding(properties, H5T_CSET_UTF8), "cannot set the encoding of names");
    return properties;
}

Handle scalar_space() { return own(H5Screate(H5S_SCALAR), H5Sclose, "cannot make a scalar"); }

void write_attribute(hid_t object, std::string const& name, hid_t type, hid_t memory, hid_t space, void const* value) {
    std::string const what = fmt::format("attribute '{}' cannot be stored", name);
    Handle const names = utf8_names(H5P_ATTRIBUTE_CREATE);
    Handle const attribute = own(H5Acreate2(object, name.c_str(), type, space, names, H5P_DEFAULT), H5Aclose, what);
    if (value != nullptr) {
        require(H5Awrite(attribute, memory, value), what);
    }
}

/// Strings have a fixed length, which every netCDF reader knows as text; an empty one has, as in netCDF, no extent.
void write_text_attribute(hid_t object, std::string const& name, std::string const& value) {
    Handle const type = own(H5Tcopy(H5T_C_S1), H5Tclose, "cannot make a string type");
    require(H5Tset_size(type, std::max<std::size_t>(value.size(), 1)), "cannot make a string type");
    require(H5Tset_strpad(type, H5T_STR_NULLPAD), "cannot make a string type");
    require(H5Tset_cset(type, H5T_CSET_UTF8), "cannot make a string type");
    Handle const space = own(H5Screate(value.empty() ? H5S_NULL : H5S_SCALAR), H5Sclose, "cannot make a scalar");
    write_attribute(object, name, type, type, space, value.empty() ? nullptr : value.data());
}

void write_attributes(hid_t object, std::vector<Attribute> const& attributes) {
    for (Attribute const& attribute : attributes) {
        if (auto const* text = std::get_if<std::string>(&attribute.value)) {
            write_text_attribute(object, attribute.name, *text);
        } else if (auto const* real = std::get_if<double>(&attribute.value)) {
            write_attribute(object, attribute.name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, scalar_space(), real);
        } else {
            write_attribute(object, attribute.name, H5T_STD_I64LE, H5T_NATIVE_INT64, scalar_space(),
                            &std::get<std::int64_t>(attribute.value));
        }
    }
}

/// The last dimensions whole as long as they fit 1 MiB, the next one in equal pieces, the others one by one.
/// `sizes` come in outermost first; so does the answer, whose bytes lie between 64 KiB and 1 MiB if the array's do.
std::vector<hsize_t> chunk_sizes(std::vector<hsize_t> const& sizes, std::size_t value_bytes) {
    std::vector<hsize_t> chunk(sizes.size(), 1);
    hsize_t bytes = value_bytes;
    for (std::size_t axis = sizes.size(); axis-- > 0 && bytes < smallest_chunk;) {
        if (bytes * sizes[axis] <= largest_chunk) {
            chunk[axis] = sizes[axis];
        } else {
            hsize_t const pieces = (bytes * sizes[axis] + preferred_piece - 1) / preferred_piece;
            chunk[axis] = (sizes[axis] + pieces - 1) / pieces;
        }
        bytes *= chunk[axis];
    }
    return chunk;
}

/// For datasets, groups or files: attributes in order of creation; no time stamps, so that equal data make equal bytes.
Handle object_properties(hid_t kind) {
    Handle properties = own(H5Pcreate(kind), H5Pclose, "cannot make properties");
    require(H5Pset_attr_creation_order(properties, creation_order), "cannot track the order of attributes");
    require(H5Pset_obj_track_times(properties, false), "cannot switch off time stamps");
    if (kind != H5P_DATASET_CREATE) {
        require(H5Pset_link_creation_order(properties, creation_order), "cannot track the order of members");
    }
    return properties;
}

Handle create_dataset(hid_t parent, std::string const& name, hid_t type, hid_t space, hid_t properties) {
    Handle const names = utf8_names(H5P_LINK_CREATE);
    return own(H5Dcreate2(parent, name.c_str(), type, space, names, properties, H5P_DEFAULT), H5Dclose,
               fmt::format("'{}' cannot be created", name));
}

Handle write_values(hid_t file, std::string const& name, std::vector<hsize_t> const&, hid_t space,
                    std::vector<std::string> const& values) {
    Handle const type = utf8_string_type();
    Handle dataset = create_dataset(file, name, type, space, object_properties(H5P_DATASET_CREATE));
    std::vector<char const*> pointers;
    std::transform(values.begin(), values.end(), std::back_inserter(pointers), [](auto const& s) { return s.c_str(); });
    require(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()),
            fmt::format("'{}' cannot be stored", name));
    return dataset;
}

template <typename T>
Handle write_values(hid_t file, std::string const& name, std::vector<hsize_t> const& sizes, hid_t space,
                    std::vector<T> const& values) {
    std::string const what = fmt::format("'{}' cannot be stored", name);
    Handle const properties = object_properties(H5P_DATASET_CREATE);
    require(H5Pset_fill_value(properties, Stored<T>::memory(), &Stored<T>::missing), what);
    if (values.size() * sizeof(T) <= smallest_chunk) {
        Handle dataset = create_dataset(file, name, Stored<T>::file(), space, properties);
        require(H5Dwrite(dataset, Stored<T>::memory(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), what);
        return dataset;
    }
    std::vector<hsize_t> const chunk = chunk_sizes(sizes, sizeof(T));
    require(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), what);
    require(H5Pset_shuffle(properties), what);
    require(H5Pset_deflate(properties, compression_level), what);
    Handle dataset = create_dataset(file, name, Stored<T>::file(), space, properties);
    write_chunks(dataset, sizes, chunk, reinterpret_cast<std::byte const*>(values.data()), sizeof(T), what);
    return dataset;
}

/// Strings have no missing value, and coordinates none either (CF 1.10, 2.5.1; readers would turn `week` into floats).
void write_missing_value(hid_t dataset, Values const& values) {
    std::visit(
        [&]<typename T>(std::vector<T> const&) {
            if constexpr (!std::is_same_v<T, std::string>) {
                hsize_t const one = 1;
                Handle const space = own(H5Screate_simple(1, &one, nullptr), H5Sclose, "cannot make an array");
                write_attribute(dataset, "_FillValue", Stored<T>::file(), Stored<T>::memory(), space,
                                &Stored<T>::missing);
            }
        },
        values);
}

/// One whole dataset in an open file; keeps the coordinates, which are the scales that variables attach to.
class Writer {
public:
    Writer(hid_t file, Dataset const& dataset) : file_(file), dataset_(dataset) {}

    void run() {
        write_global_attributes();
        for (Dimension const& dimension : dataset_.dimensions) {
            write_coordinate(*std::find_if(dataset_.coordinates.begin(), dataset_.coordinates.end(),
                                           [&](Variable const& variable) { return variable.name == dimension.name; }));
        }
        for (Variable const& variable : dataset_.variables) {
            write_variable(variable);
        }
        for (Group const& group : dataset_.groups) {
            write_group(group);
        }
    }

private:
    void write_global_attributes() const {
        auto const is_conventions = [](Attribute const& attribute) { return attribute.name == "Conventions"; };
        if (std::none_of(dataset_.attributes.begin(), dataset_.attributes.end(), is_conventions)) {
            write_text_attribute(file_, "Conventions", conventions);
        }
        write_attributes(file_, dataset_.attributes);
    }

    [[nodiscard]] Handle write_array(Variable const& variable) const {
        std::vector<hsize_t> sizes;
        for (std::string const& dimension : variable.dimensions) {
            sizes.push_back(dataset_.size_of(dimension));
        }
        int const rank = static_cast<int>(sizes.size());
        Handle const space = rank == 0 ? scalar_space()
                                       : own(H5Screate_simple(rank, sizes.data(), nullptr), H5Sclose,
                                             fmt::format("'{}' has an impossible shape", variable.name));
        return std::visit([&](auto const& values) { return write_values(file_, variable.name, sizes, space, values); },
                          variable.values);
    }

    void write_coordinate(Variable const& variable) {
        Handle coordinate = write_array(variable);
        require(H5DSset_scale(coordinate, variable.name.c_str()),
                fmt::format("'{}' cannot become a dimension", variable.name));
        write_attributes(coordinate, variable.attributes);
        scales_.emplace(variable.name, std::move(coordinate));
    }

    void write_variable(Variable const& variable) const {
        Handle const dataset = write_array(variable);
        for (unsigned axis = 0; axis < variable.dimensions.size(); ++axis) {
            std::string const& dimension = variable.dimensions[axis];
            require(H5DSattach_scale(dataset, scales_.at(dimension), axis),
                    fmt::format("'{}' cannot get its dimension '{}'", variable.name, dimension));
        }
        write_missing_value(dataset, variable.values);
        write_attributes(dataset, variable.attributes);
    }

    void write_group(Group const& group) const {
        std::string const what = fmt::format("group '{}' cannot be created", group.name);
        Handle const names = utf8_names(H5P_LINK_CREATE);
        Handle const properties = object_properties(H5P_GROUP_CREATE);
        Handle const folder =
            own(H5Gcreate2(file_, group.name.c_str(), names, properties, H5P_DEFAULT), H5Gclose, what);
        write_attributes(folder, group.attributes);
        Handle const scalar = scalar_space();
        for (auto const& [name, text] : group.texts) {
            write_values(folder, name, {}, scalar, std::vector<std::string>{text});
        }
    }

    hid_t file_;
    Dataset const& dataset_;
    std::map<std::string, Handle> scales_;
};

/// An HDF5 file that lives in memory. HDF5 1.10 cannot give up a file on a full disk (it stays open and is tried again
/// at exit), and hides errno; so the disk is left to write_whole_file.
Handle create_in_memory(std::filesystem::path const& path) {
    constexpr std::size_t growth = std::size_t{1024} * 1024;
    Handle const access = own(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "cannot make properties");
    require(H5Pset_fapl_core(access, growth, false), "cannot make a file in memory");
    require(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18), "cannot choose the format's version");
    Handle const creation = object_properties(H5P_FILE_CREATE);
    // A label only: HDF5 looks whether such a file exists, and below /dev/null none can.
    std::string const label = "/dev/null/" + path.string();
    return own(H5Fcreate(label.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose, "cannot make a file in memory");
}

/// The bytes of a file in memory, good while it is open and unchanged.
std::span<std::byte const> image(hid_t file) {
    require(H5Fflush(file, H5F_SCOPE_GLOBAL), "the file cannot be completed");
    auto const size = require(H5Fget_file_image(file, nullptr, 0), "the file cannot be completed");
    void* handle = nullptr;
    require(H5Fget_vfd_handle(file, H5P_DEFAULT, &handle), "the file cannot be completed");
    void* const buffer = *static_cast<void**>(handle);  // the core driver's handle is the address of its pointer
    return {static_cast<std::byte const*>(buffer), static_cast<std::size_t>(size)};
}

bool write(Dataset const& dataset, std::filesystem::path const& path, IfThere if_there) {
    require_writable(dataset, path);
    Hdf5Turn const turn;
    require_serial_library();
    SilentErrors const silent;
    try {
        Handle const file = create_in_memory(path);
        Writer(file, dataset).run();
        return write_whole_file(path, image(file), if_there);
    } catch (Hdf5Failure const& failure) {
        throw OutputError(fmt::format("cannot write '{}' ({})", path.string(), failure.what()));
    }
}

}  // namespace

void write_netcdf(Dataset const& dataset, std::filesystem::path const& path) { write(dataset, path, IfThere::replace); }

bool write_new_netcdf(Dataset const& dataset, std::filesystem::path const& path) {
    return write(dataset, path, IfThere::keep);
}

}  // namespace candor::output
