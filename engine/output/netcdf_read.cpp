#include "candor/output/netcdf_file.hpp"

#include "candor/core/error.hpp"
#include "dataset_check.hpp"
#include "hdf5_handle.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <algorithm>
#include <cerrno>
#include <iterator>
#include <optional>
#include <system_error>

namespace candor::output {

namespace {

constexpr std::uintmax_t smallest_file = 96;  // HDF5's head (superblock) alone has 48 to 96 bytes

/// The file is readable HDF5, but holds what write_netcdf never writes.
[[noreturn]] void foreign(std::string const& problem) { throw Hdf5Failure("it is not a Candor result: " + problem); }

template <typename Result>
Result intact(Result result, std::string const& what) {
    return require(result, "it is damaged: " + what + " cannot be read");
}

Handle intact(hid_t id, Handle::Close close, std::string const& what) { return Handle(intact(id, what), close); }

/// Gives back what HDF5 allocated for variable-length strings.
class ReclaimStrings {
public:
    ReclaimStrings(hid_t type, hid_t space, std::vector<char*>& strings)
        : type_(type), space_(space), strings_(strings) {}
    ReclaimStrings(ReclaimStrings const&) = delete;
    ReclaimStrings& operator=(ReclaimStrings const&) = delete;
    ~ReclaimStrings() { H5Dvlen_reclaim(type_, space_, H5P_DEFAULT, strings_.data()); }

private:
    hid_t type_;
    hid_t space_;
    std::vector<char*>& strings_;
};

std::vector<std::string> as_strings(std::vector<char*> const& pointers) {
    std::vector<std::string> strings;
    std::transform(pointers.begin(), pointers.end(), std::back_inserter(strings),
                   [](char const* pointer) { return pointer == nullptr ? std::string() : std::string(pointer); });
    return strings;
}

std::size_t point_count(hid_t space, std::string const& what) {
    return static_cast<std::size_t>(intact(H5Sget_simple_extent_npoints(space), what));
}

std::string read_text_attribute(hid_t attribute, hid_t type, hid_t space, std::string const& what) {
    if (intact(H5Tis_variable_str(type), what) > 0) {
        Handle const memory = utf8_string_type();
        require(H5Tset_cset(memory, H5Tget_cset(type)), what);
        std::vector<char*> pointer(1, nullptr);
        ReclaimStrings const reclaim(memory, space, pointer);
        intact(H5Aread(attribute, memory, pointer.data()), what);
        return as_strings(pointer).front();
    }
    std::string text(H5Tget_size(type), '\0');
    intact(H5Aread(attribute, type, text.data()), what);
    text.resize(std::min(text.find('\0'), text.size()));
    return text;
}

AttributeValue read_attribute(hid_t attribute, std::string const& what) {
    Handle const type = intact(H5Aget_type(attribute), H5Tclose, what);
    Handle const space = intact(H5Aget_space(attribute), H5Sclose, what);
    H5T_class_t const kind = H5Tget_class(type);
    std::size_t const count = point_count(space, what);
    if (count == 0 && kind == H5T_STRING) {
        return std::string();
    }
    if (count != 1) {
        foreign(what + " is not a single value");
    }
    if (kind == H5T_STRING) {
        return read_text_attribute(attribute, type, space, what);
    }
    if (kind == H5T_FLOAT) {
        double value = 0.0;
        intact(H5Aread(attribute, H5T_NATIVE_DOUBLE, &value), what);
        return value;
    }
    if (kind == H5T_INTEGER) {
        std::int64_t value = 0;
        intact(H5Aread(attribute, H5T_NATIVE_INT64, &value), what);
        return value;
    }
    foreign(what + " is neither text nor a number");
}

/// Reads a name with one of HDF5's functions that want to be asked twice, first for the length.
template <typename Ask>
std::string read_name(Ask ask, std::string const& what) {
    std::string name(static_cast<std::size_t>(intact(ask(nullptr, std::size_t{0}), what)), '\0');
    intact(ask(name.data(), name.size() + 1), what);
    return name;
}

/// Attributes in their order of creation; that order and the number come from the object.
std::vector<Attribute> read_attributes(hid_t object, std::string const& owner) {
    std::string const what = "an attribute of " + owner;
    H5O_info_t facts;
    intact(H5Oget_info2(object, &facts, H5O_INFO_NUM_ATTRS), what);
    auto const open = [&](H5_index_t order, hsize_t i) {
        return H5Aopen_by_idx(object, ".", order, H5_ITER_INC, i, H5P_DEFAULT, H5P_DEFAULT);
    };
    std::vector<Attribute> attributes;
    for (hsize_t i = 0; i < facts.num_attrs; ++i) {
        hid_t id = open(H5_INDEX_CRT_ORDER, i);
        Handle const attribute = intact(id >= 0 ? id : open(H5_INDEX_NAME, i), H5Aclose, what);
        std::string const name =
            read_name([&](char* buffer, std::size_t size) { return H5Aget_name(attribute, size, buffer); }, what);
        if (!is_format_attribute(name)) {
            attributes.push_back({name, read_attribute(attribute, fmt::format("attribute '{}' of {}", name, owner))});
        }
    }
    return attributes;
}

/// Names of what a group holds, in their order of creation.
std::vector<std::string> read_members(hid_t group) {
    std::string const what = "its list of contents";
    H5G_info_t facts;
    intact(H5Gget_info(group, &facts), what);
    std::vector<std::string> names;
    for (hsize_t i = 0; i < facts.nlinks; ++i) {
        names.push_back(read_name(
            [&](char* buffer, std::size_t size) {
                auto const ask = [&](H5_index_t order) {
                    return H5Lget_name_by_idx(group, ".", order, H5_ITER_INC, i, buffer, size, H5P_DEFAULT);
                };
                ssize_t const length = ask(H5_INDEX_CRT_ORDER);
                return length >= 0 ? length : ask(H5_INDEX_NAME);
            },
            what));
    }
    return names;
}

template <typename T>
Values read_numbers(hid_t dataset, hid_t memory, std::size_t count, std::string const& what) {
    std::vector<T> values(count);
    intact(H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), what);
    return values;
}

Values read_strings(hid_t dataset, hid_t type, hid_t space, std::size_t count, std::string const& what) {
    Handle const memory = utf8_string_type();
    require(H5Tset_cset(memory, H5Tget_cset(type)), what);
    std::vector<char*> pointers(count, nullptr);
    ReclaimStrings const reclaim(memory, space, pointers);
    intact(H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), what);
    return as_strings(pointers);
}

