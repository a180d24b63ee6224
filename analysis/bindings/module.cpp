// The module `candor._engine`: the engine as the Python package sees it. Everything users see is in analysis/candor/.

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include "candor/run/provenance.hpp"
#include "interruptible.hpp"
#include "parts.hpp"

NB_MODULE(_engine, module) {
    using namespace candor;
    module.attr("__version__") = run::engine_version();
    python::add_ending();
    python::add_errors(module);
    python::add_results(module);
    python::add_experiments(module);
    python::add_sweeps(module);
    python::add_descriptions(module);
    python::add_estimates(module);
    python::add_swept(module);
}
