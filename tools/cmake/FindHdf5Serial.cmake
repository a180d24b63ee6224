# HDF5::serial: the C library of HDF5 and its high-level part, in the serial build. CMake's own module asks h5cc or
# pkg-config, which name the MPI build once that is installed beside it, and that build crashes with threads.

find_path(Hdf5Serial_INCLUDE_DIR hdf5.h PATH_SUFFIXES hdf5/serial)
find_library(Hdf5Serial_LIBRARY NAMES hdf5_serial hdf5)
find_library(Hdf5Serial_HL_LIBRARY NAMES hdf5_serial_hl hdf5_hl)
mark_as_advanced(Hdf5Serial_INCLUDE_DIR Hdf5Serial_LIBRARY Hdf5Serial_HL_LIBRARY)

set(Hdf5Serial_CONFIGURATION "")
file(GLOB Hdf5Serial_PUBLIC_HEADERS "${Hdf5Serial_INCLUDE_DIR}/H5pubconf*.h")
foreach(header IN LISTS Hdf5Serial_PUBLIC_HEADERS)
    file(STRINGS "${header}" lines REGEX "define H5_(VERSION|HAVE_PARALLEL) ")
    list(APPEND Hdf5Serial_CONFIGURATION ${lines})
endforeach()
if(Hdf5Serial_CONFIGURATION MATCHES "H5_VERSION \"([0-9.]+)")
    set(Hdf5Serial_VERSION "${CMAKE_MATCH_1}")
endif()
if(Hdf5Serial_CONFIGURATION MATCHES "H5_HAVE_PARALLEL 1")
    set(Hdf5Serial_INCLUDE_DIR "Hdf5Serial_INCLUDE_DIR-NOTFOUND")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
    Hdf5Serial
    REQUIRED_VARS Hdf5Serial_LIBRARY Hdf5Serial_HL_LIBRARY Hdf5Serial_INCLUDE_DIR
    VERSION_VAR Hdf5Serial_VERSION
    REASON_FAILURE_MESSAGE "Debian's package is libhdf5-dev")

if(Hdf5Serial_FOUND AND NOT TARGET HDF5::serial)
    add_library(HDF5::serial INTERFACE IMPORTED)
    set_target_properties(
        HDF5::serial PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${Hdf5Serial_INCLUDE_DIR}"
                                INTERFACE_LINK_LIBRARIES "${Hdf5Serial_HL_LIBRARY};${Hdf5Serial_LIBRARY}")
endif()
