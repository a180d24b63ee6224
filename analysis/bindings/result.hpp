#pragma once

#include <functional>
#include <memory>

#include "candor/output/dataset.hpp"
#include "interruptible.hpp"

namespace candor::python {

/// A dataset of the engine, shared with the arrays that look into it.
struct Result {
    std::shared_ptr<output::Dataset const> dataset;

    /// A dataset that was just computed says the same of itself as one that was read from a file.
    [[nodiscard]] static Result of(output::Dataset&& dataset);
};

/// Reads or writes files while nobody else does: HDF5 knows one thread at a time. Throws Interrupted when asked to stop
/// before it is one's turn.
void with_files(run::StopRequest const& stop, std::function<void()> const& work);

}  // namespace candor::python
