#include <fmt/format.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

#include "candor/core/error.hpp"
#include "candor/output/netcdf_file.hpp"
#include "interruptible.hpp"
#include "parts.hpp"
#include "result.hpp"

namespace nb = nanobind;

namespace candor::python {

namespace {

namespace fs = std::filesystem;

nb::object python_value(output::AttributeValue const& value) {
    return std::visit([](auto const& v) { return nb::cast(v); }, value);
}

nb::dict python_attributes(std::vector<output::Attribute> const& attributes) {
    nb::dict dict;
    for (output::Attribute const& attribute : attributes) dict[attribute.name.c_str()] = python_value(attribute.value);
    return dict;
}

std::vector<std::size_t> shape_of(output::Variable const& variable, output::Dataset const& dataset) {
    std::vector<std::size_t> shape;
    for (std::string const& dimension : variable.dimensions) shape.push_back(dataset.size_of(dimension));
    return shape;
}

/// The values where they are, as a NumPy array that keeps the dataset alive and cannot be written to; texts as a list.
template <class Value>
nb::object python_values(std::vector<Value> const& values, std::vector<std::size_t> const& shape,
                         Result const& result) {
    auto* const owner = new std::shared_ptr<output::Dataset const>(result.dataset);
    nb::capsule const keeps_alive(
        owner, [](void* p) noexcept { delete static_cast<std::shared_ptr<output::Dataset const>*>(p); });
    return nb::cast(
        nb::ndarray<nb::numpy, nb::ro, Value>(values.data(), shape.size(), shape.data(), keeps_alive.ptr()));
}

nb::object python_values(std::vector<std::string> const& values, std::vector<std::size_t> const&, Result const&) {
    return nb::cast(values);
}

nb::list python_variables(std::vector<output::Variable> const& variables, Result const& result) {
    nb::list list;
    for (output::Variable const& variable : variables) {
        std::vector<std::size_t> const shape = shape_of(variable, *result.dataset);
        nb::object const values =
            std::visit([&](auto const& v) { return python_values(v, shape, result); }, variable.values);
        list.append(
            nb::make_tuple(variable.name, variable.dimensions, shape, values, python_attributes(variable.attributes)));
    }
    return list;
}

/// The texts and facts of a group by their names; none where there is no such group.
nb::dict python_group(Result const& result, std::string const& name) {
    output::Group const* const group = result.dataset->find_group(name);
    if (group == nullptr) return {};
    nb::dict dict = python_attributes(group->attributes);
    for (auto const& [text_name, text] : group->texts) dict[text_name.c_str()] = text;
    return dict;
}

/// A file, or the folder of a sweep, which means its `results.h5`.
fs::path file_of(fs::path const& path) {
    std::error_code unknown;
    if (!fs::is_directory(path, unknown)) return path;
    if (fs::exists(path / "results.h5", unknown)) return path / "results.h5";
    if (!fs::exists(path / "design.h5", unknown))
        throw OutputError(fmt::format("'{}' is no folder of a sweep (it holds no design.h5)", path.string()));
    throw OutputError(fmt::format("'{0}' holds no results.h5 (its runs are not put together): `candor merge {0}` first",
                                  path.string()));
}

Result read(fs::path const& path) {
    Result result;
    interruptibly(nb::none(), [&](Watch&) { result = Result::of(output::read_netcdf(file_of(path))); });
    return result;
}

void write(Result const& result, fs::path const& path) {
    interruptibly(nb::none(), [&](Watch&) { output::write_netcdf(*result.dataset, path); });
}

}  // namespace

Result Result::of(output::Dataset&& dataset) {
    std::vector<output::Attribute>& attributes = dataset.attributes;
    bool const says_so = std::any_of(attributes.begin(), attributes.end(),
                                     [](output::Attribute const& a) { return a.name == "Conventions"; });
    if (!says_so) attributes.insert(attributes.begin(), {"Conventions", std::string(output::conventions)});
    return {std::make_shared<output::Dataset const>(std::move(dataset))};
}

void add_results(nb::module_& module) {
    nb::class_<Result>(module, "Result")
        .def_prop_ro("coordinates", [](Result const& r) { return python_variables(r.dataset->coordinates, r); })
        .def_prop_ro("variables", [](Result const& r) { return python_variables(r.dataset->variables, r); })
        .def_prop_ro("attributes", [](Result const& r) { return python_attributes(r.dataset->attributes); })
        .def("group", &python_group, nb::arg("name"))
        .def("write", &write, nb::arg("path"));
    module.def("read", &read, nb::arg("path"));
}

}  // namespace candor::python
