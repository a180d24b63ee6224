#pragma once

#include <memory>

#include "candor/output/dataset.hpp"

namespace candor::python {

/// A dataset of the engine, shared with the arrays that look into it.
struct Result {
    std::shared_ptr<output::Dataset const> dataset;

    /// A dataset that was just computed says the same of itself as one that was read from a file.
    [[nodiscard]] static Result of(output::Dataset&& dataset);
};

}  // namespace candor::python
