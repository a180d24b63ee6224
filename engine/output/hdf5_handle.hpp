#pragma once
// Private to engine/output: the only door to HDF5.

#include <H5pubconf.h>
#ifdef H5_HAVE_PARALLEL
#error "these are the headers of the MPI build of HDF5, which crashes with threads: use those of the serial one"
#endif
#include <hdf5.h>
#include <hdf5_hl.h>

#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

// The H5F_ACC_* macros would otherwise abort() on a library of another patch release; require_serial_library decides.
#undef H5CHECK
#define H5CHECK

namespace candor::output {

/// HDF5 refused; on its way to an OutputError that names the file.
class Hdf5Failure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Owns one HDF5 identifier and closes it with the function of its kind.
class Handle {
public:
    using Close = herr_t (*)(hid_t);

    Handle(hid_t id, Close close) noexcept : id_(id), close_(close) {}
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
    Handle(Handle const&) = delete;
    Handle& operator=(Handle const&) = delete;
    Handle& operator=(Handle&&) = delete;
    ~Handle() {
        if (id_ >= 0) {
            close_(id_);
        }
    }

    /// The identifier, to be lent to HDF5 functions; never negative in a handle made by `own`.
    operator hid_t() const noexcept { return id_; }  // NOLINT(google-explicit-constructor): it stands for its id

private:
    hid_t id_;
    Close close_;
};

/// The right to call HDF5, which knows one thread at a time; waits for it. Stands before all handles, which have to close
/// before it is given on.
class Hdf5Turn {
public:
    Hdf5Turn();

private:
    std::lock_guard<std::mutex> lock_;
};

/// Keeps HDF5 from printing its error stack in this thread, and restores the old setting at the end.
class SilentErrors {
public:
    SilentErrors() {
        H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    }
    SilentErrors(SilentErrors const&) = delete;
    SilentErrors& operator=(SilentErrors const&) = delete;
    ~SilentErrors() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }

private:
    H5E_auto2_t function_ = nullptr;
    void* data_ = nullptr;
};

/// What HDF5's error stack says about the call that has just failed.
struct Hdf5Reason {
    std::string text;  ///< the innermost message
    bool not_hdf5 = false;
    bool truncated = false;
};

[[nodiscard]] Hdf5Reason last_hdf5_reason();

/// Throws Hdf5Failure `what: HDF5's innermost message` when the result is negative; gives it back otherwise.
template <typename Result>
Result require(Result result, std::string const& what) {
    if (result < 0) {
        throw Hdf5Failure(what + ": " + last_hdf5_reason().text);
    }
    return result;
}

/// Takes ownership of an identifier. Throws Hdf5Failure when it is negative.
[[nodiscard]] inline Handle own(hid_t id, Handle::Close close, std::string const& what) {
    return Handle(require(id, what), close);
}

/// Throws OutputError unless the library in use is serial and of the headers' major and minor version.
void require_serial_library();

/// A variable-length, NUL-terminated UTF-8 string type. Throws Hdf5Failure.
[[nodiscard]] Handle utf8_string_type();

}  // namespace candor::output
