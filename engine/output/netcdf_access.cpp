#include "netcdf_access.hpp"

#include "dataset_check.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <optional>
#include <system_error>

namespace candor::output {

namespace {

constexpr std::uintmax_t smallest_file = 96;  // HDF5's head (superblock) alone has 48 to 96 bytes

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
    return std::nullopt;
}

}  // namespace

DamagedFile::DamagedFile(std::filesystem::path const& path, std::string reason)
    : OutputError(fmt::format("cannot read '{}' ({})", path.string(), reason)), reason_(std::move(reason)) {}

void foreign(std::string const& problem) { throw Hdf5Failure("it is not a Candor result: " + problem); }

/// Opened without a lock: a file that exists is whole and never changes, and shared file systems often refuse locks.
Handle open_file(std::filesystem::path const& path) {
    if (std::optional<std::string> const reason = system_reason(path)) {
        throw OutputError(fmt::format("cannot read '{}' ({})", path.string(), *reason));
    }
    if (std::filesystem::file_size(path) == 0) {
        throw Hdf5Failure("it is empty");
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

}  // namespace candor::output
