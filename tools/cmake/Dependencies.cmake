# The libraries the layers stand on; candor-config.cmake.in names those that consumers must link.

if(EMSCRIPTEN)
    include(WebAssembly)
    return()
endif()

find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(TBB 2021 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(Hdf5Serial 1.10 REQUIRED)
find_package(XxHash REQUIRED)
find_package(LibDeflate REQUIRED)
find_package(muparser 2.3 REQUIRED CONFIG)
find_package(CLI11 2.1 REQUIRED)
find_package(Boost 1.74 REQUIRED)
# A compiled library on Debian: whoever includes its header must say what it was built with, which pkg-config knows.
find_package(PkgConfig REQUIRED)
pkg_check_modules(cpp-httplib REQUIRED IMPORTED_TARGET cpp-httplib>=0.11)

if(CANDOR_SANITIZE MATCHES "thread" AND NOT TBB_DIR MATCHES "^${PROJECT_SOURCE_DIR}/")
    message(FATAL_ERROR "The system's TBB hides its synchronization from the thread sanitizer, which then reports races "
                        "that are none. Build one that does not: tools/dev/build_tbb_for_tsan")
endif()
