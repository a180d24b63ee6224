#include "candor/core/error.hpp"
#include "candor/scenario/diagnostic.hpp"
#include "parts.hpp"

namespace nb = nanobind;

namespace candor::python {

namespace {

/// Lets an exception of the engine arrive as `candor.NAME`; those added later are tried first.
template <class Exception>
nb::object add_error(nb::module_& module, char const* name, char const* meaning, nb::handle base) {
    nb::object const error = nb::exception<Exception>(module, name, base);
    error.attr("__module__") = "candor";
    error.attr("__doc__") = meaning;
    return error;
}

}  // namespace

void add_errors(nb::module_& module) {
    nb::object const error =
        add_error<Error>(module, "Error", "What was asked for cannot be done: problem (why).", PyExc_Exception);
    add_error<OutputError>(module, "OutputError", "A file cannot be written, read or trusted.", error);
    add_error<RunError>(module, "RunError", "A run could not be carried out.", error);
    add_error<scenario::ScenarioError>(
        module, "ScenarioError", "A scenario or sweep cannot be run; the message shows every problem found.", error);
}

}  // namespace candor::python
