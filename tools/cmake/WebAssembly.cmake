# The dependencies under em++ (tools/dev/wasm_build): headers from a folder of links, because -I/usr/include would bring
# in the system's C library, and yaml-cpp from its source, because Debian has no library of it for WebAssembly.

set(CANDOR_WASM_HEADERS "" CACHE PATH "Folder with boost, Eigen, fmt, nlohmann and xxhash.h")
set(CANDOR_YAML_CPP_SOURCE "" CACHE PATH "Source folder of yaml-cpp")

# Vectors of sixteen floats (model) are four of its registers.
add_compile_options(-fwasm-exceptions -msimd128)
add_link_options(-fwasm-exceptions -sALLOW_MEMORY_GROWTH=1)

foreach(target Boost::headers Eigen3::Eigen fmt::fmt nlohmann_json::nlohmann_json XxHash::xxhash)
    add_library(${target} INTERFACE IMPORTED)
    target_include_directories(${target} INTERFACE "${CANDOR_WASM_HEADERS}")
endforeach()
# Nobody writes numbers of 128 bits.
target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY=1 FMT_USE_INT128=0 FMT_USE_LONG_DOUBLE=0)
target_compile_definitions(XxHash::xxhash INTERFACE XXH_INLINE_ALL=1)

set(YAML_CPP_BUILD_TESTS OFF)
set(YAML_CPP_BUILD_TOOLS OFF)
set(YAML_CPP_BUILD_CONTRIB OFF)
set(YAML_CPP_INSTALL OFF)
set(CMAKE_WARN_DEPRECATED OFF)
add_subdirectory("${CANDOR_YAML_CPP_SOURCE}" yaml-cpp EXCLUDE_FROM_ALL SYSTEM)
unset(CMAKE_WARN_DEPRECATED)
target_compile_options(yaml-cpp PRIVATE -w)