Values read_values(hid_t dataset, std::string const& what) {
    Handle const type = intact(H5Dget_type(dataset), H5Tclose, what);
    Handle const space = intact(H5Dget_space(dataset), H5Sclose, what);
    std::size_t const count = point_count(space, what);
    std::size_t const bytes = H5Tget_size(type);
    H5T_class_t const kind = H5Tget_class(type);
    if (kind == H5T_STRING && H5Tis_variable_str(type) > 0) {
        return read_strings(dataset, type, space, count, what);
    }
    if (kind == H5T_FLOAT && bytes == sizeof(float)) {
        return read_numbers<float>(dataset, H5T_NATIVE_FLOAT, count, what);
    }
    if (kind == H5T_FLOAT && bytes == sizeof(double)) {
        return read_numbers<double>(dataset, H5T_NATIVE_DOUBLE, count, what);
    }
    bool const has_sign = kind == H5T_INTEGER && H5Tget_sign(type) == H5T_SGN_2;
    if (has_sign && bytes == sizeof(std::int32_t)) {
        return read_numbers<std::int32_t>(dataset, H5T_NATIVE_INT32, count, what);
    }
    if (has_sign && bytes == sizeof(std::int64_t)) {
        return read_numbers<std::int64_t>(dataset, H5T_NATIVE_INT64, count, what);
    }
    if (kind == H5T_INTEGER && !has_sign && bytes == sizeof(std::uint8_t)) {
        return read_numbers<std::uint8_t>(dataset, H5T_NATIVE_UINT8, count, what);
    }
    foreign(what + " is of a type that no result has");
}

std::string path_of(hid_t object) {
    return read_name([&](char* buffer, std::size_t size) { return H5Iget_name(object, buffer, size); }, "a name");
}

/// Called by HDF5 for the scales of one axis: keeps the name of the first and stops.
herr_t keep_scale_name(hid_t, unsigned, hid_t scale, void* target) {
    try {
        *static_cast<std::string*>(target) = path_of(scale).substr(1);
        return 1;
    } catch (...) {
        return -1;
    }
}

std::vector<std::string> read_dimensions(hid_t dataset, std::string const& what) {
    Handle const space = intact(H5Dget_space(dataset), H5Sclose, what);
    int const rank = intact(H5Sget_simple_extent_ndims(space), what);
    std::vector<std::string> dimensions;
    for (unsigned axis = 0; axis < static_cast<unsigned>(rank); ++axis) {
        std::string name;
        H5DSiterate_scales(dataset, axis, nullptr, keep_scale_name, &name);
        if (name.empty()) {
            foreign(fmt::format("axis {} of {} has no name", axis, what));
        }
        dimensions.push_back(name);
    }
    return dimensions;
}

