#include <nanobind/stl/string.h>

#include "candor/model/observables.hpp"
#include "candor/scenario/describe.hpp"
#include "parts.hpp"

namespace nb = nanobind;

namespace candor::python {

namespace {

nb::list outcomes() {
    nb::list list;
    for (model::Outcome const& outcome : model::outcomes()) {
        nb::dict row;
        row["name"] = outcome.name;
        row["unit"] = outcome.unit;
        row["meaning"] = outcome.meaning;
        row["origin"] = model::origin_text(outcome.origin);
        row["better"] = better_text(outcome.better);
        list.append(row);
    }
    return list;
}

std::string describe(std::string const& section) {
    [[maybe_unused]] std::string const text = scenario::describe_text(section);  // throws where it names nothing
    return scenario::describe_json(section);
}

}  // namespace

char const* better_text(model::Better better) {
    switch (better) {
        case model::Better::higher: return "higher";
        case model::Better::lower: return "lower";
        case model::Better::neither: return "neither";
    }
    return "neither";
}

void add_descriptions(nb::module_& module) {
    module.def("outcomes", &outcomes);
    module.def("describe", &describe, nb::arg("section"));
}

}  // namespace candor::python
