#pragma once

#include <stdexcept>
#include <string>

namespace candor {

/// The world is not as the request needs it to be. Caught once, in `main`, which turns it into an exit code.
/// The message follows one grammar: problem (why).
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A file cannot be written, read or trusted: exit code 4.
class OutputError : public Error {
public:
    using Error::Error;
};

/// A run could not be carried out: exit code 1.
class RunError : public Error {
public:
    using Error::Error;
};

/// The user asked it to stop: exit code 130.
class Interrupted : public Error {
public:
    using Error::Error;
};

}  // namespace candor
