#pragma once

#include "candor/output/dataset.hpp"
#include "candor/run/experiment.hpp"

namespace candor::python {

/// Who reports to whom and who is tied to whom as a replicate, from 1, is founded: `id`, `leader`, `level` by member;
/// `ties` by tie and end, `tie_strength` by tie. Members are positions in breadth-first order, 0 the top.
[[nodiscard]] output::Dataset founded(run::Arm const& arm, int replicate);

}  // namespace candor::python
