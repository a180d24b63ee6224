#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "candor/core/error.hpp"
#include "candor/run/simulate.hpp"

namespace candor::server {

/// Carries out all replicates on all threads, and tells how far that is, from any thread. Ends early, without result, when
/// asked to stop.
using Run = std::function<void(std::function<void(std::size_t done, std::size_t total)> const& progress,
                               run::StopRequest const& stop)>;

/// The engine as one page has it: a scenario, and what was run of it. One thread at a time.
class Study {
public:
    Study() = default;
    Study(Study const&) = delete;
    Study& operator=(Study const&) = delete;
    virtual ~Study() = default;

    /// Answers a method of tools/web/source/studio/engine.ts: `{"method": ..., "parameters": {...}}` by
    /// `{"result": ...}` or `{"error": "..."}`.
    virtual std::string call(std::string const& request) = 0;

    /// A run of the scenario that was opened last. Another thread may carry it out while this study is asked about what
    /// is done of it, or opens another scenario. Throws Error where none is open.
    virtual Run run() = 0;
};

using MakeStudy = std::function<std::unique_ptr<Study>()>;

/// A study of the engine in this program (tools/web/engine).
[[nodiscard]] std::unique_ptr<Study> native_study();

}  // namespace candor::server