Group read_group(hid_t folder, std::string const& name) {
    Group group{.name = name, .texts = {}, .attributes = read_attributes(folder, fmt::format("group '{}'", name))};
    for (std::string const& title : read_members(folder)) {
        std::string const what = fmt::format("'{}/{}'", name, title);
        Handle const object = intact(H5Oopen(folder, title.c_str(), H5P_DEFAULT), H5Oclose, what);
        if (H5Iget_type(object) != H5I_DATASET) {
            foreign(what + " is not a text");
        }
        Values values = read_values(object, what);
        auto* const texts = std::get_if<std::vector<std::string>>(&values);
        if (texts == nullptr || texts->size() != 1) {
            foreign(what + " is not a text");
        }
        group.texts.emplace_back(title, std::move(texts->front()));
    }
    return group;
}

void read_array(hid_t object, std::string const& name, Dataset& dataset) {
    std::string const what = fmt::format("'{}'", name);
    bool const is_coordinate = intact(H5DSis_scale(object), what) > 0;
    Variable variable{.name = name,
                      .dimensions = is_coordinate ? std::vector{name} : read_dimensions(object, what),
                      .values = read_values(object, what),
                      .attributes = read_attributes(object, what)};
    if (is_coordinate) {
        std::size_t const size = std::visit([](auto const& values) { return values.size(); }, variable.values);
        dataset.dimensions.push_back({name, size});
        dataset.coordinates.push_back(std::move(variable));
    } else {
        dataset.variables.push_back(std::move(variable));
    }
}

/// Variables whose dimensions the file lacks or contradicts come from elsewhere.
void require_consistent(Dataset const& dataset) {
    for (Variable const& variable : dataset.variables) {
        std::size_t const actual = std::visit([](auto const& values) { return values.size(); }, variable.values);
        bool const known = std::all_of(variable.dimensions.begin(), variable.dimensions.end(), [&](auto const& name) {
            return std::any_of(dataset.dimensions.begin(), dataset.dimensions.end(),
                               [&](Dimension const& dimension) { return dimension.name == name; });
        });
        if (!known || actual != value_count(variable, dataset)) {
            foreign(fmt::format("'{}' does not fit its dimensions", variable.name));
        }
    }
}

Dataset read_contents(hid_t file) {
    if (intact(H5Aexists(file, "Conventions"), "its list of attributes") == 0) {
        foreign("it has no attribute 'Conventions'");
    }
    Dataset dataset;
    dataset.attributes = read_attributes(file, "the file");
    for (std::string const& name : read_members(file)) {
        Handle const object = intact(H5Oopen(file, name.c_str(), H5P_DEFAULT), H5Oclose, fmt::format("'{}'", name));
        if (H5Iget_type(object) == H5I_GROUP) {
            dataset.groups.push_back(read_group(object, name));
        } else if (H5Iget_type(object) == H5I_DATASET) {
            read_array(object, name, dataset);
        } else {
            foreign(fmt::format("'{}' is neither a variable nor a group", name));
        }
    }
    require_consistent(dataset);
    return dataset;
}

/// What the system has against reading this path, before HDF5 is asked.
std::optional<std::string> system_reason(std::filesystem::path const& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0 || ::access(path.c_str(), R_OK) != 0) {
        return std::generic_category().message(errno);
    }
    if (S_ISDIR(facts.st_mode)) {
        return std::generic_category().message(EISDIR);
    }
    if (!S_ISREG(facts.st_mode)) {
        return "it is not a regular file";
    }
    return facts.st_size == 0 ? std::optional<std::string>("it is empty") : std::nullopt;
}

/// Opened without a lock: a file that exists is whole and never changes, and shared file systems often refuse locks.
Handle open_file(std::filesystem::path const& path) {
    if (std::optional<std::string> const reason = system_reason(path)) {
        throw Hdf5Failure(*reason);
    }
    Handle const access = own(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "cannot make properties");
    require(H5Pset_file_locking(access, false, true), "cannot open it without a lock");
    hid_t const file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, access);
    if (file < 0) {
        Hdf5Reason const reason = last_hdf5_reason();
        bool const truncated = reason.truncated || std::filesystem::file_size(path) < smallest_file;
        throw Hdf5Failure(reason.not_hdf5 ? "it is not an HDF5 file"
                          : truncated     ? "it is truncated"
                                          : "it is damaged: " + reason.text);
    }
    return Handle(file, H5Fclose);
}

}  // namespace

Dataset read_netcdf(std::filesystem::path const& path) {
    require_serial_library();
    SilentErrors const silent;
    try {
        return read_contents(open_file(path));
    } catch (Hdf5Failure const& failure) {
        throw OutputError(fmt::format("cannot read '{}' ({})", path.string(), failure.what()));
    }
}

}  // namespace candor::output
