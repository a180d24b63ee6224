// What scripts in a browser call (tools/web/source/studio/engine_worker.ts). Texts and bytes that are given back are good
// until the next call.
#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <string>
#include <vector>

#include "call.hpp"

namespace {

candor::studio::Session session;
std::string answer;
std::string problem;
std::vector<std::byte> bytes;

/// Whether it worked; if not, `problem` says why.
template <class Work>
bool done(Work&& work) {
    try {
        work();
        return true;
    } catch (std::exception const& failure) {
        problem = failure.what();
        return false;
    }
}

}  // namespace

extern "C" {

/// A request and its answer in JSON.
char const* candor_call(char const* request) {
    answer = session.call(request);
    return answer.c_str();
}

/// Carries out a run, arm by index, replicate by its number from 1, and gives what was recorded of it; null where that
/// failed.
std::uint8_t const* candor_run(int arm, int replicate) {
    bool const worked = done([&] {
        session.study().carry_out(static_cast<std::size_t>(arm), replicate);
        bytes = session.study().bytes_of(static_cast<std::size_t>(arm), replicate);
    });
    return worked ? reinterpret_cast<std::uint8_t const*>(bytes.data()) : nullptr;
}

int candor_run_size() { return static_cast<int>(bytes.size()); }

/// Keeps what was recorded of a run elsewhere; 0 where that failed.
int candor_take(int arm, int replicate, std::uint8_t const* given, int size) {
    return done([&] {
        session.study().take(static_cast<std::size_t>(arm), replicate,
                             std::as_bytes(std::span(given, static_cast<std::size_t>(size))));
    })
               ? 1
               : 0;
}

/// Why the last one that failed did.
char const* candor_error() { return problem.c_str(); }
}
