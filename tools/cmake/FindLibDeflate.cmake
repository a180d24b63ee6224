# LibDeflate::deflate: compresses the chunks of result files, faster than zlib and in the same format.

find_path(LibDeflate_INCLUDE_DIR libdeflate.h)
find_library(LibDeflate_LIBRARY deflate)
mark_as_advanced(LibDeflate_INCLUDE_DIR LibDeflate_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
    LibDeflate REQUIRED_VARS LibDeflate_LIBRARY LibDeflate_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "Debian's package is libdeflate-dev")

if(LibDeflate_FOUND AND NOT TARGET LibDeflate::deflate)
    add_library(LibDeflate::deflate UNKNOWN IMPORTED)
    set_target_properties(
        LibDeflate::deflate PROPERTIES IMPORTED_LOCATION "${LibDeflate_LIBRARY}"
                                       INTERFACE_INCLUDE_DIRECTORIES "${LibDeflate_INCLUDE_DIR}")
endif()
