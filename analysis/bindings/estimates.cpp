#include <nanobind/stl/vector.h>

#include <cmath>
#include <vector>

#include "candor/run/comparison.hpp"
#include "parts.hpp"

namespace nb = nanobind;

namespace candor::python {

namespace {

bool has_interval(run::Estimate const& estimate) { return !std::isnan(estimate.low) && !std::isnan(estimate.high); }

run::Estimate estimate(std::vector<double> const& values) { return run::estimate(values); }

run::Estimate welch(std::vector<double> const& first, std::vector<double> const& other) {
    return run::welch(first, other);
}

}  // namespace

void add_estimates(nb::module_& module) {
    nb::class_<run::Estimate>(module, "Estimate")
        .def_ro("mean", &run::Estimate::mean)
        .def_ro("low", &run::Estimate::low)
        .def_ro("high", &run::Estimate::high)
        .def_prop_ro("is_clear", &run::Estimate::is_clear)
        .def_prop_ro("has_interval", &has_interval);
    module.def("estimate", &estimate, nb::arg("values"));
    module.def("welch", &welch, nb::arg("first"), nb::arg("other"));
}

}  // namespace candor::python
