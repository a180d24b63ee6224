#include "candor/output/netcdf_file.hpp"

#include "dataset_check.hpp"
#include "netcdf_access.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace candor::output {

namespace {

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

void read_array(hid_t object, std::string const& name, Contents contents, Dataset& dataset) {
    std::string const what = fmt::format("'{}'", name);
    bool const is_coordinate = intact(H5DSis_scale(object), what) > 0;
    if (!is_coordinate && contents == Contents::frame) return;
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

}  // namespace

Dataset read_contents(hid_t file, Contents contents) {
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
            read_array(object, name, contents, dataset);
        } else {
            foreign(fmt::format("'{}' is neither a variable nor a group", name));
        }
    }
    require_consistent(dataset);
    return dataset;
}

Dataset read_netcdf(std::filesystem::path const& path) {
    return reading(path, [&] { return read_contents(open_file(path), Contents::all); });
}

}  // namespace candor::output
