#pragma once

#include <nanobind/nanobind.h>

#include "candor/model/observables.hpp"

/// What the module `candor._engine` is made of; its stub `_engine.pyi` says it in Python.
namespace candor::python {

void add_errors(nanobind::module_& module);
void add_results(nanobind::module_& module);
void add_experiments(nanobind::module_& module);
void add_sweeps(nanobind::module_& module);
void add_descriptions(nanobind::module_& module);
void add_estimates(nanobind::module_& module);
void add_swept(nanobind::module_& module);

/// `higher`, `lower` or `neither`.
char const* better_text(model::Better better);

}  // namespace candor::python
