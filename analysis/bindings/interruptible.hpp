#pragma once

#include <nanobind/nanobind.h>

#include <atomic>
#include <cstdint>
#include <functional>

#include "candor/run/simulate.hpp"

namespace candor::python {

/// What long work tells and is told while it goes on.
struct Watch {
    std::atomic<std::int64_t> done = 0;
    std::atomic<std::int64_t> total = 0;
    run::StopRequest stop = false;
};

/// Does work in a thread of its own, without Python's lock, and waits for it. Ten times a second it looks whether a signal
/// came (Ctrl-C) and calls `progress(done, total)`, unless that is None; if either raises, the work is told to stop, and
/// the Python error is thrown once it has. Otherwise throws what the work throws. SystemExit when Python itself ends, which
/// stops what other threads do here, as it would end them in the midst of C++ otherwise.
void interruptibly(nanobind::object const& progress, std::function<void(Watch&)> const& work);

/// Lets Python, when it ends, stop all that goes on in `interruptibly` and wait for it.
void add_ending();

}  // namespace candor::python
