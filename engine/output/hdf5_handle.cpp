#include "hdf5_handle.hpp"

#include "candor/core/error.hpp"

#include <dlfcn.h>

#include <fmt/format.h>

namespace candor::output {

namespace {

herr_t read_error(unsigned depth, H5E_error2_t const* error, void* target) {
    auto& reason = *static_cast<Hdf5Reason*>(target);
    reason.not_hdf5 = reason.not_hdf5 || error->min_num == H5E_NOTHDF5;
    reason.truncated = reason.truncated || error->min_num == H5E_TRUNCATED;
    if (depth == 0 && error->desc != nullptr) {
        try {
            reason.text = error->desc;
        } catch (...) {
            return -1;
        }
    }
    return 0;
}

std::mutex hdf5_in_use;

bool check_library() {
    H5dont_atexit();  // all is closed by then, and after a damaged file HDF5 1.10 would print "infinite loop" to stderr
    unsigned major = 0;
    unsigned minor = 0;
    unsigned release = 0;
    if (H5get_libversion(&major, &minor, &release) < 0) {
        throw OutputError("cannot use HDF5 (its library does not tell its version)");
    }
    if (major != H5_VERS_MAJOR || minor != H5_VERS_MINOR) {
        throw OutputError(fmt::format("cannot use HDF5 (candor was built for version {}.{}, the library is {}.{}.{})",
                                      H5_VERS_MAJOR, H5_VERS_MINOR, major, minor, release));
    }
    if (::dlsym(RTLD_DEFAULT, "H5Pset_fapl_mpio") != nullptr) {
        throw OutputError(
            "cannot use HDF5 (the library is the MPI build, which crashes with threads; "
            "candor needs the serial one)");
    }
    return true;
}

}  // namespace

Hdf5Turn::Hdf5Turn() : lock_(hdf5_in_use) {}

Hdf5Reason last_hdf5_reason() {
    Hdf5Reason reason{.text = "HDF5 gives no reason"};
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, read_error, &reason);
    return reason;
}

void require_serial_library() { [[maybe_unused]] static bool const checked = check_library(); }

Handle utf8_string_type() {
    Handle type = own(H5Tcopy(H5T_C_S1), H5Tclose, "cannot make a string type");
    require(H5Tset_size(type, H5T_VARIABLE), "cannot make a string type");
    require(H5Tset_cset(type, H5T_CSET_UTF8), "cannot make a string type");
    return type;
}

}  // namespace candor::output
